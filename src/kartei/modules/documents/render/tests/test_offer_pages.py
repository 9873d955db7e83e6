"""How an offer lies on its pages: nothing cut, nothing torn apart, every sum in its place."""

import dataclasses
import re

import pypdfium2
import pytest
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

from kartei.modules.documents.render.figures import bare_amount
from kartei.modules.documents.render.model import Language, Look, PaperSums
from kartei.modules.documents.render.paper import render_paper
from kartei.modules.documents.render.tests.reading import (
    LANGUAGES,
    changed_line,
    edges_of,
    pages_of,
    text_of,
)
from kartei.modules.documents.render.tests.samples import M, sample
from kartei.modules.documents.render.totals import (
    Line,
    VatMode,
    VatRounding,
    WholeDiscount,
    compute,
)

MILLIMETRE = 72 / 25.4


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_leaves_the_sheet(language: Language) -> None:
    run = "Щ" * 300
    base = sample(language, 6)
    offer = dataclasses.replace(
        changed_line(base, 1, name=run, description="W" * 400, unit="у" * 40, article="a" * 60),
        subject="W" * 200, salutation="W" * 200, intro="i" * 10_000, outro="W" * 500,
        client=dataclasses.replace(base.client, name=run, address=(run, "x@" + "y" * 80)),
        firm=dataclasses.replace(base.firm, name="О" * 90, site="s" * 90, bank=("9" * 60,)),
        sender=dataclasses.replace(base.sender, name="Ж" * 60, mail="m" * 90),
    )  # fmt: skip
    edges = edges_of(render_paper(offer))
    assert min(left for left, _right in edges) >= 4 * MILLIMETRE
    assert max(right for _left, right in edges) <= (210 - 4) * MILLIMETRE


def test_a_very_long_description_goes_on_over_the_pages() -> None:
    words = [f"т{number}" for number in range(2500)]
    pages = pages_of(render_paper(changed_line(sample("ru", 6), 2, description=" ".join(words))))
    assert len(pages) > 3
    assert [word for word in words if f" {word} " not in " ".join(pages)] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", range(5, 17))
def test_the_total_never_stands_without_the_last_line(language: Language, count: int) -> None:
    base = sample(language, count)
    offer = changed_line(base, count - 1, article="last-line")
    total = {"ru": "Итого к оплате", "de": "Gesamtbetrag", "en": "Total"}[language]
    pages = pages_of(render_paper(offer))
    assert ["last-line" in page for page in pages] == [total in page for page in pages]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rows", [4, 11, 23])
def test_a_line_is_never_torn_apart(language: Language, rows: int) -> None:
    base = sample(language, 12)
    lines = tuple(
        dataclasses.replace(
            line, description="\n".join(f"<{line.position}.{row}>" for row in range(rows))
        )
        for line in base.lines
    )
    pages = pages_of(render_paper(dataclasses.replace(base, lines=lines)))
    for line in lines:
        (page,) = [page for page in pages if f"<{line.position}.0>" in page]
        assert all(f"<{line.position}.{row}>" in page for row in range(rows))


def test_lines_of_different_rates_show_a_column_and_every_sum() -> None:
    entered = [Line(M, 100 * M, vat=19 * M), Line(M, 50 * M, vat=7 * M), Line(M, 20 * M)]
    totals = compute(
        entered, currency="EUR", vat_mode=VatMode.ON_TOP, rounding=VatRounding.RATE,
        discount=WholeDiscount(amount=1700),
    )  # fmt: skip
    base = sample("de", 3)
    offer = dataclasses.replace(
        base,
        lines=tuple(
            dataclasses.replace(line, vat=given.vat, amount=sums.amount, price=given.price)
            for line, given, sums in zip(base.lines, entered, totals.lines, strict=True)
        ),
        sums=PaperSums.of(totals),
    )
    text = text_of(offer)
    for words in (
        "Summe der Positionen 170,00 €", "Rabatt −17,00 €", "Nettobetrag 153,00 €",
        "zzgl. USt 19 % auf 90,00 € 17,10 €", "zzgl. USt 7 % auf 45,00 € 3,15 €",
        "Gesamtbetrag 173,25 €", "davon ohne Umsatzsteuer 18,00 €",
    ):  # fmt: skip
        assert words in text


def test_without_vat_says_so() -> None:
    totals = compute(
        [Line(M, 100 * M, vat=22 * M)], currency="RUB",
        vat_mode=VatMode.NONE, rounding=VatRounding.LINE,
    )  # fmt: skip
    offer = dataclasses.replace(sample("ru", 1), vat_mode=VatMode.NONE, sums=PaperSums.of(totals))
    text = text_of(offer)
    assert "Итого к оплате 100,00 ₽ Без НДС" in text
    assert "НДС 22" not in text


@pytest.mark.parametrize(
    ("language", "word"), [("ru", "Перенос"), ("de", "Übertrag"), ("en", "Carried forward")]
)
def test_each_further_page_begins_with_the_sum_of_the_lines_before(
    language: Language, word: str
) -> None:
    base = sample(language, 30)
    marked = [dataclasses.replace(one, article=f"no-{n}") for n, one in enumerate(base.lines)]
    pages = pages_of(render_paper(dataclasses.replace(base, lines=tuple(marked))))
    assert len(pages) > 2
    assert word not in pages[0]
    for page in pages[1:]:
        first = int(re.findall(r"no-(\d+)", page)[0])
        before = sum(line.amount for line in base.lines[:first])
        carried = bare_amount(before, base.currency, language).replace("\xa0", " ")
        assert f"{word} {carried}" in page


def test_a_look_has_pictures_of_three_sizes() -> None:
    """Small, normal and large: measured on the page."""
    widths = []
    for size in ("small", "normal", "large"):
        paper = dataclasses.replace(sample("de", 2), look=Look(pictures=size))
        document = pypdfium2.PdfDocument(render_paper(paper))
        boxes = [o.get_bounds() for o in document[0].get_objects(filter=[FPDF_PAGEOBJ_IMAGE])]
        widths.append(min(right - left for left, _bottom, right, _top in boxes))
        document.close()
    assert widths[0] < widths[1] < widths[2]
