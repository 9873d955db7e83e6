"""A paper as a spreadsheet in the firm's look, ready to be printed."""

from __future__ import annotations

import io
from dataclasses import replace

import xlsxwriter

from kartei.modules.documents.render.model import PaperDocument
from kartei.modules.documents.render.sheet.around import Around
from kartei.modules.documents.render.sheet.lines import (
    Lines,
    bare_lines,
    plain_lines,
    write_options,
)
from kartei.modules.documents.render.sheet.page import Sheet
from kartei.modules.documents.render.sheet.places import columns_of, place_of, tells_prices
from kartei.modules.documents.render.sheet.table import Table, computed
from kartei.modules.documents.render.totals import VatRounding
from kartei.platform.kit.faults import ValueFault

MAX_LINES = 2000


def paper_xlsx(paper: PaperDocument, rounding: VatRounding) -> bytes:
    """The paper as a workbook of one sheet; rounding: where its VAT was rounded.

    Every sum is a formula whose kept value is our exact one. Raises ValueFault
    `paper.too_many_lines`, `paper.colour` and `picture.*` as `render_paper` does.
    """
    if len(paper.lines) > MAX_LINES:
        raise ValueFault("paper.too_many_lines", limit=MAX_LINES)
    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(out, options) as book:
        counted = replace(paper, lines=tuple(line for line in paper.lines if line.counts))
        sheet = Sheet(book, counted)
        found = computed(counted, rounding)
        columns = columns_of(paper, found)
        around = Around(sheet, columns)
        head = around.above() + 1
        where = place_of(counted, columns, head, found)
        if not tells_prices(paper):
            last = bare_lines(sheet, where)
        elif found is None:
            last = plain_lines(sheet, where)
        else:
            last = Lines(sheet, Table(counted, found, rounding, where)).write()
        last = write_options(sheet, where, last, paper)
        sheet.finish(where, around.below(last + 1))
    return out.getvalue()
