"""The only door of the readers: a file as a bank gave it becomes statements."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from kartei.modules.finance.statements import camt, client_bank, mt940, tables
from kartei.modules.finance.statements.data import Fault, Place, Reading, Statement
from kartei.modules.finance.statements.shape import Shape
from kartei.platform.kit.faults import ValueFault
from kartei.platform.records.readers.archive import opened
from kartei.platform.records.readers.blob import Blob
from kartei.platform.records.readers.faults import FileFault
from kartei.platform.records.readers.limits import MIB, Limits

#: A year of a busy account has some 30 MiB as XML.
LIMITS = Limits(size=50 * MIB, unpacked=200 * MIB, entries=400, rows=200_000, columns=200)
_MOST_FAULTS = 200
_BLANK = b"\xef\xbb\xbf\xff\xfe \t\r\n\x00"
_MT940 = re.compile(rb"(?:^|\n|\r|\})\s*:(?:20|25):[^\r\n]*[\s\S]{0,2000}?\n:(?:25|28C?|60F|34F):")
_PDF = b"%PDF-"
_SHEETS = (b"xl/workbook.xml", b"xl/workbook.bin", b"mimetypeapplication/vnd.oasis")
_Parts = tuple[tuple[Statement, ...], tuple[Fault, ...]]


def read(data: bytes, shape: Shape | None = None) -> Reading:
    """What a file holds, told by its content; `shape` says how a table is read.

    Raises ValueFault with `statement.…` or `file.…` codes (see `words`) for what is no statement;
    anything else that is wrong is among the faults.
    """
    try:
        Blob(data, LIMITS)
    except FileFault as fault:
        raise ValueFault(fault.code, **fault.params) from fault
    form = form_of(data)
    reading = _zipped(data) if form == "zip" else _plain(form, data, shape)
    if not any(one.entries or one.closing for one in reading.statements) and not reading.faults:
        raise ValueFault("statement.empty")
    return replace(reading, faults=reading.faults[:_MOST_FAULTS])


def form_of(data: bytes) -> str:
    """`zip`, `camt`, `1c`, `mt940` or `table`, by the content.

    Raises ValueFault: `statement.pdf`.
    """
    if data[:1024].lstrip().startswith(_PDF):
        raise ValueFault("statement.pdf")
    if data.startswith(b"PK\x03\x04"):
        return "table" if any(mark in data for mark in _SHEETS) else "zip"
    head = data[:4096].lstrip(_BLANK)
    mark = client_bank.MARK.encode()
    if head.replace(b"\x00", b"").lstrip().startswith(mark):
        return "1c"
    if head.startswith(b"<"):
        return "camt"
    return "mt940" if _MT940.search(data[: 64 * 1024]) else "table"


def _plain(form: str, data: bytes, shape: Shape | None, file: str = "") -> Reading:
    """A file that is not zipped."""
    if form == "table":
        return Reading(form, *tables.read(data, shape, LIMITS, file))
    readers: dict[str, Callable[[bytes, str], _Parts]] = {
        "1c": client_bank.read, "camt": camt.read, "mt940": mt940.read,
    }  # fmt: skip
    return Reading(form, *readers[form](data, file))


def _zipped(data: bytes) -> Reading:
    """The statements of all members; one that is none is named, the others hold."""
    found: list[Statement] = []
    faults: list[Fault] = []
    form = "camt"
    for name, content in _members(data):
        try:
            inner = form_of(content)
            if inner in ("zip", "table"):
                raise ValueFault("statement.member")
            one = _plain(inner, content, None, name)
        except ValueFault as fault:
            line = fault.params.get("line", 1)
            params = {key: value for key, value in fault.params.items() if key != "line"}
            faults.append(Fault(fault.code, Place(int(line), name), params))
            continue
        form = one.form
        found += one.statements
        faults += one.faults
    if not found and not faults:
        raise ValueFault("statement.empty")
    return Reading(form, tuple(found), tuple(faults))


def _members(data: bytes) -> list[tuple[str, bytes]]:
    """(name, content) of every file in a zip, in the order of their names.

    Raises ValueFault: those of the house's archives (`file.bomb`, `file.damaged`, …).
    """
    try:
        with opened(Blob(data, LIMITS), LIMITS) as archive:
            names = [one.filename for one in archive.infolist() if not one.is_dir()]
            names = [name for name in names if not name.startswith("__MACOSX/")]
            return [(name, archive.read(name)) for name in sorted(set(names))]
    except FileFault as fault:
        raise ValueFault(fault.code, **fault.params) from fault
