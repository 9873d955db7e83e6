"""Rows inside a parent, such as the lines of an offer."""

from __future__ import annotations

from typing import Any

from django.db import models

from kartei.platform.meta.kinds.base import Kind, ParseContext, wrong_type

#: More lines than this are refused; a document of this size is an accident.
MAX_LINES = 2000


class LinesKind(Kind):
    """A list of dictionaries; each child field is parsed by its own kind in the write path."""

    name = "lines"
    operators = ()
    sortable = False
    inline = False

    def fields(self, spec: Any) -> dict[str, models.Field[Any, Any]]:
        raise TypeError("lines are child tables, not columns")

    def parse(self, raw: Any, spec: Any, ctx: ParseContext) -> list[dict[str, Any]]:
        if raw is None:
            return []
        if not isinstance(raw, list) or len(raw) > MAX_LINES:
            raise wrong_type()
        if not all(isinstance(line, dict) for line in raw):
            raise wrong_type()
        return raw

    def search(self, value: Any, spec: Any) -> list[str]:
        return []

    def schema(self, spec: Any, *, write: bool) -> dict[str, Any]:
        properties = {
            f.name: {**f.kind.schema(f, write=write), "title": str(f.label)}
            for f in spec.lines.values()
            if not (write and f.read_only)
        }
        properties["id"] = {"type": "string", "format": "uuid"}
        if not write:
            properties["position"] = {"type": "integer"}
        return {"type": "array", "items": {"type": "object", "properties": properties}}
