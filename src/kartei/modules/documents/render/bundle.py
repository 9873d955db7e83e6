"""Many PDF files as one: their pages one after the other, or an archive of the files."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from pathlib import PurePath
from threading import Lock
from typing import Any, BinaryIO

import pypdfium2

#: PDFium is no program for several threads at once.
_lock = Lock()


@dataclass(slots=True)
class Pages:
    """One PDF of all pages; written when the work ends well."""

    target: BinaryIO
    whole: Any = field(default_factory=pypdfium2.PdfDocument.new)

    def add(self, name: str, data: bytes) -> None:
        """The pages of a file, after those before it."""
        with _lock:
            part = pypdfium2.PdfDocument(data)
            self.whole.import_pages(part)
            part.close()

    def __enter__(self) -> Pages:
        return self

    def __exit__(self, kind: object, *_rest: object) -> None:
        with _lock:
            if kind is None:
                self.whole.save(self.target)
            self.whole.close()


@dataclass(slots=True)
class Archive:
    """A ZIP of the files; of the same name twice, the second gets a number."""

    target: BinaryIO
    archive: zipfile.ZipFile = field(init=False)
    names: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        # PDF is compressed already.
        self.archive = zipfile.ZipFile(self.target, "w", zipfile.ZIP_STORED)

    def add(self, name: str, data: bytes) -> None:
        """A file under its name."""
        plain = PurePath(name.replace("/", "-").replace("\\", "-"))
        free, count = str(plain), 1
        while free in self.names:
            count += 1
            free = f"{plain.stem} ({count}){plain.suffix}"
        self.names.add(free)
        self.archive.writestr(free, data)

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_rest: object) -> None:
        self.archive.close()
