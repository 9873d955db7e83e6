"""Zipped files, looked through before anybody else unpacks them.

Measured: 596 KB can inflate to 200 MB. So declared and real sizes, the ratio, the number of members
and overlaps are checked first, and no XML inside may declare a document type or entities.
"""

import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from zipfile import BadZipFile, LargeZipFile, ZipFile

from kartei.platform.records.readers.blob import Blob
from kartei.platform.records.readers.faults import FileFault
from kartei.platform.records.readers.limits import MIB, Limits

# What zipfile and zlib raise on bytes that are no sound archive.
DAMAGED = (
    BadZipFile, LargeZipFile, zlib.error, EOFError, OSError, ValueError, KeyError, IndexError,
    NotImplementedError, OverflowError,
)  # fmt: skip
_DTD = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_DTD_WIDE = re.compile(
    b"|".join(re.escape(word.encode(code)) for word in ("<!DOCTYPE", "<!ENTITY")
              for code in ("utf-16-le", "utf-16-be"))
)  # fmt: skip
_ENCRYPTED = 0x1
_CHUNK = 1 << 18
_OVERLAP = 64
_SMALL = 5 * MIB


@contextmanager
def opened(blob: Blob, limits: Limits) -> Iterator[ZipFile]:
    """The archive, after its directory was found harmless.

    Faults: `file.bomb`, `file.password`, `file.damaged` (also for whatever breaks while used).
    """
    with blob.open() as handle:
        try:
            with ZipFile(handle) as archive:
                _check_directory(archive, blob.size, limits)
                yield archive
        except FileFault:
            raise
        except RuntimeError as fault:
            # zipfile asks for a password by a bare RuntimeError.
            raise FileFault("file.password") from fault
        except DAMAGED as fault:
            raise FileFault("file.damaged") from fault


def _check_directory(archive: ZipFile, packed: int, limits: Limits) -> None:
    members = archive.infolist()
    if len(members) > limits.entries:
        raise FileFault("file.bomb", limit=limits.entries)
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise FileFault("file.password")
    _check_size(sum(member.file_size for member in members), packed, limits)
    places = sorted((member.header_offset, member.compress_size) for member in members)
    for (offset, length), (following, _) in pairwise(places):
        if offset + length > following:
            raise FileFault("file.bomb", limit=limits.ratio)


def _check_size(unpacked: int, packed: int, limits: Limits) -> None:
    if unpacked > limits.unpacked:
        raise FileFault("file.bomb", limit=limits.unpacked)
    if unpacked > _SMALL and unpacked > packed * limits.ratio:
        raise FileFault("file.bomb", limit=limits.ratio)


def unpack(archive: ZipFile, name: str, limit: int) -> bytes:
    """At most `limit` bytes of a member."""
    with archive.open(name) as member:
        return member.read(limit)


def inspect(blob: Blob, limits: Limits) -> None:
    """Unpack every XML member once, counting, and refuse document types and entities.

    Faults: `file.dtd`, `file.bomb`, `file.password`, `file.damaged`.
    """
    with opened(blob, limits) as archive:
        unpacked = 0
        for member in archive.infolist():
            if not member.filename.lower().endswith((".xml", ".rels", ".vml")):
                continue
            with archive.open(member) as stream:
                tail = b""
                while chunk := stream.read(_CHUNK):
                    unpacked += len(chunk)
                    _check_size(unpacked, blob.size, limits)
                    if _DTD.search(tail + chunk) or _DTD_WIDE.search(tail + chunk):
                        raise FileFault("file.dtd")
                    tail = chunk[-_OVERLAP:]
