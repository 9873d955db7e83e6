"""A link to one record of a known object."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import models

from kartei.platform.kit.faults import ValueFault
from kartei.platform.meta.kinds.base import Kind, ParseContext, wrong_type


def as_uuid(raw: Any) -> UUID:
    """An id from its text; ``{"id": …}`` (the read form) is taken too."""
    if isinstance(raw, dict):
        raw = raw.get("id")
    if isinstance(raw, UUID):
        return raw
    if not isinstance(raw, str):
        raise wrong_type()
    try:
        return UUID(raw)
    except ValueError as err:
        raise ValueFault("link.absent") from err


class Link(Kind):
    """The id inside; ``{"id", "title"}`` outside, as far as the asker may see the target."""

    name = "link"
    operators: Sequence[str] = ("=", "!=", "in", "empty", "filled")
    groupable = True
    suffixes = ("",)
    compare_suffix = "_id"

    def fields(self, spec: Any) -> dict[str, models.Field[Any, Any]]:
        return {"": models.UUIDField(null=True)}

    def read(self, spec: Any) -> tuple[str, ...]:
        return ("_id",)

    def store(self, value: UUID | None, spec: Any, ctx: ParseContext) -> dict[str, Any]:
        return {"_id": value}

    def output(self, spec: Any) -> models.Field[Any, Any]:
        return models.UUIDField()

    def parse(self, raw: Any, spec: Any, ctx: ParseContext) -> UUID | None:
        return None if raw is None or raw == "" else as_uuid(raw)

    def operand(self, op: str, raw: Any, spec: Any, ctx: ParseContext) -> UUID | None:
        if raw == "me" and spec.target == "access.user":
            return ctx.me
        return as_uuid(raw)

    def dump(self, value: UUID | None, spec: Any) -> str | None:
        return None if value is None else str(value)

    def load(self, row: Sequence[Any], spec: Any) -> UUID | None:
        value = row[0]
        return UUID(value) if isinstance(value, str) else value

    def search(self, value: Any, spec: Any) -> list[str]:
        return []

    def schema(self, spec: Any, *, write: bool) -> dict[str, Any]:
        if write:
            return {"type": ["string", "null"], "format": "uuid"}
        return {
            "type": ["object", "null"],
            "properties": {
                "id": {"type": "string", "format": "uuid"},
                "title": {"type": "string"},
                "color": {"type": ["string", "null"]},
            },
            "required": ["id", "title"],
        }
