"""From a value of one kind to a value of another: one declaration for each pair of kinds.

A text is read as an import reads a cell; what becomes a text is written as it is shown, in the
firm's language. A value that would lose something does not convert: it raises ValueFault.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from decimal import Decimal
from typing import Any

from django.utils import translation

from kartei.platform.kit.faults import ValueFault
from kartei.platform.kit.money import Amount, currency_digits
from kartei.platform.kit.text import fold
from kartei.platform.meta.kinds import ParseContext
from kartei.platform.meta.kinds.number import LIMIT
from kartei.platform.meta.shaping_choices import MAX_CHOICES
from kartei.platform.meta.spec import FieldSpec
from kartei.platform.records.importing.cells import converter
from kartei.platform.records.importing.contact_cells import SEVERAL, Habits
from kartei.platform.records.importing.targets import Place

Turn = Callable[[Any], Any]
LONGEST_LABEL = 120


@dataclass(slots=True)
class Labels:
    """The choices that texts become; a new text becomes one more, as long as there is room."""

    rows: list[dict[str, Any]]
    language: str
    known: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for row in self.rows:
            for name in ("label_ru", "label_de", "label_en"):
                if row[name]:
                    self.known.setdefault(fold(row[name]), row["value"])

    def value_of(self, text: str) -> str:
        """The choice of a text. Errors: ValueFault where it can be none."""
        words = " ".join(text.split())
        if len(words) > LONGEST_LABEL:
            raise ValueFault("value.too_long", limit=LONGEST_LABEL)
        found = self.known.get(fold(words))
        if found is None:
            if len(self.rows) >= MAX_CHOICES:
                raise ValueFault("convert.choices", limit=MAX_CHOICES)
            found = self.known[fold(words)] = secrets.token_hex(4)
            blank = {"label_ru": "", "label_de": "", "label_en": "", "color": "", "under": ""}
            label = {f"label_{self.language}": words}
            self.rows.append({**blank, **label, "value": found, "retired": False})
        return found


@dataclass(slots=True)
class Terms:
    """What a conversion goes by: the field before and after, the firm's habits, texts of the column
    from which the decimal sign and the order of days are told, and the choices that texts become.
    """

    old: FieldSpec
    new: FieldSpec
    ctx: ParseContext
    language: str
    samples: Sequence[str] = ()
    labels: Labels = field(default_factory=lambda: Labels([], "en"))


def reading(terms: Terms) -> Turn:
    """A text is read as a cell of a spreadsheet."""
    spec, ctx = terms.new, terms.ctx
    place = Place(spec.name, "", spec.name, "", spec, spec.label, "")
    habits = Habits(ctx.region, ctx.currency, terms.language, "xlsx")
    read = converter(place, "", habits, terms.samples)
    return lambda text: spec.kind.parse(read(text), spec, ctx)


def writing(terms: Terms) -> Turn:
    """A value is written as it is shown."""
    old, new = terms.old, terms.new

    def write(value: Any) -> Any:
        if isinstance(value, datetime):
            value = value.astimezone(terms.ctx.zone)
        with translation.override(terms.language):
            return new.kind.parse(old.kind.show(value, old, terms.language), new, terms.ctx)

    return write


def counting(terms: Terms) -> Turn:
    """A number becomes another one where nothing is rounded; money has to be of one currency."""
    old, new = terms.old.kind.name, terms.new.kind.name
    currency = terms.new.currency or terms.old.currency or terms.ctx.currency
    places = {"integer": 0, "number": 6, "percent": 6, "money": currency_digits(currency)}

    def count(value: Any) -> Any:
        if old == "money":
            if value.currency != currency:
                raise ValueFault("convert.currency", currency=currency)
            value = value.minor
        found = Decimal(value).scaleb(places[new] - places[old])
        if found != int(found):
            raise ValueFault("number.digits", digits=places[new])
        if abs(found) >= LIMIT:
            raise ValueFault("number.range")
        return Amount(int(found), currency) if new == "money" else int(found)

    return count


def choosing(terms: Terms) -> Turn:
    """A text becomes a choice of this name."""
    return terms.labels.value_of


def choosing_several(terms: Terms) -> Turn:
    """A text becomes the choices that it lists."""

    def choose(text: str) -> list[str]:
        parts = [part for one in SEVERAL.split(text) if (part := one.strip())]
        return list(dict.fromkeys(terms.labels.value_of(part) for part in parts))

    return choose


def as_list(terms: Terms) -> Turn:
    """One becomes the only one of several."""
    return lambda value: [str(value)]


def only(terms: Terms) -> Turn:
    """Several become one where there is one."""

    def take(values: list[Any]) -> Any:
        if len(values) > 1:
            raise ValueFault("convert.several")
        return terms.new.kind.parse(values[0], terms.new, terms.ctx) if values else None

    return take


def midnight(terms: Terms) -> Turn:
    """A day becomes the moment at which it begins for the firm."""
    return lambda day: datetime.combine(day, time.min, terms.ctx.zone).astimezone(UTC)


def day_of(terms: Terms) -> Turn:
    """A moment becomes the day on which it lies for the firm."""
    return lambda moment: moment.astimezone(terms.ctx.zone).date()


TEXTS = ("text", "longtext")
NUMBERS = ("integer", "number", "percent", "money")
WRITTEN = (
    *NUMBERS, "date", "moment", "duration", "bool", "phones", "emails", "sites", "addresses",
)  # fmt: skip
PAIRS: dict[tuple[str, str], Callable[[Terms], Turn]] = {
    **{(a, b): counting for a in NUMBERS for b in NUMBERS if a != b},
    **{(text, kind): reading for text in TEXTS for kind in WRITTEN},
    **{(kind, text): writing for text in TEXTS for kind in (*WRITTEN, "choice", "choices")},
    **{(a, b): writing for a in TEXTS for b in TEXTS if a != b},
    **{(text, "choice"): choosing for text in TEXTS},
    **{(text, "choices"): choosing_several for text in TEXTS},
    ("choice", "choices"): as_list,
    ("choices", "choice"): only,
    ("link", "links"): as_list,
    ("links", "link"): only,
    ("date", "moment"): midnight,
    ("moment", "date"): day_of,
}


def kinds_after(kind: str) -> list[str]:
    """What a kind can become."""
    return [after for before, after in PAIRS if before == kind]


def is_empty(value: Any) -> bool:
    """Whether there is nothing to convert; no (of yes and no) is a value."""
    return value is None or value == "" or value == []


def turn_for(terms: Terms) -> Turn:
    """The conversion of single values; what comes to nothing does not convert."""
    turn = PAIRS[terms.old.kind.name, terms.new.kind.name](terms)

    def turned(value: Any) -> Any:
        if is_empty(value):
            return None
        found = turn(value)
        if is_empty(found):
            raise ValueFault("convert.nothing")
        return found

    return turned
