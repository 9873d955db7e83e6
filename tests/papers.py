"""Files that tests hand in and files that they get: client tables, offers as PDF."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pypdfium2
import xlsxwriter


def workbook(head: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """An XLSX file as firms keep it, with a title above the head."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = book.add_worksheet("1")
    sheet.write(0, 0, head[0])
    for number, row in enumerate([head, *rows]):
        sheet.write_row(number + 2, 0, row)
    book.close()
    return target.getvalue()


def text_of(pdf: bytes) -> str:
    """All text of a PDF without white space."""
    document = pypdfium2.PdfDocument(pdf)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return "".join(text.split())
