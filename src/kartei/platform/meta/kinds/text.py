"""Text of one line and of several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import models

from kartei.platform.kit.text import fold
from kartei.platform.meta import columns
from kartei.platform.meta.kinds.base import Kind, ParseContext, clean_text

TEXT_OPERATORS = ("=", "!=", "contains", "starts", "in", "empty", "filled")


class Text(Kind):
    """One line; sorts and matches by its folded companion, the same on both databases."""

    name = "text"
    operators: Sequence[str] = TEXT_OPERATORS
    suffixes: tuple[str, ...] = ("", "_key")
    compare_suffix = "_key"

    def fields(self, spec: Any) -> dict[str, models.Field[Any, Any]]:
        return {
            "": models.TextField(null=True),
            "_key": columns.SortKey(),
        }

    def parse(self, raw: Any, spec: Any, ctx: ParseContext) -> str | None:
        if raw is None:
            return None
        text = " ".join(clean_text(raw).split())
        return clean_text(text, spec.max_length or 1000) or None

    def store(self, value: str | None, spec: Any, ctx: ParseContext) -> dict[str, Any]:
        found: dict[str, Any] = {"": value if spec.nullable else value or ""}
        if spec.has_key:
            found["_key"] = (fold(value) or None) if value else None
        return found

    def load(self, row: Sequence[Any], spec: Any) -> str | None:
        return row[0] or None

    def operand(self, op: str, raw: Any, spec: Any, ctx: ParseContext) -> str:
        text = clean_text(raw, 1000)
        return fold(text)

    def schema(self, spec: Any, *, write: bool) -> dict[str, Any]:
        found: dict[str, Any] = {"type": ["string", "null"]}
        if write:
            found["maxLength"] = spec.max_length or 1000
        return found


class LongText(Text):
    """Several lines; matched folded, not sorted."""

    name = "longtext"
    suffixes: tuple[str, ...] = ("",)
    compare_suffix = ""
    sortable = False
    operators = ("contains", "empty", "filled")

    def fields(self, spec: Any) -> dict[str, models.Field[Any, Any]]:
        return {"": models.TextField(null=True)}

    def parse(self, raw: Any, spec: Any, ctx: ParseContext) -> str | None:
        if raw is None:
            return None
        return clean_text(raw, spec.max_length or 100_000).replace("\r\n", "\n").strip() or None
