"""Priced papers as PDF and as pictures: offers, and what follows them.

The layouts stand in `documents/layouts/<language>/`, the data they get is made in `shape.py`.
"""

from __future__ import annotations

from kartei.modules.documents.render.model import PaperDocument
from kartei.modules.documents.render.shape import Shaper
from kartei.modules.documents.render.typesetter import Job, has_layout, set_pdf, set_png
from kartei.platform.kit.faults import ValueFault

MIN_DPI, MAX_DPI = 36, 300


def render_paper(data: PaperDocument, *, archival: bool = False) -> bytes:
    """The paper as PDF (archival: PDF/A-3b, characters without a glyph become «�»).

    Raises ValueFault: `paper.layout` (no such layout), `paper.colour` (not #rrggbb), `paper.font`,
    `paper.too_many_lines`, `picture.*` (a picture or logo that `pictures.prepare` refuses),
    `money.currency`.
    """
    return set_pdf(_job(data, archival=archival), archival=archival)


def preview_png(data: PaperDocument, page: int = 1, dpi: int = 110) -> bytes:
    """One page of the paper (counted from 1) as PNG, for the live preview while typing.

    dpi is kept within 36…300. Raises ValueFault `paper.no_page`, and what `render_paper` raises.
    """
    pages = preview_pages(data, dpi)
    if not 1 <= page <= len(pages):
        raise ValueFault("paper.no_page", page=page, pages=len(pages))
    return pages[page - 1]


def preview_pages(data: PaperDocument, dpi: int = 110) -> list[bytes]:
    """All pages of the paper as PNG; dpi and refusals as in `preview_png`."""
    return set_png(_job(data), min(max(dpi, MIN_DPI), MAX_DPI))


def _job(data: PaperDocument, *, archival: bool = False) -> Job:
    layout = f"{data.language}/{data.layout}"
    if not has_layout(layout):
        raise ValueFault("paper.layout", value=layout)
    shaper = Shaper(data, archival)
    values = shaper.data()
    return Job(layout, "paper", values, data.date, shaper.pictures)
