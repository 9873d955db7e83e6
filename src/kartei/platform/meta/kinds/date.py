"""Calendar days."""

from __future__ import annotations

from datetime import date
from typing import Any

from babel.dates import format_date
from django.db import models

from kartei.platform.kit.dates import relative
from kartei.platform.kit.faults import ValueFault
from kartei.platform.meta.kinds.base import Kind, ParseContext, wrong_type


def pattern(locale: str) -> str:
    """How a day is written, the same as in the interface (Babel's own styles are not: its English
    is American, its short German year has two digits).
    """
    return "d MMM yyyy" if locale == "en" else "dd.MM.yyyy"


def iso_day(raw: str) -> date:
    """A day from YYYY-MM-DD."""
    try:
        return date.fromisoformat(raw)
    except ValueError as err:
        raise ValueFault("date.invalid", value=raw[:40]) from err


class Date(Kind):
    """A day without a time."""

    name = "date"
    groupable = True

    def fields(self, spec: Any) -> dict[str, models.Field[Any, Any]]:
        return {"": models.DateField(null=True)}

    def output(self, spec: Any) -> models.Field[Any, Any]:
        return models.DateField()

    def parse(self, raw: Any, spec: Any, ctx: ParseContext) -> date | None:
        if raw is None or raw == "":
            return None
        if not isinstance(raw, str):
            raise wrong_type()
        return iso_day(raw)

    def operand(self, op: str, raw: Any, spec: Any, ctx: ParseContext) -> date:
        if not isinstance(raw, str):
            raise wrong_type()
        return iso_day(raw) if raw[:1].isdigit() else relative(raw, ctx.today)

    def dump(self, value: date | None, spec: Any) -> str | None:
        return None if value is None else value.isoformat()

    def show(self, value: date | None, spec: Any, locale: str) -> str:
        return "" if value is None else format_date(value, pattern(locale), locale=locale)

    def search(self, value: Any, spec: Any) -> list[str]:
        return []

    def schema(self, spec: Any, *, write: bool) -> dict[str, Any]:
        return {"type": ["string", "null"], "format": "date"}
