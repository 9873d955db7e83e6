"""Open sums by how long they are due: parts as the database adds them up become rows and sums."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

#: Days past the last day of payment up to which each span goes; the last span has no end.
SPANS = (0, 30, 60, 90)
#: Names of the spans: not due yet, 1–30, 31–60, 61–90 and more than 90 days late.
NAMES = ("coming", "d30", "d60", "d90", "more")


def edges(day: date) -> tuple[date, ...]:
    """The earliest last day of payment that each bounded span has on a day: ``due >= edge``."""
    return tuple(day - timedelta(days=span) for span in SPANS)


def span_of(due: date, day: date) -> int:
    """The place of the span in `NAMES`; on its last day of payment an invoice is not due yet."""
    return next((at for at, edge in enumerate(edges(day)) if due >= edge), len(SPANS))


@dataclass(frozen=True, slots=True)
class Part:
    """What one debtor owes in one currency within one span.

    key: what is asked by (client, manager, own firm), None where there is none. minor: below
    nothing where more was paid than charged. since: the earliest last day of payment among its open
    invoices.
    """

    key: Any
    currency: str
    span: int
    minor: int
    count: int = 0
    since: date | None = None


@dataclass(slots=True)
class Row:
    """A debtor in one currency: minor units by span, invoices, the earliest last day of payment.

    advance: what he paid without an invoice; it is not taken off the spans.
    """

    key: Any
    currency: str
    spans: list[int] = field(default_factory=lambda: [0] * len(NAMES))
    count: int = 0
    since: date | None = None
    advance: int = 0

    @property
    def total(self) -> int:
        """All that is open."""
        return sum(self.spans)

    @property
    def late(self) -> int:
        """What should have been paid by now."""
        return sum(self.spans[1:])

    def days(self, day: date) -> int:
        """How many days the oldest open invoice is late; nothing when none is."""
        return max((day - self.since).days, 0) if self.since else 0

    def add(self, part: Part) -> None:
        """Take a part in."""
        self.spans[part.span] += part.minor
        self.count += part.count
        known = [one for one in (self.since, part.since) if one]
        self.since = min(known) if known else None


def fold(parts: Iterable[Part]) -> list[Row]:
    """A row for each key and currency; those where all came to nothing are left out."""
    rows: dict[tuple[Any, str], Row] = {}
    for part in parts:
        place = (part.key, part.currency)
        rows.setdefault(place, Row(*place)).add(part)
    return [row for row in rows.values() if any(row.spans)]


def gravest(rows: Iterable[Row], weight: Callable[[int, str], int]) -> list[Row]:
    """The rows with the greatest late sum first, then the greatest sum; weight: in one currency."""
    return sorted(
        rows,
        key=lambda row: (
            -weight(row.late, row.currency),
            -weight(row.total, row.currency),
            str(row.key),
            row.currency,
        ),
    )
