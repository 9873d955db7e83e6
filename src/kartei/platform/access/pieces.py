"""Pages of sessions and tokens: few enough to look through in memory, too many for one answer."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from django.utils.translation import gettext as _

from kartei.platform.access.models import Session, Token
from kartei.platform.meta.errors import bad_question

Row = TypeVar("Row", Session, Token)
#: Rows of one page.
PAGE = 500


def piece(rows: list[Row], after: str) -> tuple[list[Row], str | None]:
    """A page of rows (newest first, then by key) behind a mark, and the mark of the next page.

    The mark is a place, not a row: it holds when its row has ended meanwhile.
    """
    if after:
        at, key = place_of(after)
        rows = [row for row in rows if row.made_at < at or (row.made_at == at and row.key > key)]
    shown = rows[:PAGE]
    last = shown[-1] if len(rows) > PAGE else None
    return shown, f"{last.made_at.isoformat()} {last.key}" if last else None


def place_of(mark: str) -> tuple[datetime, str]:
    """When, and the key of a mark; 400 for what is none."""
    moment, _blank, key = mark.partition(" ")
    wrong = bad_question(_("This is no place in the list"), "query.after")
    try:
        at = datetime.fromisoformat(moment)
    except ValueError as error:
        raise wrong from error
    if at.tzinfo is None:
        raise wrong
    return at, key
