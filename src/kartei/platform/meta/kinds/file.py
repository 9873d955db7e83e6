"""A link to a stored file."""

from __future__ import annotations

from typing import Any

from kartei.platform.meta.kinds.link import Link


class File(Link):
    """A file of the record; read with name, type, size and address."""

    name = "file"
    operators = ("empty", "filled")
    sortable = False
    groupable = False

    def schema(self, spec: Any, *, write: bool) -> dict[str, Any]:
        if write:
            return super().schema(spec, write=True)
        return {
            "type": ["object", "null"],
            "properties": {
                "id": {"type": "string", "format": "uuid"},
                "name": {"type": "string"},
                "type": {"type": "string"},
                "size": {"type": "integer"},
                "url": {"type": "string"},
                "thumb": {"type": ["string", "null"]},
            },
        }
