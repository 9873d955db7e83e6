"""What a payment lays claim to, and when that is certain enough to be booked by itself.

The rule of certainty is narrow on purpose: what is booked wrongly is found months later, what is
asked costs a key press.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from kartei.modules.finance.matching.book import Book
from kartei.modules.finance.matching.facts import (
    DISCOUNT,
    Habit,
    Incoming,
    OpenInvoice,
    Part,
    Proposal,
    Reason,
)
from kartei.modules.finance.matching.payer import Payer
from kartei.modules.finance.matching.reading import Reading

MOST = 9
_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Case:
    """One payment with all that is known of it."""

    payment: Incoming
    reading: Reading
    payer: Payer
    habit: Habit
    book: Book

    @property
    def minor(self) -> int:
        """What is to be given out."""
        return self.payment.minor

    def doubts(self) -> tuple[Reason, ...]:
        """Why nothing of this payment is certain, whichever invoice it is."""
        found = []
        if self.reading.nature:
            found.append(Reason(self.reading.nature))
        if self.payer.torn:
            found.append(Reason("torn"))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Claim:
    """What is proposed first, whether it is certain, and what else it may be.

    meant: invoices that the payment speaks of, also where nothing of them can be paid: nobody else
    gets them for certain by their sum alone.
    """

    parts: tuple[Part, ...] = ()
    sure: bool = False
    score: int = 0
    reasons: tuple[Reason, ...] = ()
    doubts: tuple[Reason, ...] = ()
    others: tuple[Proposal, ...] = ()
    meant: frozenset[str] = frozenset()

    def proposals(self) -> tuple[Proposal, ...]:
        """All that it may be, best first, none twice."""
        first = (Proposal(self.parts, self.score, self.reasons),) if self.parts else ()
        ordered = sorted(self.others, key=lambda one: -one.score)
        distinct = {one.parts: one for one in reversed((*first, *ordered))}
        return tuple(islice(reversed(distinct.values()), MOST))


def filled(case: Case, invoices: Iterable[OpenInvoice]) -> tuple[Part, ...]:
    """The payment given out over the invoices in their order, none more than is left of it."""
    rest, parts = case.minor, []
    for one in invoices:
        minor = min(rest, case.book.left[one.key])
        if minor > 0 and one.currency == case.payment.currency:
            parts.append(Part(one.key, minor))
            rest -= minor
    return tuple(parts)


def discounted(case: Case, one: OpenInvoice) -> tuple[Part, ...]:
    """Payment and discount where they are the invoice exactly, else nothing.

    A discount counts where the invoice grants it on that day, or the client has the habit.
    """
    left = case.book.left[one.key]
    allowed = set()
    if one.discount and one.discount_until and case.payment.day <= one.discount_until:
        allowed.add(one.discount)
    if case.habit.discount:
        exact = left * case.habit.discount
        allowed |= {exact // _MILLION, -(-exact // _MILLION)}
    short = left - case.minor
    if 0 < short < left and short in allowed:
        return Part(one.key, case.minor), Part(one.key, short, DISCOUNT)
    return ()


def total(case: Case, invoices: Sequence[OpenInvoice]) -> int:
    """What is left of all of them."""
    return sum(case.book.left[one.key] for one in invoices)
