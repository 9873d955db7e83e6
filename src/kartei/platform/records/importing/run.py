"""Carrying an import out: batch by batch, resumable, cancellable, as one undoable change."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kartei.platform.access.actor import Actor, actor_for
from kartei.platform.kit.faults import ValueFault
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import files
from kartei.platform.records.bulk import Step
from kartei.platform.records.importing.batch import Batches, Told
from kartei.platform.records.importing.compose import Row
from kartei.platform.records.importing.faults import WARNING, row_fault
from kartei.platform.records.importing.models import Import, ImportFault
from kartei.platform.records.importing.preview import (
    Line,
    batches_for,
    empty_result,
    keep_faults,
    lines_of,
)
from kartei.platform.records.importing.service import must_be, opened
from kartei.platform.records.readers.table import Table
from kartei.platform.records.turns import BATCH, turn
from kartei.platform.records.undo_large import undo_large

#: (rows done, rows of the file); may raise to stop the import between two batches.
Progress = Callable[[int, int], None]
#: A batch is tried again when somebody changed one of its records meanwhile.
TRIES = 3


class RunsElsewhere(Exception):
    """Somebody else writes the rows of this import; what this one did is rolled back."""


def run(actor: Actor, key: UUID, progress: Progress) -> dict[str, Any]:
    """Write the rows that are not written yet; returns the result.

    Each batch is a transaction of its own that also notes how far the file is written, so an
    interrupted import goes on where it stopped and writes no row twice. Rights are those of the
    moment of each batch.
    """
    row = Import.objects.select_related("file").get(pk=key)
    if row.state != Import.RUNNING:
        return row.result or {}
    if row.result is None:
        ImportFault.objects.filter(of=row).delete()
        row.result = empty_result()
    table = opened(row)
    photos = Photos(table)
    made: dict[str, int] = dict(row.result["beside"])
    batches = prepared(actor, row, table, photos)
    for lines in lines_of(table, row.position, BATCH):
        progress(row.done, max(row.estimate, row.done))
        for attempt in range(1, TRIES + 1):
            try:
                step(row, batches, lines, made)
                break
            except Refusal as refusal:
                if refusal.code != "records.stale" or attempt == TRIES:
                    raise
                row.refresh_from_db()
                batches = prepared(fresh(actor, row), row, table, photos)
                made = dict((row.result or empty_result())["beside"])
        batches.renew(fresh(actor, row))
    progress(row.done, row.done)
    ended(row, Import.DONE)
    return result_of(row)


def fresh(actor: Actor, row: Import) -> Actor:
    """The importer with the rights of this moment, writing under the import's change."""
    found = actor_for(
        actor.user, via="import", language=actor.language, bounds=actor.standing.bounds
    )
    found.change = row.change
    return found


def prepared(actor: Actor, row: Import, table: Table, photos: Photos) -> Batches:
    """Batches that write as the importer."""
    batches = batches_for(fresh(actor, row), row, table, really=True)
    batches.photo = lambda line: photos.upload(batches.actor, line)
    return batches


def step(row: Import, batches: Batches, lines: list[Line], made: dict[str, int]) -> None:
    """Write one batch and note it, or nothing."""
    before = row.position
    with turn():
        told = batches.take([batches.composer.row(number, cells) for number, cells in lines])
        keep_faults(row, told.faults)
        result = added(row, told, len(lines), {**made}, batches)
        mine = Import.objects.filter(pk=row.pk, position=before, state=Import.RUNNING)
        if not mine.update(position=lines[-1][0], done=row.done + len(lines), result=result):
            raise RunsElsewhere
    row.position, row.done, row.result = lines[-1][0], row.done + len(lines), result


def added(
    row: Import, told: Told, rows: int, made: dict[str, int], batches: Batches
) -> dict[str, Any]:
    """The result so far with one batch more."""
    result = dict(row.result or empty_result())
    result["rows"] += rows
    for name, value in told.counts.items():
        result[name] += value
    for name, value in batches.linker.made.items():
        made[name] = made.get(name, 0) + value
    result["beside"] = made
    return result


def ended(row: Import, state: str) -> None:
    """Note how the import ended."""
    row.state = state
    Import.objects.filter(pk=row.pk, state=Import.RUNNING).update(state=state)


def stopped(key: UUID, state: str) -> dict[str, Any]:
    """End an import that was cancelled or refused; what is written stays and can be undone."""
    row = Import.objects.get(pk=key)
    ended(row, state)
    return result_of(row)


def result_of(row: Import) -> dict[str, Any]:
    """What the page of the import and its job show."""
    return {**(row.result or empty_result()), "change": str(row.change), "import": str(row.id)}


def take_back(
    actor: Actor,
    key: UUID,
    step: Step,
    *,
    done: int = 0,
    result: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Undo a whole import; what people changed since stays and is listed. Twice is once.

    step, done, result: as for ``undo_large``.
    """
    row = Import.objects.get(pk=key)
    if row.state == Import.UNDONE and row.result:
        return dict(row.result["undo"])  # a job taken up twice
    must_be(row, Import.DONE, Import.CANCELLED, Import.FAILED)
    if row.change is None:
        raise Refusal("imports.state", _("Nothing of this import was written"), status=409)
    found = undo_large(actor, row.change, step, done=done, result=result)
    row.state = Import.UNDONE
    row.result = {**(row.result or empty_result()), "undo": found}
    row.save(update_fields=["state", "result"])
    return found


class Photos:
    """The pictures of a file of contacts, read beside its rows."""

    def __init__(self, table: Table) -> None:
        self._next: Iterator[tuple[int, bytes]] = table.photos()
        self._kept: dict[int, bytes] = {}
        self._read = 0

    def upload(self, actor: Actor, row: Row) -> str | None:
        """Store the picture of a row; a broken one becomes a remark in the report."""
        data = self._of(row.number)
        if data is None:
            return None
        stored = files.upload(actor, [data], f"{row.title or row.number}")
        if stored.width is None:
            fault = ValueFault("import.photo")
            row.faults.append(row_fault(row.number, "PHOTO", fault, "", WARNING))
            return None
        return str(stored.pk)

    def _of(self, number: int) -> bytes | None:
        while self._read < number:
            found = next(self._next, None)
            if found is None:
                self._read = 1 << 62
                break
            self._read = found[0]
            self._kept[found[0]] = found[1]
        for old in [n for n in self._kept if n < number]:
            del self._kept[old]
        return self._kept.pop(number, None)
