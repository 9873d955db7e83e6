"""The identity of a record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import models

from kartei.platform.meta.kinds.base import Kind, ParseContext
from kartei.platform.meta.kinds.link import as_uuid


class Identity(Kind):
    """A UUID; given by the client or made by the server, never changed."""

    name = "id"
    operators = ("=", "in")
    sortable = False

    def output(self, spec: Any) -> models.Field[Any, Any]:
        return models.UUIDField()

    def parse(self, raw: Any, spec: Any, ctx: ParseContext) -> UUID:
        return as_uuid(raw)

    def load(self, row: Sequence[Any], spec: Any) -> UUID:
        value = row[0]
        return UUID(value) if isinstance(value, str) else value

    def dump(self, value: UUID | None, spec: Any) -> str | None:
        return None if value is None else str(value)

    def search(self, value: Any, spec: Any) -> list[str]:
        return []

    def schema(self, spec: Any, *, write: bool) -> dict[str, Any]:
        return {"type": "string", "format": "uuid"}
