"""The door to the typesetter: it is heavy and comes in with the first paper."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, BinaryIO

from kartei.modules.documents.render.model import PaperDocument
from kartei.modules.documents.render.totals import VatRounding

if TYPE_CHECKING:
    from kartei.modules.documents.render.bundle import Archive, Pages


def render_paper(data: PaperDocument, *, archival: bool = False) -> bytes:
    """The paper as PDF; see `render.paper.render_paper`."""
    from kartei.modules.documents.render import paper

    return paper.render_paper(data, archival=archival)


def preview_png(data: PaperDocument, page: int = 1, dpi: int = 110) -> bytes:
    """One page of the paper as PNG; see `render.paper.preview_png`."""
    from kartei.modules.documents.render import paper

    return paper.preview_png(data, page, dpi)


def preview_pages(data: PaperDocument, dpi: int = 110) -> list[bytes]:
    """All pages of the paper as PNG; see `render.paper.preview_pages`."""
    from kartei.modules.documents.render import paper

    return paper.preview_pages(data, dpi)


def paper_xlsx(data: PaperDocument, rounding: VatRounding) -> bytes:
    """The paper as a spreadsheet; see `render.sheet.book.paper_xlsx`."""
    from kartei.modules.documents.render.sheet import book

    return book.paper_xlsx(data, rounding)


def paper_docx(data: PaperDocument) -> bytes:
    """The paper as a Word file; see `render.word.book.paper_docx`."""
    from kartei.modules.documents.render.word import book

    return book.paper_docx(data)


def bundle(form: str, target: BinaryIO) -> Pages | Archive:
    """What joins many PDF files into target: pdf (their pages) or zip (the files)."""
    from kartei.modules.documents.render.bundle import Archive, Pages

    return Archive(target) if form == "zip" else Pages(target)


def render_table(data: Mapping[str, Any], day: date) -> bytes:
    """A table of figures as PDF; data: as `layouts/table.typ` says, plain texts throughout."""
    from kartei.modules.documents.render.typesetter import Job, set_pdf

    return set_pdf(Job("table", "table", data, day))
