"""The journal: one row per change, and the index rows that bring it into timelines."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from kartei.platform.meta.world import Obj
from kartei.platform.records import rows
from kartei.platform.records.draft import Draft
from kartei.platform.records.models import Journal, Timeline


def dump(obj: Obj, name: str, value: Any) -> Any:
    """A value in the JSON form that undo can read back."""
    spec = obj.fields[name]
    if spec.lines is not None:
        return [dump_line(spec.lines, line) for line in value or []]
    return None if value is None else spec.kind.dump(value, spec)


def dump_line(specs: dict[str, Any], line: dict[str, Any]) -> dict[str, Any]:
    """One child row in JSON form."""
    shown = {n: None if line.get(n) is None else s.kind.dump(line[n], s) for n, s in specs.items()}
    return {"id": str(line["id"]), **shown}


#: What set off a change that nobody made: the clock, or the installation itself.
CLOCK = "clock"
#: Columns of a row that brings a journal row into a timeline.
PLACE = ("object", "record", "at", "journal", "home_object", "home")


def write(drafts: list[Draft], change: UUID, now: datetime) -> None:
    """Journal rows and their places in the timelines of the record and of what it is linked to."""
    told = [journal_values(d, change, now) for d in drafts]
    table = rows.table_of(rows.OWN, Journal, tuple(told[0]))
    numbers = rows.insert_numbered(Journal, table, [table.row(t.values()) for t in told])
    places = [
        (name, record, now, number, draft.obj.name, draft.id)
        for draft, number in zip(drafts, numbers, strict=True)
        for name, record in {(draft.obj.name, draft.id), *linked_places(draft)}
    ]
    index = rows.table_of(rows.OWN, Timeline, PLACE)
    rows.insert(index, [index.row(place) for place in places])


def journal_row(draft: Draft, change: UUID, now: datetime) -> Journal:
    """The journal row of one draft, not saved yet."""
    return Journal(**journal_values(draft, change, now))


def journal_values(draft: Draft, change: UUID, now: datetime) -> dict[str, Any]:
    """The columns of the journal row of one draft."""
    obj = draft.obj
    quiet = {"version", "changed_at", "created_at"}
    changes = {
        n: [dump(obj, n, old), dump(obj, n, new)]
        for n, (old, new) in draft.changed().items()
        if n not in quiet
    }
    title = draft.get(obj.title_field)
    return {
        "change": change,
        "at": now,
        "actor": None if draft.actor.via == CLOCK else draft.actor.user,
        "via": draft.actor.via,
        "ip": draft.actor.ip,
        "object": obj.name,
        "record": draft.id,
        "verb": draft.verb,
        "version": draft.version + 1,
        "changes": changes,
        "data": {"title": str(title or "")[:200], **draft.data},
    }


def linked_places(draft: Draft) -> list[tuple[str, UUID]]:
    """Records in whose timelines this record's life is told."""
    entity = draft.obj.entity
    found: list[tuple[str, UUID]] = []
    for name in entity.timeline if entity else ():
        spec = draft.obj.fields[name]
        value = draft.get(name)
        if not value:
            continue
        if spec.kind.name == "record":
            found.append(value)
        elif spec.target:
            found.append((spec.target, value))
    if entity and entity.told_in:
        found += entity.told_in(draft)
    return found
