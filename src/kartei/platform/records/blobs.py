"""Bytes on disk, named by their sha256: the same content is stored once."""

from __future__ import annotations

import hashlib
import os
import secrets
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kartei.platform.meta.errors import Refusal

#: A file nobody names is left this long (seconds): its row may be on its way.
GRACE = 3600


@dataclass(frozen=True, slots=True)
class Blob:
    """Stored bytes: their hash, how many, and where."""

    sha256: str
    size: int
    path: Path


def top() -> Path:
    """The folder of all blobs."""
    return Path(settings.MEDIA_ROOT)


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


def put(chunks: Iterable[bytes], limit: int) -> Blob:
    """Store a stream; on disk when this returns. 413 past the limit; leaves nothing behind then."""
    folder = top() / "incoming"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = folder / secrets.token_hex(16)
    try:
        digest, size = written(draft, chunks, limit)
        return settled(draft, digest, size)
    finally:
        draft.unlink(missing_ok=True)


def written(draft: Path, chunks: Iterable[bytes], limit: int) -> tuple[str, int]:
    """Write and hash a stream; returns (sha256, size)."""
    digest, size = hashlib.sha256(), 0
    with draft.open("xb") as file:
        os.chmod(draft, 0o600)
        for chunk in chunks:
            size += len(chunk)
            if size > limit:
                raise too_large(limit)
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest(), size


def settled(draft: Path, sha256: str, size: int) -> Blob:
    """Move a written draft to its place; content that is there already stays as it is."""
    target = place(sha256)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if target.exists() and target.stat().st_size == size:
        # a fresh date keeps the sweep away until the row that names it is committed
        os.utime(target)
    else:
        os.replace(draft, target)
        sync_folder(target.parent)
    return Blob(sha256, size, target)


def sync_folder(folder: Path) -> None:
    """Make a rename durable; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def put_cached(path: Path, data: bytes) -> None:
    """Write a file that may be made again; whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{secrets.token_hex(8)}")
    try:
        draft.write_bytes(data)
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def stored() -> Iterator[Path]:
    """All blobs on disk."""
    yield from (p for p in top().glob("??/??/*") if p.is_file())


def is_old(path: Path, age: int = GRACE) -> bool:
    """Whether a file was neither written nor claimed for some seconds."""
    return path.stat().st_mtime < time.time() - age


def drop(sha256: str) -> None:
    """Remove a blob and what was made of it."""
    place(sha256).unlink(missing_ok=True)
    for made in place(sha256, under=cache()).parent.glob(f"{sha256}.*"):
        made.unlink(missing_ok=True)


def drop_drafts() -> None:
    """Remove uploads that broke off."""
    for draft in (top() / "incoming").glob("*"):
        if is_old(draft):
            draft.unlink(missing_ok=True)
