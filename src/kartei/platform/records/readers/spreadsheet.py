"""Rows of XLSX, XLSB, XLS and ODS files, read by a child process (`spreadsheet_child`)."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO, Any, cast

from kartei.platform.records.readers.archive import inspect
from kartei.platform.records.readers.blob import Blob
from kartei.platform.records.readers.faults import FileFault
from kartei.platform.records.readers.limits import Limits
from kartei.platform.records.readers.records import Record

_CHILD = Path(__file__).with_name("spreadsheet_child.py")
_TIMED_OUT = 1
_COPY = 1 << 20


class Spreadsheet:
    """One sheet of a workbook; every call of `records` reads the file anew."""

    encoding = ""
    delimiter = ""

    def __init__(self, blob: Blob, kind: str, sheet: str, limits: Limits) -> None:
        self.kind = kind
        self._blob = blob
        self._limits = limits
        if kind != "xls":
            inspect(blob, limits)
        with closing(self._lines(sheet)) as lines:
            about = next(lines)
        self.sheet: str = about["sheet"]
        self.sheets: list[str] = about["sheets"]
        self.height: int = about["height"]
        self._merged = _vertical(about["merged"])

    def records(self) -> Iterator[Record]:
        """Rows that hold anything, with their number in the sheet; merged cells filled down."""
        with closing(self._lines(self.sheet)) as lines:
            next(lines)
            above: dict[int, tuple[int, str]] = {}
            for batch in lines:
                for number, cells in batch:
                    self._fill_down(number, cells, above)
                    yield Record(number, cells)

    def _fill_down(self, number: int, cells: list[str], above: dict[int, tuple[int, str]]) -> None:
        """A cell merged over several rows stands in the first only; it holds for all of them."""
        for column, last in self._merged.get(number, ()):
            if column < len(cells):
                above[column] = (last, cells[column])
        for column, (last, text) in list(above.items()):
            if number > last:
                del above[column]
            elif column < len(cells) and not cells[column]:
                cells[column] = text

    def _lines(self, sheet: str) -> Generator[Any, None, None]:
        """What the child prints; a fault of its becomes ours, its death `file.damaged`."""
        with _running(self._blob, sheet, self._limits) as child:
            ended = False
            for line in cast("IO[bytes]", child.stdout):
                said = _understood(line)
                if isinstance(said, dict) and "fault" in said:
                    raise FileFault(said["fault"], **said.get("params", {}))
                if said is None:
                    ended = True
                    break
                yield said
            if not ended:
                raise _death(child.wait(), self._limits)


def _understood(line: bytes) -> Any:
    try:
        return json.loads(line)
    except ValueError as fault:
        # The child died in the middle of a line.
        raise FileFault("file.damaged") from fault


def _death(code: int, limits: Limits) -> FileFault:
    if code == _TIMED_OUT:
        return FileFault("file.too_slow", limit=limits.seconds)
    return FileFault("file.too_large", limit=limits.memory)


def _vertical(merged: list[Any]) -> dict[int, list[tuple[int, int]]]:
    """Row number → (column, last row number) of cells merged over more than one row."""
    found: dict[int, list[tuple[int, int]]] = {}
    for (top, left), (bottom, _) in merged:
        if bottom > top:
            found.setdefault(top + 1, []).append((left, bottom + 1))
    return found


@contextmanager
def _running(blob: Blob, sheet: str, limits: Limits) -> Iterator["subprocess.Popen[bytes]"]:
    """The child with the file as its standard input; killed when nobody wants more rows."""
    bounds = [str(one) for one in (limits.memory, limits.seconds, limits.rows, limits.columns)]
    with tempfile.TemporaryFile() as copy, blob.open() as handle:
        while chunk := handle.read(_COPY):
            copy.write(chunk)
        copy.seek(0)
        child = subprocess.Popen(
            [sys.executable, "-I", str(_CHILD), sheet, *bounds],
            stdin=copy,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        try:
            yield child
        finally:
            child.kill()
            child.wait()
            cast("IO[bytes]", child.stdout).close()
