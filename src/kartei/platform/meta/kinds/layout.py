"""An arrangement of fields: what a form, a list or a card shows, where and when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson
from django.db import models
from django.utils.translation import ngettext

from kartei.platform.kit.faults import ValueFault
from kartei.platform.meta.kinds.base import Kind, ParseContext, clean_text, wrong_type

#: A form of three hundred fields with conditions takes a tenth of it.
MAX_BYTES = 200_000


class Layout(Kind):
    """A document of JSON, written and read as a whole; its meaning is judged by the entity's rule.

    Its shape: meta.layout_shapes.
    """

    name = "layout"
    operators = ()
    sortable = False
    inline = False

    def fields(self, spec: Any) -> dict[str, models.Field[Any, Any]]:
        raise TypeError("layouts are columns of the metadata, not runtime fields")

    def parse(self, raw: Any, spec: Any, ctx: ParseContext) -> dict[str, Any] | None:
        if raw is None:
            return None
        if not isinstance(raw, dict):
            raise wrong_type()
        try:
            written = orjson.dumps(raw).decode()
        except orjson.JSONEncodeError as err:  # nested deeper than could be written in an answer
            raise wrong_type() from err
        if len(written) > MAX_BYTES:
            raise ValueFault("value.too_long", limit=MAX_BYTES)
        clean_text(written.replace("\\u0000", "\x00"))
        return raw

    def load(self, row: Sequence[Any], spec: Any) -> dict[str, Any] | None:
        value: dict[str, Any] | None = row[0]
        return orjson.loads(value) if isinstance(value, str | bytes) else value

    def search(self, value: Any, spec: Any) -> list[str]:
        return []

    def show(self, value: Any, spec: Any, locale: str) -> str:
        count = len(names_in(value or {}))
        return ngettext("%(count)s field", "%(count)s fields", count) % {"count": count}

    def schema(self, spec: Any, *, write: bool) -> dict[str, Any]:
        return {"type": ["object", "null"]}


def names_in(definition: dict[str, Any]) -> list[str]:
    """The fields that a well-formed definition places, in their order, tabs and sections undone."""
    placed = [
        field["name"]
        for tab in definition.get("tabs", ())
        for section in tab.get("sections", ())
        for field in section.get("fields", ())
    ]
    return [*placed, *definition.get("columns", ()), *definition.get("fields", ())]
