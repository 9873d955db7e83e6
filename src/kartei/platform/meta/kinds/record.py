"""A link to a record of any object."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import models

from kartei.platform.meta.kinds.base import Kind, ParseContext, wrong_type
from kartei.platform.meta.kinds.link import as_uuid

Target = tuple[str, UUID]


class RecordKind(Kind):
    """(object, id) inside; ``{"object", "id", "title"}`` outside."""

    name = "record"
    operators = ("=", "empty", "filled")
    suffixes = ("", "_id")
    compare_suffix = "_id"
    sortable = False

    def fields(self, spec: Any) -> dict[str, models.Field[Any, Any]]:
        return {
            "": models.CharField(max_length=64, null=True),
            "_id": models.UUIDField(null=True),
        }

    def output(self, spec: Any) -> models.Field[Any, Any]:
        return models.UUIDField()

    def read(self, spec: Any) -> tuple[str, ...]:
        return ("", "_id")

    def parse(self, raw: Any, spec: Any, ctx: ParseContext) -> Target | None:
        if raw is None or raw == "":
            return None
        if isinstance(raw, str):
            name, _, key = raw.partition(":")
            return name, as_uuid(key)
        if not isinstance(raw, dict) or not isinstance(raw.get("object"), str):
            raise wrong_type()
        return raw["object"], as_uuid(raw.get("id"))

    def operand(self, op: str, raw: Any, spec: Any, ctx: ParseContext) -> Any:
        found = self.parse(raw, spec, ctx)
        if found is None:
            raise wrong_type()
        return found[1]

    def dump(self, value: Target | None, spec: Any) -> dict[str, str] | None:
        return None if value is None else {"object": value[0], "id": str(value[1])}

    def store(self, value: Target | None, spec: Any, ctx: ParseContext) -> dict[str, Any]:
        if value is None:
            return {"": None if spec.runtime else "", "_id": None}
        return {"": value[0], "_id": value[1]}

    def load(self, row: Sequence[Any], spec: Any) -> Target | None:
        if not row[0] or row[1] is None:
            return None
        return row[0], UUID(row[1]) if isinstance(row[1], str) else row[1]

    def search(self, value: Any, spec: Any) -> list[str]:
        return []

    def schema(self, spec: Any, *, write: bool) -> dict[str, Any]:
        properties: dict[str, Any] = {
            "object": {"type": "string"},
            "id": {"type": "string", "format": "uuid"},
        }
        if not write:
            properties["title"] = {"type": "string"}
        return {
            "type": ["object", "null"],
            "properties": properties,
            "required": ["object", "id"],
        }
