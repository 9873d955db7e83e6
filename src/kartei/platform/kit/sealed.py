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
from pathlib import Path
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MARK = b"KARTEI-SEALED-1\n"
SALT, TAG = 32, 16
PIECE = 1 << 20


class SealError(OSError):
    """A sealed file cannot be read: a wrong key, or the file is damaged or cut off."""


def new_key() -> str:
    """A key as text for a file."""
    return base64.urlsafe_b64encode(os.urandom(32)).decode()


def key_in(path: Path) -> bytes:
    """The key that a file holds. SealError when there is none."""
    try:
        found = base64.urlsafe_b64decode(path.read_text(encoding="ascii").strip())
    except (OSError, ValueError) as error:
        raise SealError(f"the key file {path} cannot be read") from error
    if len(found) != 32:
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
