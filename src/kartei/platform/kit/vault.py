"""Secrets that must be readable again (passwords of mail servers, tokens), encrypted for storage.

A file outside the data folder holds the keys, one per line, the newest first; so neither a copy of
the database nor a backup gives a secret away. Fernet (AES-128-CBC with HMAC-SHA256) of the
``cryptography`` package does the rest.
"""

from __future__ import annotations

import stat
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from kartei.platform.kit.key_files import put

#: Keys that a file holds at most after a renewal: the newest, and the one before it, under which
#: another process may just have encrypted something.
KEPT = 2


class VaultError(Exception):
    """A secret cannot be kept or read; ``reason`` is "no_key", "unreadable" or "not_writable"."""

    def __init__(self, reason: str, path: Path) -> None:
        super().__init__(f"{reason}: {path}")
        self.reason = reason
        self.path = path


@dataclass(slots=True)
class Vault:
    """Encrypts and decrypts under the keys of one file; read anew whenever the file changes."""

    path: Path
    _seen: tuple[int, int, int] = (0, 0, 0)
    _keys: MultiFernet | None = field(default=None)

    def seal(self, text: str) -> str:
        """The encrypted form of a text; makes the key with the first secret."""
        if not self.path.exists():
            self._write([Fernet.generate_key().decode()], fresh=True)
        return self._fernet().encrypt(text.encode()).decode("ascii")

    def open(self, sealed: str) -> str:
        """The text again. VaultError "unreadable" where no key of the file fits."""
        try:
            return self._fernet().decrypt(sealed.encode()).decode()
        except InvalidToken as error:
            raise VaultError("unreadable", self.path) from error

    def reseal(self, sealed: str) -> str:
        """The same secret under the newest key."""
        try:
            return self._fernet().rotate(sealed.encode()).decode("ascii")
        except InvalidToken as error:
            raise VaultError("unreadable", self.path) from error

    def add_key(self) -> None:
        """A new key in front: from now on it encrypts, the others still decrypt."""
        self._write([Fernet.generate_key().decode(), *self._lines()])

    def drop_keys(self) -> None:
        """Forget old keys, but for the one before the newest."""
        self._write(self._lines()[:KEPT])

    @property
    def mode(self) -> int | None:
        """The permission bits of the file; None where there is none."""
        return stat.S_IMODE(self.path.stat().st_mode) if self.path.exists() else None

    def _lines(self) -> list[str]:
        try:
            text = self.path.read_text(encoding="ascii")
        except FileNotFoundError as error:
            raise VaultError("no_key", self.path) from error
        except (OSError, UnicodeDecodeError) as error:
            raise VaultError("unreadable", self.path) from error
        return text.split()

    def _fernet(self) -> MultiFernet:
        try:
            found = self.path.stat()
        except OSError as error:
            raise VaultError("no_key", self.path) from error
        state = (found.st_mtime_ns, found.st_ino, found.st_size)
        if self._keys is None or self._seen != state:
            try:
                self._keys = MultiFernet([Fernet(line) for line in self._lines()])
            except ValueError as error:
                raise VaultError("unreadable", self.path) from error
            self._seen = state
        return self._keys

    def _write(self, keys: list[str], *, fresh: bool = False) -> None:
        """Put the keys in place; fresh: another process that was faster wins."""
        try:
            put(self.path, keys, fresh=fresh)
        except OSError as error:
            raise VaultError("not_writable", self.path) from error
