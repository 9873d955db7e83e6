"""Stored files encrypted under keys outside the data folder (docs/decisions/0021-files-at-rest.md).

A sealed file has an ending of its own, so that what strangers upload is never taken for one. Beside
the files lie a probe, which tells whether the keys are the right ones, and a mark that says under
which key all of them are.
"""

from __future__ import annotations

import hashlib
import io
import os
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import IO, BinaryIO, cast

from django.conf import settings

from kartei.platform.kit.key_files import put
from kartei.platform.kit.sealed import (
    ENDING,
    PIECE,
    SealedFile,
    Sealer,
    SealError,
    keys_in,
    new_key,
)

PROBE, MARK = f"key-probe{ENDING}", "all-sealed"
#: Keys kept after a renewal: another process may just have sealed something under the one before.
KEPT = 2


def top() -> Path:
    """The folder of all stored files."""
    return Path(settings.MEDIA_ROOT)


def key_path() -> Path | None:
    """The file of the keys; None where files are stored as they are."""
    return Path(settings.FILES_KEY) if settings.FILES_KEY else None


def keys() -> tuple[bytes, ...]:
    """The keys, newest first; SealError where there are none."""
    path = key_path()
    if path is None:
        raise SealError("files are encrypted, and KARTEI_FILES_KEY names no key")
    try:
        found = path.stat()
    except OSError as error:
        raise SealError(f"the key file {path} is not there") from error
    return _keys(path, found.st_mtime_ns, found.st_ino, found.st_size)


@lru_cache(maxsize=4)
def _keys(path: Path, *state: int) -> tuple[bytes, ...]:
    """The keys of a file in one state of it."""
    return keys_in(path)


def writing_key() -> bytes | None:
    """The key for a new file, None where files are stored as they are.

    Makes the first key. SealError where the keys are not those of the files that are there: what
    was sealed under others would be lost when the right ones come back.
    """
    path, probe = key_path(), top() / PROBE
    if path is None:
        (top() / MARK).unlink(missing_ok=True)
        return None
    if not probe.exists():
        put(path, [new_key()], fresh=True)
        set_probe(keys()[0])
    found = probe.stat()
    state = (found.st_mtime_ns, found.st_ino, found.st_size)
    _fit(probe, keys(), *state)
    return keys()[0]


@lru_cache(maxsize=4)
def _fit(probe: Path, found: tuple[bytes, ...], *state: int) -> None:
    """SealError unless one of the keys opens the probe."""
    unsealed(probe, found).close()


def set_probe(key: bytes) -> None:
    """Seal a new probe under a key."""
    write_whole(top() / PROBE, b"Kartei", key)


def write_whole(path: Path, data: bytes, key: bytes | None) -> None:
    """Write a file, sealed under a key or as it is; whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{secrets.token_hex(8)}")
    try:
        with draft.open("xb") as file, sealing(file, key) as sink:
            sink.write(data)
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def sealing(file: IO[bytes], key: bytes | None) -> Iterator[IO[bytes]]:
    """Where the bytes of a file go: into it as they are, or sealed."""
    if key is None:
        yield file
        return
    sealer = Sealer(file, key)
    yield cast("IO[bytes]", sealer)
    sealer.close()


def opened(path: Path) -> BinaryIO:
    """A stored file in clear, whichever form its ending names; can be moved in.

    OSError, a SealError among them when no key fits.
    """
    return path.open("rb") if path.suffix != ENDING else unsealed(path, keys())


def unsealed(path: Path, found: Sequence[bytes]) -> BinaryIO:
    """A sealed file in clear; SealError when none of the keys fits."""
    file = path.open("rb")
    try:
        return cast("BinaryIO", io.BufferedReader(SealedFile(file, found), PIECE))
    except SealError:
        file.close()
        raise


def is_current(path: Path, key: bytes | None) -> bool:
    """Whether a stored file has the wished form: sealed under this very key, or not sealed."""
    if key is None or path.suffix != ENDING:
        return (path.suffix == ENDING) == (key is not None)
    try:
        unsealed(path, [key]).close()
    except SealError:
        return False
    return True


def mark_of(key: bytes) -> str:
    """A name of a key that tells nothing of it."""
    return hashlib.sha256(b"kartei all sealed" + key).hexdigest()


def is_done() -> bool:
    """Whether all files are known to be sealed under the newest key."""
    try:
        return (top() / MARK).read_text(encoding="ascii") == mark_of(keys()[0])
    except FileNotFoundError:
        return False


def trouble() -> str:
    """Why stored files cannot be read or written here, in English for the log; else nothing."""
    probe = top() / PROBE
    try:
        if probe.exists():
            unsealed(probe, keys()).close()
    except SealError as error:
        return str(error)
    return ""
