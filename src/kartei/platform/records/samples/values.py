"""A value that fits a field: its kind, limits, pattern, choices and what it depends on."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import regex
from PIL import Image
from rstr import Rstr

from kartei.platform.meta.limits import LONGEST
from kartei.platform.meta.spec import FieldSpec, Option
from kartei.platform.records import files
from kartei.platform.records.samples.scene import Scene

MILLION = 1_000_000
#: Fields of one record that demand no two alike draw from so many numbers.
MANY = 10**9
TRIES = 20
WORDS = {
    "ru": ("Проверить на месте", "По договорённости", "Срочно", "Со склада", "Под заказ"),
    "de": ("Vor Ort prüfen", "Nach Absprache", "Eilig", "Ab Lager", "Auf Bestellung"),
    "en": ("To be checked on site", "As agreed", "Urgent", "From stock", "Made to order"),
}
SENTENCES = {
    "ru": (
        "Просит перезвонить во второй половине дня.",
        "Важны сроки, цена вторична.",
        "Всё согласовано, ждём подтверждения.",
    ),
    "de": (
        "Bittet um Rückruf am Nachmittag.",
        "Der Termin ist wichtiger als der Preis.",
        "Alles abgestimmt, die Bestätigung steht aus.",
    ),
    "en": (
        "Asks to be called back in the afternoon.",
        "Dates matter more than the price.",
        "All is agreed, waiting for the confirmation.",
    ),
}
#: Usual limits, in the field's own terms.
USUAL = {"integer": (1, 100), "number": (1, 100), "percent": (0, 30), "money": (20, 3000)}
USUAL_TIME = (900, 14_400)


def settable(spec: FieldSpec) -> bool:
    """Whether a field takes a value that is made here."""
    closed = spec.read_only or spec.hidden or spec.computed or spec.series
    return not closed and spec.kind.name in MAKERS


def fitting(scene: Scene, spec: FieldSpec, values: dict[str, Any]) -> Any:
    """The JSON form of a fitting value; None where none is found. values: the record so far."""
    return MAKERS[spec.kind.name](scene, spec, values)


def text(scene: Scene, spec: FieldSpec, _values: dict[str, Any]) -> str | None:
    """A phrase, or a text made after the field's pattern."""
    if spec.pattern is not None:
        return patterned(scene, spec)
    found = scene.words(WORDS)
    if spec.unique:
        found = f"{found} {scene.dice.randrange(MANY)}"
    return found[-spec.max_length :].strip() if spec.max_length else found


def patterned(scene: Scene, spec: FieldSpec) -> str | None:
    """A text that matches a pattern and is short enough; None after some tries."""
    maker, form = Rstr(scene.dice), spec.pattern or ""
    for _try in range(TRIES):
        try:
            found = maker.xeger(form)
            fits = regex.fullmatch(form, found, timeout=LONGEST)
        except (re.error, TimeoutError, NotImplementedError):
            return None
        if fits and found == " ".join(found.split()) and len(found) <= (spec.max_length or 300):
            return found
    return None


def longtext(scene: Scene, spec: FieldSpec, _values: dict[str, Any]) -> str:
    """A sentence."""
    found = scene.words(SENTENCES)
    return found[: spec.max_length] if spec.max_length else found


def bounds(scene: Scene, spec: FieldSpec, usual: tuple[int, int]) -> tuple[int, int]:
    """(low, high) of a field in its inner form; one given limit moves the usual other one."""
    low, high = (inner(scene, spec, limit) for limit in (spec.low, spec.high))
    if spec.unique:
        usual = (usual[0], usual[0] + MANY * (usual[1] - usual[0]))
    wide = usual[1] - usual[0]
    if low is None:
        low = usual[0] if high is None else min(usual[0], high)
    return low, max(low, (usual[1] if usual[1] > low else low + wide) if high is None else high)


def inner(scene: Scene, spec: FieldSpec, limit: str | None) -> int | None:
    """A limit as the number that its field holds."""
    return None if limit is None else int(spec.kind.parse(limit, spec, scene.actor.ctx))


def integer(scene: Scene, spec: FieldSpec, _values: dict[str, Any]) -> int:
    """A whole number, or a length of time in seconds, between the limits."""
    time = spec.kind.name == "duration"
    low, high = bounds(scene, spec, USUAL_TIME if time else USUAL["integer"])
    if time and high - low >= 600:
        return -(-low // 300) * 300 + 300 * scene.dice.randrange((high - low) // 300)
    return scene.dice.randint(low, high)


def number(scene: Scene, spec: FieldSpec, _values: dict[str, Any]) -> str:
    """A decimal number or a percentage; a whole one where there is room for it."""
    first, last = USUAL[spec.kind.name]
    low, high = bounds(scene, spec, (first * MILLION, last * MILLION))
    if -(-low // MILLION) <= high // MILLION:
        return str(scene.dice.randint(-(-low // MILLION), high // MILLION))
    found = scene.dice.randint(low, high)
    return f"{'-' if found < 0 else ''}{abs(found) // MILLION}.{abs(found) % MILLION:06}"


def money(scene: Scene, spec: FieldSpec, _values: dict[str, Any]) -> dict[str, str]:
    """An amount between the limits, in the field's currency or the firm's."""
    if spec.low is None and spec.high is None and spec.currency is None:
        return scene.money(*USUAL["money"])
    ctx = scene.actor.ctx
    currency = spec.currency or ctx.currency

    def minor(amount: str) -> int:
        return int(spec.kind.parse({"amount": amount, "currency": currency}, spec, ctx).minor)

    unit = minor("1")
    low = minor(spec.low) if spec.low is not None else 0
    high = minor(spec.high) if spec.high is not None else low + 1000 * unit
    found = scene.dice.randint(low, max(low, high))
    if -(-low // unit) <= high // unit:
        found = scene.dice.randint(-(-low // unit), high // unit) * unit
    places = len(str(unit)) - 1
    sign = "-" if found < 0 else ""
    whole, rest = divmod(abs(found), unit)
    amount = f"{sign}{whole}.{rest:0{places}}" if places else f"{sign}{whole}"
    return {"amount": amount, "currency": currency}


def day(scene: Scene, spec: FieldSpec, _values: dict[str, Any]) -> str:
    """A day of these months, between the limits."""
    ctx = scene.actor.ctx
    first, last = (spec.kind.parse(limit, spec, ctx) for limit in (spec.low, spec.high))
    low = first or ctx.today - timedelta(days=30)
    high = last or max(low, ctx.today) + timedelta(days=60)
    low = min(low, high)
    return (low + timedelta(days=scene.dice.randint(0, (high - low).days))).isoformat()


def moment(scene: Scene, _spec: FieldSpec, _values: dict[str, Any]) -> str:
    """A working hour of these weeks."""
    return scene.moment(-10, 20)


def boolean(scene: Scene, _spec: FieldSpec, _values: dict[str, Any]) -> bool:
    """Yes or no."""
    return scene.dice.random() < 0.5


def offered(spec: FieldSpec, values: dict[str, Any]) -> list[Option]:
    """The choices in use that go with what is chosen already."""
    upper = values.get(spec.depends) if spec.depends else None
    return [o for o in spec.options if not o.retired and o.under in ("", upper)]


def choice(scene: Scene, spec: FieldSpec, values: dict[str, Any]) -> str | None:
    """One of the choices."""
    options = offered(spec, values)
    return scene.dice.choice(options).value if options else None


def choices(scene: Scene, spec: FieldSpec, values: dict[str, Any]) -> list[str] | None:
    """One or two of the choices."""
    options = offered(spec, values)
    size = min(len(options), scene.dice.choice((1, 1, 2)))
    return [o.value for o in scene.dice.sample(options, size)] or None


def link(scene: Scene, spec: FieldSpec, _values: dict[str, Any]) -> str | None:
    """A sample of the target; a record that is there anyway only where one is demanded, or where
    it is one of few (units, groups).
    """
    if spec.target == "access.user":
        return str(scene.dice.choice(scene.owners))
    if scene.made.get(spec.target or "") or spec.required or spec.small_target:
        return scene.some(spec.target or "")
    return None


def links(scene: Scene, spec: FieldSpec, values: dict[str, Any]) -> list[str] | None:
    """One linked record."""
    found = link(scene, spec, values)
    return [found] if found else None


def record(scene: Scene, spec: FieldSpec, _values: dict[str, Any]) -> dict[str, str] | None:
    """Any sample."""
    names = sorted(name for name, keys in scene.made.items() if keys)
    if not names:
        return None
    name = scene.dice.choice(names)
    return {"object": name, "id": str(scene.dice.choice(scene.made[name]))}


def file(scene: Scene, spec: FieldSpec, _values: dict[str, Any]) -> str | None:
    """A small plain picture, where a file is demanded."""
    if not spec.required:
        return None
    out = BytesIO()
    Image.new("RGB", (160, 120), (0, 98, 121)).save(out, "PNG")
    return str(files.upload(scene.actor, [out.getvalue()], "sample.png").pk)


def phones(scene: Scene, _spec: FieldSpec, _values: dict[str, Any]) -> list[dict[str, str]]:
    """A telephone number."""
    return scene.phone()


def emails(scene: Scene, _spec: FieldSpec, _values: dict[str, Any]) -> list[dict[str, str]]:
    """A mail address."""
    return scene.email()


def sites(scene: Scene, _spec: FieldSpec, _values: dict[str, Any]) -> list[dict[str, str]]:
    """A web address."""
    return [{"value": f"sample{scene.number + 1}.example"}]


def fullname(scene: Scene, _spec: FieldSpec, _values: dict[str, Any]) -> str:
    """The name of somebody who does not exist."""
    return f"Sample {scene.number + 1}"


MAKERS: dict[str, Callable[[Scene, FieldSpec, dict[str, Any]], Any]] = {
    "text": text, "longtext": longtext, "integer": integer, "duration": integer, "number": number,
    "percent": number, "money": money, "date": day, "moment": moment, "bool": boolean,
    "choice": choice, "choices": choices, "link": link, "links": links, "record": record,
    "file": file, "fullname": fullname, "phones": phones, "emails": emails, "sites": sites,
}  # fmt: skip
