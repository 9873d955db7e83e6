"""Lists and records by id: rights, filter, sort and page as one kept shape per kind of question."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from kartei.platform.access.actor import Actor
from kartei.platform.meta.errors import not_found
from kartei.platform.meta.world import Obj
from kartei.platform.records import marks
from kartei.platform.records.ask import Ask, Plan, begun, plan
from kartei.platform.records.facts import Facts, fact_paths, facts_in
from kartei.platform.records.filters import key_of
from kartei.platform.records.paging import next_cursor, walk
from kartei.platform.records.question import ID, apply_aliases, scopes_key
from kartei.platform.records.reach import base_rows, scope_values, span, spans
from kartei.platform.records.shape import IDS, In, Shape, kept, padded
from kartei.platform.records.wire import Reader, as_key

COUNT_CAP = 10_001


def page(actor: Actor, name: str, ask: Ask) -> dict[str, Any]:
    """One page: ``{"items", "next", "count"}``."""
    made = plan(actor, name, ask)
    # where only one page of matches is looked at, the rest need not be fetched
    first = by_title(made) and ask.count == "none"
    if not (narrow(made, ask.limit + 1) if first else narrow(made)):
        return {"items": [], "next": None, "count": counted(0, True, ask)}
    rows, more = first_found(made) if by_title(made) else walk(made)
    items = marks.shown(actor, name, made.reader.records(rows))
    cursor = next_cursor(made, rows[-1]) if more else None
    count = None if ask.count == "none" else count_of(made)
    return {"items": items, "next": cursor, "count": count}


def narrow(made: Plan, most: int = 0) -> bool:
    """Keep only what the search words find; False when that is nothing.

    most: how many matches are wanted; without it as many as a list looks at.
    """
    if not made.ask.search:
        return True
    from kartei.platform.records.search import CAP, matching_keys

    made.found = matching_keys(
        made.actor, made.obj.name, made.ask.search, deleted=made.ask.deleted, most=most or CAP
    )
    made.ids = [made.question.value(made.found, IDS)]
    return bool(made.found)


def by_title(made: Plan) -> bool:
    """Whether this is the first page of a search, in the order in which matches come anyway."""
    plain = made.ask.search and made.skeleton is None and not made.ask.after
    title = made.obj.title
    return (
        bool(plain)
        and len(made.sorts) == 1
        and not made.sorts[0].descending
        and (title.has_key and made.sorts[0].path == title.column("_key"))
    )


def first_found(made: Plan) -> tuple[list[Any], bool]:
    """The rows of that page: only as many matches are fetched as it shows, under rights."""
    limit = made.ask.limit
    wanted = made.found[: limit + 1]
    made.question.values[made.ids[0]] = wanted
    scope = made.actor.scope(made.obj.name, "read")
    part = scope_values(made.question, made.actor, scope)
    key = (
        "found", made.obj.name, tuple(made.reader.paths), scopes_key(made.question), scope.kind,
        spans(part), span(made.ids), made.ask.deleted,
    )  # fmt: skip

    def make() -> Shape:
        return Shape(base_rows(made, scope, part).values_list(*made.reader.paths))

    rows = kept(made.actor.world.shapes, key, make).rows(made.question.values)
    made.question.values[made.ids[0]] = made.found
    at = made.reader.at("id")
    place = {key: n for n, key in enumerate(wanted)}
    rows.sort(key=lambda row: place[row[at]])
    return rows[:limit], len(rows) > limit


def counted(value: int, exact: bool, ask: Ask) -> dict[str, Any] | None:
    """The count in its outer form."""
    return None if ask.count == "none" else {"value": value, "exact": exact}


def count_of(made: Plan) -> dict[str, Any]:
    """How many rows: exact, or capped where an exact count is the dearest part of a list."""
    exact = made.ask.count == "exact"
    scope = made.actor.scope(made.obj.name, "read")
    question = made.question
    mark = len(question.values)
    part = scope_values(question, made.actor, scope)
    key = (
        "count", made.obj.name, exact, key_of(made.skeleton),
        scopes_key(question),
        scope.kind, spans(part), span(made.ids), made.ask.deleted,
    )  # fmt: skip

    def make() -> Shape:
        rows = base_rows(made, scope, part).values_list("id")
        return Shape(rows if exact else rows[:COUNT_CAP])

    shape = kept(made.actor.world.shapes, key, make)
    counting = Counting(shape)
    value = counting.count(question.values)
    del question.values[mark:], question.outputs[mark:]
    return {"value": value, "exact": exact or value < COUNT_CAP}


class Counting:
    """``select count(*)`` around a kept shape."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape

    def count(self, values: Sequence[Any]) -> int:
        """The number of rows."""
        around = Shape.__new__(Shape)
        around.sql = f"SELECT COUNT(*) FROM ({self.shape.sql}) counted"  # noqa: S608 (own text)
        around.bind = self.shape.bind
        return int(around.rows(values)[0][0])


def select(
    actor: Actor, name: str, ids: Iterable[UUID], fields: tuple[str, ...] | None = ("*",)
) -> dict[UUID, dict[str, Any]]:
    """Records by id in JSON form, without regard to rows' rights (fields' rights do hold)."""
    obj = actor.world.objects[name]
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        return {}
    reader, rows = fetched(actor, obj, wanted, fields)
    at = reader.at("id")
    keys = [as_key(row[at]) for row in rows]
    return {k: r for k, r in zip(keys, reader.records(rows), strict=True) if k is not None}


def fetched(
    actor: Actor, obj: Obj, wanted: list[UUID], fields: tuple[str, ...] | None
) -> tuple[Reader, list[Any]]:
    """Rows by id with the columns of some fields and of their facts, through a kept shape."""
    question, reader, _sorts = begun(actor, obj, fields, None)
    slots = [question.value(k, ID) for k in padded(wanted)]
    key = (
        "ids", obj.name, tuple(reader.paths), len(slots), scopes_key(question),
    )  # fmt: skip

    def make() -> Shape:
        rows = apply_aliases(question, obj.twin.objects.order_by())
        rows = rows.filter(In("id", [question.slot(n) for n in slots]))
        return Shape(rows.values_list(*reader.paths))

    return reader, kept(actor.world.shapes, key, make).rows(question.values)


def readable_records(
    actor: Actor, name: str, ids: Iterable[UUID], fields: tuple[str, ...] | None = ("*",)
) -> dict[UUID, tuple[Facts, dict[str, Any]]]:
    """The readable ones among some records of an object in use, each with its facts, in one
    question.
    """
    wanted = list(dict.fromkeys(ids))
    if not wanted or name not in actor.world.objects:
        return {}
    obj = actor.world.objects[name]
    reader, rows = fetched(actor, obj, wanted, fields)
    at = [reader.at(path) for path in fact_paths(obj)]
    seen: dict[UUID, tuple[Facts, Any]] = {}
    for row in rows:
        key = as_key(row[at[0]])
        facts = facts_in(obj, [row[i] for i in at])
        if key and actor.reaches(name, "read", facts.owner, facts.unit, key, facts.stage):
            seen[key] = (facts, row)
    records = reader.records([row for _facts, row in seen.values()])
    return {
        key: (facts, record)
        for (key, (facts, _row)), record in zip(seen.items(), records, strict=True)
    }


def readable_record(actor: Actor, name: str, key: UUID) -> tuple[Facts, dict[str, Any]]:
    """One record with its facts; 404 where it does not exist for the asker."""
    found = readable_records(actor, actor.obj(name).name, [key]).get(key)
    if found is None:
        raise not_found()
    return found
