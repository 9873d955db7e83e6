"""Broken and hostile files are refused by a code and never harm the process (P7, R17, S10)."""

import random
import struct
import time
import zlib
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from kartei.platform.records.readers.faults import FileFault
from kartei.platform.records.readers.limits import MIB, Limits
from kartei.platform.records.readers.table import open_table
from kartei.platform.records.readers.tests import samples

_SHEET = "xl/worksheets/sheet1.xml"
_XMLNS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_MUTATIONS = 200


def _code(content: bytes, limits: Limits | None = None, **given: str) -> str:
    """The code a file is refused with, at opening or while its rows are read; else empty."""
    try:
        table = open_table(content, limits=limits, sheet=given.get("sheet", ""))
        for _ in table.rows():
            pass
        for _ in table.photos():
            pass
    except FileFault as fault:
        return fault.code
    return ""


def _sheet(cells: str, before: str = "") -> bytes:
    body = f"<worksheet {_XMLNS}><sheetData>{cells}</sheetData></worksheet>"
    xml = f'<?xml version="1.0"?>{before}{body}'
    return samples.with_member(samples.workbook([["a"]]), _SHEET, xml.encode())


def test_zip_bomb_is_refused_by_what_it_declares() -> None:
    """M11: 200 MB within some hundred KB."""
    bomb = samples.with_member(samples.client_list(), "xl/media/x.bin", b"\0" * (201 * MIB))

    assert _code(bomb) == "file.bomb"


def test_zip_bomb_is_refused_by_its_ratio() -> None:
    bomb = samples.with_member(samples.client_list(), _SHEET, b"<a>" + b" " * (20 * MIB))

    assert _code(bomb) == "file.bomb"


def test_zip_bomb_of_overlapping_members_is_refused() -> None:
    content = bytearray(samples.client_list())
    places = [place for place in range(len(content)) if content[place : place + 4] == b"PK\x01\x02"]
    first = content[places[0] + 42 : places[0] + 46]
    for place in places:
        content[place + 42 : place + 46] = first

    assert _code(bytes(content)) in ("file.bomb", "file.damaged")


def test_zip_of_too_many_members_is_refused() -> None:
    out = BytesIO(samples.client_list())
    with ZipFile(out, "a") as archive:
        for number in range(60):
            archive.writestr(f"x{number}", b"")

    assert _code(out.getvalue(), Limits(entries=50)) == "file.bomb"


@pytest.mark.parametrize(
    "before",
    [
        '<!DOCTYPE x [<!ENTITY a "boo">]>',
        '<!DOCTYPE x SYSTEM "file:///etc/passwd">',
        "<!doctype x>",
        " " * (1 << 18) + "<!DOCTYPE x>",
    ],
)
def test_document_type_is_refused(before: str) -> None:
    """M13: external and nested entities."""
    assert _code(_sheet("", before)) == "file.dtd"


def test_document_type_in_wide_letters_is_refused() -> None:
    xml = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "b">]><x/>'

    assert (
        _code(samples.with_member(samples.client_list(), _SHEET, xml.encode("utf-16")))
        == "file.dtd"
    )


@pytest.mark.parametrize("what", ["columns", "rows"])
def test_repeated_cells_do_not_fill_the_memory(what: str) -> None:
    """ODS says «this cell a thousand million times» in one attribute."""
    sheet = (samples.FILES / "clients.ods").read_bytes()
    with ZipFile(BytesIO(sheet)) as archive:
        xml = archive.read("content.xml").decode()
    cell = "<table:table-cell " if what == "columns" else "<table:table-row "
    place = xml.index("на 22.11.2026")
    place = xml.rindex(cell, 0, place) + len(cell)
    bomb = xml[:place] + f'table:number-{what}-repeated="1000000000" ' + xml[place:]
    content = samples.with_member(sheet, "content.xml", bomb.encode())

    assert _code(content, Limits(memory=512 * MIB, seconds=10)).startswith("file.")


def test_two_far_cells_do_not_end_the_process() -> None:
    """Laid out as a rectangle this sheet needs half a terabyte."""
    near = '<row r="1"><c r="A1"><v>1</v></c></row>'
    far = near + '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'

    assert _code(_sheet(far)) == "file.too_large"


@pytest.mark.parametrize("name", ["locked.xlsx"])
def test_locked_workbook_is_told_from_a_broken_one(name: str) -> None:
    assert _code((samples.FILES / name).read_bytes()) == "file.password"


def test_locked_member_is_told_from_a_broken_one() -> None:
    content = bytearray(samples.client_list())
    place = content.index(b"PK\x01\x02")
    content[place + 8] |= 1

    assert _code(bytes(content)) == "file.password"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (samples.PICTURE, "png"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 50, "jpeg"),
        (b"%PDF-1.7\n...", "pdf"),
        (b"BM\x00\x00\x01", "bmp"),
        (b"<!DOCTYPE html><table><tr><td>1", "html"),
        (b'\xef\xbb\xbf<?xml version="1.0"?><Workbook/>', "xml"),
        (b"BEGIN:VCALENDAR\n", "ics"),
        (b"{\\rtf1 a;b}", "rtf"),
        (b"PK\x05\x06" + b"\0" * 18, "zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "ole"),
    ],
)
def test_what_is_no_table_is_named(content: bytes, kind: str) -> None:
    """A picture called clients.xlsx is still a picture."""
    with pytest.raises(FileFault) as caught:
        open_table(content)

    assert (caught.value.code, caught.value.params) == ("file.kind", {"kind": kind})


def test_text_that_begins_like_a_picture_is_still_text() -> None:
    assert _code(b"BMW;Phone\nX5;1\n") == ""


def test_text_document_in_a_zip_is_named() -> None:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")

    with pytest.raises(FileFault) as caught:
        open_table(out.getvalue())

    assert caught.value.params == {"kind": "docx"}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file.empty"),
        (b"   \r\n \r\n", "file.empty"),
        (b"\xef\xbb\xbf", "file.empty"),
        (bytes(range(256)) * 40, "file.binary"),
        (b"PK\x03\x04" + b"\0" * 100, "file.damaged"),
        (samples.workbook([]), "file.empty"),
        (b"BEGIN:VCARD\r\nEND:VCARD\r\n", "file.empty"),
    ],
)
def test_empty_and_senseless_files(content: bytes, code: str) -> None:
    assert _code(content) == code


def test_too_many_rows_are_refused_wherever_they_come_from() -> None:
    few = Limits(rows=3)

    assert _code(samples.client_list(), few) == "file.too_many_rows"
    assert _code(b"a;b\n" * 10, few) == "file.too_many_rows"
    assert _code(samples.ANDROID_21.encode(), Limits(rows=1)) == "file.too_many_rows"


def test_ten_million_rows_are_refused_in_little_time() -> None:
    content = b"1;2\n" * 10_000_000
    start = time.monotonic()

    assert _code(content, Limits(rows=100_000)) == "file.too_many_rows"
    assert time.monotonic() - start < 20


def test_too_many_columns_are_refused() -> None:
    assert _code(b";".join([b"a"] * 1_200) + b"\n" + b"1\n", None) == "file.too_many_columns"
    assert _code(samples.workbook([["x"] * 50]), Limits(columns=40)) == "file.too_many_columns"


def test_too_large_a_file_is_refused_unread() -> None:
    assert _code(samples.client_list(), Limits(size=100)) == "file.too_large"


def test_endless_line_is_refused() -> None:
    assert _code(b"a;b\n" + b"x" * (2 * MIB), Limits(line=MIB)) == "file.line_too_long"
    assert _code(b"BEGIN:VCARD\nNOTE:" + b"x" * (2 * MIB), Limits(line=MIB)) == "file.line_too_long"


def test_quote_that_nobody_closes_is_refused_with_its_row() -> None:
    content = b'Name;Note\nLee;"open\n' + b"Ray;text\n" * 30_000

    with pytest.raises(FileFault) as caught:
        list(open_table(content).rows())

    assert (caught.value.code, caught.value.params) == ("file.cell_too_long", {"row": 2})


def test_zero_bytes_and_half_characters_do_not_get_through() -> None:
    table = open_table("Имя;Город\nАн\x00на;Тве\x07рь\n".encode() + b"Bob;Rome\n" * 10)

    assert next(table.rows())[1] == ["Анна", "Тверь"]


def test_sheet_that_lies_about_its_size_is_refused() -> None:
    """The directory promises a few bytes, the member holds more."""
    content = bytearray(samples.with_member(samples.client_list(), _SHEET, b"<x>" + b" " * 9_999))
    with ZipFile(BytesIO(bytes(content))) as archive:
        packed = archive.getinfo(_SHEET)
    short = zlib.crc32(b"<x>")
    for mark, place in ((b"PK\x01\x02", 16), (b"PK\x03\x04", 14)):
        at = 0
        while (at := content.find(mark, at)) >= 0:
            if struct.unpack_from("<I", content, at + place)[0] == packed.CRC:
                struct.pack_into("<I", content, at + place, short)
                struct.pack_into("<I", content, at + place + 8, 3)
            at += 4

    assert _code(bytes(content)) == "file.damaged"


def _spoiled(content: bytes, seed: int) -> bytes:
    """A seeded mutation: bytes changed, cut out, doubled, swapped, or the end cut off."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    spoiled = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(max(1, len(spoiled)))
        length = chance.randint(1, 40)
        match chance.randrange(5):
            case 0:
                spoiled[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del spoiled[at : at + length]
            case 2:
                spoiled[at:at] = spoiled[at : at + length]
            case 3:
                spoiled[at:at] = chance.randbytes(length)
            case _ if chance.random() < 0.2:
                del spoiled[at:]
    return bytes(spoiled)


@pytest.mark.parametrize("name", sorted(samples.all_samples()))
def test_spoiled_files_are_read_or_refused(name: str) -> None:
    """R17: no other exception, no dead process, whatever was done to the bytes."""
    content = samples.all_samples()[name]
    limits = Limits(memory=512 * MIB, seconds=10)
    with ThreadPoolExecutor(2) as pool:
        codes = list(
            pool.map(lambda seed: _code(_spoiled(content, seed), limits), range(_MUTATIONS))
        )

    assert all(code == "" or code.startswith("file.") for code in codes)
    assert len(codes) == _MUTATIONS


@pytest.mark.parametrize("seed", range(40))
def test_spoiled_sheet_within_a_sound_zip(seed: int) -> None:
    """Past the checksums of the zip, so that the sheet's own reader meets the damage."""
    with ZipFile(BytesIO(samples.client_list())) as archive:
        sheet = archive.read(_SHEET)
    spoiled = samples.with_member(samples.client_list(), _SHEET, _spoiled(sheet, seed))

    assert _code(spoiled, Limits(memory=512 * MIB, seconds=10)) in (
        "", "file.damaged", "file.empty", "file.too_large", "file.dtd", "file.too_many_rows",
        "file.too_many_columns",
    )  # fmt: skip


def test_deflated_rubbish_is_refused() -> None:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", random.Random(1).randbytes(2_000))  # noqa: S311

    assert _code(out.getvalue()) == "file.damaged"
