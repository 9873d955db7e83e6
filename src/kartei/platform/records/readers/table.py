"""A file opened as one table, whatever it was: the only door of the readers."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from kartei.platform.records.readers.address_books import AddressBook, recognise_book
from kartei.platform.records.readers.blob import Blob, Content
from kartei.platform.records.readers.contacts import ContactRecords
from kartei.platform.records.readers.delimited import Delimited
from kartei.platform.records.readers.detect import SPREADSHEETS, detect
from kartei.platform.records.readers.faults import FileFault
from kartei.platform.records.readers.heads import find_head
from kartei.platform.records.readers.limits import Limits
from kartei.platform.records.readers.records import Record, Records
from kartei.platform.records.readers.spreadsheet import Spreadsheet
from kartei.platform.records.readers.vcard import VCards

_PROBED_ROWS = 200
_SAMPLES = 5
_SAMPLE_LENGTH = 200
_MAX_CELL = 32_767

HEADLESS = 0
"""Head row of a table that begins with data."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column that holds anything.

    `index` is its place in the cells of a row; `title` its head, empty without one; `samples` up
    to five different values for people; `values` more of them for recognition; `key` is set where
    the file itself says what the column is (`phones:mobile`, see `contacts`).
    """

    index: int
    title: str
    samples: tuple[str, ...]
    values: tuple[str, ...]
    key: str = ""


class Table:
    """Rows of text below a head.

    `kind` is `xlsx`, `xlsb`, `xls`, `ods`, `csv`, `google`, `outlook` or `vcard`; `encoding` and
    `delimiter` speak of text, `sheet` and `sheets` of workbooks, else they are empty; `head_row`
    is the number of the head as in the file, `HEADLESS` without one; `estimate` the number of rows
    below it, exact or nearly so.
    """

    def __init__(self, records: Records, head_row: int | None) -> None:
        self._records = records
        self.kind = records.kind
        self.encoding = records.encoding
        self.delimiter = records.delimiter
        self.sheet = records.sheet
        self.sheets = records.sheets
        first = list(islice(records.records(), _PROBED_ROWS))
        if not first:
            raise FileFault("file.empty")
        keys = records.keys if isinstance(records, ContactRecords) else []
        head = None if keys else _head(first, head_row)
        self.head_row = head.number if head else HEADLESS
        self._width = max(len(record.cells) for record in first)
        body = [record for record in first if record.number > self.head_row]
        self.columns = _columns(head.cells if head else [], keys, body, self._width)
        self.estimate = max(len(body), records.height - self.head_row)

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Number in the file and cells of every row below the head that holds anything.

        Cells are text: numbers with a decimal point and no exponent, days as ISO 8601; several
        values of one cell of an address book are parted by line breaks. All rows have the width of
        the table. Faults come up while reading: see `FileFault`.
        """
        for number, cells in self._records.records():
            if number <= self.head_row:
                continue
            shown = [_clean(cell) for cell in cells[: self._width]]
            if any(shown):
                yield number, shown + [""] * (self._width - len(shown))

    def photos(self) -> Iterator[tuple[int, bytes]]:
        """Row number and bytes of every picture that a vCard brings."""
        if isinstance(self._records, ContactRecords):
            yield from self._records.photos()


def open_table(
    source: Path | str | bytes | Content,
    *,
    sheet: str = "",
    head_row: int | None = None,
    encoding: str = "",
    delimiter: str = "",
    limits: Limits | None = None,
) -> Table:
    """Open a file (a path, its bytes, or stored content) and find out what it is by its content.

    What the caller gives is taken, what he leaves empty is recognised: the sheet of a workbook,
    the number of the head row (`HEADLESS` for none), encoding and delimiter of a text. Every
    refusal is a `FileFault`.
    """
    bounds = limits or Limits()
    blob = Blob(source, bounds)
    kind = detect(blob, bounds)
    if kind in SPREADSHEETS:
        return Table(Spreadsheet(blob, kind, sheet, bounds), head_row)
    if kind == "vcard":
        cards = VCards(blob, encoding, bounds)
        return Table(ContactRecords(cards, kind, cards.encoding, "", bounds), head_row)
    text = Delimited(blob, encoding, delimiter, bounds)
    return Table(_address_book(text, bounds) if head_row is None else text, head_row)


def _address_book(text: Delimited, limits: Limits) -> Records:
    """The text as contacts when its first row is the head of a known address book."""
    first = next(text.records(), None)
    book = recognise_book(first.cells) if first else ""
    if not first or not book:
        return text
    contacts = AddressBook(text, first.cells, book)
    return ContactRecords(contacts, book, text.encoding, text.delimiter, limits)


def _head(first: list[Record], wanted: int | None) -> Record | None:
    if wanted is None:
        return find_head(first)
    return next((record for record in first if record.number == wanted), None)


def _columns(head: list[str], keys: list[str], body: list[Record], width: int) -> list[Column]:
    columns = []
    for index in range(width):
        key = keys[index] if index < len(keys) else ""
        title = _clean(head[index]) if index < len(head) else key
        cells = (record.cells[index] for record in body if index < len(record.cells))
        values = tuple(dict.fromkeys(filter(None, map(_clean, cells))))
        if title or values:
            samples = tuple(value[:_SAMPLE_LENGTH] for value in values[:_SAMPLES])
            columns.append(Column(index, title, samples, values, key))
    return columns


def _clean(cell: str) -> str:
    """Trimmed, without NUL and half characters, and no longer than a spreadsheet's cell."""
    text = cell.strip(" \t\r\n\u00a0\ufeff")[:_MAX_CELL]
    return text if text.isprintable() else "".join(filter(_may_stand, text))


def _may_stand(char: str) -> bool:
    return char in "\n\t" or (char >= " " and char != "\x7f" and not "\ud800" <= char <= "\udfff")
