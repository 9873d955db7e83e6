"""Where the head row of a table is, when titles and remarks stand above it."""

import re

from kartei.platform.kit.dates import parse_date
from kartei.platform.kit.faults import ValueFault
from kartei.platform.records.readers.records import Record
from kartei.platform.records.readers.synonyms import is_known_head

_SEARCHED = 25
_DIGITS = re.compile(r"[\d\s+()\-.,/:%€$₽]+")
_MAX_TITLE = 80


def find_head(records: list[Record]) -> Record | None:
    """The head among the first rows, None when the table seems to begin with data.

    A head is as wide as the rows below it, holds words instead of values, repeats none of them,
    and better still its words are known ones.
    """
    if not records:
        return None
    width = _usual_width(records)
    best: Record | None = None
    best_score = 0.0
    for record in records[:_SEARCHED]:
        score = _score(record, width)
        # A later row must be clearly better, for a table begins with its head.
        if score > best_score + 0.5:
            best, best_score = record, score
    return best


def _usual_width(records: list[Record]) -> int:
    widths = sorted(sum(bool(cell.strip()) for cell in record.cells) for record in records)
    return widths[len(widths) * 3 // 4]


def _score(record: Record, width: int) -> float:
    titles = [cell.strip() for cell in record.cells if cell.strip()]
    if len(titles) < max(1, width * 0.5) or (width > 1 and len(titles) < 2):
        return 0.0
    values = sum(_is_value(title) for title in titles)
    known = sum(is_known_head(title) for title in titles)
    if values and known <= values:
        return 0.0
    if not known and (len(titles) < 2 or any(len(title) > _MAX_TITLE for title in titles)):
        return 0.0
    repeated = len(titles) - len({title.casefold() for title in titles})
    fullness = min(1.0, len(titles) / max(1, width))
    return 3 * known / len(titles) + fullness + 0.2 - (values + repeated) / len(titles)


def _is_value(text: str) -> bool:
    """Whether a cell is a value no head would be called by: digits, an address, a day."""
    if _DIGITS.fullmatch(text) or "@" in text or sum(map(str.isdigit, text)) > 5:
        return True
    if not any(map(str.isdigit, text)):
        return False
    try:
        parse_date(text)
    except ValueFault:
        return False
    return True
