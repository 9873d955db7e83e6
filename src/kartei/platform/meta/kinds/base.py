"""What every kind of field can do: parse, store, load, show, filter, describe itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import models

from kartei.platform.kit.faults import ValueFault

if TYPE_CHECKING:
    from kartei.platform.meta.spec import FieldSpec

COMPARE = ("=", "!=", "<", "<=", ">", ">=", "in", "empty", "filled")
EMPTY = ("empty", "filled")


@dataclass(frozen=True, slots=True)
class ParseContext:
    """What is needed to understand a value: the firm's and the asker's settings.

    rates: (currency, day) -> millionths of the firm's currency per unit, see records.rates.
    """

    currency: str
    region: str
    zone: ZoneInfo
    today: date
    now: datetime
    me: UUID | None
    language: str
    to_base: Any = None


class Kind:
    """A kind of field. Values are plain Python inside; JSON (dump) and columns (store) outside.

    A value of None means empty. parse raises ValueFault for what cannot be understood.
    """

    name = ""
    operators: Sequence[str] = COMPARE
    suffixes: tuple[str, ...] = ("",)
    sortable = True
    groupable = False
    many = False
    inline = True
    #: which column sorts and compares
    compare_suffix = ""

    def fields(self, spec: FieldSpec) -> dict[str, models.Field[Any, Any]]:
        """The columns of a runtime field of this kind: suffix -> nullable Django field."""
        raise NotImplementedError(self.name)

    def parse(self, raw: Any, spec: FieldSpec, ctx: ParseContext) -> Any:
        """A value from its JSON form."""
        raise NotImplementedError(self.name)

    def dump(self, value: Any, spec: FieldSpec) -> Any:
        """The JSON form of a value, as the journal keeps it and parse reads it back."""
        return value

    def store(self, value: Any, spec: FieldSpec, ctx: ParseContext) -> dict[str, Any]:
        """Column values by suffix."""
        return {"": value}

    def load(self, row: Sequence[Any], spec: FieldSpec) -> Any:
        """A value from the columns named in ``read`` (in their order)."""
        return row[0]

    def read(self, spec: FieldSpec) -> tuple[str, ...]:
        """Suffixes that must be selected to show the field."""
        return ("",)

    def wire(self, row: Sequence[Any], spec: FieldSpec) -> Any:
        """The JSON form straight from columns; the fast way of lists."""
        return self.dump(self.load(row, spec), spec)

    def operand(self, op: str, raw: Any, spec: FieldSpec, ctx: ParseContext) -> Any:
        """A filter's value as the compared column holds it."""
        return self.parse(raw, spec, ctx)

    def output(self, spec: FieldSpec) -> models.Field[Any, Any]:
        """The Django field that converts operands for the database."""
        return models.TextField()

    def search(self, value: Any, spec: FieldSpec) -> list[str]:
        """Words this value adds to the search text."""
        return [str(value)] if value not in (None, "") else []

    def index(self, value: Any, spec: FieldSpec) -> list[tuple[str, str]]:
        """(tag, normal form) of each value of a many-valued field."""
        return []

    def show(self, value: Any, spec: FieldSpec, locale: str) -> str:
        """Readable words, for the journal, messages and CSV."""
        return "" if value is None else str(value)

    def schema(self, spec: FieldSpec, *, write: bool) -> dict[str, Any]:
        """JSON Schema of the value."""
        return {"type": "string"}


def wrong_type() -> ValueFault:
    """The value is of a wrong JSON type."""
    return ValueFault("value.type")


def clean_text(raw: Any, limit: int | None = None) -> str:
    """A string without characters that a database refuses (NUL, lone surrogates)."""
    if not isinstance(raw, str):
        raise wrong_type()
    if "\x00" in raw:
        raise ValueFault("value.nul")
    try:
        raw.encode()
    except UnicodeEncodeError as err:
        raise ValueFault("value.nul") from err
    if limit is not None and len(raw) > limit:
        raise ValueFault("value.too_long", limit=limit)
    return raw
