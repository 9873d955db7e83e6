"""What a reader of one kind of file offers to the table made of it."""

from collections.abc import Iterator
from typing import NamedTuple, Protocol


class Record(NamedTuple):
    """A row or card: its number as a person counts them in the file, and its cells as text."""

    number: int
    cells: list[str]


class Records(Protocol):
    """A file as rows of text, head and titles included.

    `kind` names the format, `height` the number of rows (exact or estimated), the others are empty
    where they mean nothing.
    """

    kind: str
    encoding: str
    delimiter: str
    sheet: str
    sheets: list[str]
    height: int

    def records(self) -> Iterator[Record]:
        """All rows that are not empty, from the start, each time anew."""
        ...
