"""Large files encrypted under a key, written and read as a stream.

A file is a mark, a random salt, and pieces of AES-256-GCM (NIST SP 800-38D). The key of a file
comes from the kept key and the salt by HKDF-SHA256 (RFC 5869). The nonce of a piece is its number
and whether it is the last one (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár,
2015), so pieces that are changed, swapped, left out or cut off do not go through.
"""

from __future__ import annotations

import base64
import io
import os
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MARK = b"KARTEI-SEALED-1\n"
SALT, TAG = 32, 16
#: What a sealed file's name ends with where others lie beside it that are not.
ENDING = ".sealed"
PIECE = 1 << 20


class SealError(OSError):
    """A sealed file cannot be read: a wrong key, or the file is damaged or cut off."""


def new_key() -> str:
    """A key as text for a file."""
    return base64.urlsafe_b64encode(os.urandom(32)).decode()


def key_in(path: Path) -> bytes:
    """The key that a file holds, the newest of several. SealError when there is none."""
    return keys_in(path)[0]


def keys_in(path: Path) -> tuple[bytes, ...]:
    """The keys that a file holds, one a line, the newest first. SealError when there is none."""
    try:
        lines = path.read_text(encoding="ascii").split()
        found = tuple(base64.urlsafe_b64decode(line) for line in lines)
    except (OSError, ValueError) as error:
        raise SealError(f"the key file {path} cannot be read") from error
    if not found or any(len(key) != 32 for key in found):
        raise SealError(f"the key file {path} holds no key")
    return found


def is_sealed(path: Path) -> bool:
    """Whether a file begins as a sealed one."""
    with path.open("rb") as file:
        return file.read(len(MARK)) == MARK


def cipher(key: bytes, salt: bytes) -> AESGCM:
    """The cipher of one file."""
    return AESGCM(HKDF(SHA256(), 32, salt, b"kartei sealed file").derive(key))


def nonce(number: int, *, last: bool) -> bytes:
    """Of the piece with this number."""
    return number.to_bytes(11, "big") + bytes([last])


class Sealer(io.RawIOBase):
    """Takes bytes and writes them sealed; ``close`` writes the last piece, not the target's end."""

    def __init__(self, target: IO[bytes], key: bytes) -> None:
        salt = os.urandom(SALT)
        self._target, self._cipher, self._number = target, cipher(key, salt), 0
        self._rest = bytearray()
        target.write(MARK + salt)

    def writable(self) -> bool:
        """Always."""
        return True

    def write(self, data: object) -> int:
        """Take some bytes; whole pieces go out, one always waits as the last may be it."""
        size = len(memoryview(data))  # type: ignore[arg-type]
        self._rest += memoryview(data)  # type: ignore[arg-type]
        while len(self._rest) > PIECE:
            self._piece(bytes(self._rest[:PIECE]), last=False)
            del self._rest[:PIECE]
        return size

    def _piece(self, data: bytes, *, last: bool) -> None:
        self._target.write(self._cipher.encrypt(nonce(self._number, last=last), data, MARK))
        self._number += 1

    def close(self) -> None:
        """Write the last piece; without it nobody reads the file."""
        if not self.closed:
            self._piece(bytes(self._rest), last=True)
        super().close()


class Unsealer(io.RawIOBase):
    """Reads a sealed file; SealError as soon as something does not fit."""

    def __init__(self, source: IO[bytes], key: bytes) -> None:
        if source.read(len(MARK)) != MARK:
            raise SealError("this is no sealed file")
        self._source, self._cipher = source, cipher(key, source.read(SALT))
        self._number, self._left, self._over = 0, memoryview(b""), False
        self._ahead = source.read(PIECE + TAG)

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, target: object) -> int:
        """Fill a buffer with what comes next; 0 at the end."""
        while not self._left and not self._over:
            self._next()
        room = memoryview(target)  # type: ignore[arg-type]
        size = min(len(room), len(self._left))
        room[:size] = self._left[:size]
        self._left = self._left[size:]
        return size

    def _next(self) -> None:
        piece, self._ahead = self._ahead, self._source.read(PIECE + TAG)
        self._over = not self._ahead
        try:
            mark = nonce(self._number, last=self._over)
            self._left = memoryview(self._cipher.decrypt(mark, piece, MARK))
        except InvalidTag as error:
            raise SealError("the key is another one, or the file is damaged or cut off") from error
        self._number += 1

    def close(self) -> None:
        """Close the source, too."""
        self._source.close()
        super().close()


class SealedFile(io.RawIOBase):
    """A sealed file read from any place; SealError as soon as something does not fit.

    source: can be moved in. keys: one of them is the right one, which the first piece tells.
    """

    def __init__(self, source: IO[bytes], keys: Sequence[bytes]) -> None:
        self._source, self._at = source, 0
        end = source.seek(0, io.SEEK_END)
        source.seek(0)
        if source.read(len(MARK)) != MARK:
            raise SealError("this is no sealed file")
        salt = source.read(SALT)
        body = end - len(MARK) - SALT
        self._count = -(-body // (PIECE + TAG))
        self.size = body - self._count * TAG
        self._kept = (0, self._first(salt, keys))

    def _first(self, salt: bytes, keys: Sequence[bytes]) -> bytes:
        """The first piece, by whichever key opens it."""
        for key in keys:
            self._cipher = cipher(key, salt)
            try:
                return self._piece(0)
            except SealError:
                continue
        raise SealError("no key fits, or the file is damaged or cut off")

    def _piece(self, number: int) -> bytes:
        """What is in the piece with this number."""
        self._source.seek(len(MARK) + SALT + number * (PIECE + TAG))
        mark = nonce(number, last=number == self._count - 1)
        try:
            return self._cipher.decrypt(mark, self._source.read(PIECE + TAG), MARK)
        except InvalidTag as error:
            raise SealError("the file is damaged or cut off") from error

    def readable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """Always."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place; before the beginning there is nothing."""
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self.size}[whence]
        if start + offset < 0:
            raise ValueError(f"negative place {start + offset}")
        self._at = start + offset
        return self._at

    def tell(self) -> int:
        """Where the next byte comes from."""
        return self._at

    def readinto(self, target: object) -> int:
        """Fill a buffer with what comes next, up to the end of a piece; 0 at the end."""
        room = memoryview(target)  # type: ignore[arg-type]
        number, skipped = divmod(self._at, PIECE)
        if self._at >= self.size:
            return 0
        if self._kept[0] != number:
            self._kept = (number, self._piece(number))
        found = self._kept[1][skipped : skipped + len(room)]
        room[: len(found)] = found
        self._at += len(found)
        return len(found)

    def close(self) -> None:
        """Close the source, too."""
        self._source.close()
        super().close()
