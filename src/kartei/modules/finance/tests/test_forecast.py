"""What will come in: by due days and habits, recurring invoices, deals; and what if not."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from kartei.modules.finance.contract import ForecastWish, forecast
from kartei.modules.finance.rules.forecast import habits, last_day, periods
from kartei.modules.finance.tests.till import INVOICE, Till, make_till
from kartei.platform.records import write

pytestmark = pytest.mark.django_db


@pytest.fixture
def till() -> Till:
    return make_till()


def days(till: Till, number: int) -> str:
    """The day so many days from today, in the form of the API."""
    found: date = till.admin.ctx.today + timedelta(days=number)
    return found.isoformat()


def daily(till: Till, **wish: Any) -> dict[int, dict[str, int]]:
    """What is expected by days from today on, empty ones left out."""
    found, _start = forecast(till.admin, ForecastWish(step="day", count=120, **wish))
    return {
        n: sums
        for n, one in enumerate(found)
        if (sums := {name: minor for name, minor in one.sums.items() if minor})
    }


def test_open_invoices_come_on_their_days(till: Till) -> None:
    """S0-022: what is open, on the day it is due; what is overdue is expected today."""
    till.invoice("100", due=days(till, 5))
    part = till.invoice("70", due=days(till, -3), date=days(till, -9))
    till.pay("20", part, date=days(till, -1))
    till.pay("50", till.invoice("50"), date=days(till, 0))
    assert daily(till) == {0: {"invoices": 5000}, 5: {"invoices": 10000}}


def test_clients_keep_their_habits(till: Till) -> None:
    """Three late invoices are a habit; clients without one pay as all do."""
    for late in (4, 6, 8):
        bill = till.invoice("10", date=days(till, -60), due=days(till, -40))
        till.pay("10", bill, date=days(till, -40 + late))
    assert habits(till.admin).own == {till.shop.company: 6}
    till.invoice("100", due=days(till, 5))
    assert daily(till) == {11: {"invoices": 10000}}
    assert daily(till, delay=10) == {21: {"invoices": 10000}}
    assert daily(till, without=till.shop.company) == {}


def test_recurring_invoices_deals_and_bills_are_expected(till: Till) -> None:
    source = till.invoice("30", date=days(till, 0), due=days(till, 7))
    till.pay("30", source, date=days(till, 0))
    start = till.admin.ctx.today + timedelta(days=10)
    plan = {
        "source": str(source),
        "start": start.isoformat(),
        "months": 2,
        "day": min(start.day, 28),
    }
    key = write.create(till.shop.cast.alice, "billing.plan", {"name": "Care", **plan})
    first = (till.seen("billing.plan", key)["next_on"] - till.admin.ctx.today).days
    deal = till.shop.deal
    stage = till.seen("sales.deal", deal)["stage"]["id"]
    write.change(till.admin, "sales.stage", UUID(stage), {"probability": 25})
    write.change(till.admin, "sales.deal", deal, {"amount": "1000", "expected_on": days(till, 20)})
    bill = {"number": "L-1", "payable": "80", "due": days(till, 3)}
    write.create(till.admin, "einvoice.bill", bill)
    found = daily(till)
    assert found[3] == {"bills": 8000}
    assert found[20] == {"deals": 25000}
    assert found[first + 7] == {"recurring": 3000}
    assert daily(till, odds=50)[20] == {"deals": 12500}
    assert daily(till, odds=0).get(20) is None


def test_what_one_may_not_read_is_not_forecast(till: Till) -> None:
    """Rights of rows and of fields hold as in lists."""
    till.invoice("100", due=days(till, 5))
    nobody = till.shop.cast.grant("dmitri", {"*": {}})
    found, start = forecast(nobody, ForecastWish())
    assert {one.receipts for one in found} == {0}
    assert start is None
    own = {"*": {}, INVOICE: {"read": "organisation"}}
    reader = till.shop.cast.grant("dmitri", own)
    assert sum(one.receipts for one in forecast(reader, ForecastWish())[0]) == 10000
    alone = till.shop.cast.grant("dmitri", {"*": {}, INVOICE: {"read": "own"}})
    assert sum(one.receipts for one in forecast(alone, ForecastWish())[0]) == 0


def test_periods_follow_one_another() -> None:
    found = periods(date(2026, 12, 30), "month", 3)
    told = [(one.since.isoformat(), one.until.isoformat()) for one in found]
    assert told == [
        ("2026-12-30", "2026-12-31"), ("2027-01-01", "2027-01-31"), ("2027-02-01", "2027-02-28")
    ]  # fmt: skip
    assert last_day(date(2026, 11, 23), "week") == date(2026, 11, 29)
    assert last_day(date(2026, 11, 29), "week") == date(2026, 11, 29)
