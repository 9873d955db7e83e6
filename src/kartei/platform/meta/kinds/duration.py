"""A length of time, in seconds."""

from __future__ import annotations

from typing import Any

from kartei.platform.kit.durations import LONGEST, parse_duration, show_duration
from kartei.platform.kit.faults import ValueFault
from kartei.platform.meta.kinds.base import ParseContext, wrong_type
from kartei.platform.meta.kinds.number import Integer


class Duration(Integer):
    """Whole seconds outside and inside; written forms ("1:30", "90 min") are understood, too."""

    name = "duration"
    groupable = False

    def parse(self, raw: Any, spec: Any, ctx: ParseContext) -> int | None:
        if raw is None or raw == "":
            return None
        if isinstance(raw, str):
            return parse_duration(raw)
        if isinstance(raw, bool) or not isinstance(raw, int):
            raise wrong_type()
        if abs(raw) > LONGEST:
            raise ValueFault("number.range")
        return raw

    def show(self, value: int | None, spec: Any, locale: str) -> str:
        return "" if value is None else show_duration(value, locale)

    def search(self, value: Any, spec: Any) -> list[str]:
        return []

    def schema(self, spec: Any, *, write: bool) -> dict[str, Any]:
        number = {"type": "integer", "minimum": -LONGEST, "maximum": LONGEST}
        if write:
            return {"anyOf": [number, {"type": "null"}]}
        return {"type": ["integer", "null"]}
