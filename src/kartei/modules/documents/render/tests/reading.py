"""Reading printed offers back."""

import dataclasses
import re

import pypdfium2

from kartei.modules.documents.render.model import Language, PaperDocument
from kartei.modules.documents.render.paper import render_paper

LANGUAGES: tuple[Language, ...] = ("ru", "de", "en")


def pages_of(pdf: bytes) -> list[str]:
    """The text of every page, blanks made plain, zero-width spaces taken out."""
    document = pypdfium2.PdfDocument(pdf)
    texts = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return [
        re.sub(r"\s+", " ", text.replace("\u200b", "").replace("\ufffe", "-")) for text in texts
    ]


def text_of(offer: PaperDocument) -> str:
    return " ".join(pages_of(render_paper(offer)))


def changed_line(offer: PaperDocument, place: int, **changes: object) -> PaperDocument:
    lines = list(offer.lines)
    lines[place] = dataclasses.replace(lines[place], **changes)  # type: ignore[arg-type]
    return dataclasses.replace(offer, lines=tuple(lines))


def facts_of(pdf: bytes) -> dict[str, str]:
    """Title, author and dates of the file."""
    document = pypdfium2.PdfDocument(pdf)
    facts: dict[str, str] = document.get_metadata_dict()
    document.close()
    return facts


def edges_of(pdf: bytes) -> list[tuple[float, float]]:
    """The left and right edge of every piece of text, in points."""
    document = pypdfium2.PdfDocument(pdf)
    edges = []
    for page in document:
        text = page.get_textpage()
        boxes = [text.get_rect(place) for place in range(text.count_rects())]
        edges += [(left, right) for left, _bottom, right, _top in boxes]
    document.close()
    return edges
