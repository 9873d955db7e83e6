"""Contacts of an address book as a column table whose columns are known beforehand.

A vCard, a Google or an Outlook export holds the same things under other names. Each becomes a
mapping from a *key* to values; a key is the name of a field, where it has kinds with the kind after
a colon: `last_name`, `phones:mobile`, `emails:work`. Several values of one key share a cell, parted
by line breaks.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from kartei.platform.records.readers.faults import FileFault
from kartei.platform.records.readers.limits import Limits
from kartei.platform.records.readers.records import Record

ORDER = (
    "salutation", "name", "last_name", "first_name", "middle_name", "nickname", "company",
    "department", "position", "phones", "emails", "sites", "messengers", "addresses", "birthday",
    "groups", "notes", "photo",
)  # fmt: skip
_MAX_COLUMNS = 80


@dataclass(slots=True)
class Contact:
    """One card: `number` as counted in the file, `values` per key, `photo` as bytes."""

    number: int
    values: dict[str, list[str]] = field(default_factory=dict)
    photo: bytes = b""

    def add(self, key: str, value: str, kind: str = "") -> None:
        """Note a value under its key (and kind) once; empty ones are passed over."""
        text = value.strip()
        if not text:
            return
        several = self.values.setdefault(f"{key}:{kind}" if kind else key, [])
        if text not in several:
            several.append(text)


class Book(Protocol):
    """A file of contacts, read anew at each call."""

    def contacts(self) -> Iterator[Contact]:
        """All contacts in their order."""
        ...


class ContactRecords:
    """Contacts as rows of text; the first pass finds the columns in use."""

    sheet = ""

    def __init__(
        self, book: Book, kind: str, encoding: str, delimiter: str, limits: Limits
    ) -> None:
        self.kind = kind
        self.encoding = encoding
        self.delimiter = delimiter
        self.sheets: list[str] = []
        self._book = book
        self._limits = limits
        used: set[str] = set()
        self.height = 0
        for contact in self._contacts():
            used |= contact.values.keys()
            self.height += 1
        self.keys = sorted(used, key=_place)[:_MAX_COLUMNS]

    def records(self) -> Iterator[Record]:
        """One row per contact that says anything."""
        for contact in self._contacts():
            cells = ["\n".join(contact.values.get(key, ())) for key in self.keys]
            if any(cells):
                yield Record(contact.number, cells)

    def photos(self) -> Iterator[tuple[int, bytes]]:
        """Row number and picture of every contact that has one."""
        for contact in self._contacts():
            if contact.photo:
                yield contact.number, contact.photo

    def _contacts(self) -> Iterator[Contact]:
        for count, contact in enumerate(self._book.contacts()):
            if count >= self._limits.rows:
                raise FileFault("file.too_many_rows", limit=self._limits.rows)
            yield contact


def _place(key: str) -> tuple[int, str]:
    base = key.partition(":")[0]
    return (ORDER.index(base) if base in ORDER else len(ORDER), key)
