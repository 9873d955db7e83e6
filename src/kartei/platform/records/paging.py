"""Keyset pages: the rows with a value by index, then those without one by id."""

from __future__ import annotations

import base64
import binascii
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import orjson
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import F, Q
from django.db.models.expressions import OrderBy
from django.utils.translation import gettext_lazy as _

from kartei.platform.access.standing import Scope
from kartei.platform.meta.errors import bad_question
from kartei.platform.records.ask import Plan, Sort
from kartei.platform.records.filters import key_of
from kartei.platform.records.question import ID, scopes_key
from kartei.platform.records.reach import Part, base_rows, branches, scope_values, span, spans
from kartei.platform.records.shape import After, Compare, Shape, kept
from kartei.platform.records.wire import as_key

#: The largest number that a column holds.
LARGEST = 2**63 - 1


def walk(made: Plan) -> tuple[list[Any], bool]:
    """The rows of the page and whether there are more; keyset in two phases."""
    limit = made.ask.limit
    phase, values = read_cursor(made) if made.ask.after else ("value", None)
    rows: list[Any] = []
    first = made.sorts[0]
    if phase == "value":
        rows = one_phase(made, "value", values, limit + 1)
    if len(rows) <= limit and first.nullable and len(made.sorts) == 1:
        rest = values if phase == "empty" else None
        rows += one_phase(made, "empty", rest, limit + 1 - len(rows))
    return rows[:limit], len(rows) > limit


def one_phase(made: Plan, phase: str, after: list[Any] | None, limit: int) -> list[Any]:
    """Rows of one phase over all branches of rights, merged in the order of the sort."""
    scope = made.actor.scope(made.obj.name, "read")
    parts = [branch_rows(made, b, phase, after, limit) for b in branches(made.actor, scope)]
    if len(parts) == 1:
        return parts[0]
    seen: dict[Any, Any] = {}
    at = made.reader.at("id")
    for row in (r for part in parts for r in part):
        seen.setdefault(row[at], row)
    merged = list(seen.values())
    for sort, descending in reversed(order_of(made, phase)):
        i = made.reader.at(sort)
        filled = [r for r in merged if r[i] is not None]
        filled.sort(key=lambda r, i=i: r[i], reverse=descending)  # type: ignore[misc]
        merged = filled + [r for r in merged if r[i] is None]
    return merged[:limit]


def order_of(made: Plan, phase: str) -> list[tuple[str, bool]]:
    """(column, descending) of a phase, the id last."""
    keys = [] if phase == "empty" else [(s.path, s.descending) for s in made.sorts]
    descending = made.sorts[0].descending if phase == "value" else False
    return [*keys, ("id", descending)]


def branch_rows(
    made: Plan, scope: Scope, phase: str, after: list[Any] | None, limit: int
) -> list[Any]:
    """Rows of one branch through a kept shape."""
    question = made.question
    mark = len(question.values)
    scope_part = scope_values(question, made.actor, scope)
    after_part = after_values(made, phase, after)
    key = (
        made.obj.name,
        connection.alias,
        tuple(made.reader.paths),
        tuple((s.path, s.descending) for s in made.sorts),
        key_of(made.skeleton),
        scopes_key(question),
        scope.kind,
        spans(scope_part),
        phase,
        None if after is None else (*after_part[:1], *(v is None for v in after)),
        limit,
        span(made.ids),
        made.ask.deleted,
    )
    shape = kept(
        made.actor.world.shapes,
        key,
        lambda: Shape(
            compile_page(made, scope, scope_part, phase, after_part, after, limit),
            beside=made.obj.table if side_sorts(made, phase) and scope.kind != "own" else "",
        ),
    )
    try:
        rows: list[Any] = shape.rows(question.values)
    finally:
        del question.values[mark:], question.outputs[mark:]
    return rows


def side_sorts(made: Plan, phase: str) -> bool:
    """Whether the index of a field made at run time gives the order: SQLite is then told to begin
    with its side table, except where few rows are looked at anyway (one's own, or those found).
    """
    first = made.sorts[0]
    alone = len(made.sorts) == 1 and phase == "value"
    return alone and first.path.startswith("x__") and not made.ids


def id_in_order(made: Plan, phase: str) -> str:
    """The id as the index that gives the order holds it: that of a side table has its own."""
    return "x__base_id" if side_sorts(made, phase) else "id"


def after_values(made: Plan, phase: str, after: list[Any] | None) -> list[int]:
    """Slots of the cursor's values."""
    if after is None:
        return []
    outputs = [] if phase == "empty" else [s.output for s in made.sorts]
    return [made.question.value(v, out) for v, out in zip(after, [*outputs, ID], strict=True)]


def compile_page(
    made: Plan,
    scope: Scope,
    scope_part: Part,
    phase: str,
    after_part: list[int],
    after: list[Any] | None,
    limit: int,
) -> Any:
    """The query set of one page, to be compiled once."""
    rows = base_rows(made, scope, scope_part)
    first = made.sorts[0]
    single = len(made.sorts) == 1
    if first.nullable and single:
        rows = rows.filter(**{f"{first.path}__isnull": phase == "empty"})
    if after_part:
        rows = rows.filter(beyond(made, phase, after_part, after or []))
    order = []
    for path, descending in order_of(made, phase):
        nulls = {"nulls_last": True} if not single and path != "id" else {}
        place = id_in_order(made, phase) if path == "id" else path
        order.append(OrderBy(F(place), descending=descending, **nulls))
    return rows.order_by(*order).values_list(*made.reader.paths)[:limit]


def beyond(made: Plan, phase: str, slots: list[int], after: list[Any]) -> Q:
    """Rows after the cursor."""
    q = made.question
    if phase == "empty":
        return Q(Compare("id", ">", q.slot(slots[0])))
    if len(made.sorts) == 1:
        sort = made.sorts[0]
        mark = "<" if sort.descending else ">"
        return Q(After((sort.path, id_in_order(made, phase)), [q.slot(n) for n in slots], mark))
    return beyond_many(made, slots, after, 0)


def beyond_many(made: Plan, slots: list[int], after: list[Any], at: int) -> Q:
    """The lexicographic comparison over several keys, empty values last in both directions."""
    q = made.question
    if at == len(made.sorts):
        mark = "<" if made.sorts[0].descending else ">"
        return Q(Compare("id", mark, q.slot(slots[at])))
    sort = made.sorts[at]
    rest = beyond_many(made, slots, after, at + 1)
    if after[at] is None:
        return Q(**{f"{sort.path}__isnull": True}) & rest
    slot = q.slot(slots[at])
    further = Q(Compare(sort.path, "<" if sort.descending else ">", slot))
    if sort.nullable:
        further |= Q(**{f"{sort.path}__isnull": True})
    return further | (Q(Compare(sort.path, "=", slot)) & rest)


def next_cursor(made: Plan, row: Any) -> str:
    """Where the next page begins: sort values and id of the last row."""
    keys = [row[made.reader.at(s.path)] for s in made.sorts]
    empty = len(made.sorts) == 1 and keys[0] is None
    last = str(as_key(row[made.reader.at("id")]))
    body = ["e", last] if empty else ["v", *keys, last]
    text = orjson.dumps([signature(made), *body], default=str)
    return base64.urlsafe_b64encode(text).decode().rstrip("=")


def signature(made: Plan) -> str:
    """What a cursor belongs to; a cursor of another sort is refused."""
    return ",".join(("-" if s.descending else "") + s.path for s in made.sorts)


def read_cursor(made: Plan) -> tuple[str, list[Any]]:
    """The phase and values of a cursor; a strange one is a clear 400."""
    try:
        text = made.ask.after
        raw = orjson.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        sign, phase, *values = raw
        expected = 1 if phase == "e" else len(made.sorts) + 1
        if sign != signature(made) or phase not in ("e", "v") or len(values) != expected:
            raise ValueError(sign)
        values[-1] = UUID(values[-1])
        if phase == "v":
            values[:-1] = [typed(s, v) for s, v in zip(made.sorts, values, strict=False)]
    except (
        ValueError, TypeError, OverflowError, binascii.Error, AttributeError, ValidationError,
    ) as err:  # fmt: skip
        raise bad_question(
            _("This page mark does not belong to the question"), "query.after"
        ) from err
    return ("empty" if phase == "e" else "value"), values


def typed(sort: Sort, value: Any) -> Any:
    """A cursor's value as its column holds it."""
    if value is None:
        return None
    found = sort.output.to_python(value)
    if isinstance(found, str) and "\x00" in found:
        raise ValueError(found)
    if isinstance(found, int) and not -LARGEST <= found <= LARGEST:
        raise OverflowError(found)
    if not isinstance(found, datetime):
        return found
    # as UTC, which both databases store; the ends of the calendar overflow here and not there
    return found.replace(tzinfo=found.tzinfo or UTC).astimezone(UTC)
