"""Lists: rights, filter, sort and keyset page as one kept shape per kind of question."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import orjson
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import F, Q, UUIDField
from django.db.models.expressions import OrderBy
from django.utils.translation import gettext_lazy as _

from kartei.platform.access.actor import Actor, Scope
from kartei.platform.meta.errors import bad_question
from kartei.platform.meta.spec import FieldSpec
from kartei.platform.meta.world import Obj
from kartei.platform.records import filters
from kartei.platform.records.filters import (
    Question,
    apply_aliases,
    find_field,
    key_of,
    scopes_key,
    unknown_field,
)
from kartei.platform.records.shape import IDS, After, Among, Compare, In, Shape, kept, padded
from kartei.platform.records.wire import Reader, as_key

MAX_LIMIT = 200
COUNT_CAP = 10_001
MAX_SORTS = 3
ID = UUIDField()
#: The largest number that a column holds.
LARGEST = 2**63 - 1
#: Hidden fields that may be asked for: what every record is known by. The others are secrets.
SHOWN_HIDDEN = ("id", "version", "deleted")
#: Kinds of questions remembered for each user.
MAX_BEGUN = 100


@dataclass(frozen=True, slots=True)
class Ask:
    """A list question in its outer form; see docs/api.md."""

    filter: Any = None
    sort: str = ""
    fields: tuple[str, ...] | None = None
    search: str = ""
    limit: int = 50
    after: str = ""
    count: str = "none"
    deleted: bool = False
    #: records in the filter that the caller has found readable already
    known: tuple[UUID, ...] = ()


@dataclass(slots=True)
class Sort:
    """One sort key: the compared column, its direction and whether it can be empty."""

    path: str
    descending: bool
    nullable: bool
    output: Any
    spec: FieldSpec


@dataclass(slots=True)
class Plan:
    """A parsed question, ready to be compiled or found among the kept shapes."""

    actor: Actor
    obj: Obj
    question: Question
    reader: Reader
    skeleton: Any
    sorts: list[Sort]
    ask: Ask
    #: what the search words found, in the database's own form, and the slot that holds it
    found: list[Any] = field(default_factory=list)
    ids: list[int] = field(default_factory=list)


def parse_sort(question: Question, text: str, obj: Obj) -> list[Sort]:
    """``-created_at,name`` as sort keys; the id is always the last one."""
    names = sorted_by(text) or sorted_by(default_sort(question.actor, obj))
    if len(names) > MAX_SORTS:
        raise bad_question(_("At most %(limit)s sort keys"), "query.sort", limit=MAX_SORTS)
    found = []
    for name in names:
        spec = find_field(question, name.lstrip("-"))
        if not spec.kind.sortable:
            raise bad_question(_("The field “%(name)s” cannot sort"), "query.sort", name=spec.name)
        found.append(sort_key(question, spec, name.startswith("-")))
    return found


def sorted_by(text: str) -> list[str]:
    """The names in a list of sort keys; none where there is nothing but commas and space."""
    return [part.strip() for part in text.split(",") if part.strip()]


def default_sort(actor: Actor, obj: Obj) -> str:
    """The order of a list that names none: as declared, as far as the asker may read it."""
    known = actor.fields(obj)
    for wish in (obj.entity.sort if obj.entity else "", obj.title_field):
        if wish and all(name.strip().lstrip("-") in known for name in wish.split(",")):
            return wish
    return "created_at"


def sort_key(question: Question, spec: FieldSpec, descending: bool) -> Sort:
    """The column a field sorts by; a link sorts by the title of its readable target."""
    if spec.kind.name == "link":
        target = question.actor.world.objects.get(spec.target or "")
        if target is None:
            raise unknown_field(spec.name)
        spec = target.title.with_path(filters.link_alias(question, spec))
        return Sort(
            spec.column("_key" if spec.has_key else ""),
            descending,
            True,
            spec.kind.output(spec),
            spec,
        )
    suffix = "_key" if spec.kind.compare_suffix == "_key" and spec.has_key else ""
    if spec.kind.compare_suffix == "_base":
        suffix = "_base"
    # across a link every column can be empty: the target may be absent or unreadable
    nullable = spec.nullable or spec.runtime or bool(suffix) or "__" in spec.path
    return Sort(spec.column(suffix), descending, nullable, spec.kind.output(spec), spec)


def chosen_fields(actor: Actor, obj: Obj, names: tuple[str, ...] | None) -> list[FieldSpec]:
    """The fields asked for; without a wish those of the list, with "*" all."""
    known = actor.fields(obj)
    if names is None:
        declared = obj.entity.columns if obj.entity and obj.entity.columns else tuple(known)
        names = tuple(n for n in declared if n in known)
    elif names == ("*",):
        names = tuple(n for n, s in known.items() if not s.hidden)
    for name in names:
        if name not in known or (known[name].hidden and name not in SHOWN_HIDDEN):
            raise unknown_field(name)
    fixed = [known[n] for n in ("id", "version") if n in known]
    return [*fixed, *(known[n] for n in names if n not in ("id", "version"))]


def plan(actor: Actor, name: str, ask: Ask) -> Plan:
    """Parse and check everything about a question; nothing is asked of the database yet."""
    obj = actor.obj(name)
    actor_must_see(actor, name)
    if not 1 <= ask.limit <= MAX_LIMIT:
        raise bad_question(_("limit is 1 to %(limit)s"), "query.limit", limit=MAX_LIMIT)
    question, reader, sorts = begun(actor, obj, ask.fields, ask.sort)
    question.known = ask.known
    skeleton = filters.parse(question, ask.filter) if ask.filter else None
    return Plan(actor, obj, question, reader, skeleton, sorts, ask)


def begun(
    actor: Actor, obj: Obj, fields: tuple[str, ...] | None, sort: str | None
) -> tuple[Question, Reader, list[Sort]]:
    """What a question begins with: its columns and its order; sort None: records by id, with facts.

    They follow from rights and metadata alone, so they are made once and kept for the next time.
    """

    def make() -> tuple[Question, Reader, list[Sort]]:
        question = Question(actor, obj)
        reader = Reader(actor, question, chosen_fields(actor, obj, fields))
        sorts = [] if sort is None else parse_sort(question, sort, obj)
        for path in [s.path for s in sorts] if sorts else fact_paths(obj):
            reader.at(path)
        reader.at("id")
        return question, reader, sorts

    key = (obj.name, actor.world.version, fields, sort)
    question, reader, sorts = kept(actor.standing.kept, key, make, MAX_BEGUN)
    return question.again(actor), reader.asked_by(actor), sorts


def actor_must_see(actor: Actor, name: str) -> None:
    """403 when the asker's role reads nothing of this object and nothing is shared with him."""
    if actor.scope(name, "read").empty:
        actor.must(name, "read")


def page(actor: Actor, name: str, ask: Ask) -> dict[str, Any]:
    """One page: ``{"items", "next", "count"}``."""
    made = plan(actor, name, ask)
    # where only one page of matches is looked at, the rest need not be fetched
    first = by_title(made) and ask.count == "none"
    if not (narrow(made, ask.limit + 1) if first else narrow(made)):
        return {"items": [], "next": None, "count": counted(0, True, ask)}
    rows, more = first_found(made) if by_title(made) else walk(made)
    items = made.reader.records(rows)
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
        span(part[0]), span(part[1]), span(made.ids), made.ask.deleted,
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


def branches(actor: Actor, scope: Scope) -> list[Scope]:
    """On SQLite own/unit rows and shared rows are two disjoint shapes (rule 4)."""
    if connection.vendor != "sqlite" or not scope.shares or scope.kind in ("all", "none"):
        return [scope]
    return [Scope(scope.kind, scope.units), Scope("none", (), scope.shares)]


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
        span(scope_part[0]),
        span(scope_part[1]),
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
            drive_base=drives(made, phase),
        ),
    )
    try:
        rows: list[Any] = shape.rows(question.values)
    finally:
        del question.values[mark:], question.outputs[mark:]
    return rows


def span(slots: Sequence[int]) -> tuple[int, int]:
    """Where a run of slots begins and how long it is; part of a shape's key."""
    return (slots[0], len(slots)) if slots else (0, 0)


def drives(made: Plan, phase: str) -> str:
    """The base table when a runtime field sorts: on SQLite its side table must come first."""
    by_side = made.sorts[0].path.startswith("x__") and phase == "value"
    return made.obj.table if by_side else ""


def scope_values(question: Question, actor: Actor, scope: Scope) -> tuple[list[int], list[int]]:
    """Slots of the row rights: owner or units, and shares."""
    main: list[int] = []
    if scope.kind == "own":
        main = [question.value(actor.user, ID)]
    elif scope.kind == "units":
        units = scope.units if len(scope.units) == 1 else padded(scope.units)
        main = [question.value(u, ID) for u in units]
    return main, [question.value(s, ID) for s in padded(scope.shares)]


def after_values(made: Plan, phase: str, after: list[Any] | None) -> list[int]:
    """Slots of the cursor's values."""
    if after is None:
        return []
    outputs = [] if phase == "empty" else [s.output for s in made.sorts]
    return [made.question.value(v, out) for v, out in zip(after, [*outputs, ID], strict=True)]


def row_rights(question: Question, scope: Scope, part: tuple[list[int], list[int]]) -> Q:
    """The asker's rows as a condition."""
    main, shares = part
    found = Q()
    if scope.kind == "own":
        found = Q(Compare("owner_id", "=", question.slot(main[0])))
    elif scope.kind == "units" and len(main) == 1:
        found = Q(Compare("unit_id", "=", question.slot(main[0])))
    elif scope.kind == "units":
        found = Q(In("unit_id", [question.slot(n) for n in main]))
    if not shares:
        return found if scope.kind != "none" else Q(version=0)
    shared = Q(In("id", [question.slot(n) for n in shares]))
    return shared if scope.kind == "none" else found | shared


def base_rows(made: Plan, scope: Scope, part: tuple[list[int], list[int]]) -> Any:
    """Rows under rights, bin, filter and search."""
    question = made.question
    rows = apply_aliases(question, made.obj.twin.objects.order_by())
    if made.obj.has_bin:
        rows = rows.filter(deleted=made.ask.deleted)
    if scope.kind != "all":
        rows = rows.filter(row_rights(question, scope, part))
    if made.skeleton is not None:
        rows = rows.filter(filters.build(question, made.skeleton))
    if made.ids:
        rows = rows.filter(Among("id", [question.slot(n) for n in made.ids]))
    return rows


def compile_page(
    made: Plan,
    scope: Scope,
    scope_part: tuple[list[int], list[int]],
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
        order.append(OrderBy(F(path), descending=descending, **nulls))
    return rows.order_by(*order).values_list(*made.reader.paths)[:limit]


def beyond(made: Plan, phase: str, slots: list[int], after: list[Any]) -> Q:
    """Rows after the cursor."""
    q = made.question
    if phase == "empty":
        return Q(Compare("id", ">", q.slot(slots[0])))
    if len(made.sorts) == 1:
        sort = made.sorts[0]
        mark = "<" if sort.descending else ">"
        return Q(After((sort.path, "id"), [q.slot(n) for n in slots], mark))
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
        scope.kind, span(part[0]), span(part[1]), span(made.ids), made.ask.deleted,
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
    """The readable ones among some records, each with its facts, in one question."""
    wanted = list(dict.fromkeys(ids))
    if not wanted or name not in actor.world.objects or not actor.in_use(name):
        return {}
    obj = actor.world.objects[name]
    reader, rows = fetched(actor, obj, wanted, fields)
    at = [reader.at(path) for path in fact_paths(obj)]
    seen: dict[UUID, tuple[Facts, Any]] = {}
    for row in rows:
        key = as_key(row[at[0]])
        facts = facts_in(obj, [row[i] for i in at])
        if key and actor.reaches(name, "read", facts.owner, facts.unit, key):
            seen[key] = (facts, row)
    records = reader.records([row for _facts, row in seen.values()])
    return {
        key: (facts, record)
        for (key, (facts, _row)), record in zip(seen.items(), records, strict=True)
    }


@dataclass(frozen=True, slots=True)
class Facts:
    """What rights need to know of one row."""

    owner: UUID | None
    unit: UUID | None
    version: int
    deleted: bool
    title: str


def facts_of(actor: Actor, name: str, ids: Iterable[UUID]) -> dict[UUID, Facts]:
    """Owner, unit, version, bin and title of rows, through a kept shape."""
    obj = actor.world.objects[name]
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        return {}
    paths = fact_paths(obj)
    question = Question(actor, obj)
    slots = [question.value(k, ID) for k in padded(wanted)]

    def make() -> Shape:
        rows = obj.twin.objects.order_by().filter(In("id", [question.slot(n) for n in slots]))
        return Shape(rows.values_list(*paths))

    rows = kept(actor.world.shapes, ("facts", name, len(slots)), make).rows(question.values)
    return {key: facts_in(obj, row) for row in rows if (key := as_key(row[0])) is not None}


def fact_paths(obj: Obj) -> list[str]:
    """The columns that facts are made of."""
    paths = ["id", "version", "deleted" if obj.has_bin else "version", obj.title.path]
    return [*paths, "owner_id", "unit_id"] if obj.owned else paths


def facts_in(obj: Obj, row: Sequence[Any]) -> Facts:
    """Facts out of the values of these columns."""
    owner, unit = (as_key(row[4]), as_key(row[5])) if obj.owned else (None, None)
    return Facts(owner, unit, row[1], bool(row[2]) and obj.has_bin, row[3] or "")


def reachable(actor: Actor, name: str, ids: Iterable[UUID], privilege: str) -> dict[UUID, Facts]:
    """The rows among some that a privilege reaches."""
    if name not in actor.world.objects or not actor.in_use(name):
        return {}
    return {
        k: f
        for k, f in facts_of(actor, name, ids).items()
        if actor.reaches(name, privilege, f.owner, f.unit, k)
    }


def readable_titles(actor: Actor, name: str, ids: Iterable[UUID]) -> dict[UUID, str]:
    """Titles of the readable ones among some records."""
    return {k: f.title for k, f in reachable(actor, name, ids, "read").items()}
