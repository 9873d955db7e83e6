"""Files of records: stored, attached, shown to whom may read their home record, swept.

A file without a home belongs to its uploader alone. With a home it takes the rights of that record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kartei.platform.access.actor import Actor
from kartei.platform.kit.faults import ValueFault
from kartei.platform.meta.errors import Refusal, field_fault, forbidden, invalid, not_found
from kartei.platform.records import blobs, pictures, sniff
from kartei.platform.records.draft import Draft
from kartei.platform.records.facts import Facts, reachable
from kartei.platform.records.home import Place, must_reach, now_of, readable, show_in, tell
from kartei.platform.records.models import Journal, StoredFile
from kartei.platform.records.wire import file_wire

#: How long an upload waits for the record it belongs to, and a deleted file for its return.
UNCLAIMED = timedelta(hours=24)
IN_BIN = timedelta(days=30)
MAX_TOGETHER = 50
#: Each tells which of some files nobody takes away, such as the paper of an issued invoice.
_keepers: list[Callable[[list[UUID]], set[UUID]]] = []


def keep(keeper: Callable[[list[UUID]], set[UUID]]) -> None:
    """Let a module hold files fast; at start, once."""
    _keepers.append(keeper)


def must_go(ids: list[UUID]) -> None:
    """Refuse with 409 `files.kept` where one of the files is held fast."""
    if any(keeper(ids) for keeper in _keepers):
        raise Refusal("files.kept", _("This file is an issued document and stays"), status=409)


def upload(
    actor: Actor, chunks: Iterable[bytes], name: str, *, home: Place | None = None
) -> StoredFile:
    """Store an upload, attached to a home record when one is named (needs append to there).

    413 past the limit of settings.FILE_LIMIT; the type is told by content.
    """
    if home is not None:
        must_reach(actor, home[0], home[1], "append_to")
    blob = blobs.put(chunks, settings.FILE_LIMIT)
    with blob.open() as content:
        kind = sniff.type_of(content)
        width = pictures.width_of(content, kind)
    with transaction.atomic():
        row = StoredFile.objects.create(
            sha256=blob.sha256,
            name=sniff.clean_name(name, kind),
            type=kind[:100],
            size=blob.size,
            width=width,
            by_id=actor.user,
            at=now_of(actor),
        )
        if home is not None:
            attach(actor, home, must_reach(actor, home[0], home[1], "append_to"), [row.pk])
            row.refresh_from_db()
    return row


def attach(actor: Actor, home: Place, facts: Facts, ids: list[UUID]) -> None:
    """Give own uploads their home, with an event on its timeline; in the caller's transaction."""
    rows = take(actor, home, ids, entry=None)
    event(actor, home, facts, rows, gone=False)


def take(actor: Actor, home: Place, ids: list[UUID], *, entry: UUID | None) -> list[StoredFile]:
    """The asker's own uploads without a home become those of a record (and entry); else a fault."""
    free = StoredFile.objects.filter(
        pk__in=ids, by_id=actor.user, record=None, deleted=False
    ).order_by("at", "pk")
    rows = list(free)
    if len(rows) != len(set(ids)):
        raise invalid([field_fault("files", ValueFault("link.absent"))])
    free.update(object=home[0], record=home[1], entry=entry)
    return rows


def own_files(actor: Actor, ids: Iterable[UUID]) -> dict[UUID, StoredFile]:
    """The files among some that the asker may put into a field.

    His own uploads without a home, and what is attached to records he may read.
    """
    found: dict[UUID, StoredFile] = {}
    homes: dict[str, dict[UUID, list[StoredFile]]] = {}
    for row in StoredFile.objects.filter(pk__in=list(ids), deleted=False):
        if row.record is not None:
            homes.setdefault(row.object, {}).setdefault(row.record, []).append(row)
        elif row.by_id == actor.user:
            found[row.pk] = row
    for name, records in homes.items():
        for key in reachable(actor, name, records, "read"):
            found.update({r.pk: r for r in records[key]})
    return found


def claim(drafts: list[Draft]) -> None:
    """Uploads named by a file field get the record as their home; part of the command path."""
    for draft in drafts:
        names = [n for n in draft.new if draft.obj.fields[n].kind.name == "file"]
        ids = [draft.new[n] for n in names if draft.new[n]]
        if ids:
            StoredFile.objects.filter(pk__in=ids, record=None, by_id=draft.actor.user).update(
                object=draft.obj.name, record=draft.id
            )


def one(actor: Actor, key: UUID) -> StoredFile:
    """A file the asker may read; 404 else."""
    row = StoredFile.objects.filter(pk=key, deleted=False).first()
    if row is None:
        raise not_found()
    if row.record is None:
        if row.by_id != actor.user:
            raise not_found()
    elif row.record not in reachable(actor, row.object, [row.record], "read"):
        raise not_found()
    return row


def files_of(actor: Actor, name: str, key: UUID) -> list[dict[str, Any]]:
    """The files of a readable record, its entries' among them, newest first."""
    readable(actor, name, key)
    rows = StoredFile.objects.filter(object=name, record=key, deleted=False)
    return [full_wire(actor, row) for row in rows.order_by("-at", "-pk")[:500]]


def full_wire(actor: Actor, row: StoredFile) -> dict[str, Any]:
    """A file with who added it and when."""
    by = actor.roster.user_names.get(row.by_id, "")
    return {**file_wire(row), "by": {"id": str(row.by_id), "title": by}, "at": row.at}


def delete(actor: Actor, key: UUID) -> None:
    """Take a file away: one's own, or with the right to write its home record."""
    row = one(actor, key)
    must_go([key])
    with transaction.atomic():
        if row.record is not None:
            facts = readable(actor, row.object, row.record)
            mine = row.by_id == actor.user
            if not mine and not actor.reaches(
                row.object, "write", facts.owner, facts.unit, row.record
            ):
                raise forbidden(_("You may see this file, but not delete it"))
            home = (row.object, row.record)
            event(actor, home, facts, [row], gone=True)
        StoredFile.objects.filter(pk=key).update(deleted=True)


def event(actor: Actor, home: Place, facts: Facts, rows: list[StoredFile], *, gone: bool) -> None:
    """Tell on the home record that files came or went."""
    ids, names = [str(r.pk) for r in rows], [r.name for r in rows]
    data = {"gone" if gone else "files": ids, "names": names}
    told = tell(actor, home, facts, "file", data)
    show_in([home], home, told.at, journal=told.pk)


def undo(actor: Actor, told: Journal) -> bool:
    """Take back that files came or went; False when that is so already.

    The caller has checked that the asker may read the home record. Refuses like `must_go`.
    """
    gone = "gone" in told.data
    ids = told.data["gone" if gone else "files"]
    if not gone:
        must_go([UUID(one) for one in ids])
    rows = list(StoredFile.objects.filter(pk__in=ids, deleted=gone))
    StoredFile.objects.filter(pk__in=[r.pk for r in rows]).update(deleted=not gone)
    if rows:
        home = (told.object, told.record)
        event(actor, home, readable(actor, *home), rows, gone=not gone)
    return bool(rows)


def sweep() -> int:
    """Remove unclaimed uploads, files deleted long ago and bytes that no row names; counts these.

    For a nightly job; safe beside uploads: a fresh blob is left alone for an hour.
    """
    now = timezone.now()
    StoredFile.objects.filter(record=None, at__lt=now - UNCLAIMED).delete()
    StoredFile.objects.filter(deleted=True, at__lt=now - IN_BIN).delete()
    blobs.drop_drafts()
    gone = 0
    for path in blobs.stored():
        sha256 = blobs.sha256_of(path)
        if blobs.is_old(path) and not StoredFile.objects.filter(sha256=sha256).exists():
            blobs.drop(sha256)
            gone += 1
    return gone
