"""Small filters evaluated on one record in JSON form: when a command is possible."""

from __future__ import annotations

from typing import Any


def plain(value: Any) -> Any:
    """A comparable form: a link is its id."""
    return value.get("id", value) if isinstance(value, dict) else value


def matches(record: dict[str, Any], condition: Any) -> bool:
    """Whether the record meets ``["field", op, value]`` or and/or/not of such; None always does."""
    if condition is None:
        return True
    head = condition[0]
    if head == "and":
        return all(matches(record, part) for part in condition[1:])
    if head == "or":
        return any(matches(record, part) for part in condition[1:])
    if head == "not":
        return not matches(record, condition[1])
    value = plain(record.get(head))
    op = condition[1]
    if op in ("empty", "filled"):
        return bool((value in (None, "", [])) == (op == "empty"))
    wanted = condition[2]
    if op == "in":
        return any(bool(value == one) for one in wanted)
    same: bool = value == wanted
    return same if op == "=" else not same


def fields_in(condition: Any) -> set[str]:
    """Names of the fields that a condition rests on; none for None."""
    if condition is None:
        return set()
    if condition[0] in ("and", "or", "not"):
        return set().union(*(fields_in(part) for part in condition[1:]))
    return {str(condition[0])}
