"""Delivery documents of many lines and several rates, drawn and read back."""

import dataclasses
import re
from datetime import date

import pytest

from kartei.modules.documents.packs.ru_codes import CURRENCIES, UNITS, currency_words, unit_code
from kartei.modules.documents.render import figures
from kartei.modules.documents.render.handover import Handover, Party, Row
from kartei.modules.documents.render.model import Language, PaperDocument, PaperSums
from kartei.modules.documents.render.paper import render_paper
from kartei.modules.documents.render.tests.reading import pages_of
from kartei.modules.documents.render.tests.samples import TERMS, M, sample
from kartei.modules.documents.render.totals import Line, VatMode, compute

RATES = (22 * M, 10 * M, 5 * M)
CLIENT = Party("ООО «Северный берег»", "Тула, пр. Ленина, 77", "7707083893", "770701001")


def paper(language: Language, form: str, count: int, *, taxed: bool = True) -> PaperDocument:
    """A delivery document of so many lines at three VAT rates, or without VAT."""
    plain = sample(language, count, pictures=False)
    currency, mode, rounding, *_rest = TERMS[language]
    mode = mode if taxed else VatMode.NONE
    entered = [
        Line(line.quantity, line.price, vat=RATES[place % 3] if taxed else None)
        for place, line in enumerate(plain.lines)
    ]
    totals = compute(entered, currency=currency, vat_mode=mode, rounding=rounding)
    lines = tuple(
        dataclasses.replace(line, vat=one.vat, amount=sums.amount, discount=0)
        for line, one, sums in zip(plain.lines, entered, totals.lines, strict=True)
    )
    told = Handover(
        form=form,
        seller=Party("ООО «Окна Заречья»", "Тула", "7100000009", "710001001"),
        buyer=CLIENT,
        rows=tuple(Row(sums.net, sums.vat, sums.total, "796") for sums in totals.lines),
        shipped_on=date(2026, 11, 22),
        basis="Договор 7",
        currency="Российский рубль, 643",
        words="Один рубль 00 копеек",
        priced=language == "ru",
    )
    return dataclasses.replace(
        plain, kind=form, layout=form, lines=lines, sums=PaperSums.of(totals), handover=told,
        number="ТН-2026-0042", vat_mode=mode,
    )  # fmt: skip


def figure(text: str) -> int:
    """«1 234,50» in hundredths."""
    return int(re.sub(r"\D", "", text))


def test_the_sums_of_the_pages_are_the_sum_of_the_waybill() -> None:
    """ТОРГ-12 tells quantity, net, VAT and total of every page, its head repeated, and of all."""
    data = paper("ru", "torg12", 200)
    pages = pages_of(render_paper(data))
    amount = r"(\d[\d ]*,\d\d)"
    row = rf"([\d ,]+?) Х {amount} Х {amount} {amount}"
    found = [re.search(rf"Итого – – {row}", page) for page in pages]
    listed = [match for match in found if match]
    assert len(listed) >= 5
    for page in pages[: len(listed)]:
        assert "код по ОКЕИ" in page
    whole = re.search(rf"Всего по накладной – – {row}", pages[-1])
    assert whole
    for place in (2, 3, 4):
        assert sum(figure(m[place]) for m in listed) == figure(whole[place])
    assert figure(whole[4]) == data.sums.total
    assert "двести" in pages[-1]


@pytest.mark.parametrize("form", ["upd", "factura"])
def test_a_tax_invoice_repeats_its_numbered_columns(form: str) -> None:
    data = paper("ru", form, 60)
    pages = pages_of(render_paper(data))
    with_lines = [page for page in pages if "796" in page]
    assert len(with_lines) >= 2
    for page in with_lines:
        assert "1 1а 1б 2 2а 3 4 5 6 7 8 9 10 10а 11 12 12а 13" in page
    text = " ".join(pages)
    for rate in ("22 %", "10 %", "5 %"):
        assert rate in text
    assert figure(text.split("Всего к оплате (9)")[1].split(" Х ")[0]) == data.sums.net
    assert ("[19]" in text) is (form == "upd")


def test_no_vat_is_no_rate_of_nought() -> None:
    text = " ".join(pages_of(render_paper(paper("ru", "upd", 2, taxed=False))))
    assert "без НДС" in text
    assert "0 %" not in text


@pytest.mark.parametrize("form", ["act", "note"])
@pytest.mark.parametrize("language", ["de", "en"])
def test_papers_without_prices_tell_none(language: Language, form: str) -> None:
    data = paper(language, form, 60)
    pages = pages_of(render_paper(data))
    assert len(pages) > 1
    text = " ".join(pages)
    assert data.lines[0].name in text
    for line in data.lines:
        assert figures.bare_amount(line.amount, data.currency, language) not in text
    assert data.handover is not None
    assert data.handover.words not in text


def test_codes_hold_since_a_day() -> None:
    assert unit_code("m2", date(2026, 1, 1)) == "055"
    assert unit_code("trip", date(2026, 1, 1)) == ""
    assert unit_code("pcs", date(1990, 1, 1)) == ""
    assert currency_words("RUB", date(2026, 1, 1)) == "Российский рубль, 643"
    assert currency_words("JPY", date(2026, 1, 1)) == "JPY"
    assert all(re.fullmatch(r"\d{3}", code.code) for code in (*UNITS, *CURRENCIES))
