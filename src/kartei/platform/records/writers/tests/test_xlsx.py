"""Spreadsheets, read back with another program's reader and in their own XML."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from io import BytesIO
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import pytest
from python_calamine import CalamineWorkbook

from kartei.platform.kit.faults import ValueFault
from kartei.platform.kit.money import Amount
from kartei.platform.records.writers.columns import Cell, Column, Look, Row
from kartei.platform.records.writers.xlsx import MAX_COLUMNS, Written, write_xlsx

RU = Look("ru", ZoneInfo("Europe/Moscow"), "RUB")
DANGEROUS = [
    "=1+1", "+79161234567", "-5", "@SUM(A1)", "\tx", "{=A1}", "http://x.example", "007", "1e5",
    '=HYPERLINK("http://x.example")', " a ", "a\nb", "_x0041_", "\x01\x1f", "Ёж 😀",
]  # fmt: skip


def book(
    columns: Sequence[Column], rows: Sequence[Row], look: Look = RU, **options: int
) -> tuple[bytes, Written]:
    out = BytesIO()
    written = write_xlsx(out, columns, rows, look, "Сделки", **options)
    return out.getvalue(), written


def read(data: bytes, sheet: int = 0) -> list[list[object]]:
    found = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(sheet)
    return [list(row) for row in found.to_python(skip_empty_area=False)]


def part(data: bytes, name: str) -> str:
    with ZipFile(BytesIO(data)) as archive:
        return archive.read(name).decode()


def test_a_text_is_a_text_and_nothing_else() -> None:
    """R: M12, S14."""
    data, _ = book([Column("=cmd"), Column("B")], [(text, "") for text in DANGEROUS])
    assert [row[0] for row in read(data)] == ["=cmd", *DANGEROUS]
    sheet = part(data, "xl/worksheets/sheet1.xml")
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert sheet.count('t="inlineStr"') == len(DANGEROUS) + 2


def test_numbers_and_dates_are_real_ones() -> None:
    kinds = ["integer", "number", "percent", "money", "money", "date", "moment", "bool"]
    moment = datetime(2026, 11, 22, 22, 30, 15, 999, tzinfo=UTC)
    amounts = Amount(12_500_050, "RUB"), Amount(-1_000, "JPY")
    day = date(2026, 11, 22)
    row: list[Cell] = [-5, -12_500_000, 8_250_000, *amounts, day, moment, True]
    data, written = book([Column(kind, kind) for kind in kinds], [row, [None] * 8])
    in_moscow = moment.astimezone(RU.timezone).replace(tzinfo=None, microsecond=0)
    assert in_moscow.isoformat() == "2026-11-23T01:30:15"
    assert read(data)[1] == [-5, -12.5, 0.0825, 125_000.5, -1000, day, in_moscow, "да"]
    assert written == Written(rows=2, cut=0)
    styles = part(data, "xl/styles.xml")
    for shown in ("#,##0.0", "0.00%", "#,##0.00 &quot;₽&quot;", "#,##0 &quot;¥&quot;", "dd.mm.yyyy",
                  "dd.mm.yyyy hh:mm"):  # fmt: skip
        assert f'formatCode="{shown}"' in styles


@pytest.mark.parametrize(
    ("language", "currency", "shown"),
    [("de", "EUR", '#,##0.00 "€"'), ("en", "GBP", '"£"#,##0.00'), ("en", "CHF", '"CHF "#,##0.00'),
     ("ru", "KWD", '#,##0.000 "KWD"')],
)  # fmt: skip
def test_money_looks_as_the_language_writes_it(language: str, currency: str, shown: str) -> None:
    data, _ = book([Column("m", "money")], [[Amount(1, currency)]], Look(language, UTC, "RUB"))
    assert f'formatCode="{shown.replace(chr(34), "&quot;")}"' in part(data, "xl/styles.xml")


def test_what_a_spreadsheet_would_round_or_shift_stays_as_text() -> None:
    rows: list[Row] = [
        [12345678901234567, Amount(123456789012345678, "RUB"), date(1899, 5, 1), 1234567890123456],
    ]
    columns = [
        Column("i", "integer"),
        Column("m", "money"),
        Column("d", "date"),
        Column("n", "number"),
    ]
    data, _ = book(columns, rows)
    assert read(data)[1] == [
        "12345678901234567",
        "1234567890123456,78",
        "1899-05-01",
        "1234567890,123456",
    ]


def test_the_head_stays_in_sight_and_columns_fit() -> None:
    data, _ = book(
        [Column("Имя"), Column("Заметка")], [("Анна", "x" * 500), ("Пётр Иванович", "y")]
    )
    sheet = part(data, "xl/worksheets/sheet1.xml")
    assert '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' in sheet
    assert '<autoFilter ref="A1:B3"/>' in sheet
    widths = [float(width) for width in re.findall(r'<col [^>]*width="([\d.]+)"', sheet)]
    assert widths[0] == pytest.approx(15.7, abs=0.1)
    assert widths[1] == pytest.approx(48.7, abs=0.1)


def test_several_values_stand_below_each_other() -> None:
    data, _ = book([Column("A", "phones")], [(["+7916", "+7917", "+7918"],), ("one",)])
    assert read(data)[1] == ["+7916\n+7917\n+7918"]
    rows = re.findall(r"<row [^>]*>", part(data, "xl/worksheets/sheet1.xml"))
    assert ['ht="45"' in row for row in rows] == [False, True, False]


def test_a_text_too_long_for_a_cell_is_cut_and_counted() -> None:
    data, written = book([Column("A")], [("x" * 40_000,), ("y" * 32_767,)])
    assert written == Written(rows=2, cut=1)
    cell = read(data)[1][0]
    assert isinstance(cell, str)
    assert len(cell) == 32_767
    assert cell.endswith("x…")
    assert read(data)[2] == ["y" * 32_767]


def test_characters_that_xml_cannot_hold_do_not_break_the_file() -> None:
    data, _ = book([Column("a\uffff")], [("x\ud800\ufffe",), ("\x00\x0b",)])
    assert read(data) == [["a\ufffd"], ["x\ufffd\ufffd"], ["\x00\x0b"]]


def test_more_rows_than_a_sheet_holds_go_on_the_next() -> None:
    def rows() -> Iterator[Row]:
        yield from ((number,) for number in range(7))

    out = BytesIO()
    written = write_xlsx(out, [Column("n", "integer")], rows(), RU, "a/b:c" * 10, max_rows=3)
    assert written.rows == 7
    found = CalamineWorkbook.from_filelike(BytesIO(out.getvalue()))
    assert found.sheet_names == ["a b ca b ca b ca b ca b ca"] + [
        f"a b ca b ca b ca b ca b ca {n}" for n in (2, 3)
    ]
    assert read(out.getvalue(), 2) == [["n"], [6]]


def test_an_empty_export_has_a_head_and_no_columns_are_no_fault() -> None:
    assert read(book([Column("A")], [])[0]) == [["A"]]
    assert read(book([], [])[0]) == []


def test_too_many_columns_and_crooked_rows_are_refused() -> None:
    with pytest.raises(ValueFault):
        book([Column("A")] * (MAX_COLUMNS + 1), [])
    with pytest.raises(ValueError, match="zip"):
        book([Column("A")], [("a", "b")])
