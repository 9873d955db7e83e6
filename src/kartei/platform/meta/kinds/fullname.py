"""The name of a person in its parts: family name, given name, middle name or patronymic, title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.db import models

from kartei.platform.kit.names import Name, full_name, split_name
from kartei.platform.kit.text import fold
from kartei.platform.meta import columns
from kartei.platform.meta.kinds.base import Kind, ParseContext, clean_text, wrong_type

PARTS = ("last", "first", "middle", "prefix")
LONGEST = 120
CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)


class FullName(Kind):
    """``{"last", "first", "middle", "prefix"}``; a text is taken apart as imported names are.

    The key that sorts and compares begins with the family name, in whatever order one asks.
    """

    name = "fullname"
    operators = ("=", "!=", "contains", "starts", "empty", "filled")
    suffixes = ("", "_key", *(f"_{part}" for part in PARTS))
    compare_suffix = "_key"

    def fields(self, spec: Any) -> dict[str, models.Field[Any, Any]]:
        parts = {f"_{part}": models.TextField(null=True) for part in PARTS}
        return {"": models.TextField(null=True), "_key": columns.SortKey(), **parts}

    def read(self, spec: Any) -> tuple[str, ...]:
        return tuple(f"_{part}" for part in PARTS)

    def parse(self, raw: Any, spec: Any, ctx: ParseContext) -> dict[str, str] | None:
        if raw is None:
            return None
        if isinstance(raw, str):
            return as_value(split_name(" ".join(clean_text(raw, 300).split())))
        if not isinstance(raw, dict) or set(raw) - set(PARTS):
            raise wrong_type()
        found = {part: " ".join(clean_text(raw.get(part) or "", LONGEST).split()) for part in PARTS}
        return as_value(Name(**found))

    def dump(self, value: dict[str, str] | None, spec: Any) -> dict[str, str] | None:
        return value

    def store(self, value: dict[str, str] | None, spec: Any, ctx: ParseContext) -> dict[str, Any]:
        if value is None:
            return dict.fromkeys(self.suffixes)
        parts = {f"_{part}": value[part] for part in PARTS}
        plain = words_of(value, "ru")
        return {"": plain or value["prefix"], "_key": key_of(value), **parts}

    def load(self, row: Sequence[Any], spec: Any) -> dict[str, str] | None:
        return as_value(Name(**{part: row[at] or "" for at, part in enumerate(PARTS)}))

    def operand(self, op: str, raw: Any, spec: Any, ctx: ParseContext) -> str:
        """One word is sought as it is; several are put into the order of the key."""
        value = self.parse(raw, spec, ctx) if isinstance(raw, dict) or " " in str(raw) else None
        return key_of(value) if value else fold(clean_text(raw, 300))

    def search(self, value: dict[str, str] | None, spec: Any) -> list[str]:
        return [value[part] for part in PARTS if value[part]] if value else []

    def show(self, value: dict[str, str] | None, spec: Any, locale: str) -> str:
        return "" if value is None else " ".join(filter(None, shown(value, locale)))

    def plain(self, value: dict[str, str]) -> str:
        """The name for stored texts, whoever writes them: in the order of its own script."""
        whole = words_of(value, "ru")
        return whole if CYRILLIC.search(whole) else words_of(value, "en")

    def schema(self, spec: Any, *, write: bool) -> dict[str, Any]:
        part: dict[str, Any] = {"type": ["string", "null"] if write else "string"}
        if write:
            part["maxLength"] = LONGEST
        return {
            "type": ["object", "string", "null"] if write else ["object", "null"],
            "properties": dict.fromkeys(PARTS, part),
            "additionalProperties": False,
        }


def as_value(name: Name) -> dict[str, str] | None:
    """A name as its parts; None where all are empty."""
    found = asdict(name)
    return found if any(found.values()) else None


def words_of(value: dict[str, str], locale: str) -> str:
    """The name in the order of a language, without title."""
    return full_name(value["last"], value["first"], value["middle"], locale)


def shown(value: dict[str, str], locale: str) -> tuple[str, str]:
    """(title, name) as the language writes them."""
    return value["prefix"], words_of(value, locale)


def key_of(value: dict[str, str]) -> str:
    """What equal names have in common: family, given and middle name, folded."""
    return fold(words_of(value, "ru")) or fold(value["prefix"])
