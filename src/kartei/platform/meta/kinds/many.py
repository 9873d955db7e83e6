"""Several values in one field: choices, links, phones, mails, sites, messengers, addresses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import orjson
from django.db import models

from kartei.platform.kit.faults import ValueFault
from kartei.platform.kit.mail import parse_email
from kartei.platform.kit.phones import digits, parse_phone, show_phone
from kartei.platform.kit.text import fold
from kartei.platform.kit.web import parse_site
from kartei.platform.meta.kinds.base import Kind, ParseContext, clean_text, wrong_type
from kartei.platform.meta.kinds.choice import label_of, option_of
from kartei.platform.meta.kinds.link import as_uuid

MAX_VALUES = 100


class Many(Kind):
    """The list is stored as JSON on the row, its normal forms as ``records.Value`` rows."""

    many = True
    sortable = False
    operators: Sequence[str] = ("has", "hasnot", "in", "empty", "filled")

    def fields(self, spec: Any) -> dict[str, models.Field[Any, Any]]:
        return {"": models.JSONField(null=True)}

    def items(self, raw: Any) -> list[Any]:
        """The raw list; None is an empty one."""
        if raw is None or raw == "":
            return []
        if not isinstance(raw, list):
            raise wrong_type()
        if len(raw) > MAX_VALUES:
            raise ValueFault("value.too_long", limit=MAX_VALUES)
        return raw

    def load(self, row: Sequence[Any], spec: Any) -> list[Any]:
        value = row[0]
        return (orjson.loads(value) if isinstance(value, str | bytes) else value) or []

    def schema(self, spec: Any, *, write: bool) -> dict[str, Any]:
        item = self.item_schema(spec, write=write)
        kinds = ["array", "null"] if write else "array"
        return {"type": kinds, "items": item, **({"maxItems": MAX_VALUES} if write else {})}

    def item_schema(self, spec: Any, *, write: bool) -> dict[str, Any]:
        """JSON Schema of one value."""
        return {"type": "string"}


class Choices(Many):
    """Several of the field's options."""

    name = "choices"
    groupable = True

    def parse(self, raw: Any, spec: Any, ctx: ParseContext) -> list[str]:
        return list(dict.fromkeys(option_of(item, spec) for item in self.items(raw)))

    def operand(self, op: str, raw: Any, spec: Any, ctx: ParseContext) -> str:
        return option_of(raw, spec)

    def index(self, value: list[str], spec: Any) -> list[tuple[str, str]]:
        return [("", item) for item in value]

    def search(self, value: Any, spec: Any) -> list[str]:
        return []

    def show(self, value: list[str], spec: Any, locale: str) -> str:
        return ", ".join(label_of(item, spec) for item in value or [])

    def item_schema(self, spec: Any, *, write: bool) -> dict[str, Any]:
        return {"enum": [option.value for option in spec.options]} if write else {"type": "string"}


class Links(Many):
    """Several records of one object."""

    name = "links"
    groupable = True

    def parse(self, raw: Any, spec: Any, ctx: ParseContext) -> list[str]:
        return list(dict.fromkeys(str(as_uuid(item)) for item in self.items(raw)))

    def operand(self, op: str, raw: Any, spec: Any, ctx: ParseContext) -> str:
        if raw == "me" and spec.target == "access.user":
            return str(ctx.me)
        return str(as_uuid(raw))

    def index(self, value: list[str], spec: Any) -> list[tuple[str, str]]:
        return [("", item) for item in value]

    def search(self, value: Any, spec: Any) -> list[str]:
        return []

    def item_schema(self, spec: Any, *, write: bool) -> dict[str, Any]:
        if write:
            return {"type": "string", "format": "uuid"}
        return {
            "type": "object",
            "properties": {
                "id": {"type": "string", "format": "uuid"},
                "title": {"type": "string"},
                "color": {"type": ["string", "null"]},
            },
            "required": ["id", "title"],
        }


class Contacts(Many):
    """``[{"kind": "mobile", "value": "…"}]`` with a normal form per value."""

    operators = ("=", "contains", "empty", "filled")
    limit = 300

    def normal(self, text: str, ctx: ParseContext) -> str:
        """The stored form of one value; ValueFault for a wrong one."""
        return text

    def key(self, value: str) -> str:
        """What equal values have in common."""
        return fold(value)

    def parse(self, raw: Any, spec: Any, ctx: ParseContext) -> list[dict[str, str]]:
        found: list[dict[str, str]] = []
        for given in self.items(raw):
            item = {"value": given} if isinstance(given, str) else given
            if not isinstance(item, dict) or set(item) - {"kind", "value", "show", "note"}:
                raise wrong_type()
            text = clean_text(item.get("value"), self.limit).strip()
            if not text:
                continue
            kind = item.get("kind") or (spec.options[0].value if spec.options else "")
            entry = {"kind": option_of(kind, spec), "value": self.normal(text, ctx)}
            if item.get("note"):
                entry["note"] = clean_text(item["note"], 100)
            if not found or all(other["value"] != entry["value"] for other in found):
                found.append(entry)
        return found

    def operand(self, op: str, raw: Any, spec: Any, ctx: ParseContext) -> str:
        """A whole value is compared in its stored form, however it was written; a part as it is."""
        text = clean_text(raw, self.limit)
        try:
            return self.key(self.normal(text, ctx) if self.whole(op) else text)
        except ValueFault:
            return self.key(text)

    def whole(self, op: str) -> bool:
        """Whether an operator compares with a whole value."""
        return op == "="

    def index(self, value: list[dict[str, str]], spec: Any) -> list[tuple[str, str]]:
        return [(item["kind"], self.key(item["value"])) for item in value]

    def search(self, value: Any, spec: Any) -> list[str]:
        return [item["value"] for item in value or []]

    def show(self, value: list[dict[str, str]], spec: Any, locale: str) -> str:
        return ", ".join(item["value"] for item in value or [])

    def item_schema(self, spec: Any, *, write: bool) -> dict[str, Any]:
        properties: dict[str, Any] = {
            "kind": {"enum": [o.value for o in spec.options]} if write else {"type": "string"},
            "value": {"type": "string", **({"maxLength": self.limit} if write else {})},
            "note": {"type": "string", **({"maxLength": 100} if write else {})},
        }
        if not write:
            properties["show"] = {"type": "string"}
        return {
            "type": "object",
            "properties": properties,
            "required": ["value"],
            "additionalProperties": False,
        }


class Phones(Contacts):
    """Phone numbers, E.164 inside; an extension follows after «;ext=» (RFC 3966)."""

    name = "phones"
    limit = 60

    def normal(self, text: str, ctx: ParseContext) -> str:
        phone = parse_phone(text, ctx.region)
        if not phone.valid:
            raise ValueFault("phone.invalid", value=text)
        return phone.value

    def whole(self, op: str) -> bool:
        """A whole number is also sought as such: 8 and +7 begin the same one."""
        return True

    def key(self, value: str) -> str:
        return digits(value.split(";ext=", maxsplit=1)[0])

    def wire(self, row: Sequence[Any], spec: Any) -> Any:
        return [{**item, "show": show_stored(item["value"])} for item in self.load(row, spec)]

    def show(self, value: list[dict[str, str]], spec: Any, locale: str) -> str:
        return ", ".join(show_stored(item["value"]) for item in value or [])

    def search(self, value: Any, spec: Any) -> list[str]:
        return [item["value"].partition(";")[0] for item in value or []]


_shown: dict[str, str] = {}


def show_stored(value: str) -> str:
    """«+7 (916) 123-45-67» from the stored form; remembered, since formatting is slow."""
    found = _shown.get(value)
    if found is None:
        found = show_phone(value)
        if len(_shown) > 50_000:
            _shown.clear()
        _shown[value] = found
    return found


class Emails(Contacts):
    """Mail addresses with a lower-case domain."""

    name = "emails"
    limit = 254

    def normal(self, text: str, ctx: ParseContext) -> str:
        return parse_email(text)


class Sites(Contacts):
    """Web addresses."""

    name = "sites"

    def normal(self, text: str, ctx: ParseContext) -> str:
        return parse_site(text)


class Messengers(Contacts):
    """Names in messengers; the kind tells which one."""

    name = "messengers"


class Addresses(Contacts):
    """Postal addresses as one text per kind."""

    name = "addresses"
    limit = 500


def linked_ids(values: Any) -> list[UUID]:
    """The ids in a stored value of kind ``links``."""
    return [UUID(item) for item in values or []]


MANY_KINDS = (Choices(), Links(), Phones(), Emails(), Sites(), Messengers(), Addresses())
