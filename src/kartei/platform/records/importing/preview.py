"""What an import would come to, counted over the whole file, and nothing written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

from django.db import transaction

from kartei.platform.access.actor import Actor
from kartei.platform.records.importing.batch import Batches
from kartei.platform.records.importing.compose import Composer
from kartei.platform.records.importing.contact_cells import Habits
from kartei.platform.records.importing.faults import RowFault, file_refusal
from kartei.platform.records.importing.models import Import, ImportFault
from kartei.platform.records.importing.targets import besides, places, title_of
from kartei.platform.records.readers.faults import FileFault
from kartei.platform.records.readers.table import Table

#: Rows of one transaction: each one waits for the disk, and writers wait for each one.
BATCH = 1000
#: Files up to this size are counted row by row; of larger ones only the beginning.
EXACT = 10_000
SAMPLE = 2_000
#: The number of rows is not known beforehand, only nearly.
NEARLY = 1.2
SHOWN = 50
Line = tuple[int, list[str]]


def batches_for(actor: Actor, row: Import, table: Table, *, really: bool) -> Batches:
    """Everything that takes the rows of an import, under its mapping and options."""
    beside = besides(actor, row.object)
    habits = Habits(row.options["region"], actor.world.firm.currency, actor.language, table.kind)
    mapping = {int(index): (target, kind) for index, (target, kind) in row.mapping.items()}
    found = places(actor, row.object)
    columns = [replace(c, title=title_of(found, c.title, table.kind)) for c in table.columns]
    composer = Composer(found, beside, columns, mapping, habits)
    return Batches(actor, composer, beside, row.options, row.object, really)


def lines_of(table: Table, after: int = 0, size: int = BATCH) -> Iterator[list[Line]]:
    """The rows behind a row number, in batches; a Refusal where the file breaks off."""
    rows = (line for line in table.rows() if line[0] > after)
    try:
        while batch := list(islice(rows, size)):
            yield batch
    except FileFault as fault:
        raise file_refusal(fault) from fault


def look_ahead(actor: Actor, row: Import, table: Table) -> None:
    """Count what will be new, updated, duplicate and faulty; keep the faults for the report."""
    batches = batches_for(actor, row, table, really=False)
    limit = EXACT if table.estimate <= EXACT * NEARLY else SAMPLE
    counts = {"new": 0, "updated": 0, "duplicate": 0, "faulty": 0}
    faults: list[RowFault] = []
    rows, exact = 0, True
    for lines in lines_of(table):
        if rows >= limit:
            exact = False
            break
        told = batches.take([batches.composer.row(number, cells) for number, cells in lines])
        rows += len(lines)
        faults += told.faults
        for name, value in told.counts.items():
            counts[name] += value
    if not exact:
        share = max(table.estimate, rows) / max(rows, 1)
        counts = {name: round(value * share) for name, value in counts.items()}
        rows = max(table.estimate, rows)
    else:
        # counted: the progress of the run need not rest on a guess
        row.estimate = rows
    row.preview = {
        "rows": rows,
        **counts,
        "beside": batches.linker.made,
        "faults": [fault.wire() for fault in faults[:SHOWN]],
        "exact": exact,
    }
    with transaction.atomic():
        draft = Import.objects.select_for_update().filter(pk=row.pk, state=Import.DRAFT)
        if not draft.exists():
            return  # started meanwhile: the report is that of the run
        ImportFault.objects.filter(of=row).delete()
        keep_faults(row, faults)
        row.save(update_fields=["preview", "estimate"])


def keep_faults(row: Import, faults: list[RowFault]) -> None:
    """Store lines of the report."""
    ImportFault.objects.bulk_create(
        [
            ImportFault(
                of=row,
                row=fault.row,
                outcome=fault.outcome,
                field=fault.field[:200],
                code=fault.code[:60],
                value=fault.value,
                reason=fault.reason,
                cure=fault.cure,
            )
            for fault in faults
        ],
        batch_size=BATCH,
    )


def empty_result() -> dict[str, Any]:
    """Counts before the first row."""
    return {"rows": 0, "new": 0, "updated": 0, "duplicate": 0, "faulty": 0, "beside": {}}
