"""What a role gives: depths of privileges by object, and rights to single fields."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson
from django.db import models
from django.utils.translation import ngettext

from kartei.platform.kit.faults import ValueFault
from kartei.platform.meta.kinds.base import Kind, ParseContext, clean_text, wrong_type

#: Objects that a role may name, and fields of one object; far above what any firm has.
MOST = 2000
LONGEST_NAME = 120

Table = dict[str, dict[str, str]]


class RightsKind(Kind):
    """``{object: {name: right}}``, written and read as a whole; access.roles judges the meaning.

    An object without an entry and one with an empty entry mean the same, so the latter is dropped.
    """

    operators = ()
    sortable = False
    inline = False

    def fields(self, spec: Any) -> dict[str, models.Field[Any, Any]]:
        raise TypeError("rights are columns of a role, not runtime fields")

    def parse(self, raw: Any, spec: Any, ctx: ParseContext) -> Table:
        if raw is None:
            return {}
        return {name: found for name, value in entries(raw) if (found := dict(texts(value)))}

    def dump(self, value: Table | None, spec: Any) -> Table:
        return value or {}

    def load(self, row: Sequence[Any], spec: Any) -> Table:
        value = row[0]
        return (orjson.loads(value) if isinstance(value, str | bytes) else value) or {}

    def search(self, value: Any, spec: Any) -> list[str]:
        return []

    def show(self, value: Any, spec: Any, locale: str) -> str:
        count = len(value or {})
        return ngettext("%(count)s object", "%(count)s objects", count) % {"count": count}

    def schema(self, spec: Any, *, write: bool) -> dict[str, Any]:
        inner = {"type": "object", "additionalProperties": {"type": "string"}}
        return {"type": "object", "additionalProperties": inner}


def entries(raw: Any) -> list[tuple[str, Any]]:
    """The members of a JSON object that is not too large and has usable names."""
    if not isinstance(raw, dict):
        raise wrong_type()
    if len(raw) > MOST:
        raise ValueFault("value.too_long", limit=MOST)
    return [(clean_text(name, LONGEST_NAME), value) for name, value in raw.items()]


def texts(raw: Any) -> list[tuple[str, str]]:
    """The members of a JSON object whose values are texts."""
    return [(name, clean_text(value, LONGEST_NAME)) for name, value in entries(raw)]


class Grants(RightsKind):
    """``{object or "*": {privilege: depth}}``; "*" stands for every object not named."""

    name = "grants"


class FieldRights(RightsKind):
    """``{object: {field: "none"|"read"|"write"}}``; what is not named is as the field by nature."""

    name = "field_rights"
