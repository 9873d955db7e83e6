"""Bytes on disk, named by their sha256: the same content is stored once, as it is or sealed."""

from __future__ import annotations

import hashlib
import os
import secrets
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from kartei.platform.kit.sealed import ENDING, SealError
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import at_rest
from kartei.platform.records.at_rest import top

#: The forms in which content may lie on disk.
FORMS = ("", ENDING)
#: A file nobody names is left this long (seconds): its row may be on its way.
GRACE = 3600


@dataclass(frozen=True, slots=True)
class Blob:
    """Stored bytes: their hash, and how many."""

    sha256: str
    size: int

    def open(self) -> BinaryIO:
        """A fresh handle at the start; the caller closes it."""
        return opened(self.sha256)


def cache() -> Path:
    """The folder of what can be made anew from blobs; no part of a backup."""
    return top().with_name("cache")


def place(sha256: str, *, under: Path | None = None, ending: str = "") -> Path:
    """Where a blob (or something made of it) lies: two levels, so that no folder grows huge."""
    return (under or top()) / sha256[:2] / sha256[2:4] / (sha256 + ending)


def too_large(limit: int) -> Refusal:
    """413 with the limit in megabytes."""
    return Refusal(
        "files.too_large",
        _("The file is larger than %(limit)s MB"),
        status=413,
        limit=limit // 1_048_576,
    )


def missing() -> Refusal:
    """404: the row is there, its bytes are not (a restore without files)."""
    return Refusal("files.missing", _("The file's content is missing"), status=404)


def locked() -> Refusal:
    """503: the file is encrypted, and this server has not its key."""
    return Refusal(
        "files.locked",
        _("Files are encrypted here, and their key is missing. Ask your administrator"),
        status=503,
    )


def opened(sha256: str) -> BinaryIO:
    """Stored content in clear. FileNotFoundError, or SealError where no key fits."""
    # both forms twice: one may be exchanged for the other between two looks
    for ending in FORMS * 2:
        try:
            return at_rest.opened(place(sha256, ending=ending))
        except FileNotFoundError:
            continue
    raise FileNotFoundError(sha256)


def read(sha256: str) -> bytes:
    """Stored content as a whole; raises as ``opened`` does."""
    with opened(sha256) as file:
        return file.read()


def put(chunks: Iterable[bytes], limit: int) -> Blob:
    """Store a stream; on disk when this returns. 413 past the limit; leaves nothing behind then.

    SealError where it would have to be sealed and the key is not there.
    """
    key = at_rest.writing_key()
    folder = top() / "incoming"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = folder / secrets.token_hex(16)
    try:
        digest, size = written(draft, chunks, limit, key)
        blob = Blob(digest, size)
        settled(draft, blob, "" if key is None else ENDING)
        return blob
    finally:
        draft.unlink(missing_ok=True)


def written(draft: Path, chunks: Iterable[bytes], limit: int, key: bytes | None) -> tuple[str, int]:
    """Write and hash a stream, sealed under a key or as it is; returns (sha256, size)."""
    digest, size = hashlib.sha256(), 0
    with draft.open("xb") as file:
        os.chmod(draft, 0o600)
        with at_rest.sealing(file, key) as sink:
            for chunk in chunks:
                size += len(chunk)
                if size > limit:
                    raise too_large(limit)
                digest.update(chunk)
                sink.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest(), size


def settled(draft: Path, blob: Blob, ending: str) -> None:
    """Move a written draft to its place; content that is there already stays as it is."""
    if is_there(blob):
        return
    target = place(blob.sha256, ending=ending)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.replace(draft, target)
    sync_folder(target.parent)


def is_there(blob: Blob) -> bool:
    """Whether content is stored already and can be read; it is kept from the sweep then."""
    for ending in FORMS * 2:
        path = place(blob.sha256, ending=ending)
        try:
            with at_rest.opened(path) as file:
                if file.seek(0, os.SEEK_END) != blob.size:
                    continue
            # a fresh date keeps the sweep away until the row that names it is committed
            os.utime(path)
        except (FileNotFoundError, SealError):
            continue
        return True
    return False


def sync_folder(folder: Path) -> None:
    """Make a rename durable; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def cached(sha256: str, ending: str) -> bytes | None:
    """What was made of some content before; None where it must be made."""
    sealed = "" if at_rest.key_path() is None else ENDING
    try:
        with at_rest.opened(place(sha256, under=cache(), ending=ending + sealed)) as file:
            return file.read()
    except (FileNotFoundError, SealError):
        return None


def put_cached(sha256: str, ending: str, data: bytes) -> None:
    """Keep what was made of some content, in the form that contents have here."""
    key = at_rest.writing_key()
    ending += "" if key is None else ENDING
    at_rest.write_whole(place(sha256, under=cache(), ending=ending), data, key)


def stored() -> Iterator[Path]:
    """All blobs on disk."""
    yield from (p for p in top().glob("??/??/*") if p.is_file())


def sha256_of(path: Path) -> str:
    """Which content a stored file holds."""
    return path.name.removesuffix(ENDING)


def is_old(path: Path, age: int = GRACE) -> bool:
    """Whether a file was neither written nor claimed for some seconds; one that is gone is not."""
    try:
        return path.stat().st_mtime < time.time() - age
    except FileNotFoundError:
        return False


def drop(sha256: str) -> None:
    """Remove a blob and what was made of it."""
    for ending in FORMS:
        place(sha256, ending=ending).unlink(missing_ok=True)
    for made in place(sha256, under=cache()).parent.glob(f"{sha256}.*"):
        made.unlink(missing_ok=True)


def drop_drafts() -> None:
    """Remove uploads that broke off."""
    for draft in (top() / "incoming").glob("*"):
        if is_old(draft):
            draft.unlink(missing_ok=True)
