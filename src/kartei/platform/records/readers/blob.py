"""A file to read, whether it lies on disk or in memory."""

from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from kartei.platform.records.readers.faults import FileFault
from kartei.platform.records.readers.limits import Limits


class Blob:
    """The bytes of an upload; may be opened several times, one after the other."""

    def __init__(self, source: Path | str | bytes, limits: Limits) -> None:
        self._source = source if isinstance(source, bytes) else Path(source)
        self.size = len(source) if isinstance(source, bytes) else Path(source).stat().st_size
        if not self.size:
            raise FileFault("file.empty")
        if self.size > limits.size:
            raise FileFault("file.too_large", limit=limits.size)

    def open(self) -> BinaryIO:
        """A fresh handle at the start; the caller closes it."""
        if isinstance(self._source, bytes):
            return BytesIO(self._source)
        return self._source.open("rb")

    def head(self, count: int) -> bytes:
        """The first bytes."""
        with self.open() as handle:
            return handle.read(count)
