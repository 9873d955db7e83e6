"""Search: one table of folded texts; rights come before any cap."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import connection

from kartei.platform.access.actor import Actor
from kartei.platform.access.standing import Scope, Shut
from kartei.platform.kit.text import fold, layouts, search_terms, translit
from kartei.platform.meta.spec import FieldSpec
from kartei.platform.records.shape import padded
from kartei.platform.records.store import load, searched, words_of_record
from kartei.platform.records.wire import as_key

#: Hits looked at for one question; a question with more is too wide to be read anyway.
CAP = 2000
FEW = 10
IN_INDEX = "s.id IN (SELECT rowid FROM records_fts WHERE records_fts MATCH %s)"


def matching_keys(
    actor: Actor, name: str, query: str, *, deleted: bool = False, most: int = CAP
) -> list[Any]:
    """Ids of the asker's records of one object that match all terms, in the order of titles.

    They are in the database's own form: most are only handed back to it. most: how many of them
    are wanted; a few more may come.
    """
    scope, terms = actor.scope(name, "read"), search_terms(query[:200])
    if not terms or scope.empty:
        return []
    most = max(most, FEW)
    if all_readable(actor, name):
        found = titled(actor, name, scope, [terms], deleted, most)
        if len(found) < FEW and (others := [search_terms(other) for other in spellings(query)]):
            more = titled(actor, name, scope, others, deleted, most)
            found = sorted({*found, *more}, key=lambda row: (not row[1], row[1], row[0]))[:most]
        return [key for key, _title in found]
    rows = hits(actor, [name], query, deleted=deleted, limit=max(CAP, most))
    rows.sort(key=lambda row: (not row[2], fold(row[2]), str(row[1])))
    return [db_id(row[1]) for row in rows]


def spellings(query: str) -> list[str]:
    """What else the words may mean: typed on the wrong keyboard, or written in other letters."""
    ways = {fold(query[:200]): ""}
    for other in [*layouts(query[:200]), translit(query[:200])]:
        if other and search_terms(other):
            ways.setdefault(fold(other), other)
    return [other for other in ways.values() if other]


def titled(
    actor: Actor, name: str, scope: Scope, ways: list[list[str]], deleted: bool, most: int
) -> list[tuple[Any, str]]:
    """(id, key of the title) of matches of any of some lists of terms, untitled ones last."""
    inner, params = entries(actor, name, scope, ways, deleted, "s.record, s.title_key")
    bytewise = ' COLLATE "C"' if connection.vendor == "postgresql" else ""
    sql = f"{inner} ORDER BY title_key = '', title_key{bytewise}, record LIMIT %s"
    with connection.cursor() as cursor:
        cursor.execute(sql, [*params, max(CAP, most), most])
        return [(row[0], row[1]) for row in cursor.fetchall()]


def all_readable(actor: Actor, name: str) -> bool:
    """Whether the asker may read every field that search texts of this object hold."""
    obj = actor.world.objects[name]
    known = actor.fields(obj)
    return all(spec.name in known for spec in searched(obj))


def shows_note(actor: Actor, name: str) -> bool:
    """Whether the note kept beside titles stands in a field that the asker may read."""
    obj = actor.world.objects[name]
    note = obj.entity.note_field if obj.entity else None
    return note is None or note in actor.fields(obj)


def hits(
    actor: Actor, names: list[str], query: str, *, deleted: bool = False, limit: int = CAP
) -> list[tuple[str, UUID, str, str]]:
    """(object, id, title, note) of matches, by title; other spellings when few are found."""
    found = exact_hits(actor, names, query[:200], deleted, limit)
    if len(found) >= FEW or not query.strip():
        return found
    known = {row[1] for row in found}
    for other in spellings(query):
        if len(found) < limit:
            more = exact_hits(actor, names, other, deleted, limit)
            found += [row for row in more if row[1] not in known]
            known |= {row[1] for row in more}
    return found[:limit]


def exact_hits(
    actor: Actor, names: list[str], query: str, deleted: bool, limit: int
) -> list[tuple[str, UUID, str, str]]:
    """Hits of the query as it is typed."""
    terms = search_terms(query)
    if not terms:
        return []
    found: list[tuple[str, UUID, str, str]] = []
    for name in names:
        scope = actor.scope(name, "read")
        if scope.empty:
            continue
        rows = rows_of(actor, name, scope, terms, deleted, limit)
        found += verified(actor, name, rows, terms)
    found.sort(key=lambda row: (fold(row[2]), str(row[1])))
    return found[:limit]


def rows_of(
    actor: Actor, name: str, scope: Scope, terms: list[str], deleted: bool, limit: int
) -> list[tuple[str, UUID, str, str]]:
    """Matching entries of one object under row rights."""
    inner, params = entries(actor, name, scope, [terms], deleted, "s.record, s.title, s.note")
    with connection.cursor() as cursor:
        cursor.execute(inner, [*params, limit])
        rows = cursor.fetchall()
    named, noted = actor.reads_title(actor.world.objects[name]), shows_note(actor, name)
    return [
        (name, key, row[1] if named else "", row[2] if noted else "")
        for row in rows
        if (key := as_key(row[0]))
    ]


def entries(
    actor: Actor, name: str, scope: Scope, ways: list[list[str]], deleted: bool, columns: str
) -> tuple[str, list[Any]]:
    """At most as many matching search entries as the last parameter will say, in any order.

    The fence keeps PostgreSQL's planner from walking another index for rare patterns, and what is
    sorted outside of it from being sorted before it is few.
    """
    where, params = any_way(ways)
    rights, more = rights_condition(actor, scope)
    sql = (
        f"SELECT {columns} FROM records_search s WHERE s.object = %s "  # noqa: S608
        f"AND s.deleted = %s AND {where}{rights} LIMIT %s"  # fixed words; values go as parameters
    )
    fence = "MATERIALIZED " if connection.vendor == "postgresql" else ""
    return f"WITH m AS {fence}({sql}) SELECT * FROM m", [name, deleted, *params, *more]  # noqa: S608


def any_way(ways: list[list[str]]) -> tuple[str, list[Any]]:
    """All terms of any of the ways; on SQLite as one question to the index where that can be."""
    if len(ways) == 1:
        return text_condition(ways[0])
    if connection.vendor == "sqlite" and all(len(t) >= 3 for terms in ways for t in terms):
        matches = " OR ".join(f"({trigrams(terms)})" for terms in ways)
        return IN_INDEX, [matches]
    parts = [text_condition(terms) for terms in ways]
    words = " OR ".join(f"({condition})" for condition, _params in parts)
    return f"({words})", [p for _condition, params in parts for p in params]


def trigrams(terms: list[str]) -> str:
    """Terms as the full-text index of SQLite asks for them."""
    return " AND ".join('"' + t.replace('"', '""') + '"' for t in terms)


def text_condition(terms: list[str]) -> tuple[str, list[Any]]:
    """All terms must occur; the trigram index takes those of three letters and more."""
    long = [t for t in terms if len(t) >= 3]
    short = [t for t in terms if len(t) < 3]
    parts, params = [], []
    if connection.vendor == "sqlite":
        if long:
            parts.append(IN_INDEX)
            params.append(trigrams(long))
    else:
        for term in long:
            parts.append("s.text LIKE %s")
            params.append(f"%{plain(term)}%")
    for term in short:
        if long:
            parts.append("s.text LIKE %s ESCAPE '\\'")
            params.append(f"%{plain(term)}%")
        else:
            parts.append("s.title_key >= %s AND s.title_key < %s")
            params += [term, term + "\U0010ffff"]
    return " AND ".join(parts), params


def plain(term: str) -> str:
    """The term with the wild cards of LIKE made plain."""
    return term.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def rights_condition(actor: Actor, scope: Scope) -> tuple[str, list[Any]]:
    """Row rights on the search table; shares and absent owners go in as literal ids."""
    if scope.kind == "all":
        return "", []
    open_stages, stages = standing_elsewhere(scope.shut)
    if scope.kind == "most":
        return open_stages, stages
    parts, params = [], []
    if scope.kind == "own":
        parts.append("s.owner = %s")
        params.append(db_id(actor.user))
    elif scope.kind == "units":
        parts.append(f"s.unit IN ({', '.join(['%s'] * len(scope.units))})")
        params += [db_id(u) for u in scope.units]
    for column, ids in (("s.record", scope.shares), ("s.owner", scope.owners)):
        if ids:
            parts.append(f"{column} IN ({', '.join(['%s'] * len(padded(ids)))})")
            params += [db_id(key) for key in padded(ids)]
    return f" AND ({' OR '.join(parts)}){open_stages}", [*params, *stages]


def standing_elsewhere(shut: Shut | None) -> tuple[str, list[Any]]:
    """Search entries of records at none of some stages; each is looked up by its id."""
    if shut is None:
        return "", []
    marks = ", ".join(["%s"] * len(shut.stages))
    there = f'SELECT 1 FROM "{shut.table}" r WHERE r.id = s.record AND r.{shut.field}_id'  # noqa: S608
    return f" AND NOT EXISTS ({there} IN ({marks}))", [db_id(key) for key in shut.stages]


def db_id(key: UUID) -> Any:
    """An id as raw SQL wants it."""
    return key.hex if connection.vendor == "sqlite" else key


def verified(
    actor: Actor, name: str, rows: list[tuple[str, UUID, str, str]], terms: list[str]
) -> list[tuple[str, UUID, str, str]]:
    """Hits that stand on fields the asker may read; asked only when he may not read them all."""
    if not rows or all_readable(actor, name):
        return rows
    obj = actor.world.objects[name]
    known = actor.fields(obj)
    readable: list[FieldSpec] = [s for s in searched(obj) if s.name in known]
    values = load(actor, obj, [row[1] for row in rows])
    texts = {k: words_of_record(readable, v) for k, v in values.items()}
    return [row for row in rows if all(t in texts.get(row[1], "") for t in terms)]
