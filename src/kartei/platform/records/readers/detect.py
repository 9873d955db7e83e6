"""What a file is, by its content; its ending is what somebody hoped for."""

from zipfile import ZipFile

from kartei.platform.records.readers.archive import opened, unpack
from kartei.platform.records.readers.blob import Blob
from kartei.platform.records.readers.faults import FileFault
from kartei.platform.records.readers.limits import Limits

SPREADSHEETS = ("xlsx", "xlsb", "xls", "ods")

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_FOREIGN = (
    (b"\x89PNG", "png"), (b"\xff\xd8\xff", "jpeg"), (b"GIF8", "gif"), (b"%PDF", "pdf"),
    (b"BM", "bmp"), (b"II*\x00", "tiff"), (b"MM\x00*", "tiff"), (b"Rar!", "rar"),
    (b"7z\xbc\xaf", "7z"), (b"\x1f\x8b", "gzip"), (b"PK\x05\x06", "zip"), (b"{\\rtf", "rtf"),
    (b"SQLite format 3", "sqlite"), (b"MZ", "exe"), (b"\x7fELF", "exe"), (b"RIFF", "riff"),
    (b"ID3", "mp3"), (b"OggS", "ogg"), (b"!BDN", "pst"),
)  # fmt: skip
# Two letters may begin a word as well; such a file must also look binary.
_SHORTEST = 3
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_HEAD = 4096


def detect(blob: Blob, limits: Limits) -> str:
    """`xlsx`, `xlsb`, `xls`, `ods`, `vcard` or `text`.

    Faults: `file.kind` for anything else that is known, `file.password`, and those of unpacking.
    """
    head = blob.head(_HEAD)
    if head.startswith(_ZIP):
        with opened(blob, limits) as archive:
            return _zipped(archive)
    if head.startswith(_OLE):
        return _compound(blob)
    for magic, kind in _FOREIGN:
        if head.startswith(magic) and (len(magic) >= _SHORTEST or b"\x00" in head):
            raise FileFault("file.kind", kind=kind)
    return _text(head)


def _zipped(archive: ZipFile) -> str:
    names = set(archive.namelist())
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if "mimetype" in names and unpack(archive, "mimetype", 200).strip() == _ODS:
        return "ods"
    kind = next((kind for folder, kind in (("word/", "docx"), ("ppt/", "pptx"))
                 if any(name.startswith(folder) for name in names)), "zip")  # fmt: skip
    raise FileFault("file.kind", kind=kind)


def _compound(blob: Blob) -> str:
    """Old Office files and encrypted new ones share one container (MS-CFB)."""
    with blob.open() as handle:
        content = handle.read()
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise FileFault("file.password")
    if any(name.encode("utf-16-le") in content for name in ("Workbook", "Book")):
        return "xls"
    is_word = "WordDocument".encode("utf-16-le") in content
    raise FileFault("file.kind", kind="doc" if is_word else "ole")


def _text(head: bytes) -> str:
    bare = head
    for bom in _BOMS:
        bare = bare.removeprefix(bom)
    start = bare.replace(b"\x00", b"").lstrip().lower()
    if start.startswith(b"begin:vcard"):
        return "vcard"
    if start.startswith((b"<!doctype html", b"<html", b"<table")):
        raise FileFault("file.kind", kind="html")
    if start.startswith(b"<?xml"):
        raise FileFault("file.kind", kind="xml")
    if start.startswith(b"begin:vcalendar"):
        raise FileFault("file.kind", kind="ics")
    return "text"
