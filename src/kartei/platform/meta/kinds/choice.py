"""One of a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import models

from kartei.platform.kit.faults import ValueFault
from kartei.platform.meta.kinds.base import Kind, ParseContext, wrong_type


def option_of(value: Any, spec: Any) -> str:
    """The value, if the field knows it."""
    if not isinstance(value, str):
        raise wrong_type()
    for option in spec.options:
        if option.value == value:
            return value
    raise ValueFault("value.unknown_option", value=value[:40])


def label_of(value: str, spec: Any) -> str:
    """The words of an option; a retired one shows its value."""
    for option in spec.options:
        if option.value == value:
            return str(option.label)
    return value


class Choice(Kind):
    """One of the field's options."""

    name = "choice"
    operators = ("=", "!=", "in", "empty", "filled")
    groupable = True

    def fields(self, spec: Any) -> dict[str, models.Field[Any, Any]]:
        return {"": models.CharField(max_length=40, null=True)}

    def parse(self, raw: Any, spec: Any, ctx: ParseContext) -> str | None:
        return None if raw is None or raw == "" else option_of(raw, spec)

    def store(self, value: str | None, spec: Any, ctx: ParseContext) -> dict[str, Any]:
        return {"": value if spec.nullable else value or ""}

    def load(self, row: Sequence[Any], spec: Any) -> str | None:
        return row[0] or None

    def operand(self, op: str, raw: Any, spec: Any, ctx: ParseContext) -> str:
        return option_of(raw, spec)

    def show(self, value: str | None, spec: Any, locale: str) -> str:
        return "" if value is None else label_of(value, spec)

    def schema(self, spec: Any, *, write: bool) -> dict[str, Any]:
        if not write:
            return {"type": ["string", "null"]}
        return {"enum": [*(option.value for option in spec.options), None]}
