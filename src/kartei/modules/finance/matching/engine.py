"""Payments against open invoices: who pays what, and which of it is certain."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from kartei.modules.finance.matching.book import Book
from kartei.modules.finance.matching.claim import MOST, Case, Claim
from kartei.modules.finance.matching.facts import (
    Habit,
    Incoming,
    Match,
    OpenInvoice,
    Part,
    Proposal,
    Reason,
    Rule,
    Rules,
)
from kartei.modules.finance.matching.named import claim_named
from kartei.modules.finance.matching.payer import Laws, payer_of
from kartei.modules.finance.matching.reading import read
from kartei.modules.finance.matching.unnamed import claim_unnamed

_NO_HABIT = Habit()


def match(
    payments: Sequence[Incoming],
    invoices: Iterable[OpenInvoice],
    habits: Mapping[str, Habit] | None = None,
    rules: Rules | None = None,
) -> list[Match]:
    """What each payment pays, in the order of the payments; habits by client.

    The result depends neither on the order of payments nor of invoices. No payment gives out more
    than it holds, no invoice gets more than is open. What names its invoices goes before what only
    has the sum; days go one after the other, and what two payments of one day both want is certain
    for neither.
    """
    book = Book(invoices)
    known = rules or Rules()
    laws = Laws(known)
    found: dict[str, Match] = {}
    cases: list[Case] = []
    chosen: dict[str, Rule | None] = {}
    for payment in sorted(payments, key=lambda one: (one.day, one.key)):
        reading = read(payment.purpose)
        rule = laws.fitting(payment, reading)
        payer = payer_of(payment, book, known, rule)
        chosen[payment.key] = rule
        if payer.own or payment.minor < 1:
            found[payment.key] = Match(
                payment.key, doubts=(Reason("own" if payer.own else "nothing"),)
            )
            continue
        habit = habits.get(payer.clients[0], _NO_HABIT) if habits and payer.clients else _NO_HABIT
        cases.append(Case(payment, reading, payer, habit, book))
    claims = _named(cases)
    meant = frozenset(key for claim in claims.values() if not claim.sure for key in claim.meant)
    claims.update(_unnamed([one for one in cases if not _settled(claims, one)], claims, meant))
    for case in cases:
        found[case.payment.key] = _match(case, claims.get(case.payment.key))
    return [_ruled(found[one.key], chosen[one.key]) for one in payments]


def _settled(claims: Mapping[str, Claim], case: Case) -> bool:
    """Whether the payment names something that is known, paid or not."""
    claim = claims.get(case.payment.key)
    return bool(claim and claim.meant)


def _named(cases: list[Case]) -> dict[str, Claim]:
    claims: dict[str, Claim] = {}
    for _day, group in groupby(cases, key=lambda case: case.payment.day):
        today = {case.payment.key: (case, claim_named(case)) for case in group}
        made = {key: claim for key, (_case, claim) in today.items() if claim}
        book = next(iter(today.values()))[0].book
        claims.update(_apply(made, book))
    return claims


def _apply(claims: dict[str, Claim], book: Book) -> dict[str, Claim]:
    """Take what is certain out of the book, unless several want more than there is."""
    wanted: Counter[str] = Counter()
    for claim in claims.values():
        for part in claim.parts if claim.sure or claim.meant else ():
            wanted[part.invoice] += part.minor
    result = {key: _uncontested(one, wanted, book) for key, one in claims.items()}
    for claim in result.values():
        for part in claim.parts if claim.sure else ():
            book.take(part.invoice, part.minor)
    return result


def _uncontested(claim: Claim, wanted: Mapping[str, int], book: Book) -> Claim:
    if claim.sure and any(wanted[one.invoice] > book.left[one.invoice] for one in claim.parts):
        return replace(claim, sure=False, doubts=(*claim.doubts, Reason("contest")))
    return claim


def _unnamed(
    cases: list[Case], named: Mapping[str, Claim], meant: frozenset[str]
) -> dict[str, Claim]:
    """Claims by payer and sum; two payments of one payer over the same sum make both uncertain."""
    alike = Counter((case.payer.clients, case.payment.currency, case.minor) for case in cases)
    made: dict[str, Claim] = {}
    for case in cases:
        claim = claim_unnamed(case)
        if not claim:
            continue
        doubts = [*claim.doubts]
        earlier = named.get(case.payment.key)
        doubts += earlier.doubts if earlier else ()
        if alike[case.payer.clients, case.payment.currency, case.minor] > 1:
            doubts.append(Reason("twice"))
        if any(part.invoice in meant for part in claim.parts):
            doubts.append(Reason("contest"))
        made[case.payment.key] = replace(
            claim, sure=claim.sure and not doubts, doubts=tuple(dict.fromkeys(doubts))
        )
    return _apply(made, cases[0].book) if cases else {}


def _match(case: Case, claim: Claim | None) -> Match:
    if not claim:
        return Match(case.payment.key, doubts=case.doubts() or (Reason("unknown"),))
    if claim.sure:
        return Match(
            case.payment.key,
            claim.parts,
            True,
            claim.score,
            claim.reasons,
            (),
            claim.proposals()[1:],
        )
    fitting = [one for one in _possible(case, claim) if all(_fits(case.book, one.parts))]
    doubts = tuple(dict.fromkeys(claim.doubts))
    if not fitting:
        return Match(case.payment.key, doubts=doubts)
    first = fitting[0]
    return Match(
        case.payment.key, first.parts, False, first.score, first.reasons, doubts, tuple(fitting[1:])
    )


def _possible(case: Case, claim: Claim) -> tuple[Proposal, ...]:
    """What is proposed; where the named invoice is doubtful, what the payer and sum say, too."""
    named = claim.proposals()
    silent = claim_unnamed(case) if claim.meant else None
    more = silent.proposals() if silent else ()
    known = {one.parts for one in named}
    return (*named, *(one for one in more if one.parts not in known))[:MOST]


def _fits(book: Book, parts: Sequence[Part]) -> Iterable[bool]:
    """Whether what is left after everything certain still holds the proposal."""
    wanted: dict[str, int] = defaultdict(int)
    for part in parts:
        wanted[part.invoice] += part.minor
    return (minor <= book.left[key] for key, minor in wanted.items())


def _ruled(found: Match, rule: Rule | None) -> Match:
    if not rule:
        return found
    category = "" if found.certain else rule.category
    return replace(found, client=rule.client, category=category, rule=rule.key)
