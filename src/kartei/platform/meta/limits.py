"""What a field holds beforehand, and between which limits a value must lie."""

from __future__ import annotations

from typing import Any

import regex

from kartei.platform.kit.faults import ValueFault
from kartei.platform.meta.kinds import ParseContext
from kartei.platform.meta.spec import FieldSpec

#: Kinds that may be set beforehand, and those that may be limited.
PRESET = (
    "text", "longtext", "integer", "number", "percent", "money", "date", "moment", "bool", "choice",
    "duration",
)  # fmt: skip
#: Defaults that are understood when a record is made.
MOVING = ("today", "now")
#: How long a pattern may look at a text, in seconds.
LONGEST = 0.2
LIMITED = ("integer", "number", "percent", "money", "date", "duration")


def preset(spec: FieldSpec, ctx: ParseContext) -> Any:
    """The value of a new record's field, in its inner form; None where nothing is set beforehand.

    The metadata of a runtime field hold it as text: "today" is the asker's day, "now" the moment.
    Errors: ValueFault when the text is no such value.
    """
    given = spec.default
    if callable(given):
        return given()
    if not spec.runtime or given is None:
        return given
    moving: dict[str, dict[str, Any]] = {
        "date": {"today": ctx.today},
        "moment": {"now": ctx.now},
        "bool": {"true": True},
    }
    known = moving.get(spec.kind.name, {})
    if given in known:
        return known[given]
    value = spec.kind.parse(given, spec, ctx)
    if spec.kind.name == "choice" and given not in [o.value for o in spec.options if not o.retired]:
        raise ValueFault("value.unknown_option", value=given[:40])
    return value


def check_limits(value: Any, old: Any, spec: FieldSpec, ctx: ParseContext) -> None:
    """Refuse a new value beyond the field's limits, and a choice that is out of use.

    Errors: ValueFault with the limit.
    """
    if value is None or value == old:
        return
    if spec.pattern is not None and isinstance(value, str):
        check_form(value, spec.pattern)
    for text, code in ((spec.low, "value.low"), (spec.high, "value.high")):
        if text is None:
            continue
        bound, found = limit(text, value, spec, ctx)
        if found < bound if code == "value.low" else found > bound:
            raise ValueFault(code, limit=text)
    chosen = value if isinstance(value, list) else [value]
    for option in spec.options if spec.kind.name in ("choice", "choices") else ():
        if option.retired and option.value in chosen and option.value not in (old or ()):
            raise ValueFault("value.retired_option", value=str(option.label))


def check_form(value: str, pattern: str) -> None:
    """Refuse a text that does not match its field's pattern as a whole.

    Errors: ValueFault, also where the pattern is one that takes for ever.
    """
    try:
        found = regex.fullmatch(pattern, value, timeout=LONGEST)
    except TimeoutError as err:
        raise ValueFault("pattern.slow") from err
    if found is None:
        raise ValueFault("pattern.mismatch")


def limit(text: str, value: Any, spec: FieldSpec, ctx: ParseContext) -> tuple[Any, Any]:
    """(limit, value) as they compare; a limit of money is meant in the value's own currency."""
    if spec.kind.name == "money":
        bound = spec.kind.parse({"amount": text, "currency": value.currency}, spec, ctx)
        return bound.minor, value.minor
    return spec.kind.parse(text, spec, ctx), value
