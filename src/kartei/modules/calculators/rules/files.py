"""Tables out of spreadsheet files."""

from __future__ import annotations

from typing import Any

from kartei.modules.calculators.engine.faults import Fault, Refused
from kartei.modules.calculators.engine.tables import MOST_COLUMNS, MOST_ROWS, table_of, text_of
from kartei.modules.calculators.rules.calculators import placed
from kartei.modules.calculators.rules.pricing import NAME
from kartei.platform.access.actor import Actor
from kartei.platform.meta.errors import invalid
from kartei.platform.records.importing.faults import file_refusal
from kartei.platform.records.readers.faults import FileFault
from kartei.platform.records.readers.limits import Limits
from kartei.platform.records.readers.table import HEADLESS, open_table

#: A table of this many bytes is far beyond what may stand in one.
LIMIT = 5 * 1024 * 1024


def table_from(actor: Actor, data: bytes, sheet: str = "", *, two: bool = True) -> dict[str, Any]:
    """The cells of a file (XLSX, ODS, XLS, CSV), as they are pasted from a spreadsheet.

    two: the first row holds steps as well as the first column. Refuses files that are no table,
    and cells that are no steps or numbers, with row and column.
    """
    actor.must(NAME, "create")
    grid: list[list[str]] = []
    try:
        opened = open_table(data, sheet=sheet, head_row=HEADLESS, limits=Limits())
        for number, cells in opened.rows():
            # A row that is left empty keeps its number.
            grid.extend([] for _gap in range(number - len(grid) - 1 if grid else 0))
            grid.append(cells[: MOST_COLUMNS + 1])
            if len(grid) > MOST_ROWS:
                break
    except FileFault as fault:
        raise file_refusal(fault) from fault
    try:
        made = table_of("", "", "down", "across" if two else "", "linear", grid)
    except Refused as refused:
        at = ("tables", 0, "cells")
        faults = [placed(Fault(f.code, f.params, at)) for f in refused.faults]
        raise invalid(faults) from refused
    return {
        "cells": text_of(grid),
        "rows": len(made.rows),
        "columns": len(made.columns),
        "sheet": opened.sheet,
        "sheets": opened.sheets,
    }
