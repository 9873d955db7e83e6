"""The one stream of a record: what happened, with author and moment, newest first.

A row of the index leads to a journal row or an entry. It is told only to who may read its home
record; a change of fields only as far as he may read them.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import orjson
from django.db import connection
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from kartei.platform.access.actor import Actor
from kartei.platform.meta.errors import bad_question
from kartei.platform.meta.spec import FieldSpec
from kartei.platform.records import events, telling
from kartei.platform.records.conditions import fields_in
from kartei.platform.records.facts import Facts, reachable
from kartei.platform.records.home import readable
from kartei.platform.records.models import Entry
from kartei.platform.records.paging import LARGEST
from kartei.platform.records.search import db_id
from kartei.platform.records.wire import as_key

MAX_LIMIT = 200
#: Rounds of looking further, each wider, when much of a stream is invisible; then the page ends
#: early.
ROUNDS = 8
WIDEST = 1000
SQL = (
    "SELECT t.id, t.at, t.home_object, t.home, t.entry, j.id AS jid, j.change, j.actor, j.verb, "
    "j.changes, j.data AS jdata, e.author_id, e.text, e.data, ({kind}) AS kind "
    "FROM records_timeline t LEFT JOIN records_journal j ON j.id = t.journal "
    "LEFT JOIN records_entry e ON e.id = t.entry "
    "WHERE t.record = %s AND t.object = %s AND (t.entry IS NULL OR e.deleted = %s) "
    "AND (t.home = t.record OR t.entry IS NOT NULL OR j.verb NOT IN ('change', 'undo'){states}) "
)


@dataclass(slots=True)
class Told:
    """One row of the stream, journal row or entry."""

    place: int
    at: datetime
    home: tuple[str, UUID]
    entry: UUID | None
    journal: int | None
    change: UUID | None
    author: UUID | None
    verb: str
    kind: str
    text: str
    data: dict[str, Any]
    changes: dict[str, Any] = field(default_factory=dict)
    fields: list[tuple[FieldSpec, Any, Any]] = field(default_factory=list)


def timeline(
    actor: Actor,
    name: str,
    key: UUID,
    *,
    after: str = "",
    limit: int = 50,
    kinds: tuple[str, ...] = (),
    facts: Facts | None = None,
) -> dict[str, Any]:
    """``{"items": [event], "next": cursor | None}`` of a readable record (docs/api.md).

    facts: those of the record, where the caller has just read it.
    """
    facts = facts or readable(actor, name, key)
    if not 1 <= limit <= MAX_LIMIT:
        raise bad_question(_("limit is 1 to %(limit)s"), "query.limit", limit=MAX_LIMIT)
    for kind in kinds:
        if kind not in events.KINDS:
            raise bad_question(
                _("There is no kind “%(kind)s” of events"), "query.kind", kind=kind[:40]
            )
    mark = read_cursor(after) if after else None
    with translation.override(actor.language):
        return gathered(actor, (name, key), facts, mark, (limit, kinds))


def gathered(
    actor: Actor,
    home: tuple[str, UUID],
    facts: Facts,
    mark: tuple[datetime, int] | None,
    wish: tuple[int, tuple[str, ...]],
) -> dict[str, Any]:
    """Look on until the page is full, the stream ends or too much of it was invisible."""
    limit, kinds = wish
    items: list[dict[str, Any]] = []
    seen: dict[tuple[str, UUID], Facts] = {home: facts}
    look = limit
    for _round in range(ROUNDS):
        rows = rows_after(actor, home, mark, look + 1, kinds)
        more = len(rows) > look
        shown = tell_all(actor, home, rows[:look], seen)
        for at, (row, event) in enumerate(shown):
            items.append(event)
            if len(items) == limit:
                rest = more or at + 1 < len(shown)
                return {"items": items, "next": cursor(row) if rest else None}
        if not more:
            return {"items": items, "next": None}
        mark = (rows[look - 1].at, rows[look - 1].place)
        last, look = rows[look - 1], min(look * 4, WIDEST)
    return {"items": items, "next": cursor(last)}


def rows_after(
    actor: Actor,
    home: tuple[str, UUID],
    mark: tuple[datetime, int] | None,
    limit: int,
    kinds: tuple[str, ...],
) -> list[Told]:
    """The next rows of the index with their journal rows or entries, in one question."""
    kind, kind_params = events.kind_case(actor)
    states, state_params = events.state_condition(actor)
    params = [*kind_params, db_id(home[1]), home[0], False, *state_params]
    sql = SQL.format(kind=kind, states=states)
    if mark:
        sql += "AND (t.at, t.id) < (%s, %s) "
        params += [connection.ops.adapt_datetimefield_value(mark[0]), mark[1]]
    if kinds:
        sql = f"SELECT * FROM ({sql}) t WHERE t.kind IN ({events.marks(kinds)}) "  # noqa: S608
        params += kinds
    with connection.cursor() as cursor:
        cursor.execute(sql + "ORDER BY t.at DESC, t.id DESC LIMIT %s", [*params, limit])
        return [told_row(row) for row in cursor.fetchall()]


def told_row(row: tuple[Any, ...]) -> Told:
    """A row of the joined question."""
    home = UUID(str(row[3]))
    at = row[1] if row[1].tzinfo else row[1].replace(tzinfo=UTC)
    if row[4] is not None:
        return Told(
            place=row[0], at=at, home=(row[2], home), entry=as_key(row[4]), journal=None,
            change=None, author=as_key(row[11]), verb=row[14], kind=row[14], text=row[12],
            data=loaded(row[13]),
        )  # fmt: skip
    return Told(
        place=row[0], at=at, home=(row[2], home), entry=None, journal=row[5],
        change=as_key(row[6]), author=as_key(row[7]), verb=told_verb(row), kind=row[14], text="",
        data=loaded(row[10]), changes=loaded(row[9]),
    )  # fmt: skip


def told_verb(row: tuple[Any, ...]) -> str:
    """The verb of a journal row; a move whose field is closed to the asker counts as a change."""
    moved = row[8] == "stage" and row[14] == "change"
    return "change" if moved else row[8] or ""


def loaded(value: Any) -> dict[str, Any]:
    """A JSON column as the driver hands it over."""
    found = orjson.loads(value) if isinstance(value, str | bytes) else value
    return found or {}


def tell_all(
    actor: Actor,
    record: tuple[str, UUID],
    rows: list[Told],
    seen: dict[tuple[str, UUID], Facts],
) -> list[tuple[Told, dict[str, Any]]]:
    """The rows as events, without those that are not for the asker."""
    learn(actor, {r.home for r in rows} - seen.keys(), seen)
    kept = [r for r in rows if r.home in seen and tellable(actor, record, r)]
    known = telling.titles(actor, telling.targets(f for r in kept for f in r.fields) | linked(kept))
    page = events.Page(actor, record, known, events.files_by(kept))
    found = []
    for row in kept:
        changes = telling.told(actor, row.fields, known)
        if row.verb in ("change", "undo") and not changes:
            continue
        found.append((row, events.event(page, row, seen[row.home], changes)))
    return found


def learn(
    actor: Actor, homes: Iterable[tuple[str, UUID]], seen: dict[tuple[str, UUID], Facts]
) -> None:
    """Which of further home records the asker may read; one question per object."""
    by_object: dict[str, list[UUID]] = {}
    for name, key in homes:
        by_object.setdefault(name, []).append(key)
    for name, keys in by_object.items():
        found = reachable(actor, name, keys, "read")
        seen.update({(name, key): facts for key, facts in found.items()})


#: Verbs that tell of more than of changed fields.
ACTS = ("create", "delete", "restore", "merge", "file", "share", "unshare")


def tellable(actor: Actor, record: tuple[str, UUID], row: Told) -> bool:
    """Fill in the readable fields; a change of nothing that the asker may read is not told,
    whatever the verb (a move into another stage, an accepted offer).

    Of another record's edits only those of its state are told here; of its making no values.
    """
    row.fields = telling.told_fields(actor, row.home[0], row.changes, row.at)
    if acted_unseen(actor, row):
        row.verb = row.kind = "change"
    if row.home != record:
        states = events.states_of(actor, row.home[0])
        row.fields = [f for f in row.fields if f[0].name in states]
    if row.verb == "create":
        row.fields = []
    hidden = row.verb not in ACTS and any(n not in telling.SILENT for n in row.changes)
    return bool(row.fields) or not (hidden or row.verb in ("change", "undo"))


def acted_unseen(actor: Actor, row: Told) -> bool:
    """Whether the verb is a command whose condition rests on a field that is closed to the asker:
    that it was carried out would tell him the field's value."""
    obj = actor.world.objects.get(row.home[0])
    declared = obj.entity.commands if obj and obj.entity else ()
    when = next((c.when for c in declared if c.name == row.verb), None)
    return obj is not None and bool(fields_in(when) - actor.fields(obj).keys())


def linked(rows: list[Told]) -> set[tuple[str, str]]:
    """Records that entries are linked to besides their home, and the others of merges."""
    found = {(x["object"], x["id"]) for r in rows if r.entry for x in r.data.get("links", ())}
    return found | {(r.home[0], key) for r in rows if (key := events.merged_with(r))}


def event_of_entry(actor: Actor, entry: Entry) -> dict[str, Any]:
    """One entry as an event on its home record, for who just wrote it."""
    home = (entry.object, entry.record)
    row = Told(
        place=0, at=entry.at, home=home, entry=entry.pk, journal=None, change=actor.change,
        author=entry.author_id, verb=entry.kind, kind=entry.kind, text=entry.text, data=entry.data,
    )  # fmt: skip
    with translation.override(actor.language):
        seen = {home: readable(actor, *home)}
        return tell_all(actor, home, [row], seen)[0][1]


def cursor(row: Told) -> str:
    """Where the next page begins."""
    text = orjson.dumps([row.at.isoformat(), row.place])
    return base64.urlsafe_b64encode(text).decode().rstrip("=")


def read_cursor(text: str) -> tuple[datetime, int]:
    """The moment and place of a cursor; a strange one is a clear 400."""
    try:
        at, place = orjson.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        moment = datetime.fromisoformat(at)
        if moment.tzinfo is None or not isinstance(place, int) or isinstance(place, bool):
            raise ValueError(text)
        moment = moment.astimezone(UTC)
        if not 0 <= place <= LARGEST:
            raise ValueError(text)
    except (ValueError, TypeError, OverflowError, binascii.Error) as err:
        raise bad_question(
            _("This page mark does not belong to the question"), "query.after"
        ) from err
    return moment, place
