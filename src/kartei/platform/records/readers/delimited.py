"""CSV and other delimited text: encoding, delimiter, rows."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from io import TextIOWrapper
from typing import TextIO

from kartei.platform.records.readers.blob import Blob
from kartei.platform.records.readers.encodings import Encoding, recognise_encoding
from kartei.platform.records.readers.faults import FileFault
from kartei.platform.records.readers.limits import Limits
from kartei.platform.records.readers.records import Record
from kartei.platform.records.writers.csv import unprotect

DELIMITERS = (",", ";", "\t", "|")

# The csv module wants some delimiter; this one occurs in no text.
_NONE = "\x1f"
_SEPARATOR_LINE = re.compile(r"sep=([,;|:\t])\r?\n?", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffd]")
_SAMPLE_LINES = 400
_SAMPLE_CHARS = 200_000
_COMMA = 0.6
_BINARY_SHARE = 0.02
# A short list with some spoilt letters is still a list.
_BINARY_FEW = 12


class Delimited:
    """Delimited text; rows are counted as a spreadsheet counts them after opening it."""

    kind = "csv"
    sheet = ""

    def __init__(self, blob: Blob, encoding: str, delimiter: str, limits: Limits) -> None:
        self.sheets: list[str] = []
        self._blob = blob
        self._limits = limits
        self.evidence = _encoding(blob, encoding)
        self.encoding = self.evidence.name
        lines = self._sample()
        _refuse_binary(lines)
        self._announced = _announced(lines)
        if len(delimiter) > 1 or delimiter in ('"', "\r", "\n"):
            raise FileFault("file.delimiter", name=delimiter)
        self.delimiter = delimiter or self._announced or _recognise_delimiter(lines)
        self.height = self._estimate(lines)

    def _open(self) -> TextIO:
        text = TextIOWrapper(self._blob.open(), self.encoding, errors="replace", newline="")
        if self.encoding.startswith("utf-16-"):
            _skip_bom(text)
        return text

    def _lines(self) -> Iterator[str]:
        with self._open() as text:
            number = 0
            while line := text.readline(self._limits.line):
                number += 1
                if len(line) >= self._limits.line:
                    raise FileFault("file.line_too_long", row=number)
                yield line.replace("\x00", "")

    def _sample(self) -> list[str]:
        lines: list[str] = []
        size = 0
        for line in self._lines():
            lines.append(line)
            size += len(line)
            if len(lines) >= _SAMPLE_LINES or size >= _SAMPLE_CHARS:
                break
        return lines

    def _estimate(self, sample: list[str]) -> int:
        """Rows by the length of the first ones; exact when these are all."""
        if len(sample) < _SAMPLE_LINES and sum(map(len, sample)) < _SAMPLE_CHARS:
            return sum(1 for _ in self.records())
        bytes_read = len("".join(sample).encode(self.encoding, "replace"))
        return round(self._blob.size / max(1, bytes_read) * len(sample))

    def records(self) -> Iterator[Record]:
        """All rows that hold anything; blank lines count but are passed over.

        The apostrophe that our own export, and others', puts before what looks like a formula goes.
        """
        lines = self._lines()
        if self._announced:
            next(lines)
        rows = csv.reader(lines, delimiter=self.delimiter or _NONE)
        number = 0
        try:
            for number, cells in enumerate(rows, 1):
                if number > self._limits.rows:
                    raise FileFault("file.too_many_rows", limit=self._limits.rows)
                if len(cells) > self._limits.columns:
                    raise FileFault("file.too_many_columns", limit=self._limits.columns, row=number)
                if any(cells):
                    yield Record(number, [unprotect(cell) for cell in cells])
        except csv.Error as fault:
            # A cell beyond the limit of the csv module, mostly after a quote nobody closed.
            raise FileFault("file.cell_too_long", row=number + 1) from fault


def _encoding(blob: Blob, given: str) -> Encoding:
    if not given:
        with blob.open() as handle:
            return recognise_encoding(handle)
    try:
        "x".encode(given).decode(given)
    except (LookupError, UnicodeError) as fault:
        raise FileFault("file.encoding", name=given) from fault
    return Encoding(given, 1.0, "given")


def _skip_bom(text: TextIO) -> None:
    if text.read(1) != "\ufeff":
        text.seek(0)


def _refuse_binary(lines: list[str]) -> None:
    sample = "".join(lines)
    if not sample.strip():
        raise FileFault("file.empty")
    if len(_CONTROL.findall(sample)) > max(_BINARY_FEW, len(sample) * _BINARY_SHARE):
        raise FileFault("file.binary")


def _announced(lines: list[str]) -> str:
    """The delimiter of a first line `sep=;`, which spreadsheets obey and hide."""
    found = _SEPARATOR_LINE.fullmatch(lines[0])
    return found[1] if found else ""


def _recognise_delimiter(lines: list[str]) -> str:
    """The sign that cuts most rows into the same number of cells; empty for a single column."""
    scores = {sign: _evenness(lines, sign) for sign in DELIMITERS}
    best = max(scores, key=scores.__getitem__)
    return best if scores[best] > 0 else ""


def _evenness(lines: list[str], sign: str) -> float:
    try:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=sign) if any(row))
    except csv.Error:
        return 0.0
    rows = sum(widths.values())
    wide = {width: count for width, count in widths.items() if width > 1}
    if not wide:
        return 0.0
    width, count = max(wide.items(), key=lambda item: (item[1] * min(item[0], 8), item[0]))
    share = count / rows
    # Commas also part decimals and sentences, so they must be clearly the better choice.
    weight = _COMMA if sign == "," else 1.0
    return share * share * min(width, 12) * weight if share >= 0.3 else 0.0
