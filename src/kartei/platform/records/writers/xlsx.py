"""Spreadsheets (`.xlsx`): real numbers and dates, texts that never become formulas.

Written row by row with XlsxWriter's constant memory. A text is always written as a text cell, so
`=1+1` stays what somebody typed. A number too long for the 15 digits of a spreadsheet is written as
text rather than rounded. Rows beyond what a sheet holds go on further sheets.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any, BinaryIO

import xlsxwriter
from babel import Locale

from kartei.platform.kit.faults import ValueFault
from kartei.platform.kit.money import SCALE, Amount, currency_digits
from kartei.platform.records.writers.columns import SCALED, Cell, Column, Look, Row, as_text, local

MAX_COLUMNS = 16_384
MAX_ROWS = 1_048_575
MAX_TEXT = 32_767
_EXACT = 10**15
#: Before it spreadsheets count a day too many.
_FIRST_DAY = date(1900, 3, 1)
_DAY = {"ru": "dd.mm.yyyy", "de": "dd.mm.yyyy", "en": "dd/mm/yyyy"}
_LOCALES = {"ru": Locale("ru"), "de": Locale("de"), "en": Locale("en", "GB")}
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
#: What XML 1.0 cannot hold and XlsxWriter does not escape.
_NO_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
_NARROWEST, _WIDEST = 8, 48
_MEASURED = 500
#: Not every program grows a row to its texts by itself.
_LINE_HEIGHT, _MOST_LINES = 15, 6


@dataclass(frozen=True, slots=True)
class Written:
    """What came of an export: rows written, and texts cut because a cell holds 32,767 signs."""

    rows: int
    cut: int


def write_xlsx(
    target: BinaryIO,
    columns: Sequence[Column],
    rows: Iterable[Row],
    look: Look,
    title: str = "",
    max_rows: int = MAX_ROWS,
) -> Written:
    """Write the table into target, with a frozen head, filter buttons and fitting widths.

    title names the sheet; max_rows is the number of rows on one sheet. A row must have as many
    values as there are columns (ValueError). Raises ValueFault `export.too_many_columns`.
    """
    if len(columns) > MAX_COLUMNS:
        raise ValueFault("export.too_many_columns", limit=MAX_COLUMNS)
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(target, options) as book:
        table = _Table(book, columns, look, _sheet_name(title), max_rows)
        for row in rows:
            table.add(row)
        table.finish()
    return Written(table.total, table.cut)


def _sheet_name(title: str) -> str:
    """A name that a spreadsheet accepts, with room for a number."""
    return _FORBIDDEN.sub(" ", title).strip(" '")[:26] or "Kartei"


@dataclass(slots=True)
class _Table:
    book: Any
    columns: Sequence[Column]
    look: Look
    name: str
    max_rows: int
    total: int = 0
    cut: int = 0
    _sheets: int = 0
    _row: int = 0
    _lines: int = 1
    _sheet: Any = None
    _widths: list[int] = field(default_factory=list)
    _formats: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._begin()

    def add(self, row: Row) -> None:
        if self._row == self.max_rows:
            self.finish()
            self._begin()
        self._row += 1
        self.total += 1
        self._lines = 1
        for place, (value, column) in enumerate(zip(row, self.columns, strict=True)):
            if value is not None and value != "":
                self._write(place, value, column)
        if self._lines > 1:
            self._sheet.set_row(self._row, _LINE_HEIGHT * min(self._lines, _MOST_LINES))

    def finish(self) -> None:
        """Close the running sheet: widths and filter are known only now."""
        for place, width in enumerate(self._widths):
            self._sheet.set_column(place, place, min(max(width + 2, _NARROWEST), _WIDEST))
        if self.columns:
            self._sheet.autofilter(0, 0, self._row, len(self.columns) - 1)

    def _begin(self) -> None:
        self._sheets += 1
        name = self.name if self._sheets == 1 else f"{self.name} {self._sheets}"
        self._sheet = self.book.add_worksheet(name)
        self._sheet.freeze_panes(1, 0)
        self._row = 0
        self._widths = [len(column.label) + 2 for column in self.columns]  # the filter's button
        head = self._format("", bold=True, bottom=1)
        for place, column in enumerate(self.columns):
            self._sheet.write_string(0, place, _NO_XML.sub("\ufffd", column.label), head)

    def _write(self, place: int, value: Cell, column: Column) -> None:
        if self._row <= _MEASURED:
            first = as_text(value, column.kind, self.look).partition("\n")[0]
            self._widths[place] = max(self._widths[place], len(first))
        sheet, at = self._sheet, (self._row, place)
        match value:
            case int() if not isinstance(value, bool) and abs(value) < _EXACT:
                sheet.write_number(*at, *self._number(value, column.kind))
            case Amount() if abs(value.minor) < _EXACT:
                number = value.minor / 10 ** currency_digits(value.currency)
                sheet.write_number(
                    *at, number, self._format(_money(value.currency, self.look.language))
                )
            case datetime() if value.date() > _FIRST_DAY:
                shown = f"{_DAY[self.look.language]} hh:mm"
                sheet.write_datetime(*at, local(value, self.look), self._format(shown))
            case date() if not isinstance(value, datetime) and value >= _FIRST_DAY:
                sheet.write_datetime(*at, value, self._format(_DAY[self.look.language]))
            case _:
                self._text(at, as_text(value, column.kind, self.look))

    def _text(self, at: tuple[int, int], text: str) -> None:
        """A text cell, whatever it looks like; several lines are shown below each other."""
        if len(text) > MAX_TEXT:
            text = text[: MAX_TEXT - 1] + "…"
            self.cut += 1
        lines = 1 + text.count("\n")
        self._lines = max(self._lines, lines)
        style = self._format("", text_wrap=True) if lines > 1 else self._format("")
        self._sheet.write_string(*at, _NO_XML.sub("\ufffd", text), style)

    def _number(self, value: int, kind: str) -> tuple[float, Any]:
        """The value with a format that shows just the decimals it has."""
        if kind not in SCALED:
            return value, self._format("0")
        places = len(str(value % SCALE).rjust(6, "0").rstrip("0")) if value % SCALE else 0
        if kind == "percent":
            return value / (100 * SCALE), self._format(_decimals("0", places) + "%")
        return value / SCALE, self._format(_decimals("#,##0", places))

    def _format(self, shown: str, **style: Any) -> Any:
        key = shown + repr(style)
        if key not in self._formats:
            look = {"num_format": shown or "General", "valign": "top", **style}
            self._formats[key] = self.book.add_format(look)
        return self._formats[key]


def _decimals(whole: str, places: int) -> str:
    return f"{whole}.{'0' * places}" if places else whole


@cache
def _money(currency: str, language: str) -> str:
    """The number format of a currency, its sign where the language puts it."""
    locale = _LOCALES[language]
    sign = locale.currency_symbols.get(currency, currency)
    number = _decimals("#,##0", currency_digits(currency))
    before = locale.currency_formats["standard"].pattern.startswith("¤")
    gap = " " if before and sign == currency else ""
    return f'"{sign}{gap}"{number}' if before else f'{number} "{sign}"'
