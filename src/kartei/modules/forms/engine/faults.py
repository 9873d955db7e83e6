"""What is wrong with a template, as plain data that can be told in any language."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Fault:
    """One faulty place.

    code: which fault (`words.FAULTS`). what: the piece that is wrong; near: the right name most
    like it. paragraph counts from 1 within its part (body, header …); 0 where there is none; text:
    what the paragraph says.
    """

    code: str
    what: str = ""
    near: str = ""
    part: str = ""
    paragraph: int = 0
    text: str = ""

    def plain(self) -> dict[str, Any]:
        """The fault as JSON."""
        return asdict(self)


class BadTemplate(Exception):
    """A template that is not filled in."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(", ".join(fault.code for fault in faults))
        self.faults = faults
