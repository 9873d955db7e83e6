"""Golden papers: where each piece of text lies on the page, as files that people can compare.

``python -m kartei.modules.documents.render.tests.golden`` writes them anew after a layout was
changed on purpose; the difference then shows what moved.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pypdfium2

from kartei.modules.documents.render.inwords import in_words
from kartei.modules.documents.render.model import Account, Language, PaperDocument, Payment
from kartei.modules.documents.render.paper import render_paper
from kartei.modules.documents.render.tests.samples import sample
from kartei.platform.kit.money import Amount

FOLDER = Path(__file__).parent / "golden"
LANGUAGES: tuple[Language, ...] = ("ru", "de", "en")
ACCOUNT = Account(
    name="Payee Ltd", number="40702810138250123017", bank="Example Bank", code="044525225",
    correspondent="30101810400000000225", tax_id="7707083893", reg_code="770701001",
)  # fmt: skip
#: Points of a millimetre, and within how many points two pieces of text are one.
MM = 72 / 25.4
GAP = 4.0


def papers() -> Iterator[tuple[str, PaperDocument]]:
    """(name of the file, paper) of every layout that a sale goes through, in each language."""
    for language in LANGUAGES:
        offer = sample(language, 4, pictures=False)
        yield f"{language}-offer", offer
        yield f"{language}-order", dataclasses.replace(offer, kind="order", layout="order")
        total = Amount(offer.sums.total, offer.currency)
        bill = dataclasses.replace(
            offer, kind="invoice", layout="invoice", supplied_on=date(2026, 11, 20),
            payment=Payment(ACCOUNT, "Invoice 17", in_words(total, language), "BCD\n002"),
        )  # fmt: skip
        yield f"{language}-invoice", bill
        back = ("RE-2026-0016", date(2026, 11, 1))
        yield f"{language}-reversal", dataclasses.replace(bill, kind="reversal", corrects=back)


def placed(paper: PaperDocument) -> str:
    """Each run of text with its left and upper edge in whole millimetres, page by page."""
    document = pypdfium2.PdfDocument(render_paper(paper))
    told = []
    for number, page in enumerate(document, 1):
        told.append(f"page {number} of {len(document)}")
        told += [f"{x:4.0f} {y:4.0f}  {words}" for x, y, words in runs(page)]
    document.close()
    return "\n".join(told) + "\n"


def runs(page: pypdfium2.PdfPage) -> list[tuple[float, float, str]]:
    """(left, top, words); PDFium parts a run at each dot and hyphen, so neighbours are joined."""
    height, text = page.get_height(), page.get_textpage()
    found: list[tuple[float, float, str]] = []
    edge, level = -1.0, 0.0
    for place in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(place)
        words = text.get_text_bounded(left, bottom, right, top).replace("\u200b", "").strip()
        if not words:
            continue
        if found and 0 <= left - edge < GAP and abs(bottom - level) < GAP:
            x, y, before = found[-1]
            found[-1] = (x, y, before + words)
        else:
            found.append((left / MM, (height - top) / MM, words))
            level = bottom
        edge = right
    return found


def write() -> None:
    """Write every golden paper anew."""
    FOLDER.mkdir(exist_ok=True)
    for name, paper in papers():
        (FOLDER / f"{name}.txt").write_text(placed(paper), encoding="utf-8")


if __name__ == "__main__":
    write()
