"""The printed offer, read back from the PDF: texts, figures, metadata, refusals."""

import dataclasses
import io
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from PIL import Image

from kartei.modules.documents.render.model import Language, PaperDocument, PaperSums
from kartei.modules.documents.render.paper import preview_png, render_paper
from kartei.modules.documents.render.tests.reading import (
    LANGUAGES,
    changed_line,
    facts_of,
    pages_of,
    text_of,
)
from kartei.modules.documents.render.tests.samples import GOODS, logo, sample, window_picture
from kartei.modules.documents.render.totals import VatMode, VatRounding, compute
from kartei.platform.kit.faults import ValueFault


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [1, 6, 30])
def test_every_line_and_the_sums_are_printed_once(language: Language, count: int) -> None:
    pages = pages_of(render_paper(sample(language, count)))
    whole = " ".join(pages)
    head = {"ru": "Наименование", "de": "Bezeichnung", "en": "Description"}[language]
    total = {"ru": "Итого к оплате", "de": "Gesamtbetrag", "en": "Total"}[language]
    last = {"ru": "Доставка по городу", "de": "Anfahrt", "en": "Delivery"}[language]
    assert whole.count(total) == 1
    for page in pages:
        assert (head in page) == any(name[:12] in page for name, *_ in GOODS[language])
    if count == 30:
        assert len(pages) == 3
        assert whole.count(last) == 5
        with_total = next(page for page in pages if total in page)
        assert with_total.index(last) < with_total.index(total)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("ru", ["16 974,00 ₽", "в том числе НДС 22 % 3 060,89 ₽",
                "№ КП-2026-0418 от 22 ноября 2026 г.", "12 декабря 2026 г.", "8 %",
                "ИНН 7100000009", "С уважением"]),
        ("de", ["403,42 €", "zzgl. USt 19 % 76,65 €", "480,07 €", "22.11.2026", "12.12.2026", "8 %",
                "Fensterbau Brandt · Hansastraße 18 · 01097 Dresden", "Mit freundlichen Grüßen"]),
        ("en", ["£379.78", "VAT 20% £75.96", "£455.74", "22 November 2026", "8%",
                "Yours sincerely"]),
    ],
)  # fmt: skip
def test_figures_and_dates_follow_the_language(language: Language, expected: list[str]) -> None:
    text = text_of(sample(language, 1))
    for words in expected:
        assert words in text


@pytest.mark.parametrize(
    ("language", "words"),
    [("ru", "стр. 2 из 3"), ("de", "Seite 2 von 3"), ("en", "page 2 of 3")],
)
def test_pages_are_numbered_where_there_are_several(language: Language, words: str) -> None:
    assert words in pages_of(render_paper(sample(language, 30)))[1]
    assert len(pages_of(render_paper(sample(language, 1)))) == 1
    assert not re.search(r"стр\.|Seite|page", text_of(sample(language, 1)))


def test_the_file_says_what_it_is() -> None:
    pdf = render_paper(sample("de", 1))
    facts = facts_of(pdf)
    assert facts["Title"] == "Angebot AN-2026-0418 vom 22.11.2026"
    assert facts["Author"] == "Fensterbau Brandt"
    assert facts["CreationDate"].startswith("D:20261122")
    assert b"/Lang(de)" in pdf
    assert b"/StructTreeRoot" in pdf


def test_the_same_offer_gives_the_same_bytes() -> None:
    assert render_paper(sample("ru", 6)) == render_paper(sample("ru", 6))


def test_an_archive_copy_is_pdf_a() -> None:
    strange = dataclasses.replace(sample("ru", 1), subject="Заказ 日本 😀 \u0600")
    pdf = render_paper(strange, archival=True)
    assert b"pdfaid:part>3<" in pdf
    assert b"pdfaid:conformance>B<" in pdf
    assert "Заказ �� 😀 �" in pages_of(pdf)[0]


def test_what_people_typed_is_printed_literally() -> None:
    evil = (
        "#set page(fill: red) $x^2$ *bold* _it_ @ref <b>x</b> [a] {c} \\ // no /* x */ -- ... 'q'"
    )
    offer = dataclasses.replace(
        changed_line(sample("en", 1), 0, name=evil, description=evil, article="#panic()"),
        subject=evil, intro=evil, outro=f"= {evil}", number="#sys.inputs",
    )  # fmt: skip
    text = text_of(offer)
    assert text.count("*bold* _it_ @ref") == 5
    assert text.count("// no /* x */ -- ... 'q'") == 5
    assert "= #set page(fill: red) $x^2$" in text
    assert "#panic()" in text
    assert "No. #sys.inputs" in text


def test_nothing_printed_knows_costs() -> None:
    words = re.compile(r"cost|profit|margin|purchase")
    names = [part.name for kind in (PaperDocument, PaperSums) for part in dataclasses.fields(kind)]
    assert not [name for name in names if words.search(name)]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"layout": "../de/offer"}, "paper.layout"),
        ({"layout": "common"}, "paper.layout"),
        ({"currency": "XXY"}, "money.currency"),
    ],
)
def test_impossible_orders_are_refused(changes: dict[str, str], code: str) -> None:
    with pytest.raises(ValueFault) as fault:
        render_paper(dataclasses.replace(sample("ru", 1), **changes))  # type: ignore[arg-type]
    assert fault.value.code == code


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"accent": 'red"); #panic("'}, "paper.colour"),
        ({"second": "#12345"}, "paper.colour"),
        ({"font": "comic"}, "paper.font"),
        ({"logo": b"<svg/>"}, "picture.kind"),
    ],
)
def test_a_design_that_cannot_be_is_refused(changes: dict[str, object], code: str) -> None:
    base = sample("ru", 1)
    firm = dataclasses.replace(base.firm, **changes)  # type: ignore[arg-type]
    with pytest.raises(ValueFault) as fault:
        render_paper(dataclasses.replace(base, firm=firm))
    assert fault.value.code == code


def test_an_empty_offer_and_bare_sides_can_be_printed() -> None:
    base = sample("ru", 1)
    totals = compute([], currency="RUB", vat_mode=VatMode.INCLUDED, rounding=VatRounding.LINE)
    bare = dataclasses.replace(
        base, lines=(), sums=PaperSums.of(totals), until=None, subject="", salutation="",
        intro="", outro="", firm=type(base.firm)(name="Ф"), client=type(base.client)(name=""),
        sender=type(base.sender)(name=""),
    )  # fmt: skip
    for language in LANGUAGES:
        assert "0,00" in text_of(dataclasses.replace(bare, language=language)).replace(
            "0.00", "0,00"
        )


def test_the_preview_is_a_picture_of_the_page() -> None:
    offer = sample("de", 30)
    picture = Image.open(io.BytesIO(preview_png(offer, page=2, dpi=72)))
    assert picture.format == "PNG"
    assert picture.size == (595, 842)
    assert preview_png(offer, 1) != preview_png(offer, 2)
    with pytest.raises(ValueFault, match=r"paper\.no_page"):
        preview_png(offer, page=4)


def test_pictures_of_one_offer_never_appear_in_another() -> None:
    first = sample("ru", 1)
    second = changed_line(first, 0, picture=window_picture(90))
    with_logo = dataclasses.replace(first, firm=dataclasses.replace(first.firm, logo=logo()))
    shown = [preview_png(offer) for offer in (first, second, with_logo, first)]
    assert shown[0] == shown[3]
    assert len(set(shown)) == 3


def test_many_threads_print_at_once() -> None:
    offers = [
        dataclasses.replace(sample("de", 1), number=f"N{place}", date=date(2026, 1, 1 + place))
        for place in range(12)
    ]
    with ThreadPoolExecutor(6) as pool:
        printed = list(pool.map(render_paper, offers))
    for place, pdf in enumerate(printed):
        assert f"Angebot N{place}" in pages_of(pdf)[0]


def test_prices_with_more_decimals_keep_them() -> None:
    offer = changed_line(sample("de", 1), 0, price=12_500, quantity=1_250_500_000)
    text = text_of(offer)
    assert "0,0125" in text
    assert "1.250,5" in text
