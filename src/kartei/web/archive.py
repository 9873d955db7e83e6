"""The archive of a backup: one ``.tar.gz`` whose last member, the manifest, vouches for all others.

Members: the database (``kartei.sqlite3`` or ``kartei.dump``), ``secret-key``, ``files/…``,
``manifest.json``. The manifest is written last, so an archive that broke off has none. Its
``members`` give size and SHA-256 of each. Under a key the whole is sealed (platform.kit.sealed).
"""

import gzip
import hashlib
import io
import json
import os
import tarfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any

from kartei.platform.kit.sealed import SealError, Unsealer, is_sealed, key_in

FORMAT = 1
MANIFEST = "manifest.json"
SQLITE = "kartei.sqlite3"
DUMP = "kartei.dump"
KEY = "secret-key"
FILES = "files"
_BLOCK = 1 << 20


class ArchiveError(Exception):
    """The archive cannot be used; the text says why, for the person who wants to restore it."""


@dataclass(frozen=True, slots=True)
class Member:
    """One member as the manifest knows it; size in bytes."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive holds and where it comes from."""

    format: int
    version: str
    epoch: str
    created_at: str
    engine: str
    members: tuple[Member, ...]

    def to_json(self) -> bytes:
        """The manifest's own bytes in the archive."""
        return json.dumps(asdict(self), indent=1).encode()

    @classmethod
    def from_json(cls, data: bytes) -> "Manifest":
        """Read a manifest; ArchiveError when it is none."""
        try:
            found = json.loads(data)
            if found["format"] > FORMAT:
                raise ArchiveError("the archive was made by a newer version of Kartei")
            members = tuple(Member(**member) for member in found.pop("members"))
            return cls(**found, members=members)
        except (ValueError, TypeError, KeyError) as error:
            raise ArchiveError("the archive's manifest cannot be read") from error


class Writer:
    """Adds members to an open archive and remembers their sums."""

    def __init__(self, target: IO[bytes]) -> None:
        self._tar = tarfile.open(fileobj=target, mode="w:gz", compresslevel=6)  # noqa: SIM115 (see close)
        self.members: list[Member] = []

    def add(self, name: str, path: Path) -> None:
        """Put the file at PATH into the archive as NAME, summing up the very bytes written."""
        with path.open("rb") as file:
            info = tarfile.TarInfo(name)
            info.size = path.stat().st_size
            info.mode = 0o600
            summing = _Summing(file)
            self._tar.addfile(info, summing)
        self.members.append(Member(name, info.size, summing.sum.hexdigest()))

    def close(self, manifest: Manifest) -> None:
        """Write the manifest and end the archive."""
        data = manifest.to_json()
        info = tarfile.TarInfo(MANIFEST)
        info.size, info.mode = len(data), 0o600
        self._tar.addfile(info, io.BytesIO(data))
        self._tar.close()


class _Summing(io.RawIOBase):
    """A file that is summed up while it is read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.sum = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """Read and remember."""
        data = self._file.read(size)
        self.sum.update(data)
        return data


def verify(path: Path, key: Path | None = None) -> Manifest:
    """Read the whole archive at PATH against its manifest; ArchiveError says what is wrong.

    key: the file with the key of a sealed archive.
    """
    return _walk(path, key, lambda name, blocks: None)


def unpack(path: Path, target: Path, key: Path | None = None) -> Manifest:
    """Write the members below TARGET, verified on the way; an ArchiveError leaves some there."""

    def write(name: str, blocks: Iterator[bytes]) -> None:
        place = target / name
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with place.open("wb") as file:
            file.writelines(blocks)
            file.flush()
            os.fsync(file.fileno())

    return _walk(path, key, write)


def _walk(path: Path, key: Path | None, take: Callable[[str, Iterator[bytes]], Any]) -> Manifest:
    """Give each member but the manifest to TAKE, then compare all sums with the manifest."""
    found: list[Member] = []
    manifest = None
    try:
        for info, content in _members(path, key):
            if content is None or not _allowed(info.name):
                raise ArchiveError(f"the archive holds something foreign: {info.name}")
            if info.name == MANIFEST:
                manifest = Manifest.from_json(content.read())
            else:
                found.append(_take(info.name, content, take))
    except FileNotFoundError as error:
        raise ArchiveError(f"there is no file {path}") from error
    except SealError as error:
        raise ArchiveError(str(error)) from error
    except (tarfile.TarError, zlib.error, EOFError, OSError) as error:
        raise ArchiveError(f"the archive is damaged or cut off: {error}") from error
    if manifest is None:
        raise ArchiveError("the archive is cut off: its manifest is missing")
    if set(found) != set(manifest.members) or len(found) != len(manifest.members):
        raise ArchiveError(_difference(found, manifest))
    return manifest


def _opened(path: Path, key: Path | None) -> IO[bytes]:
    """The archive's bytes, unsealed where it is sealed."""
    if not is_sealed(path):
        return path.open("rb")
    if key is None or not key.exists():
        raise SealError("the archive is encrypted: name the file with its key")
    found = key_in(key)
    return io.BufferedReader(Unsealer(path.open("rb"), found), _BLOCK)


def _members(path: Path, key: Path | None) -> Iterator[tuple[tarfile.TarInfo, IO[bytes] | None]]:
    """The archive's members in their order; None instead of content for what is no plain file."""
    with _opened(path, key) as source, gzip.open(source) as file:
        with tarfile.open(fileobj=file, mode="r|") as tar:
            for info in tar:
                yield info, tar.extractfile(info) if info.isreg() else None
        while file.read(_BLOCK):
            pass  # only at the very end does gzip compare its own sum


def _take(name: str, content: IO[bytes], take: Callable[[str, Iterator[bytes]], Any]) -> Member:
    """Pass one member's blocks to TAKE and sum them up."""
    total, size = hashlib.sha256(), 0

    def blocks() -> Iterator[bytes]:
        nonlocal size
        while block := content.read(_BLOCK):
            total.update(block)
            size += len(block)
            yield block

    rest = blocks()
    take(name, rest)
    for _ in rest:
        pass  # what TAKE did not want still counts
    return Member(name, size, total.hexdigest())


def _allowed(name: str) -> bool:
    """Whether NAME is one of ours; no name can lead out of the folder it is unpacked in."""
    parts = PurePosixPath(name).parts
    if ".." in parts or name.startswith("/") or "\\" in name:
        return False
    return name in (MANIFEST, SQLITE, DUMP, KEY) or (parts[0] == FILES and len(parts) > 1)


def _difference(found: list[Member], manifest: Manifest) -> str:
    """Name one member that is not what the manifest says."""
    wrong = sorted({member.name for member in set(found) ^ set(manifest.members)})
    return f"the archive is damaged: {wrong[0] if wrong else 'a member stands in it twice'}"
