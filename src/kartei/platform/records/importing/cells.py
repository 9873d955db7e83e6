"""From the text of a cell to a value in the API's form, one function per kind of field.

A converter is made once per column and called for each cell. It returns None for an empty cell and
raises ValueFault for what cannot be understood, or CellFaults where only part of a cell is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict

from kartei.platform.kit.dates import parse_date
from kartei.platform.kit.decimals import SCALE, from_scaled, to_scaled
from kartei.platform.kit.faults import ValueFault
from kartei.platform.kit.money import major, parse_amount
from kartei.platform.kit.names import split_name
from kartei.platform.kit.text import fold
from kartei.platform.meta.kinds.fullname import PARTS
from kartei.platform.meta.spec import FieldSpec
from kartei.platform.records.importing.contact_cells import (
    MAKERS,
    SEVERAL,
    Converter,
    Habits,
    is_nothing,
)
from kartei.platform.records.importing.targets import Place, in_all_languages

YES = frozenset({"1", "да", "д", "истина", "ja", "j", "wahr", "yes", "y", "true", "x", "+", "✓"})
NO = frozenset({"0", "нет", "н", "ложь", "nein", "n", "falsch", "no", "false", "-"})
_TIME = re.compile(r"[ T,]+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*$")
_COMMA = re.compile(r"\d,(?:\d{1,2}|\d{4,})(?!\d)")
_POINT = re.compile(r"\d\.(?:\d{1,2}|\d{4,})(?!\d)")
_MONTH_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})/\d{2,4}")
_CURRENCY = {"€": "EUR", "$": "USD", "£": "GBP", "₽": "RUB", "₸": "KZT", "₴": "UAH", "¥": "JPY"}
_FORMS = {
    "mr": ("mr", "mr.", "herr", "hr.", "г-н", "господин", "г.", "уважаемый"),
    "ms": ("ms", "ms.", "mrs", "mrs.", "miss", "frau", "fr.", "г-жа", "госпожа", "уважаемая"),
}
_FORM = {fold(word): value for value, words in _FORMS.items() for word in words}


def converter(place: Place, kind: str, habits: Habits, samples: Sequence[str]) -> Converter:
    """The function for a column; kind: the kind of its values (mobile) or empty.

    samples: values of the column, from which the decimal sign and the order of days are told.
    """
    spec = place.spec
    make = _MAKERS.get(place.kind)
    if spec is None or make is None:
        return _text
    return make(spec, kind, habits, samples)


def _text(cell: str) -> str | None:
    return cell or None


def _plain(spec: FieldSpec, kind: str, habits: Habits, samples: Sequence[str]) -> Converter:
    return _text


def _date(spec: FieldSpec, kind: str, habits: Habits, samples: Sequence[str]) -> Converter:
    order = day_order(samples)
    past = spec.name == "birthday"

    def convert(cell: str) -> str | None:
        return None if is_nothing(cell) else parse_date(cell, order, past=past).isoformat()

    return convert


def day_order(samples: Iterable[str]) -> str:
    """``mdy`` when some ``a/b/year`` of the column can only be read so, else ``dmy``."""
    pairs = [(int(f[1]), int(f[2])) for s in samples if (f := _MONTH_FIRST.match(s))]
    if any(b > 12 for _a, b in pairs) and all(a <= 12 for a, _b in pairs):
        return "mdy"
    return "dmy"


def _moment(spec: FieldSpec, kind: str, habits: Habits, samples: Sequence[str]) -> Converter:
    order = day_order(samples)

    def convert(cell: str) -> str | None:
        if is_nothing(cell):
            return None
        time = _TIME.search(cell)
        day = parse_date(cell[: time.start()] if time else cell, order)
        hour, minute, second = (int(p or 0) for p in time.groups()) if time else (0, 0, 0)
        if hour > 23 or minute > 59 or second > 59:
            raise ValueFault("moment.invalid", value=cell[:40])
        return f"{day.isoformat()}T{hour:02}:{minute:02}:{second:02}"

    return convert


def decimal_sign(samples: Iterable[str], language: str) -> str:
    """The decimal sign of a column: the one that its values prove, else that of the language."""
    texts = list(samples)
    commas = sum(bool(_COMMA.search(text)) for text in texts)
    points = sum(bool(_POINT.search(text)) for text in texts)
    if commas != points:
        return "," if commas > points else "."
    return "," if language in ("ru", "de") else "."


def _number(spec: FieldSpec, kind: str, habits: Habits, samples: Sequence[str]) -> Converter:
    sign = decimal_sign(samples, habits.language)

    def convert(cell: str) -> str | None:
        if is_nothing(cell):
            return None
        text = cell.rstrip(" %\u00a0")
        try:
            return from_scaled(to_scaled(text, decimal=sign))
        except ValueFault:
            return from_scaled(to_scaled(text))

    return convert


def _integer(spec: FieldSpec, kind: str, habits: Habits, samples: Sequence[str]) -> Converter:
    number = _number(spec, kind, habits, samples)

    def convert(cell: str) -> int | None:
        text = number(cell)
        if text is None:
            return None
        if "." in text:
            raise ValueFault("number.invalid", value=cell[:40])
        return int(text)

    return convert


def _money(spec: FieldSpec, kind: str, habits: Habits, samples: Sequence[str]) -> Converter:
    sign = decimal_sign(samples, habits.language)
    currency = spec.currency or habits.currency

    def convert(cell: str) -> dict[str, str] | None:
        if is_nothing(cell):
            return None
        try:
            amount = parse_amount(cell, currency, decimal=sign)
        except ValueFault as fault:
            other = str(fault.params.get("currency", ""))
            if fault.code == "money.currency" and not spec.currency:
                amount = parse_amount(cell, _CURRENCY.get(other, other.upper()), decimal=sign)
            else:
                amount = parse_amount(cell, currency)
        return {"amount": major(amount), "currency": amount.currency}

    return convert


def _bool(spec: FieldSpec, kind: str, habits: Habits, samples: Sequence[str]) -> Converter:
    def convert(cell: str) -> bool | None:
        word = fold(cell)
        if word in YES or word in NO:
            return word in YES
        raise ValueFault("value.type", value=cell[:40])

    return convert


def _key(text: str) -> str:
    """What spellings of a choice have in common: «шт.» and «шт», «20 %» and «20%»."""
    return re.sub(r"[\s.]", "", fold(text))


def option_table(spec: FieldSpec) -> dict[str, str]:
    """Every spelling of the field's choices: value, and label in each language."""
    table: dict[str, str] = {}
    for option in spec.options:
        for text in (option.value, *in_all_languages(option.label)):
            table.setdefault(_key(text), option.value)
    if spec.name == "salutation":
        table.update({_key(w): v for w, v in _FORM.items() if v in table.values()})
    return table


def _choice(spec: FieldSpec, kind: str, habits: Habits, samples: Sequence[str]) -> Converter:
    table = option_table(spec)
    shares = any(key.endswith("%") for key in table)

    def convert(cell: str) -> str | None:
        found = table.get(_key(cell)) or (table.get(_share(cell)) if shares else None)
        if found is not None or is_nothing(cell):
            return found
        # an address book's «Dr.» is no form of address, and no reason to leave somebody out
        if habits.book and spec.name == "salutation":
            return None
        raise ValueFault("value.unknown_option", value=cell[:40])

    return convert


def _share(cell: str) -> str:
    """How spreadsheets store «20 %»: 0.2."""
    try:
        value = to_scaled(cell)
    except ValueFault:
        return ""
    return from_scaled(value * 100) + "%" if 0 < value < SCALE else ""


def _choices(spec: FieldSpec, kind: str, habits: Habits, samples: Sequence[str]) -> Converter:
    one = _choice(spec, kind, habits, samples)

    def convert(cell: str) -> list[str] | None:
        if is_nothing(cell):
            return None
        parts = [part.strip() for part in SEVERAL.split(cell)]
        return [v for part in parts if part and (v := one(part))] or None

    return convert


def _links(spec: FieldSpec, kind: str, habits: Habits, samples: Sequence[str]) -> Converter:
    """Titles of linked records; they are looked up later, a whole batch at once."""

    def convert(cell: str) -> list[str] | None:
        if is_nothing(cell):
            return None
        return [part for p in SEVERAL.split(cell) if (part := p.strip())] or None

    return convert


def _link(spec: FieldSpec, kind: str, habits: Habits, samples: Sequence[str]) -> Converter:
    def convert(cell: str) -> str | None:
        return None if is_nothing(cell) else " ".join(cell.split())

    return convert


def _fullname(spec: FieldSpec, kind: str, habits: Habits, samples: Sequence[str]) -> Converter:
    """A whole name, or one part of it: other columns bring the others."""

    def convert(cell: str) -> dict[str, str] | None:
        text = " ".join(cell.split())
        if is_nothing(cell) or not text:
            return None
        if kind in PARTS:
            return {kind: text}
        return {part: word for part, word in asdict(split_name(text)).items() if word}

    return convert


_MAKERS: dict[str, Callable[[FieldSpec, str, Habits, Sequence[str]], Converter]] = {
    "text": _plain,
    "longtext": _plain,
    **MAKERS,
    "date": _date,
    "fullname": _fullname,
    "moment": _moment,
    "number": _number,
    "percent": _number,
    "integer": _integer,
    "money": _money,
    "bool": _bool,
    "choice": _choice,
    "choices": _choices,
    "link": _link,
    "links": _links,
}
