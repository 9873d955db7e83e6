"""The kinds of fields, one file each; KINDS is the table of them all."""

from .base import Kind, ParseContext
from .boolean import Bool
from .choice import Choice
from .date import Date
from .file import File
from .identity import Identity
from .lines import LinesKind
from .link import Link
from .many import MANY_KINDS
from .moment import Moment
from .money import Money
from .number import Integer, Number, Percent
from .record import RecordKind
from .text import LongText, Text

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Identity(),
        Text(),
        LongText(),
        Integer(),
        Number(),
        Percent(),
        Money(),
        Date(),
        Moment(),
        Bool(),
        Choice(),
        Link(),
        File(),
        RecordKind(),
        LinesKind(),
        *MANY_KINDS,
    )
}

__all__ = ["KINDS", "Kind", "ParseContext"]
