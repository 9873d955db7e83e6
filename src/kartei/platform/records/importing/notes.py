"""Comments of many rows as notes on the timelines, written together."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils import timezone

from kartei.platform.access.actor import Actor
from kartei.platform.kit.ids import uuid7
from kartei.platform.records import journal, rows, store
from kartei.platform.records.draft import Draft
from kartei.platform.records.entry_input import MAX_TEXT
from kartei.platform.records.facts import reachable
from kartei.platform.records.models import Entry, Journal, Timeline

ENTRY = ("object", "record", "at", "entry", "home_object", "home")


def add_notes(actor: Actor, name: str, notes: Sequence[tuple[UUID, str]]) -> None:
    """One note per (record, text), in the caller's transaction, under the actor's change.

    Records that the actor may not add to («append to») get none.
    """
    may = reachable(actor, name, {key for key, _text in notes}, "append_to")
    given = [(key, text[:MAX_TEXT], uuid7()) for key, text in notes if key in may and text.strip()]
    if not given:
        return
    now = actor.clock or timezone.now()
    obj = actor.world.objects[name]
    values = store.load(actor, obj, [key for key, _t, _e in given])
    _entries(actor, name, given, now)
    index = rows.table_of(rows.OWN, Timeline, ENTRY)
    places = []
    for key, _text, entry in given:
        draft = Draft(actor, obj, key, "note", old=values[key])
        for place in dict.fromkeys([(name, key), *journal.linked_places(draft)]):
            places.append(index.row((*place, now, entry, name, key)))
    rows.insert(index, places)
    told = rows.table_of(rows.OWN, Journal)
    numbers = rows.take_ids(Journal, len(given))
    rows.insert(
        told,
        [
            told.from_dict(
                {
                    "id": number,
                    "change": actor.change or uuid7(),
                    "at": now,
                    "actor": actor.user,
                    "via": actor.via,
                    "object": name,
                    "record": key,
                    "verb": "note",
                    "version": may[key].version,
                    "data": {
                        "title": may[key].title[:200], "entry": str(entry), "act": "create",
                    },
                }
            )
            for number, (key, _text, entry) in zip(numbers, given, strict=True)
        ],
    )  # fmt: skip


def _entries(actor: Actor, name: str, given: Sequence[tuple[UUID, str, UUID]], now: object) -> None:
    table = rows.table_of(rows.OWN, Entry)
    rows.insert(
        table,
        [
            table.from_dict(
                {
                    "id": entry,
                    "object": name,
                    "record": key,
                    "kind": "note",
                    "at": now,
                    "author_id": actor.user,
                    "text": text,
                    "created_at": now,
                }
            )
            for key, text, entry in given
        ],
    )
