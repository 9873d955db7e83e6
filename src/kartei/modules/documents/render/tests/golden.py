"""Golden papers: where each piece of text lies on the page, as files that people can compare, and
a coarse picture of each page, so that lost rules, boxes and pictures are seen as well.

``python -m kartei.modules.documents.render.tests.golden`` writes them anew after a layout was
changed on purpose; the difference then shows what moved.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pypdfium2
from PIL import Image

from kartei.modules.documents.render.inwords import in_words
from kartei.modules.documents.render.model import (
    Account,
    Language,
    PaperDocument,
    PaperSums,
    Payment,
)
from kartei.modules.documents.render.paper import render_paper
from kartei.modules.documents.render.statement import Movement, Statement, period
from kartei.modules.documents.render.tests.samples import sample
from kartei.modules.documents.render.tests.test_handover import paper as delivery
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
#: A picture of a page has so many fields a side; so many may differ from one machine to another.
SIDE, TOLERATED = 24, 12


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
        yield f"{language}-statement", statement(offer)
        yield f"{language}-reversal", dataclasses.replace(bill, kind="reversal", corrects=back)
        last = dataclasses.replace(
            bill, kind="final", basis="17-A", supplied_on=date(2026, 11, 1),
            supplied_until=date(2026, 11, 20),
        )  # fmt: skip
        yield f"{language}-final", last


def deliveries() -> Iterator[tuple[str, PaperDocument]]:
    """(name of the file, paper) of what goes with goods or work, in each language it exists in."""
    for language in LANGUAGES:
        for form in ("act", "note"):
            yield f"{language}-{form}", delivery(language, form, 4)
    for form in ("torg12", "upd", "factura"):
        made = delivery("ru", form, 4)
        told = made.handover
        assert told is not None
        row = dataclasses.replace(
            told.rows[0], origin="156", country="Китай", declaration="10702070/010326/0001234"
        )
        told = dataclasses.replace(
            told, rows=(row, *told.rows[1:]), paid="77 от 02.03.2026", contract="ИГК 17",
            advances="№ СФ-2026-0003 от 01.03.2026", places=12, mass_net=340_500_000,
        )  # fmt: skip
        yield f"ru-{form}", dataclasses.replace(made, handover=told)
    prepaid = delivery("ru", "factura", 2)
    assert prepaid.handover is not None
    told = dataclasses.replace(prepaid.handover, advance=True, paid="77 от 02.03.2026")
    yield "ru-prepaid", dataclasses.replace(prepaid, kind="prepaid", handover=told)


def statement(offer: PaperDocument) -> PaperDocument:
    """An account with an invoice and a payment of November, on the paper of an offer."""
    told = Statement(
        firm=offer.firm.legal[0], client=offer.client.name, since=date(2026, 11, 1),
        until=date(2026, 11, 30), opening=1250_00,
        movements=(
            Movement(date(2026, 11, 3), "INV-2026-0012", charged=12345_67),
            Movement(date(2026, 11, 17), "44", paid=1000_00),
        ),
    )  # fmt: skip
    return dataclasses.replace(
        offer, kind="statement", layout="statement", lines=(), statement=told, until=None,
        sums=PaperSums(0, 0, 0, 0, 0, ()), number=period(told, offer.language), subject="",
        intro="", outro="",
    )  # fmt: skip


def placed(paper: PaperDocument) -> str:
    """Each run of text with its left and upper edge in whole millimetres, page by page."""
    document = pypdfium2.PdfDocument(render_paper(paper))
    told = []
    for number, page in enumerate(document, 1):
        told.append(f"page {number} of {len(document)}")
        told += [f"{x:4.0f} {y:4.0f}  {words}" for x, y, words in runs(page)]
        told.append(f"picture {seen(page):0{SIDE * SIDE // 4}x}")
    document.close()
    return "\n".join(told) + "\n"


def seen(page: pypdfium2.PdfPage) -> int:
    """The page as dark and light fields, one bit each: is a field darker than the one beside it?"""
    size = (SIDE + 1, SIDE)
    small = page.render(scale=1).to_pil().convert("L").resize(size, Image.Resampling.BOX)
    grey = small.tobytes()
    fields = [(row * (SIDE + 1) + at) for row in range(SIDE) for at in range(SIDE)]
    return sum(1 << place for place, at in enumerate(fields) if grey[at] + 2 < grey[at + 1])


def differing(one: str, other: str) -> int:
    """In how many fields the pictures of two golden papers differ."""
    pairs = zip(pictures(one), pictures(other), strict=True)
    return max((first ^ second).bit_count() for first, second in pairs)


def pictures(told: str) -> list[int]:
    """The pictures that a golden paper notes."""
    lines = told.splitlines()
    return [int(line.split()[1], 16) for line in lines if line.startswith("picture ")]


def words_of(told: str) -> list[str]:
    """A golden paper without its pictures."""
    return [line for line in told.splitlines() if not line.startswith("picture ")]


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
    for name, paper in (*papers(), *deliveries()):
        (FOLDER / f"{name}.txt").write_text(placed(paper), encoding="utf-8")


if __name__ == "__main__":
    write()
