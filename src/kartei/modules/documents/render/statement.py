"""What a statement of account tells beside the two sides: what was charged, what was paid.

It is printed with the letterhead of a paper and has no lines of its own.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kartei.modules.documents.render import figures
from kartei.modules.documents.render.inwords import in_words
from kartei.platform.kit.money import Amount

if TYPE_CHECKING:
    from kartei.modules.documents.render.model import PaperDocument

Text = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Movement:
    """A document of the period in ready words; minor units, charged raises what the client owes."""

    day: datetime.date
    words: str
    charged: int = 0
    paid: int = 0


@dataclass(frozen=True, slots=True)
class Statement:
    """An account from one day to another, both inclusive.

    firm, client: their full names. opening: what the client owed before the first day, in minor
    units; below nothing where the own firm owed him.
    """

    firm: str
    client: str

    since: datetime.date
    until: datetime.date
    opening: int
    movements: tuple[Movement, ...]

    @property
    def charged(self) -> int:
        """The sum of what was charged."""
        return sum(one.charged for one in self.movements)

    @property
    def paid(self) -> int:
        """The sum of what was paid."""
        return sum(one.paid for one in self.movements)

    @property
    def closing(self) -> int:
        """What is owed at the end of the last day."""
        return self.opening + self.charged - self.paid


def period(told: Statement, language: str) -> str:
    """The days of the account: «1 ноября 2026 г. – 30 ноября 2026 г.»."""
    return " – ".join(figures.day(one, language) for one in (told.since, told.until))


def side(minor: int) -> str:
    """Which words tell a balance: debt, credit or none."""
    return "debt" if minor > 0 else "credit" if minor < 0 else "none"


def shaped(paper: PaperDocument, text: Text) -> dict[str, Any] | None:
    """The values that layouts of statements print; None for other papers."""
    told = paper.statement
    if told is None:
        return None
    currency, language = paper.currency, paper.language

    def bare(minor: int) -> str:
        return figures.bare_amount(minor, currency, language)

    def column(minor: int) -> str:
        return bare(minor) if minor else ""

    days = "%d/%m/%Y" if language == "en" else "%d.%m.%Y"
    return {
        "firm": text(told.firm),
        "client": text(told.client),
        "since": figures.day(told.since, language),
        "until": figures.day(told.until, language),
        "rows": [
            {
                "day": one.day.strftime(days),
                "words": text(one.words),
                "charged": column(one.charged),
                "paid": column(one.paid),
            }
            for one in told.movements
        ],
        "opening": [column(max(told.opening, 0)), column(max(-told.opening, 0))],
        "turnover": [bare(told.charged), bare(told.paid)],
        "closing": [column(max(told.closing, 0)), column(max(-told.closing, 0))],
        "side": side(told.closing),
        "sum": figures.amount(abs(told.closing), currency, language),
        "words": text(in_words(Amount(abs(told.closing), currency), language)),
    }
