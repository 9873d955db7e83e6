"""Payments held against open invoices: what they may be, and what somebody decides."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpResponse
from ninja import Router
from pydantic import Field

from kartei.modules.finance import contract
from kartei.platform.kit.money import Amount, major, parse_amount
from kartei.web.api.base import Strict, answer, as_id, gone

router = Router(tags=["finance"])
PATH = "/finance/matching"


class Money(Strict):
    """A sum in major units."""

    amount: str
    currency: str


class Part(Strict):
    """So much of an invoice; a discount takes nothing from the payment."""

    invoice: str
    number: str
    client: str
    day: str | None
    open: Money
    amount: Money
    kind: Literal["pay", "discount"]


class MatchProposal(Strict):
    """Invoices that may be meant, and why; score is 0 to 100."""

    parts: list[Part]
    score: int
    reasons: list[str]


class Waiting(Strict):
    """A payment that is not assigned; doubts: why none of the proposals is certain."""

    id: str
    date: str
    rest: Money
    party: str
    purpose: str
    doubts: list[str]
    proposals: list[MatchProposal]


class Found(Strict):
    """A page of payments, the oldest first; count: all that wait."""

    items: list[Waiting]
    count: int


class MatchOrdered(Strict):
    """The job that matches all payments that wait."""

    job: str


class Chosen(Strict):
    """An invoice and how much of it."""

    invoice: str
    amount: str
    kind: Literal["pay", "discount", "fee"] = "pay"


class MatchDecision(Strict):
    """What a payment is: invoices, or a category where it pays none.

    rest: what was not assigned when it was looked at, so that two people do not decide twice.
    remember: whether the payer is known from now on.
    """

    rest: Money
    parts: list[Chosen] = Field(default_factory=list, max_length=100)
    category: str | None = None
    remember: bool = True


@router.get(PATH, operation_id="listMatching", response=Found)
def show(request: Any, after: str = "") -> HttpResponse:
    """Payments that wait, with what they may be; after: the last one of the page before."""
    last = str(as_id(after)) if after else ""
    found = contract.proposals(request.actor, last)
    matches = {one.payment: one for one in found["found"]}
    items = [waiting(one, matches[one.key], found["invoices"]) for one in found["payments"]]
    return answer({"items": items, "count": found["count"]})


def waiting(payment: Any, match: Any, invoices: dict[str, Any]) -> dict[str, Any]:
    """A payment as people see it; proposals with an invoice that they may not read are left out."""
    offered = [match, *match.others] if match.parts else []
    return {
        "id": payment.key,
        "date": payment.day.isoformat(),
        "rest": money(payment.minor, payment.currency),
        "party": payment.party,
        "purpose": payment.purpose,
        "doubts": contract.doubt_words(match.doubts),
        "proposals": [
            {
                "parts": [part(p, invoices[p.invoice]) for p in one.parts],
                "score": one.score,
                "reasons": contract.reason_words(one.reasons),
            }
            for one in offered
            if all(p.invoice in invoices for p in one.parts)
        ],
    }


def part(found: Any, row: Any) -> dict[str, Any]:
    """A part with what tells its invoice."""
    return {
        "invoice": str(row.pk),
        "number": row.number or "",
        "client": str(row.company or row.person or ""),
        "day": row.date.isoformat() if row.date else None,
        "open": money(row.open or 0, row.currency),
        "amount": money(found.minor, row.currency),
        "kind": found.kind,
    }


def money(minor: int, currency: str) -> dict[str, str]:
    """A sum in major units."""
    return {"amount": major(Amount(minor, currency)), "currency": currency}


@router.post(PATH, operation_id="runMatching", response=MatchOrdered)
def run(request: Any) -> HttpResponse:
    """Order that all that is certain is booked."""
    return answer({"job": str(contract.match_later(request.actor).pk)})


@router.post(PATH + "/{id}", operation_id="confirmMatching", response={204: None})
def decide(request: Any, id: str, body: MatchDecision) -> HttpResponse:
    """Assign a payment; X-Change takes it back. 409: somebody has done so; 422: an
    invoice owes less by now.
    """
    currency = body.rest.currency
    parts = [
        (as_id(one.invoice), parse_amount(one.amount, currency, decimal=".").minor, one.kind)
        for one in body.parts
    ]
    contract.confirm(
        request.actor,
        as_id(id),
        parse_amount(body.rest.amount, currency, decimal=".").minor,
        parts,
        category=as_id(body.category) if body.category else None,
        remember=body.remember,
    )
    return gone(request.actor)
