"""Formulas over the fields of objects: which fields they read, their values in and out, circles.

Inside an expression money is its amount: in its own currency where all the money of the formula has
the same one, else in the firm's at the day's rate. A percentage is the number it shows, a length of
time the number of its hours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils import translation

from kartei.platform.kit.expression import Chosen, Expression, ExpressionFault, Value
from kartei.platform.kit.expression.values import text
from kartei.platform.kit.money import Amount, currency_digits
from kartei.platform.kit.text import fold
from kartei.platform.meta.fields import LANGUAGES
from kartei.platform.meta.kinds import ParseContext
from kartei.platform.meta.kinds.number import LIMIT
from kartei.platform.meta.spec import FieldSpec
from kartei.platform.meta.world import Obj, World

#: Kinds that a formula can come to.
RESULTS = ("text", "integer", "number", "percent", "money", "date", "moment", "duration", "bool")
#: How a rollup sums up, and the kinds of fields each can take; count takes none.
ROLLUPS = {
    "count": (),
    "sum": ("money", "number", "integer", "duration"),
    "mean": ("money", "number", "integer", "duration"),
    "min": ("money", "number", "integer", "percent", "date", "moment", "duration"),
    "max": ("money", "number", "integer", "percent", "date", "moment", "duration"),
    "last": ("money", "number", "integer", "percent", "date", "moment", "text", "bool"),
}
DEEPEST = 3
MILLION = Decimal(1_000_000)
HOUR = Decimal(3600)
NUMBERS = ("integer", "number", "percent", "money", "duration")
Path = tuple[str, ...]
#: (object, field)
Node = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Use:
    """A field that an expression reads: the links that lead to it, the object it belongs to, and
    itself. lines: it is a column of child rows of that object.
    """

    links: tuple[FieldSpec, ...]
    obj: Obj
    spec: FieldSpec
    lines: FieldSpec | None = None


def resolve(objects: Mapping[str, Obj], obj: Obj, path: Path) -> Use:
    """The field at the end of a path. Errors: ExpressionFault when there is none."""
    links: list[FieldSpec] = []
    here = obj
    for at, name in enumerate(path):
        spec = here.fields.get(name)
        if spec is None or spec.hidden or at >= DEEPEST:
            raise ExpressionFault("expression.field", name=".".join(path)[:80])
        rest = path[at + 1 :]
        if not rest:
            return Use(tuple(links), here, spec)
        if spec.lines is not None and len(rest) == 1 and rest[0] in spec.lines and not links:
            return Use((), here, spec.lines[rest[0]], spec)
        target = objects.get(spec.target or "")
        if spec.kind.name != "link" or target is None:
            raise ExpressionFault("expression.link", name=name)
        links.append(spec)
        here = target
    raise ExpressionFault("expression.nothing")


def names_by_label(obj: Obj) -> dict[str, str]:
    """The names of an object's fields by their labels in all languages."""
    found: dict[str, str] = {}
    for language in LANGUAGES:
        with translation.override(language):
            for spec in obj.fields.values():
                if not spec.hidden:
                    found.setdefault(fold(str(spec.label)), spec.name)
    return found


def uses_of(objects: Mapping[str, Obj], obj: Obj, made: Expression) -> list[Use]:
    """Everything that an expression reads. Errors: ExpressionFault for what is not there."""
    return [resolve(objects, obj, path) for path in sorted(made.paths)]


def known_uses(world: World, obj: Obj, made: Expression) -> dict[Path, Use]:
    """What an expression reads; a field that is retired since is left out and counts as empty."""
    key = ("uses", obj.name, made.text)
    if key not in world.derived:
        found = world.derived[key] = {}
        for path in made.paths:
            try:
                found[path] = resolve(world.objects, obj, path)
            except ExpressionFault:
                continue
    known: dict[Path, Use] = world.derived[key]
    return known


def nodes_read(objects: Mapping[str, Obj], obj: Obj, spec: FieldSpec) -> set[Node]:
    """The fields from which a computed one follows, the links it crosses among them."""
    found: set[Node] = set()
    if spec.formula is not None:
        for path in spec.formula.paths:
            try:
                use = resolve(objects, obj, path)
            except ExpressionFault:
                continue  # retired since; it counts as empty
            here = obj.name
            for link in use.links:
                found.add((here, link.name))
                here = link.target or ""
            found.add((use.obj.name, (use.lines or use.spec).name))
            if use.lines is not None:
                found.add((f"{use.obj.name}.{use.lines.name}", use.spec.name))
    if spec.rollup is not None:
        found.add((spec.rollup.object, spec.rollup.by))
        if spec.rollup.field:
            found.add((spec.rollup.object, spec.rollup.field))
    return found


def circle(objects: Mapping[str, Obj], obj: Obj, spec: FieldSpec) -> list[Node] | None:
    """The way from a computed field back to itself, if there is one."""
    start = (obj.name, spec.name)
    trail: list[Node] = []
    seen: set[Node] = set()

    def walk(here: Obj, one: FieldSpec) -> bool:
        for node in sorted(nodes_read(objects, here, one)):
            if node == start:
                return True
            if node in seen or node[0] not in objects:
                continue
            seen.add(node)
            following = objects[node[0]].fields.get(node[1])
            if following is not None and following.computed:
                trail.append(node)
                if walk(objects[node[0]], following):
                    return True
                trail.pop()
        return False

    return [start, *trail, start] if walk(obj, spec) else None


def labels_of(spec: FieldSpec) -> Callable[[str], Chosen]:
    """The choices of a field as values that know their words in all languages."""
    words: dict[str, tuple[str, ...]] = {}
    for option in spec.options:
        found = []
        for language in LANGUAGES:
            with translation.override(language):
                found.append(str(option.label))
        words[option.value] = tuple(dict.fromkeys(found))
    return lambda value: Chosen(value, words.get(value, ()))


@dataclass(slots=True)
class Terms:
    """What values are read under: the firm's settings, and the currency of this evaluation.

    currency None: the amounts have several, so each is taken in the firm's.
    """

    ctx: ParseContext
    currency: str | None
    choices: dict[int, Callable[[str], Chosen]]


def value_in(spec: FieldSpec, value: Any, terms: Terms) -> Value:
    """A field's value as expressions know it."""
    kind = spec.kind.name
    if value is None or value == []:
        return None
    if kind == "money":
        return amount_in(value, terms)
    if kind in ("number", "percent"):
        return Decimal(value) / MILLION
    if kind == "integer":
        return Decimal(value)
    if kind == "duration":
        return Decimal(value) / HOUR
    if kind == "moment":
        return value.astimezone(terms.ctx.zone)
    if kind in ("choice", "choices"):
        known = terms.choices.get(id(spec))
        if known is None:
            known = terms.choices[id(spec)] = labels_of(spec)
        return known(value) if kind == "choice" else tuple(known(v) for v in value)
    if kind == "lines":
        return tuple(str(line["id"]) for line in value)
    if kind == "fullname":
        return str(spec.kind.plain(value))
    if isinstance(value, list | tuple):
        return tuple(str(v["value"]) if isinstance(v, dict) else str(v) for v in value)
    return value if isinstance(value, bool | str | date) else str(value)


def amount_in(value: Amount, terms: Terms) -> Decimal:
    """An amount of money as a number."""
    if terms.currency is None and value.currency != terms.ctx.currency:
        value = Amount(int(terms.ctx.to_base(value)), terms.ctx.currency)
    return Decimal(value.minor).scaleb(-currency_digits(value.currency))


def common_currency(values: Iterable[Any]) -> str | None:
    """The currency of all the money among values; None when there are several or none."""
    found = {v.currency for v in values if isinstance(v, Amount)}
    return found.pop() if len(found) == 1 else None


def value_out(spec: FieldSpec, value: Value, terms: Terms) -> Any:
    """What an expression came to, as the field keeps it.

    Errors: ExpressionFault when it is no value of the field's kind.
    """
    kind = spec.kind.name
    if kind == "bool":
        return bool(value)
    if value is None or value == "":
        return None
    if kind == "text":
        return " ".join(text(value).split())[:1000] or None
    if kind == "moment" and isinstance(value, datetime):
        return value.astimezone(terms.ctx.now.tzinfo)
    if kind == "date" and isinstance(value, date):
        return value.date() if isinstance(value, datetime) else value
    if isinstance(value, bool):
        value = Decimal(int(value))
    if isinstance(value, Decimal) and kind in NUMBERS:
        return number_out(kind, spec, value, terms)
    raise ExpressionFault("expression.result", value=text(value)[:40])


def number_out(kind: str, spec: FieldSpec, value: Decimal, terms: Terms) -> Any:
    """A number as its column holds it, rounded half up; empty when it is too large."""
    if kind == "duration":
        value, kind = value * HOUR, "integer"
    currency = terms.currency or terms.ctx.currency
    places = {"integer": 0, "money": currency_digits(currency)}.get(kind, 6)
    whole = int(value.scaleb(places).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    if not -LIMIT < whole < LIMIT:
        return None
    return Amount(whole, currency) if kind == "money" else whole
