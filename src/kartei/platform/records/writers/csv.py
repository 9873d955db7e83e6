"""Delimited text for spreadsheets: UTF-8 with byte-order mark, semicolons in Russian and German.

**Formulas.** A spreadsheet takes a cell that begins with = + - @ (also in their wide forms), a tab
or a line break for a formula. Such a text gets one apostrophe before it, `'=A1`. So that nothing is
lost, a text that already is apostrophes before such a sign gets one more: `'=A` becomes `''=A`.
`unprotect` takes exactly one apostrophe off again; every text comes back as it was. Numbers, dates
and amounts are made by us, can be no formula and are left alone, so `-5` stays a number.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

from kartei.platform.kit.money import Amount
from kartei.platform.records.writers.columns import COMMA, Cell, Column, Look, Row, as_text

_DANGEROUS = re.compile(r"'*[=+\-@＝＋－＠\t\r\n]")
_PROTECTED = re.compile(r"'+[=+\-@＝＋－＠\t\r\n]")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_CHUNK = 1 << 16


def protect(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if _DANGEROUS.match(text) else text


def unprotect(cell: str) -> str:
    """The text that `protect` was given; for the importer."""
    return cell[1:] if _PROTECTED.match(cell) else cell


def delimiter_of(language: str) -> str:
    """What parts the cells: `;` where the comma is the decimal sign."""
    return ";" if language in COMMA else ","


def write_csv(columns: Sequence[Column], rows: Iterable[Row], look: Look) -> Iterator[bytes]:
    """The table in pieces of some 64 KiB: labels first, then a line per row, CRLF line ends.

    A row must have as many values as there are columns (ValueError).
    """
    buffer = StringIO(newline="")
    writer = csv.writer(buffer, delimiter=delimiter_of(look.language), lineterminator="\r\n")
    yield _BYTE_ORDER_MARK
    writer.writerow([protect(column.label) for column in columns])
    for row in rows:
        writer.writerow(
            [_cell(value, column, look) for value, column in zip(row, columns, strict=True)]
        )
        if buffer.tell() >= _CHUNK:
            yield _taken(buffer)
    yield _taken(buffer)


def _cell(value: Cell, column: Column, look: Look) -> str:
    text = as_text(value, column.kind, look)
    return text if isinstance(value, int | Amount) else protect(text)


def _taken(buffer: StringIO) -> bytes:
    data = buffer.getvalue().encode("utf-8", "replace")
    buffer.seek(0)
    buffer.truncate()
    return data
