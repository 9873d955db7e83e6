"""Handlers of the platform's own jobs; the records room knows nothing of jobs."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, BinaryIO
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from kartei.platform.access import sign_ins
from kartei.platform.access.actor import Actor, an_administrator
from kartei.platform.flow import queue
from kartei.platform.flow.jobs import Cancelled, enqueue, job
from kartei.platform.flow.models import Job
from kartei.platform.flow.progress import LeaseLost, Progress
from kartei.platform.flow.schedule import every
from kartei.platform.meta import indexes
from kartei.platform.meta.models import RuntimeField
from kartei.platform.meta.world import current_world
from kartei.platform.records import (
    bulk,
    exporting,
    files,
    merge_sure,
    notices,
    opened,
    repeats,
    shares,
)
from kartei.platform.records.ask import Ask
from kartei.platform.records.computing import refresh
from kartei.platform.records.importing import run, service
from kartei.platform.records.importing.models import Import
from kartei.platform.records.journal import CLOCK
from kartei.platform.records.turns import BATCH, turn

IMPORT, UNDO_IMPORT = "records.import", "records.undo_import"
BULK, EXPORT = "records.bulk", "records.export"
MERGE_SURE = "records.merge_sure"
COMPUTE, INDEX = "records.compute", "meta.index"
CHUNK = 1 << 18


def import_ended(args: dict[str, Any], state: str) -> dict[str, Any]:
    """An import whose job was cancelled or failed is over; what is written stays."""
    ends = {Job.CANCELLED: Import.CANCELLED}
    return run.stopped(UUID(args["import"]), ends.get(state, Import.FAILED))


@job(IMPORT, ended=import_ended)
def import_file(actor: Actor, args: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Carry an import out."""
    try:
        return run.run(actor, UUID(args["import"]), progress)
    except run.RunsElsewhere as elsewhere:
        raise LeaseLost from elsewhere


@job(UNDO_IMPORT)
def undo_import(actor: Actor, args: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Take an import back, in batches, going on where an earlier attempt stopped."""
    with stoppable(progress) as step:
        before = progress.memo
        return run.take_back(actor, UUID(args["import"]), step, done=progress.done, result=before)


@job(BULK)
def bulk_edit(actor: Actor, args: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """A large bulk edit, in batches, going on where an earlier attempt stopped."""
    wish = args["wish"]
    with stoppable(progress) as step:
        progress(progress.done, len(wish["ids"]))
        before = progress.memo
        return bulk.run(actor, args["object"], wish, step, done=progress.done, result=before)


@job(MERGE_SURE)
def merge_all_sure(actor: Actor, args: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Merge group by group, going on where an earlier attempt stopped."""
    with stoppable(progress) as step:
        name, groups, before = args["object"], args["groups"], progress.memo
        return merge_sure.run(actor, name, groups, step, done=progress.done, result=before)


@contextmanager
def stoppable(progress: Progress) -> Iterator[bulk.Step]:
    """The step of a work in batches; what it had achieved is told when it is cancelled."""

    def step(done: int, total: int, result: dict[str, Any]) -> None:
        progress.total = total
        progress.step(done, result)

    try:
        yield step
    except Cancelled as end:
        end.result = progress.memo or None
        raise


@job(EXPORT)
def export_list(actor: Actor, args: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """A long list as a file that its orderer alone may fetch, for a day."""
    ask = dict(args["ask"])
    if ask.get("fields") is not None:
        ask["fields"] = tuple(ask["fields"])
    wish = exporting.Wish(args["object"], Ask(**ask), args["format"])
    with tempfile.TemporaryFile() as target:
        rows = exporting.write(actor, wish, target, progress)
        target.seek(0)
        stored = files.upload(actor, chunks(target), exporting.file_name(actor, wish))
    url = f"/api/v1/files/{stored.pk}"
    return {"url": url, "name": stored.name, "rows": rows, "size": stored.size}


@job(COMPUTE)
def compute(actor: Actor, args: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Compute fields of an object anew for every record, going on where an attempt stopped."""
    if "day" in args:
        actor = replace(actor, via=CLOCK)
    rows = actor.obj(args["object"]).twin.objects.order_by("id")
    progress(progress.done, rows.count())
    keys = list(rows.values_list("id", flat=True))
    while progress.done < len(keys):
        batch = keys[progress.done : progress.done + BATCH]
        with turn():
            refresh(actor, args["object"], batch, args["fields"])
            progress.step(progress.done + len(batch))
    return {"computed": len(keys)}


@every("records.day", seconds=600)
def new_day() -> None:
    """Formulas and rollups that use today's date are computed anew on the firm's next day.

    An administrator lends his rights, for the job must see all; the journal names nobody.
    """
    world = current_world()
    today = timezone.now().astimezone(world.zone).date().isoformat()
    moving = {
        obj.name: [s.name for s in obj.fields.values() if s.moves] for obj in world.objects.values()
    }
    for name, fields in moving.items():
        done = Job.objects.filter(kind=COMPUTE, args__object=name, args__day=today)
        if fields and not done.exists():
            args = {"object": name, "fields": fields, "day": today}
            enqueue(an_administrator(), COMPUTE, args, title=_("Computing a field of all records"))


def order_computing(actor: Actor, name: str, fields: tuple[str, ...]) -> None:
    """Have fields of an object computed in the background, with progress."""
    title = _("Computing a field of all records")
    enqueue(actor, COMPUTE, {"object": name, "fields": list(fields)}, title=title)


def index_ended(args: dict[str, Any], state: str) -> None:
    """What an index left behind that was not to be built."""
    indexes.clear_up(UUID(args["field"]))


@job(INDEX, ended=index_ended)
def build_index(actor: Actor, args: dict[str, Any], progress: Progress) -> None:
    """Build the index of a field made at run time, while others write."""
    progress(0, 1)
    indexes.build(UUID(args["field"]))
    progress(1)


def order_index(actor: Actor, field: RuntimeField) -> None:
    """Have the index of a field built in the background."""
    title = _("Making “%(name)s” fast to search and sort by") % {"name": field.name}
    enqueue(actor, INDEX, {"field": str(field.pk)}, title=title, total=1)


def chunks(source: BinaryIO) -> Iterator[bytes]:
    """A file in pieces."""
    while piece := source.read(CHUNK):
        yield piece


def import_title(name: str) -> str:
    """What the list of jobs calls an import, in the active language."""
    return _("Import: %(name)s") % {"name": name}


def undo_title(name: str) -> str:
    """What the list of jobs calls the undo of an import."""
    return _("Undo of the import: %(name)s") % {"name": name}


@every("flow.sweep", seconds=3600)
def sweep() -> None:
    """Old jobs, unclaimed uploads, old files of imports and remembered answers go."""
    queue.sweep()
    service.sweep()
    files.sweep()
    repeats.sweep()
    opened.sweep()
    sign_ins.sweep()
    notices.sweep()
    shares.sweep()
