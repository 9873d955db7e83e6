"""Papers as spreadsheets: every figure a formula that gives what we computed exactly."""

import random
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kartei.modules.documents.render.model import (
    Account,
    OwnColumn,
    PaperDocument,
    PaperLine,
    PaperSums,
    Payment,
)
from kartei.modules.documents.render.sheet.book import paper_xlsx
from kartei.modules.documents.render.tests.recalculating import recalculated, sheet_of
from kartei.modules.documents.render.tests.samples import M, logo, sample
from kartei.modules.documents.render.totals import (
    Line,
    VatMode,
    VatRounding,
    WholeDiscount,
    compute,
)
from kartei.platform.kit.faults import ValueFault
from kartei.platform.kit.money import currency_digits

FORMS = [(mode, rounding) for mode in VatMode for rounding in VatRounding]
CURRENCIES = ("RUB", "EUR", "JPY", "KWD")
RATES = (22 * M, 19 * M, 10 * M, 7 * M, 0, None)


def entered(random: random.Random, digits: int) -> Line:
    """A line as people enter them, with ties, small prices, reversals and crooked discounts."""
    price = random.choice(
        [random.randrange(1, 10**7) * 10 ** (6 - digits), random.randrange(1, 10**9), 12_500, 5_000]
    )
    quantity = random.choice([M, 3 * M, random.randrange(1, 10**9), -2 * M, 1_500_000])
    discount = random.choice([0, 0, 8 * M, 12_500_000, 33_333_333, 100 * M])
    return Line(quantity, price, discount, random.choice(RATES))


def paper(
    lines: list[Line], mode: VatMode, rounding: VatRounding, currency: str, percent: int
) -> PaperDocument:
    """A paper of these lines with its exact sums."""
    totals = compute(
        lines,
        currency=currency,
        vat_mode=mode,
        rounding=rounding,
        discount=WholeDiscount(percent=percent),
    )
    printed = tuple(
        PaperLine(
            position=str(place), name="x", quantity=line.quantity, price=line.price,
            discount=line.discount, vat=line.vat, amount=sums.amount,
        )
        for place, (line, sums) in enumerate(zip(lines, totals.lines, strict=True), 1)
    )  # fmt: skip
    plain = sample("ru", 1, pictures=False)
    return replace(
        plain,
        currency=currency,
        vat_mode=mode,
        lines=printed,
        sums=PaperSums.of(totals, percent),
    )


def papers() -> list[tuple[PaperDocument, VatRounding]]:
    """Papers of every scheme, rounding and number of digits."""
    found = []
    chance = random.Random(8)  # noqa: S311
    for mode, rounding in FORMS:
        for currency in CURRENCIES:
            for percent in (0, 3 * M, 7_777_777):
                count = chance.choice([1, 2, 5, 24])
                lines = [entered(chance, currency_digits(currency)) for _ in range(count)]
                found.append((paper(lines, mode, rounding, currency, percent), rounding))
    return found


def formulas(data: bytes) -> dict[str, tuple[str, Any]]:
    """Formula and kept value by cell."""
    kept = sheet_of(data, values=True)
    return {
        cell.coordinate: (cell.value, kept[cell.coordinate].value)
        for row in sheet_of(data).iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def texts(data: bytes) -> list[str]:
    rows = sheet_of(data).iter_rows()
    return [str(cell.value) for row in rows for cell in row if cell.data_type == "s"]


def exact(value: object, digits: int) -> Decimal:
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-digits))


def test_an_office_program_computes_the_same_sums(tmp_path: Path) -> None:
    """S0-012: each formula, computed by LibreOffice from what was entered, gives our exact sum."""
    wanted = papers()
    books = [paper_xlsx(found, rounding) for found, rounding in wanted]
    seen = 0
    for (found, _), book, other in zip(wanted, books, recalculated(books, tmp_path), strict=True):
        sheet = sheet_of(other, values=True)
        for place, (formula, kept) in formulas(book).items():
            value = sheet[place].value
            assert isinstance(value, int | float), (place, formula, value)
            assert abs(value - kept) < 10.0 ** -(currency_digits(found.currency) + 4), (
                found.vat_mode, found.currency, place, formula, value, kept,
            )  # fmt: skip
            seen += 1
    assert seen > 1000


@pytest.mark.parametrize(("mode", "rounding"), FORMS)
def test_kept_values_are_the_sums_of_the_paper(mode: VatMode, rounding: VatRounding) -> None:
    """S0-012: what a program shows before it computes anything is what the PDF tells."""
    chance = random.Random(mode + rounding)  # noqa: S311
    lines = [entered(chance, 2) for _ in range(9)]
    found = paper(lines, mode, rounding, "EUR", 5 * M)
    data = paper_xlsx(found, rounding)
    values = {exact(value, 2) for _, value in formulas(data).values()}
    sums = (found.sums.amount, found.sums.total, -found.sums.discount)
    taxed = (found.sums.net, found.sums.vat) if mode is not VatMode.NONE else ()
    for minor in (*sums, *taxed):
        assert Decimal(minor).scaleb(-2) in values
    said = " ".join(formula for formula, _ in formulas(data).values())
    assert "SUM(" in said
    assert ("SUMIF(" in said) == (mode is not VatMode.NONE)


def test_what_looks_like_a_formula_stays_a_text() -> None:
    """S0-012: names, texts and requisites of others never become formulas or links."""
    evil = ("=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", '=HYPERLINK("http://x.example")')
    plain = sample("de", 5, pictures=False)
    lines = tuple(
        replace(line, name=text, article=text, unit=text, description="", facts=((text, text),),
                cells=(text,))
        for line, text in zip(plain.lines, evil, strict=True)
    )  # fmt: skip
    made = replace(
        plain, lines=lines, subject=evil[0], intro=evil[1], columns=(OwnColumn(evil[2]),),
        client=replace(plain.client, name=evil[4]), number="=1/[x]:*?",
    )  # fmt: skip
    data = paper_xlsx(made, VatRounding.RATE)
    said = texts(data)
    assert all(text in said for text in (*evil, evil[1]))
    assert all(formula.startswith("=") and "HYPER" not in formula
               for formula, _ in formulas(data).values())  # fmt: skip
    assert not sheet_of(data)._hyperlinks


@pytest.mark.parametrize("language", ["ru", "de", "en"])
def test_a_sheet_is_ready_to_be_printed(language: Any) -> None:
    """S0-012: one page wide, the head repeated, everything inside the print area."""
    sheet = sheet_of(paper_xlsx(sample(language, 40), VatRounding.RATE))
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    rows = sheet.print_title_rows
    assert rows is not None
    head = int(rows.replace("$", "").split(":")[0])
    assert sheet.cell(head, 1).value in ("№", "Pos.", "No.")
    assert str(sheet.print_area).endswith(f"${sheet.max_row}")


def test_a_charge_tells_account_words_and_payment_code() -> None:
    """S0-012: account, purpose, sum in words, the payment code as a picture, and the logo."""
    plain = sample("ru", 2, pictures=False)
    account = Account("ООО «Окна Заречья»", "40702810138250123017", "Банк", "044525225",
                      "30101810400000000225", "7707083893", "770701001")  # fmt: skip
    paid = Payment(account, "Счёт № 7", "Одна тысяча один рубль 01 копейка", "ST00012|Name=x")
    made = replace(
        plain, kind="invoice", payment=paid, number="С-2026-0007",
        firm=replace(plain.firm, logo=logo(), head="Зотов П. А."),
    )  # fmt: skip
    data = paper_xlsx(made, VatRounding.LINE)
    said = texts(data)
    for text in (account.number, account.correspondent, paid.purpose, paid.words):
        assert text in said
    assert any("Зотов П. А." in text for text in said)
    assert len(sheet_of(data)._images) == 2


def test_sums_that_do_not_follow_from_the_lines_are_written_as_figures() -> None:
    """S0-012: no formula contradicts the paper where it counts more than its lines."""
    plain = sample("de", 3, pictures=False)
    sums = replace(plain.sums, total=plain.sums.total - 100)
    data = paper_xlsx(replace(plain, sums=sums), VatRounding.RATE)
    assert not formulas(data)
    values = [cell.value for row in sheet_of(data).iter_rows() for cell in row]
    assert sums.total / 100 in values


def test_what_the_client_may_take_besides_stands_apart() -> None:
    """S0-012, S3-17: an option that is not chosen has its amount, and no part of the sums."""
    plain = sample("de", 3, pictures=False)
    option = replace(plain.lines[0], name="Wallbox", optional=True)
    data = paper_xlsx(replace(plain, lines=(option, *plain.lines)), VatRounding.RATE)
    before = paper_xlsx(plain, VatRounding.RATE)
    assert any("Wallbox" in text for text in texts(data))
    told, plainly = (
        sorted(str(value) for _, value in formulas(one).values()) for one in (data, before)
    )
    assert len(told) == len(plainly) + 1
    assert str(plain.sums.total / 100) in told


def test_sheets_have_an_end() -> None:
    plain = sample("de", 1, pictures=False)
    with pytest.raises(ValueFault, match="too_many_lines"):
        paper_xlsx(replace(plain, lines=plain.lines * 2001), VatRounding.RATE)
