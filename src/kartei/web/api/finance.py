"""Statements of banks: what their files say, beside what became of it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpResponse
from ninja import Query, Router

from kartei.modules.finance import contract
from kartei.web.api.base import Strict, answer, as_id

router = Router(tags=["finance"])
Offset = Annotated[int, Query(ge=0, le=1_000_000)]
Limit = Annotated[int, Query(ge=1, le=500)]


class Sum(Strict):
    """amount: decimal text in major units, negative when it went out."""

    amount: str
    currency: str


class Booking(Strict):
    """line: where it stands in the file; payment: what became of it."""

    line: int
    day: str
    amount: Sum
    party: str
    party_account: str
    purpose: str
    number: str
    state: Literal["new", "known", "booked"]
    payment: str | None


class Bookings(Strict):
    """count: of all bookings in the statement."""

    count: int
    items: list[Booking]


@router.get(
    "/records/finance.statement/{id}/bookings", operation_id="bookingsStatement", response=Bookings
)
def bookings(request: Any, id: str, offset: Offset = 0, limit: Limit = 50) -> HttpResponse:
    """The bookings of a statement in the order of its file."""
    return answer(contract.entries_of(request.actor, as_id(id), offset, limit))
