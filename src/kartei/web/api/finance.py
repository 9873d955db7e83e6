"""Statements of banks: what their files say, beside what became of it; the forecast of receipts."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpResponse
from ninja import Query, Router
from pydantic import Field

from kartei.modules.finance import contract
from kartei.platform.kit.money import Amount, major
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


class AskedForecast(Strict):
    """step, count: the periods. delay: everybody pays so many days later. without: a company that
    pays nothing. odds: per cent by which the probabilities of deals count.
    """

    step: Literal["day", "week", "month"] = "month"
    count: int = Field(6, ge=1, le=120)
    delay: int = Field(0, ge=0, le=365)
    without: str = Field("", max_length=36)
    odds: int = Field(100, ge=0, le=200)


class ForecastPeriod(Strict):
    """Days, both included. receipts: invoices, recurring ones and deals together. balance: what is
    on the accounts at its end; null where the asker reads no account.
    """

    since: str
    until: str
    invoices: Sum
    recurring: Sum
    deals: Sum
    receipts: Sum
    bills: Sum
    balance: Sum | None


class Forecast(Strict):
    """The periods from today on, and what is on the accounts now."""

    on_accounts: Sum | None
    periods: list[ForecastPeriod]


@router.get("/finance/forecast", response=Forecast, operation_id="forecast")
def forecast(request: Any, asked: Query[AskedForecast]) -> HttpResponse:
    """What will come in and go out, as far as the asker may read what it follows from."""
    values = asked.model_dump()
    values["without"] = as_id(values["without"]) if values["without"] else None
    periods, start = contract.forecast(request.actor, contract.ForecastWish(**values))

    def money(minor: int) -> dict[str, str]:
        currency = request.actor.ctx.currency
        return {"amount": major(Amount(minor, currency)), "currency": currency}

    shown, balance = [], start
    for one in periods:
        if balance is not None:
            balance += one.receipts - one.sums["bills"]
        shown.append({
            "since": one.since.isoformat(),
            "until": one.until.isoformat(),
            **{name: money(minor) for name, minor in one.sums.items()},
            "receipts": money(one.receipts),
            "balance": None if balance is None else money(balance),
        })  # fmt: skip
    return answer({"on_accounts": None if start is None else money(start), "periods": shown})
