"""The kinds of fields, one file each; KINDS is the table of them all."""

from kartei.platform.meta.kinds.base import Kind, ParseContext
from kartei.platform.meta.kinds.boolean import Bool
from kartei.platform.meta.kinds.choice import Choice
from kartei.platform.meta.kinds.date import Date
from kartei.platform.meta.kinds.duration import Duration
from kartei.platform.meta.kinds.file import File
from kartei.platform.meta.kinds.fullname import FullName
from kartei.platform.meta.kinds.identity import Identity
from kartei.platform.meta.kinds.layout import Layout
from kartei.platform.meta.kinds.lines import LinesKind
from kartei.platform.meta.kinds.link import Link
from kartei.platform.meta.kinds.many import MANY_KINDS
from kartei.platform.meta.kinds.moment import Moment
from kartei.platform.meta.kinds.money import Money
from kartei.platform.meta.kinds.number import Integer, Number, Percent
from kartei.platform.meta.kinds.record import RecordKind
from kartei.platform.meta.kinds.rights import FieldRights, Grants
from kartei.platform.meta.kinds.text import LongText, Text

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
        Duration(),
        FullName(),
        Bool(),
        Choice(),
        Link(),
        File(),
        RecordKind(),
        Layout(),
        LinesKind(),
        Grants(),
        FieldRights(),
        *MANY_KINDS,
    )
}

__all__ = ["KINDS", "Kind", "ParseContext"]
