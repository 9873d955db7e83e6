"""A client's account: what was charged and paid, cut to a period."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class Posting:
    """One line of an account.

    place: the order within a day, charges before payments. kind: the invoice's kind, or pay,
    discount, fee, out, writeoff and prepaid. number, on: those of the document. minor: minor units,
    above nothing where the client owes more by it.
    """

    day: date
    place: int
    number: str
    kind: str
    on: date
    minor: int


def cut(postings: Iterable[Posting], since: date, until: date) -> tuple[int, tuple[Posting, ...]]:
    """What was owed before the first day, and the postings of the period in order, both days
    inclusive.
    """
    known = sorted(one for one in postings if one.day <= until)
    opening = sum(one.minor for one in known if one.day < since)
    return opening, tuple(one for one in known if one.day >= since)
