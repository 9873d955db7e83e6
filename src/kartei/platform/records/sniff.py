"""What a file really is: told by its first bytes, never by its name."""

from __future__ import annotations

import os
import unicodedata
from typing import BinaryIO

#: (offset, bytes, type); the first that fits wins.
MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (8, b"WEBP", "image/webp"),
    (8, b"WAVE", "audio/wav"),
    (8, b"AVI ", "video/x-msvideo"),
    (0, b"BM", "image/bmp"),
    (0, b"II*\x00", "image/tiff"),
    (0, b"MM\x00*", "image/tiff"),
    (0, b"%PDF-", "application/pdf"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (0, b"{\\rtf", "application/rtf"),
    (0, b"Rar!\x1a\x07", "application/vnd.rar"),
    (0, b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (0, b"\x1f\x8b", "application/gzip"),
    (0, b"OggS", "audio/ogg"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"\xff\xfb", "audio/mpeg"),
    (0, b"fLaC", "audio/flac"),
    (4, b"ftypM4A", "audio/mp4"),
    (4, b"ftypheic", "image/heic"),
    (4, b"ftyp", "video/mp4"),
    (0, b"\x1aE\xdf\xa3", "video/webm"),
)
_OFFICE = "application/vnd.openxmlformats-officedocument."
#: A member of a ZIP archive that tells the office format.
ZIP_MEMBERS = (
    (b"word/document.xml", _OFFICE + "wordprocessingml.document"),
    (b"xl/workbook.xml", _OFFICE + "spreadsheetml.sheet"),
    (b"xl/workbook.bin", "application/vnd.ms-excel.sheet.binary.macroEnabled.12"),
    (b"ppt/presentation.xml", _OFFICE + "presentationml.presentation"),
)
_ODF = b"mimetypeapplication/vnd.oasis.opendocument."
#: Beginnings by which browsers would take a text for a page (WHATWG MIME sniffing, 7.1).
_PAGE = (b"<!doctype html", b"<html", b"<head", b"<script", b"<iframe", b"<body", b"<svg")
#: Types that may be named in an answer; everything else goes out as plain bytes.
ACTIVE = ("text/html", "image/svg+xml", "text/xml")
HEAD = 4096
TAIL = 65_536
MAX_NAME = 200
ENDINGS = {
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "application/pdf": ".pdf",
    "text/plain": ".txt",
}


def type_of(file: BinaryIO) -> str:
    """The media type by content; ``application/octet-stream`` for what is not recognised."""
    head = file.read(HEAD)
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - TAIL))
    tail = file.read(TAIL)
    for offset, magic, name in MAGIC:
        if head[offset : offset + len(magic)] == magic and (magic != b"BM" or _is_bitmap(head)):
            return name
    if head[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _archive(head, tail)
    return _text(head, whole=size <= HEAD)


def _is_bitmap(head: bytes) -> bool:
    """The two letters BM alone also begin ordinary texts; the reserved words must be zero."""
    return len(head) > 14 and head[6:10] == b"\0\0\0\0"


def _archive(head: bytes, tail: bytes) -> str:
    """ZIP archives, office formats among them; the directory of members stands at the end."""
    at = head.find(_ODF)
    if 0 < at < 100:
        word = head[at + 8 : at + 80].split(b"PK")[0].decode("ascii", "replace")
        kind = "".join(c for c in word if c.isalnum() or c in "/.-")
        return kind[:100]
    for member, name in ZIP_MEMBERS:
        if member in tail or member in head:
            return name
    return "application/zip"


def _text(head: bytes, *, whole: bool) -> str:
    """Text, page or picture markup, or unknown bytes."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1024].lower()
    if b"<svg" in start:
        return "image/svg+xml"
    if start.startswith(_PAGE) or b"<html" in start or b"<script" in start:
        return "text/html"
    if start.startswith(b"<?xml"):
        return "text/xml"
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "text/plain"
    if b"\x00" in head or not head:
        return "application/octet-stream"
    try:
        # the head may end inside a letter
        (head if whole else head[:-3]).decode("utf-8")
    except UnicodeDecodeError:
        return "application/octet-stream"
    if start.startswith(b"begin:vcard"):
        return "text/vcard"
    return "text/plain"


def clean_name(raw: str, kind: str) -> str:
    """A name to show and to offer for saving: no path, no control or direction marks, not endless.

    Names are never used as places on disk. The ending is kept when a long name is cut.
    """
    base = raw.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(" " if c.isspace() else c for c in base if _harmless(c))
    kept = " ".join(kept.split()).strip(". ")
    if not kept:
        return "file" + ENDINGS.get(kind, "")
    if len(kept) <= MAX_NAME:
        return kept
    stem, dot, ending = kept.rpartition(".")
    if not dot or len(ending) > 20:
        return kept[:MAX_NAME]
    return stem[: MAX_NAME - len(ending) - 1] + "." + ending


def _harmless(char: str) -> bool:
    """Neither a control character nor an invisible or direction mark nor a lone surrogate."""
    return char.isspace() or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn")
