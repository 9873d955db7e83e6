"""What other modules may use of the documents: packs, sums, drawing.

The typesetter and the picture reader are heavy; they come in with the first document.
"""

from kartei.modules.documents.packs import NO_VAT, PACKS, Pack, all_rates, pack
from kartei.modules.documents.render.eml import Attachment, MailPerson, offer_mail
from kartei.modules.documents.render.model import (
    ClientSide,
    FirmSide,
    Language,
    OfferDocument,
    OfferLine,
    OfferSums,
    OwnColumn,
    SenderSide,
)
from kartei.modules.documents.render.totals import (
    Line,
    LineTotals,
    RateTotals,
    Totals,
    VatMode,
    VatRounding,
    WholeDiscount,
    compute,
)
from kartei.modules.documents.rules.firms import usual_firm
from kartei.modules.documents.words import LANGUAGES, VAT, VAT_MODES

__all__ = [
    "LANGUAGES",
    "NO_VAT",
    "PACKS",
    "VAT",
    "VAT_MODES",
    "Attachment",
    "ClientSide",
    "FirmSide",
    "Language",
    "Line",
    "LineTotals",
    "MailPerson",
    "OfferDocument",
    "OfferLine",
    "OfferSums",
    "OwnColumn",
    "Pack",
    "RateTotals",
    "SenderSide",
    "Totals",
    "VatMode",
    "VatRounding",
    "WholeDiscount",
    "all_rates",
    "compute",
    "has_layout",
    "offer_mail",
    "pack",
    "preview_pages",
    "preview_png",
    "render_offer",
    "usual_firm",
]


def render_offer(data: OfferDocument, *, archival: bool = False) -> bytes:
    """The offer as PDF; see `render.offer.render_offer`."""
    from kartei.modules.documents.render import offer

    return offer.render_offer(data, archival=archival)


def preview_png(data: OfferDocument, page: int = 1, dpi: int = 110) -> bytes:
    """One page of the offer as PNG; see `render.offer.preview_png`."""
    from kartei.modules.documents.render import offer

    return offer.preview_png(data, page, dpi)


def has_layout(language: str, layout: str) -> bool:
    """Whether an offer can be printed by a layout in a language."""
    from kartei.modules.documents.render import typesetter

    return typesetter.has_layout(f"{language}/{layout}")


def preview_pages(data: OfferDocument, dpi: int = 110) -> list[bytes]:
    """All pages of the offer as PNG; see `render.offer.preview_pages`."""
    from kartei.modules.documents.render import offer

    return offer.preview_pages(data, dpi)
