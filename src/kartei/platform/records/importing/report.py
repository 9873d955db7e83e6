"""What became of the rows that were not simply written, as a table to download."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _

from kartei.platform.access.actor import Actor
from kartei.platform.records.importing.models import Import, ImportFault
from kartei.platform.records.writers.columns import Column, Look
from kartei.platform.records.writers.csv import write_csv
from kartei.platform.records.writers.xlsx import write_xlsx

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def report(actor: Actor, row: Import, kind: str) -> Iterator[bytes]:
    """The report as CSV or XLSX: row number in the file, column, value, reason, cure.

    Before the import has run it holds what the preview found.
    """
    look = Look(actor.language, actor.world.zone, actor.world.firm.currency)
    columns = [
        Column(_("Row"), "integer"),
        Column(_("Result")),
        Column(_("Column")),
        Column(_("Value")),
        Column(_("Reason")),
        Column(_("What to do")),
    ]
    if kind == "csv":
        yield from write_csv(columns, _lines(row), look)
        return
    target = BytesIO()
    write_xlsx(target, columns, _lines(row), look, _("Import report"))
    yield target.getvalue()


def _lines(row: Import) -> Iterator[list[Any]]:
    words = {
        "faulty": _("not imported"),
        "duplicate": _("duplicate"),
        "warning": _("imported without this"),
    }
    found = ImportFault.objects.filter(of=row).order_by("row", "id")
    for fault in found.iterator(chunk_size=2000):
        result = words.get(fault.outcome, fault.outcome)
        yield [fault.row, result, fault.field, fault.value, fault.reason, fault.cure]
