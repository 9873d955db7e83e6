"""Sheets recalculated by an office program, and read by another library."""

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

_KEPT = re.compile(rb"(</f>)<v>[^<]*</v>")
#: LibreOffice trusts values that another program kept, unless it is told to compute them.
_ALWAYS = (
    '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    '<item oor:path="/org.openoffice.Office.Calc/Formula/Load">'
    '<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>'
)


def sheet_of(data: bytes, *, values: bool = False) -> Worksheet:
    """The sheet of a workbook: its formulas, or the values kept for them."""
    found = openpyxl.load_workbook(io.BytesIO(data), data_only=values).active
    assert isinstance(found, Worksheet)
    return found


def forgotten(data: bytes) -> bytes:
    """The workbook without the values kept for its formulas."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, _KEPT.sub(rb"\1", old.read(name)))
    return out.getvalue()


def recalculated(books: list[bytes], folder: Path) -> list[bytes]:
    """The workbooks as LibreOffice computes them from nothing but entered values and formulas."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed (apt install libreoffice-calc-nogui)")
    profile, out = folder / "profile", folder / "out"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_ALWAYS)
    names = [folder / f"{place}.xlsx" for place in range(len(books))]
    for name, book in zip(names, books, strict=True):
        name.write_bytes(forgotten(book))
    subprocess.run(
        [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to",
         "xlsx", "--outdir", str(out), *map(str, names)],
        check=True, capture_output=True, timeout=900,
    )  # fmt: skip
    return [(out / name.name).read_bytes() for name in names]
