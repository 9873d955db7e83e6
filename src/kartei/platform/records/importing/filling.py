"""What a row adds to a record that is there already. An empty cell never takes anything away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kartei.platform.meta.world import Obj

FILL, OVERWRITE = "fill", "overwrite"
EMPTY: tuple[Any, ...] = (None, "", [])


def additions(
    obj: Obj, old: Mapping[str, Any], values: Mapping[str, Any], mode: str
) -> dict[str, Any]:
    """The fields that change, in the API's form.

    ``fill``: only what is empty; lists get what they lack. ``overwrite``: the file's values win,
    the lists' other values stay behind them; the owner changes only here.
    """
    found: dict[str, Any] = {}
    for name, value in values.items():
        spec = obj.fields[name]
        before = old.get(name)
        if spec.kind.many:
            if (together := _together(spec.kind, before or [], value, mode)) is not None:
                found[name] = together
        elif before in EMPTY or (mode == OVERWRITE and value not in EMPTY):
            found[name] = value
    return found


def _together(kind: Any, before: list[Any], value: list[Any], mode: str) -> list[Any] | None:
    """Both lists without repetitions; None when the file brings nothing new."""
    mark = _mark_of(kind)
    known = {mark(item) for item in before}
    new = [item for item in value if mark(item) not in known]
    if mode == FILL:
        return [*before, *new] if new else None
    brought = {mark(item) for item in value}
    joined = [*value, *(item for item in before if mark(item) not in brought)]
    return joined if [mark(i) for i in joined] != [mark(i) for i in before] else None


def _mark_of(kind: Any) -> Any:
    key = getattr(kind, "key", None)
    return (lambda item: key(item["value"])) if key else str
