"""Storing all files anew in another form: sealed, sealed under the newest key, or in clear.

May break off anywhere: each file is written beside, read back and put in place, and only then does
the old form go. What is served and stored meanwhile goes on.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from kartei.platform.kit.key_files import put
from kartei.platform.kit.sealed import ENDING, PIECE, SealError, new_key
from kartei.platform.records import at_rest, blobs

#: Told (done, total) between two files; whatever it raises ends the pass.
Progress = Callable[[int, int], None]


class DamagedError(Exception):
    """A stored file is not what its name says, or was not written as it should."""


@dataclass(slots=True)
class Tally:
    """How a pass ended: files stored anew, and those left as they were."""

    changed: int = 0
    unreadable: int = 0
    damaged: int = 0

    @property
    def clean(self) -> bool:
        """Whether every file has the wished form now."""
        return not self.unreadable and not self.damaged


def seal_all(progress: Progress) -> Tally:
    """Seal all files under the newest key; SealError where the keys are not the right ones."""
    key = at_rest.writing_key()
    if key is None:
        raise SealError("KARTEI_FILES_KEY names no key")
    tally = walk(key, progress)
    if tally.clean:
        at_rest.set_probe(key)
        at_rest.write_whole(at_rest.top() / at_rest.MARK, at_rest.mark_of(key).encode(), None)
    return tally


def renew(progress: Progress) -> Tally:
    """Seal all files under a new key, and forget old ones.

    The key before stays for one more renewal: a server may just have sealed a file under it.
    """
    path = at_rest.key_path()
    if path is None or at_rest.writing_key() is None:
        raise SealError("KARTEI_FILES_KEY names no key")
    put(path, [new_key(), *path.read_text(encoding="ascii").split()])
    tally = seal_all(progress)
    if tally.clean:
        put(path, path.read_text(encoding="ascii").split()[: at_rest.KEPT])
    return tally


def open_all(progress: Progress) -> Tally:
    """Put all files back in clear, and forget that they were sealed."""
    tally = walk(None, progress)
    if tally.clean:
        for name in (at_rest.MARK, at_rest.PROBE):
            (at_rest.top() / name).unlink(missing_ok=True)
    return tally


def walk(key: bytes | None, progress: Progress) -> Tally:
    """Bring every file into the wished form: sealed under a key, or in clear."""
    drop_pictures()
    tally, found = Tally(), sorted(blobs.stored())
    for done, path in enumerate(found):
        progress(done, len(found))
        try:
            tally.changed += change(path, key)
        except FileNotFoundError:
            continue  # swept, or changed by another pass
        except SealError:
            tally.unreadable += 1
        except DamagedError:
            tally.damaged += 1
    progress(len(found), len(found))
    return tally


def drop_pictures() -> None:
    """Pictures in other sizes go; they are made anew in the right form."""
    for path in blobs.cache().glob("??/??/*.webp*"):
        path.unlink(missing_ok=True)


def change(path: Path, key: bytes | None) -> bool:
    """Bring one file into the wished form; False when it has it."""
    if at_rest.is_current(path, key):
        return False
    sha256 = blobs.sha256_of(path)
    target = blobs.place(sha256, ending="" if key is None else ENDING)
    draft = at_rest.top() / "incoming" / secrets.token_hex(16)
    draft.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        with at_rest.opened(path) as source:
            blobs.written(draft, pieces(source), 1 << 62, key)
        if hash_of(draft, key) != sha256:
            raise DamagedError(sha256)
        os.replace(draft, target)
    finally:
        draft.unlink(missing_ok=True)
    blobs.sync_folder(target.parent)
    if path != target:
        path.unlink(missing_ok=True)
    return True


def hash_of(draft: Path, key: bytes | None) -> str:
    """The hash of what a reader will find in a written file."""
    digest = hashlib.sha256()
    with draft.open("rb") if key is None else at_rest.unsealed(draft, [key]) as file:
        for piece in pieces(file):
            digest.update(piece)
    return digest.hexdigest()


def pieces(source: BinaryIO) -> Iterator[bytes]:
    """A file in pieces."""
    while piece := source.read(PIECE):
        yield piece
