"""Payments that name no invoice: by the payer and the sum, several together, the oldest first."""

from __future__ import annotations

from collections.abc import Sequence

from kartei.modules.finance.matching import vocabulary as words
from kartei.modules.finance.matching.claim import Case, Claim, filled
from kartei.modules.finance.matching.facts import OpenInvoice, Proposal, Reason
from kartei.modules.finance.matching.numbers import number_of
from kartei.modules.finance.matching.payer import SURE, UNKNOWN

#: Among more open invoices than these no sum of several is looked for: it would prove nothing.
_FEW = 16


def claim_unnamed(case: Case) -> Claim | None:
    """What the payment may pay by its payer and sum; nothing for an unknown payer."""
    if case.payer.known == UNKNOWN:
        return None
    clients, currency = case.payer.clients, case.payment.currency
    singles = case.book.with_sum(clients, currency, case.minor)
    rows = case.book.open_of(clients, currency)
    if singles:
        return _single(case, singles, rows)
    return _together(case, rows) or _oldest(case, rows)


def _single(case: Case, singles: list[OpenInvoice], rows: list[OpenInvoice]) -> Claim:
    agreeing = [one for one in singles if _agrees(case, one) > 0]
    chosen = (agreeing or [one for one in singles if _agrees(case, one) == 0] or singles)[0]
    doubts = list(case.doubts())
    if len(agreeing or singles) > 1:
        doubts.append(Reason("tie"))
    if case.payer.known != SURE:
        doubts.append(Reason("name_only"))
    if _agrees(case, chosen) < 0:
        doubts.append(Reason("contract"))
    if chosen.day > case.payment.day:
        doubts.append(Reason("later"))
    others = [one for one in rows if one.key != chosen.key]
    if not agreeing and len(others) <= _FEW and subsets(case, others, 1):
        doubts.append(Reason("tie"))
    contract = (Reason("contract_number"),) if agreeing else ()
    reasons = (*case.payer.reasons, *contract, Reason("sum"))
    proposals = tuple(
        Proposal(filled(case, [one]), 45, (*case.payer.reasons, Reason("sum")))
        for one in singles
        if one.key != chosen.key
    )
    score = 50 if doubts else 85
    return Claim(filled(case, [chosen]), not doubts, score, reasons, tuple(doubts), proposals)


def _agrees(case: Case, one: OpenInvoice) -> int:
    """1 where the purpose names order or contract of the invoice, -1 where it names others."""
    result = 0
    for kind, known in ((words.ORDER, one.orders), (words.CONTRACT, one.contracts)):
        said = {mention.number.runs for mention in case.reading.of(kind)}
        mine = {number_of(text).runs for text in known}
        if said & mine:
            return 1
        if said and mine:
            result = -1
    return result


def _together(case: Case, rows: list[OpenInvoice]) -> Claim | None:
    if not 1 < len(rows) <= _FEW:
        return None
    found = subsets(case, rows, 4)
    if not found:
        return None
    doubts = list(case.doubts())
    first = found[0]
    if len(found) > 1:
        doubts.append(Reason("tie"))
    if len(first) < len(rows) and not case.habit.several:
        doubts.append(Reason("chosen"))
    if case.payer.known != SURE:
        doubts.append(Reason("name_only"))
    if any(one.day > case.payment.day for one in first):
        doubts.append(Reason("later"))
    if any(_agrees(case, one) < 0 for one in first):
        doubts.append(Reason("contract"))
    reasons = (*case.payer.reasons, Reason("several", str(len(first))), Reason("sum"))
    others = tuple(Proposal(filled(case, one), 35, reasons[:-1]) for one in found[1:])
    score = 40 if doubts else 80
    return Claim(filled(case, first), not doubts, score, reasons, tuple(doubts), others)


def _oldest(case: Case, rows: list[OpenInvoice]) -> Claim | None:
    parts = filled(case, rows)
    if not parts:
        return None
    doubts = list(case.doubts())
    whole = sum(part.minor for part in parts) == case.minor
    if not (case.habit.oldest and case.payer.known == SURE and whole):
        doubts.append(Reason("oldest"))
    reasons = (*case.payer.reasons, Reason("habit" if case.habit.oldest else "oldest"))
    return Claim(parts, not doubts, 70 if not doubts else 20, reasons, tuple(doubts))


def subsets(case: Case, rows: Sequence[OpenInvoice], most: int) -> list[list[OpenInvoice]]:
    """At most so many sets of two and more invoices that make the sum exactly.

    Invoices are tried from the dearest, and a branch ends where the rest cannot reach the sum: with
    sixteen rows that are 65,536 steps at worst.
    """
    ordered = sorted(rows, key=lambda one: -case.book.left[one.key])
    left = [case.book.left[one.key] for one in ordered]
    ahead = [sum(left[at:]) for at in range(len(left) + 1)]
    found: list[list[OpenInvoice]] = []

    def walk(at: int, rest: int, chosen: tuple[int, ...]) -> None:
        if rest == 0 and len(chosen) > 1:
            found.append(sorted((ordered[n] for n in chosen), key=lambda one: (one.day, one.key)))
        if rest <= 0 or at == len(left) or ahead[at] < rest or len(found) >= most:
            return
        if left[at] <= rest:
            walk(at + 1, rest - left[at], (*chosen, at))
        walk(at + 1, rest, chosen)

    walk(0, case.minor, ())
    return found[:most]
