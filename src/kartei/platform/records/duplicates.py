"""Groups of probable duplicates in the part of the base that the asker may read."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import connection

from kartei.platform.access.actor import Actor
from kartei.platform.meta.spec import FieldSpec
from kartei.platform.meta.world import Obj
from kartei.platform.records import apart as apart_room
from kartei.platform.records.search import rights_condition, shows_note

#: Keys looked at per field; groups on one page; members of one group.
MAX_GROUPS = 1000
PAGE = 100
#: No page begins behind it: all groups of all fields.
MOST = 100_000
MAX_MEMBERS = apart_room.MOST
#: Per kind of field: where equal keys are counted, and the members of one key. {rights} narrows
#: both to what the asker may read before anything is counted.
SEEN = "s.object = %s AND s.deleted = %s{rights}"
MANY = f"records_value v JOIN records_search s ON s.record = v.record WHERE v.field = %s AND {SEEN}"
TITLE = f"records_search s WHERE s.title_key <> %s AND {SEEN}"
ONE = f"{{table}} t JOIN records_search s ON s.record = t.id WHERE t.{{column}} <> %s AND {SEEN}"


def page(actor: Actor, name: str, *, apart: bool = False, after: int = 0) -> dict[str, Any]:
    """``{"items", "next", "count"}``: 100 groups of ``duplicates``; next: ``after`` of the next."""
    groups = duplicates(actor, name, apart=apart)
    end = after + PAGE
    return {
        "items": groups[after:end],
        "next": end if end < len(groups) else None,
        "count": len(groups),
    }


def duplicates(actor: Actor, name: str, *, apart: bool = False) -> list[dict[str, Any]]:
    """``[{"why": [fields], "records": [{"id","title","note"}]}]``, the largest groups first.

    Equal by phone, mail address, tax number or name; at most 1000 groups per field, of 10 records.
    Records that were said not to be the same stand in no group, or with ``apart`` they alone do.
    """
    obj = actor.obj(name)
    actor.must(name, "read")
    known = actor.fields(obj)
    pairs = apart_room.pairs_of(name)
    groups: dict[frozenset[str], dict[str, Any]] = {}
    for field in obj.entity.duplicates if obj.entity else ():
        if field in known and not known[field].runtime:
            for records in equal(actor, obj, known[field]):
                left = apart_room.sorted_out(records, pairs, apart=apart)
                if left:
                    key = frozenset(r["id"] for r in left)
                    group = groups.setdefault(key, {"why": [], "records": left})
                    group["why"].append(field)
    return sorted(groups.values(), key=lambda g: (-len(g["why"]), -len(g["records"])))


def equal(actor: Actor, obj: Obj, spec: FieldSpec) -> list[list[dict[str, Any]]]:
    """The groups of one field: keys that occur more than once, then their members."""
    rights, more = rights_condition(actor, actor.scope(obj.name, "read"))
    source, column, first = place(obj, spec)
    source = source.replace("{rights}", rights)
    params = [first, obj.name, False, *more]
    keys = (
        f"SELECT {column} FROM {source} GROUP BY {column} "  # noqa: S608 - names of our own columns
        f"HAVING COUNT(DISTINCT s.record) > 1 ORDER BY COUNT(*) DESC, {column} LIMIT {MAX_GROUPS}"
    )
    with connection.cursor() as cursor:
        cursor.execute(keys, params)
        found = [row[0] for row in cursor.fetchall()]
        if not found:
            return []
        marks = ", ".join(["%s"] * len(found))
        cursor.execute(
            f"SELECT DISTINCT {column}, s.record, s.title, s.note FROM {source} "  # noqa: S608
            f"AND {column} IN ({marks}) ORDER BY s.title, s.record",
            [*params, *found],
        )
        return gathered(cursor.fetchall(), shows_note(actor, obj.name))


def place(obj: Obj, spec: FieldSpec) -> tuple[str, str, str]:
    """(source, compared column, its first parameter) of a field."""
    if spec.kind.many:
        return MANY, "v.norm", spec.name
    if spec.name == obj.title_field:
        return TITLE, "s.title_key", ""
    return ONE.format(table=obj.table, column=spec.path, rights="{rights}"), f"t.{spec.path}", ""


def gathered(rows: list[tuple[Any, ...]], noted: bool) -> list[list[dict[str, Any]]]:
    """The members of each key, cut where a group is endless; noted: with their notes."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for key, record, title, note in rows:
        members = groups.setdefault(key, [])
        if len(members) < MAX_MEMBERS:
            shown = note if noted else ""
            members.append({"id": str(UUID(str(record))), "title": title, "note": shown})
    return list(groups.values())
