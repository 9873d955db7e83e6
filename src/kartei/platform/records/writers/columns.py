"""What an exported table consists of, and how each kind of value reads as text.

Kinds are those of the metadata. Values are plain: text for `text`, `longtext`, `choice`, `link`
and the like; int for `integer`; scaled int (six decimals) for `number` and `percent`;
`kit.money.Amount` for `money`; date, aware datetime and bool for `date`, `moment` and `bool`; a
list of texts for kinds of several values; None for an empty one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo

from kartei.platform.kit.money import Amount, from_scaled, major

Cell = str | int | bool | date | datetime | Amount | Sequence[str] | None
Row = Sequence[Cell]

SCALED = frozenset({"number", "percent"})
_YES_NO = {"ru": ("да", "нет"), "de": ("ja", "nein"), "en": ("yes", "no")}
#: Languages that write a decimal comma; their spreadsheets part cells by semicolons.
COMMA = frozenset({"ru", "de"})


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an export: the label at its head and the kind of its values."""

    label: str
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Look:
    """For whom it is written: language (`ru`, `de`, `en`), time zone, the firm's currency."""

    language: str = "en"
    timezone: tzinfo = UTC
    currency: str = ""


def as_text(value: Cell, kind: str, look: Look) -> str:
    """A value as text that the importer reads back as the same value.

    Days are ISO 8601, moments are local to the look's time zone; several values stand on lines of
    their own; an amount in another than the firm's currency carries its code. Raises TypeError for
    a value that does not belong to any kind.
    """
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            yes, no = _YES_NO.get(look.language, _YES_NO["en"])
            return yes if value else no
        case int():
            return _decimal(from_scaled(value) if kind in SCALED else str(value), look)
        case Amount():
            number = _decimal(major(value), look)
            return number if value.currency == look.currency else f"{number} {value.currency}"
        case datetime():
            return local(value, look).strftime("%Y-%m-%d %H:%M:%S")
        case date():
            return value.isoformat()
        case Sequence():
            return "\n".join(value)
    raise TypeError(f"cannot export a {type(value).__name__}")


def local(moment: datetime, look: Look) -> datetime:
    """The moment on the clock of the look's time zone, without a zone of its own."""
    return moment.astimezone(look.timezone).replace(tzinfo=None, microsecond=0)


def _decimal(number: str, look: Look) -> str:
    return number.replace(".", ",") if look.language in COMMA else number
