"""Notes, calls and meetings: written on a home record, told wherever they are linked.

Writing one needs «append to» on the home record (Microsoft's model: reading alone lets nobody add
to a record). Its author edits and removes it; so does an administrator.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kartei.platform.access.actor import Actor
from kartei.platform.kit.ids import uuid7
from kartei.platform.meta.errors import Refusal, forbidden, not_found
from kartei.platform.records import files, journal, store, write
from kartei.platform.records.draft import Draft
from kartei.platform.records.entry_input import EntryInput, parse_change, parse_new
from kartei.platform.records.facts import Facts
from kartei.platform.records.home import Place, must_reach, now_of, readable, show_in, tell
from kartei.platform.records.models import Entry, StoredFile, Timeline

#: The computed field that says when a client was last talked to, and the kinds that are talks.
LAST_TALK = "last_talk_at"
TALKS = ("call", "meeting")


def add(actor: Actor, name: str, key: UUID, raw: Mapping[str, Any]) -> dict[str, Any]:
    """Write a note, call or meeting (docs/api.md) and return its event.

    404/403 for the home record, 422 with all faults of the fields; nothing is written then. A next
    step changes the home record, a talk its moment of last contact and that of its clients.
    """
    actor.change = actor.change or uuid7()
    with transaction.atomic():
        facts = must_reach(actor, name, key, "append_to")
        given = parse_new(actor, (name, key), raw)
        if given.next_step:
            write.change_many(actor, name, {key: given.next_step})
        places = told_places(actor, (name, key), given)
        entry = insert(actor, (name, key), given, places)
        note_talk(actor, entry, places)
        facts = readable(actor, name, key)
        tell(actor, (name, key), facts, entry.kind, act(entry, "create"))
    return event(actor, entry)


def insert(actor: Actor, home: Place, given: EntryInput, places: list[Place]) -> Entry:
    """The entry, its files and its rows in the timeline index."""
    now = now_of(actor)
    entry = Entry.objects.create(
        object=home[0],
        record=home[1],
        kind=given.kind,
        at=given.at or now,
        author_id=actor.user,
        text=given.text,
        data=given.data,
        created_at=now,
    )
    if given.files:
        files.take(actor, home, given.files, entry=entry.pk)
    show_in(places, home, entry.at, entry=entry.pk)
    return entry


def told_places(actor: Actor, home: Place, given: EntryInput) -> list[Place]:
    """Where an entry is told: at home, at what the home record belongs to, where it is linked."""
    obj = actor.world.objects[home[0]]
    values = store.load(actor, obj, [home[1]])[home[1]]
    linked = journal.linked_places(Draft(actor, obj, home[1], "change", old=values))
    return list(dict.fromkeys([home, *linked, *given.links]))


def act(entry: Entry, what: str, **more: Any) -> dict[str, Any]:
    """What the journal says of an entry: which, and what was done; undo reads it."""
    return {"entry": str(entry.pk), "act": what, **more}


def note_talk(actor: Actor, entry: Entry, places: list[Place]) -> None:
    """Set the moment of last contact where a talk is told.

    It is a computed field, so the right to write the record is not asked. The journal rows carry
    the entry's kind and no timeline place of their own: the entry itself stands there.
    """
    now = now_of(actor)
    for name, key in places if entry.kind in TALKS else ():
        draft = talk_draft(actor, entry, name, key)
        if draft is not None:
            store.update([draft], now)
            row = journal.journal_row(draft, actor.change or uuid7(), now)
            row.save(force_insert=True)


def talk_draft(actor: Actor, entry: Entry, name: str, key: UUID) -> Draft | None:
    """The change of one record's last contact; None where it has none or a later one."""
    obj = actor.world.objects.get(name)
    if obj is None or LAST_TALK not in obj.fields:
        return None
    old = store.load(actor, obj, [key]).get(key)
    if old is None or (old[LAST_TALK] is not None and old[LAST_TALK] >= entry.at):
        return None
    draft = Draft(actor, obj, key, entry.kind, old=old, version=old["version"])
    draft.put(LAST_TALK, entry.at)
    draft.data = {"talk": str(entry.pk)}
    return draft


def own(actor: Actor, key: UUID) -> tuple[Entry, Facts]:
    """An entry the asker may edit and its home; 404 when he may not read the home, 403 else."""
    entry = Entry.objects.filter(pk=key, deleted=False).first()
    if entry is None:
        raise not_found()
    facts = readable(actor, entry.object, entry.record)
    if entry.author_id != actor.user and not actor.administrator:
        raise forbidden(_("Only its author changes this entry"))
    if facts.deleted:
        raise Refusal("records.in_bin", _("This record is in the bin"), status=409)
    return entry, facts


def change(actor: Actor, key: UUID, raw: Mapping[str, Any]) -> dict[str, Any]:
    """Edit one's own entry (text, moment, call data, mentions); returns the event."""
    actor.change = actor.change or uuid7()
    with transaction.atomic():
        entry, facts = own(actor, key)
        before = snapshot(entry)
        parse_change(actor, entry, raw)
        if snapshot(entry) == before:
            return event(actor, entry)
        entry.version += 1
        saved = Entry.objects.filter(pk=key, version=entry.version - 1).update(
            text=entry.text, at=entry.at, data=entry.data, version=entry.version
        )
        if not saved:
            raise store.stale()
        Timeline.objects.filter(entry=key).update(at=entry.at)
        data = act(entry, "change", old=before, version=entry.version)
        tell(actor, (entry.object, entry.record), facts, entry.kind, data)
        places = [(r.object, r.record) for r in Timeline.objects.filter(entry=key)]
        note_talk(actor, entry, places)
    return event(actor, entry)


def snapshot(entry: Entry) -> dict[str, Any]:
    """The editable part of an entry in JSON form."""
    return {"text": entry.text, "at": entry.at.isoformat(), "data": entry.data}


def delete(actor: Actor, key: UUID) -> None:
    """Remove one's own entry with its files; undo brings it back."""
    actor.change = actor.change or uuid7()
    with transaction.atomic():
        entry, facts = own(actor, key)
        hide(entry, gone=True)
        home = (entry.object, entry.record)
        tell(actor, home, facts, entry.kind, act(entry, "delete"))


def hide(entry: Entry, *, gone: bool) -> None:
    """Put an entry and its files away, or bring them back."""
    Entry.objects.filter(pk=entry.pk).update(deleted=gone)
    StoredFile.objects.filter(entry=entry.pk).update(deleted=gone)


def undo(actor: Actor, row: Any) -> bool:
    """Take back what a journal row did to an entry; False when somebody changed it since.

    The caller has checked that the asker may read the home record.
    """
    entry = Entry.objects.filter(pk=row.data["entry"]).first()
    if entry is None or (entry.author_id != actor.user and not actor.administrator):
        return False
    what = row.data["act"]
    if what == "change":
        if entry.version != row.data["version"] or entry.deleted:
            return False
        old = row.data["old"]
        at = datetime.fromisoformat(old["at"])
        Entry.objects.filter(pk=entry.pk).update(
            text=old["text"], at=at, data=old["data"], version=entry.version + 1
        )
        Timeline.objects.filter(entry=entry.pk).update(at=at)
    elif what == "create" and entry.deleted:
        return True
    elif what == "create" and entry.version != 1:
        return False
    else:
        hide(entry, gone=what == "create")
    facts = readable(actor, entry.object, entry.record)
    home = (entry.object, entry.record)
    tell(actor, home, facts, entry.kind, act(entry, "undo"))
    return True


def event(actor: Actor, entry: Entry) -> dict[str, Any]:
    """The entry as its timeline shows it."""
    from kartei.platform.records.timeline import event_of_entry

    return event_of_entry(actor, entry)
