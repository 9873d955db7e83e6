"""A file to read, whether it lies on disk or in memory."""

from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Protocol

from kartei.platform.records.readers.faults import FileFault
from kartei.platform.records.readers.limits import Limits


class Content(Protocol):
    """Bytes that are stored in a way of their own; size in bytes."""

    @property
    def size(self) -> int: ...

    def open(self) -> BinaryIO:
        """A fresh handle at the start."""


class Blob:
    """The bytes of an upload; may be opened several times, one after the other."""

    def __init__(self, source: Path | str | bytes | Content, limits: Limits) -> None:
        self._source = Path(source) if isinstance(source, str) else source
        self.size = size_of(self._source)
        if not self.size:
            raise FileFault("file.empty")
        if self.size > limits.size:
            raise FileFault("file.too_large", limit=limits.size)

    def open(self) -> BinaryIO:
        """A fresh handle at the start; the caller closes it."""
        if isinstance(self._source, bytes):
            return BytesIO(self._source)
        return self._source.open("rb") if isinstance(self._source, Path) else self._source.open()

    def head(self, count: int) -> bytes:
        """The first bytes."""
        with self.open() as handle:
            return handle.read(count)


def size_of(source: Path | bytes | Content) -> int:
    """How many bytes there are."""
    if isinstance(source, bytes):
        return len(source)
    return source.stat().st_size if isinstance(source, Path) else source.size
