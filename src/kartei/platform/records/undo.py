"""Taking back a change as a whole: bulk edits, imports, merges, a slip of the mouse.

What somebody changed since is left as it is and named. The undo is itself a change in the journal
and can be undone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kartei.platform.access.actor import Actor
from kartei.platform.kit.ids import uuid7
from kartei.platform.meta.errors import Refusal, forbidden
from kartei.platform.meta.world import Obj
from kartei.platform.records import (
    checks,
    entries,
    files,
    journal,
    merge,
    parsing,
    shares,
    store,
    write,
)
from kartei.platform.records.draft import Draft
from kartei.platform.records.facts import reachable
from kartei.platform.records.models import Journal
from kartei.platform.records.recompute import COMPUTE

#: How acts that change no field go back, by their verb; entries have verbs of their own kinds.
BACK: dict[str, Callable[[Actor, Journal], bool]] = {
    "file": files.undo,
    "share": shares.undo,
    "unshare": shares.undo,
}


@dataclass(slots=True)
class Past:
    """What one change did to one record: (old, new) per field over all its rows, oldest to newest.

    imported: written by an import of the asker. merge: part of a merge, so it goes back without
    asking for rights to this record. unseen: the
    asker may not read it (any more). acts: rows of entries, files and shares.
    """

    key: UUID
    created: bool = False
    imported: bool = True
    merge: bool = False
    unseen: bool = False
    last: int = 0
    at: datetime | None = None
    title: str = ""
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    acts: list[Journal] = field(default_factory=list)
    merges: list[dict[str, Any]] = field(default_factory=list)


@dataclass(slots=True)
class Work:
    """An undo under way: who, which change, what went back and what was kept."""

    actor: Actor
    change: UUID
    undone: int = 0
    kept: list[dict[str, Any]] = field(default_factory=list)

    def keep(self, obj: Obj, past: Past, name: str | None, by: UUID | None) -> None:
        """Name what stays as it is, and who changed it since.

        Records that a merge changed unasked are named only to who may read them.
        """
        if past.unseen and past.merge:
            return
        author = self.actor.roster.user_names.get(by, "") if by else None
        self.kept.append(
            {
                "object": obj.name,
                "id": str(past.key),
                "title": past.title,
                "field": name,
                "by": None if author is None else {"id": str(by), "title": author},
            }
        )


def undo(actor: Actor, change: UUID) -> dict[str, Any]:
    """``{"undone": records, "kept": [{"object","id","title","field","by"}], "change": id}``.

    For the author of the change, or for who may write all its records; 404 else, 403 when he sees
    them only. One transaction: all or nothing; what is longer goes by ``undo_large``.
    """
    rows = list(Journal.objects.filter(change=change).order_by("pk"))
    if not rows:
        raise nothing()
    pasts = folded(actor, rows)
    allowed(actor, rows, pasts)
    before = actor.change
    actor.change = uuid7()
    work = Work(actor, change)
    try:
        with transaction.atomic():
            for name in reversed(pasts):
                obj = write.enter(actor, name)
                for batch in parts(list(pasts[name].values())):
                    go_back(work, obj, batch)
        return {"undone": work.undone, "kept": work.kept, "change": str(actor.change)}
    finally:
        actor.change = before


def nothing() -> Refusal:
    """There is no such change, or the asker may not know of it."""
    return Refusal("undo.unknown", _("There is no such change"), status=404)


def folded(actor: Actor, rows: Iterable[Journal]) -> dict[str, dict[UUID, Past]]:
    """The rows of a change by object and record; objects that are gone are passed over."""
    found: dict[str, dict[UUID, Past]] = {}
    for row in rows:
        if row.object not in actor.world.objects or not actor.in_use(row.object):
            continue
        past = found.setdefault(row.object, {}).setdefault(row.record, Past(row.record))
        past.created = past.created or row.verb == "create"
        past.imported &= row.via == "import" and row.actor == actor.user
        past.merge = past.merge or bool(row.data.get("merge"))
        past.last, past.at = row.pk, row.at
        past.title = row.data.get("title", "")
        for name, (old, new) in row.changes.items():
            past.changes[name] = (past.changes.get(name, (old, new))[0], new)
        if "entry" in row.data or row.verb in BACK:
            past.acts.append(row)
        if "moved" in row.data:
            past.merges.append(row.data)
    return found


def allowed(actor: Actor, rows: list[Journal], pasts: dict[str, dict[UUID, Past]]) -> None:
    """Another's change is undone only by who may write every record of it."""
    if actor.administrator or all(row.actor == actor.user for row in rows):
        return
    for name, records in pasts.items():
        keys = list(records)
        for batch in parts(keys):
            if len(reachable(actor, name, batch, "read")) < len(batch):
                raise nothing()
            if len(reachable(actor, name, batch, "write")) < len(batch):
                raise forbidden(_("Only its author or somebody with all rights undoes this change"))


def parts(items: list[Any]) -> Iterable[list[Any]]:
    """The items in batches."""
    for at in range(0, len(items), store.BATCH):
        yield items[at : at + store.BATCH]


def go_back(work: Work, obj: Obj, batch: list[Past]) -> None:
    """Take one batch of records of one object back."""
    actor = work.actor
    values = store.load(actor, obj, [p.key for p in batch])
    later = since(work, obj, batch)
    drafts: dict[UUID, Draft] = {}
    for past in batch:
        old = values.get(past.key)
        if old is None:
            continue
        if not actor.reaches(obj.name, "read", old.get("owner"), old.get("unit"), past.key):
            past.title, past.unseen = "", True
        if not past.merge and not may_undo(actor, obj, past, old):
            work.keep(obj, past, None, None)
            continue
        draft = Draft(actor, obj, past.key, "undo", old=old, version=old["version"])
        draft.data = {"undone": str(work.change)}
        fill(work, draft, past, later.get(past.key, []))
        drafts[past.key] = draft
    save(work, drafts, {p.key: p for p in batch})


def since(work: Work, obj: Obj, batch: list[Past]) -> dict[UUID, list[Journal]]:
    """What happened to the records after the change, newest first; one question per batch.

    What was itself undone since counts as not happened; what was computed is nobody's change.
    """
    rows = Journal.objects.filter(
        object=obj.name, record__in=[p.key for p in batch], pk__gt=min(p.last for p in batch)
    )
    rows = rows.exclude(change=work.change).exclude(verb=COMPUTE)
    last = {p.key: p.last for p in batch}
    void: set[tuple[UUID, str]] = set()
    found: dict[UUID, list[Journal]] = {}
    for row in rows.order_by("-pk"):
        if row.pk <= last[row.record] or (row.record, str(row.change)) in void:
            continue
        if "undone" in row.data:
            void.add((row.record, row.data["undone"]))
        else:
            found.setdefault(row.record, []).append(row)
    return found


def may_undo(actor: Actor, obj: Obj, past: Past, old: dict[str, Any]) -> bool:
    """Whether the asker may write the record today; and delete it, to take back its making."""
    owner, unit = old.get("owner"), old.get("unit")
    binned = past.created or "deleted" in past.changes
    further = "delete" if binned else "write"
    if past.changes.keys() <= {entries.LAST_TALK} and not past.created:
        # a note or talk of one's own, and the moment it set
        further = "read"
    wanted = ["read", further, *(["assign"] if "owner" in past.changes else [])]
    if past.created:
        # what an import of one's own made, and nobody touched since, was never anything else
        wanted = ["read", "write" if past.imported else "delete"]
    return all(actor.reaches(obj.name, p, owner, unit, past.key) for p in wanted)


def fill(work: Work, draft: Draft, past: Past, later: list[Journal]) -> None:
    """Put the old values into a draft, but for what has changed since."""
    left = [row for row in past.acts if not act_back(work.actor, row)]
    if left:
        work.keep(draft.obj, past, None, later[0].actor if later else None)
        # the talk stays, so does the moment it set
        past.changes.pop(entries.LAST_TALK, None)
    if len(left) < len(past.acts):
        draft.data["act_undone"] = True
    if past.created:
        if later:
            work.keep(draft.obj, past, None, later[0].actor)
        else:
            draft.put("deleted", True)
        return
    for data in past.merges:
        merge.unmerge(work.actor, draft.obj, data)
    for name, (old, new) in past.changes.items():
        put_back(work, draft, past, name, (old, new), later)


def act_back(actor: Actor, row: Journal) -> bool:
    """Take back what a row did to an entry, to files or to shares."""
    back = BACK.get(row.verb)
    return back(actor, row) if back else entries.undo(actor, row)


def put_back(
    work: Work,
    draft: Draft,
    past: Past,
    name: str,
    pair: tuple[Any, Any],
    later: list[Journal],
) -> None:
    """One field: the old value if the new one still stands."""
    spec = draft.obj.fields.get(name)
    if spec is None or spec.name in ("version", "created_at", "changed_at", "id"):
        return
    right = work.actor.field_right(draft.obj, spec)
    if right == "none" and not past.merge:
        return
    if spec.as_of(past.at) is not spec:
        # its kind was changed since, so the old value is none of this field
        work.keep(draft.obj, past, name, None)
        return
    current = journal.dump(draft.obj, name, draft.old.get(name))
    if same(current, pair[0]):
        return
    locked = right == "read" and not spec.read_only and not past.merge
    if locked or not same(current, pair[1]):
        by = next((r.actor for r in later if name in r.changes), None)
        work.keep(draft.obj, past, name, by)
        return
    parsing.parse_value(draft, spec, pair[0])


def same(a: Any, b: Any) -> bool:
    """Equal JSON forms; empty ones are equal."""
    return a == b or (a in (None, "", []) and b in (None, "", []))


def save(work: Work, drafts: dict[UUID, Draft], pasts: dict[UUID, Past]) -> None:
    """Rules, then rows; a record that a rule refuses is kept and named."""
    free = [d for k, d in drafts.items() if pasts[k].merge and d.changed()]
    bound = [d for k, d in drafts.items() if not pasts[k].merge and d.changed()]
    checks.complete(bound)
    for draft in bound:
        if draft.faults:
            work.keep(draft.obj, pasts[draft.id], draft.faults[0].field, None)
    good = [*(d for d in bound if not d.faults), *free]
    if good:
        write.written(good, lambda now: store.update(good, now))
    written = {d.id for d in good}
    told = {d.id for d in drafts.values() if "act_undone" in d.data}
    work.undone += sum(not (pasts[k].unseen and pasts[k].merge) for k in written | told)
