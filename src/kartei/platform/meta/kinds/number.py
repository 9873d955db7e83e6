"""Whole numbers, decimal numbers and percentages, exact on both databases."""

from __future__ import annotations

from typing import Any

from babel.numbers import format_decimal
from django.db import models

from kartei.platform.kit.faults import ValueFault
from kartei.platform.kit.money import from_scaled, to_scaled
from kartei.platform.meta.kinds.base import Kind, ParseContext, wrong_type

LIMIT = 2**62


class Integer(Kind):
    """A whole number of 64 bits."""

    name = "integer"
    groupable = True

    def fields(self, spec: Any) -> dict[str, models.Field[Any, Any]]:
        return {"": models.BigIntegerField(null=True)}

    def output(self, spec: Any) -> models.Field[Any, Any]:
        return models.BigIntegerField()

    def parse(self, raw: Any, spec: Any, ctx: ParseContext) -> int | None:
        if raw is None or raw == "":
            return None
        if isinstance(raw, bool):
            raise wrong_type()
        if isinstance(raw, str):
            try:
                raw = int(raw.strip()) if len(raw) < 25 else LIMIT
            except ValueError as err:
                raise ValueFault("number.invalid", value=raw[:40]) from err
        if not isinstance(raw, int):
            raise wrong_type()
        if not -LIMIT < raw < LIMIT:
            raise ValueFault("number.range")
        return raw

    def schema(self, spec: Any, *, write: bool) -> dict[str, Any]:
        return {"type": ["integer", "null"], "minimum": -LIMIT + 1, "maximum": LIMIT - 1}


class Number(Kind):
    """A decimal number of up to six digits after the point, as an integer of millionths."""

    name = "number"

    def fields(self, spec: Any) -> dict[str, models.Field[Any, Any]]:
        return {"": models.BigIntegerField(null=True)}

    def output(self, spec: Any) -> models.Field[Any, Any]:
        return models.BigIntegerField()

    def parse(self, raw: Any, spec: Any, ctx: ParseContext) -> int | None:
        if raw is None or raw == "":
            return None
        if isinstance(raw, bool) or not isinstance(raw, str | int | float):
            raise wrong_type()
        text = repr(raw) if isinstance(raw, float) else str(raw)
        if len(text) > 60:
            raise ValueFault("number.range")
        value = to_scaled(text)
        if not -LIMIT < value < LIMIT:
            raise ValueFault("number.range")
        return value

    def dump(self, value: int | None, spec: Any) -> str | None:
        return None if value is None else from_scaled(value)

    def show(self, value: int | None, spec: Any, locale: str) -> str:
        if value is None:
            return ""
        from decimal import Decimal

        return format_decimal(Decimal(from_scaled(value)), format="#,##0.######", locale=locale)

    def schema(self, spec: Any, *, write: bool) -> dict[str, Any]:
        if write:
            return {"anyOf": [{"type": "string", "pattern": r"^-?\d{1,12}(\.\d{1,6})?$"},
                              {"type": "integer", "minimum": -10**12, "maximum": 10**12},
                              {"type": "null"}]}  # fmt: skip
        return {"type": ["string", "null"]}


class Percent(Number):
    """A percentage; 20 means 20 %."""

    name = "percent"

    def show(self, value: int | None, spec: Any, locale: str) -> str:
        words = super().show(value, spec, locale)
        return words and (f"{words}%" if locale.startswith("en") else f"{words}\u00a0%")
