"""The printed offer: «Коммерческое предложение», „Angebot“, “Quotation”.

The layouts stand in `documents/layouts/<language>/`, the data they get is made in `shape.py`.
"""

from __future__ import annotations

from kartei.modules.documents.render.model import OfferDocument
from kartei.modules.documents.render.shape import Shaper
from kartei.modules.documents.render.typesetter import Job, has_layout, set_pdf, set_png
from kartei.platform.kit.faults import ValueFault

MIN_DPI, MAX_DPI = 36, 300


def render_offer(data: OfferDocument, *, archival: bool = False) -> bytes:
    """The offer as PDF (archival: PDF/A-3b, characters without a glyph become «�»).

    Raises ValueFault: `offer.layout` (no such layout), `offer.colour` (not #rrggbb), `offer.font`,
    `offer.too_many_lines`, `picture.*` (a picture or logo that `pictures.prepare` refuses),
    `money.currency`.
    """
    return set_pdf(_job(data, archival=archival), archival=archival)


def preview_png(data: OfferDocument, page: int = 1, dpi: int = 110) -> bytes:
    """One page of the offer (counted from 1) as PNG, for the live preview while typing.

    dpi is kept within 36…300. Raises ValueFault `offer.no_page`, and what `render_offer` raises.
    """
    pages = preview_pages(data, dpi)
    if not 1 <= page <= len(pages):
        raise ValueFault("offer.no_page", page=page, pages=len(pages))
    return pages[page - 1]


def preview_pages(data: OfferDocument, dpi: int = 110) -> list[bytes]:
    """All pages of the offer as PNG; dpi and refusals as in `preview_png`."""
    return set_png(_job(data), min(max(dpi, MIN_DPI), MAX_DPI))


def _job(data: OfferDocument, *, archival: bool = False) -> Job:
    layout = f"{data.language}/{data.layout}"
    if not has_layout(layout):
        raise ValueFault("offer.layout", value=layout)
    shaper = Shaper(data, archival)
    values = shaper.data()
    return Job(layout, "offer", values, data.date, shaper.pictures)
