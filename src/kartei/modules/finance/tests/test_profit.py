"""Gross profit: what was invoiced or paid, less what it cost, each order's cost once."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from kartei.modules.finance.tests.till import INVOICE, Till, make_till
from kartei.modules.reports.contract import Wish, answer
from kartei.platform.access.tests.cast import ORGANISATION
from kartei.platform.records import query, write
from kartei.platform.records.ask import Ask
from kartei.platform.records.commands import run

pytestmark = pytest.mark.django_db
REPORT, ORDER, PAYMENT = "finance.profit", "billing.order", "finance.payment"
CATEGORY = "finance.category"
SPAN = {"period": "own", "since": "2026-01-01", "until": "2026-12-31"}


@pytest.fixture
def till() -> Till:
    return make_till()


def line(price: str, cost: str | None, quantity: str = "1", rate: str = "19") -> dict[str, Any]:
    known = {} if cost is None else {"cost": cost}
    return {"name": "Work", "price": price, "quantity": quantity, "vat_rate": rate, **known}


def order(till: Till, *lines: dict[str, Any], **values: Any) -> UUID:
    """An order of the German firm, where prices are without VAT."""
    german = {"firm": str(till.shop.firms["de"]), "language": "de", "vat_mode": "on_top"}
    given = {"company": str(till.shop.company), "lines": list(lines), **german, **values}
    return write.create(till.admin, ORDER, given)


def charge(till: Till, key: UUID, command: str, day: str, **data: Any) -> UUID:
    """An issued invoice of a day, made of an order."""
    made = UUID(run(till.admin, ORDER, key, command, data)["made"]["id"])
    write.change(till.admin, INVOICE, made, {"date": day})
    run(till.admin, INVOICE, made, "issue", {})
    return made


def told(till: Till, **wish: Any) -> dict[str, dict[str, Any]]:
    """Figures in major units by the title of the first dimension, the total under ``""``."""
    found = answer(till.admin, REPORT, Wish(**{**SPAN, **wish}))
    rows = {row["keys"][0]["title"]: row for row in found["rows"]} | {"": found["total"]}
    return {title: plain(row["figures"]) for title, row in rows.items()}


def plain(figures: dict[str, Any]) -> dict[str, Any]:
    return {
        name: float(value["amount"]) if isinstance(value, dict) else value
        for name, value in figures.items()
    }


def test_advances_and_final_invoice_have_the_cost_of_the_order_once(till: Till) -> None:
    """S0-020, S1-09: the share that was charged has its share of the cost, in its own month."""
    key = order(till, line("800", "500"), line("200", "100"))
    charge(till, key, "advance", "2026-01-31", percent="30")
    charge(till, key, "finish", "2026-02-10")
    found = told(till, by="month")
    assert found["January 2026"]["revenue"] == 300
    assert found["January 2026"]["cost"] == 180
    assert found["February 2026"]["revenue"] == 700
    assert found["February 2026"]["cost"] == 420
    assert (found[""]["profit"], found[""]["margin"], found[""]["unknown"]) == (400, "40", 0)
    assert found[""]["invoices"] == 2


def test_what_was_taken_back_does_not_count_and_a_correction_does(till: Till) -> None:
    """A reversal leaves nothing; a correction takes off revenue and cost."""
    gone, kept = (order(till, line("100", "60", "2")) for _n in range(2))
    run(till.admin, INVOICE, charge(till, gone, "charge", "2026-01-05"), "reverse", {})
    bill = charge(till, kept, "charge", "2026-01-06")
    given = {"corrects": str(bill), "kind": "correction", "date": "2026-01-07"}
    mend = write.create(till.admin, INVOICE, given)
    lines = [
        {"id": one["id"], "quantity": "-1"} for one in write.one(till.admin, INVOICE, mend)["lines"]
    ]
    write.change(till.admin, INVOICE, mend, {"lines": lines})
    run(till.admin, INVOICE, mend, "issue", {})
    total = told(till)[""]
    assert (total["revenue"], total["cost"], total["profit"]) == (100, 60, 40)


def test_cost_comes_from_the_product_or_is_told_to_be_unknown(till: Till) -> None:
    """A line's own cost, else that of its product; the bonus base leaves out what nobody knows."""
    product = str(till.shop.products["window"])
    key = order(till, {"product": product, "quantity": "1", "vat_rate": "19"}, line("50", None))
    charge(till, key, "charge", "2026-03-01")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE billing_invoice_line SET cost = NULL, profit_base = NULL")
    found = answer(till.admin, REPORT, Wish(**SPAN, by="product"))
    by_title = {row["keys"][0]["title"]: plain(row["figures"]) for row in found["rows"]}
    assert by_title["Window 1470 × 1420"]["cost"] == 12345.67
    assert by_title[""]["unknown"] == 1
    assert by_title[""]["bonus"] == 0
    assert "1 line has no known cost" in found["notes"][0]
    assert all(row["list"] is None for row in found["rows"])


def test_every_figure_is_a_plain_sum_and_leads_to_its_invoices(till: Till) -> None:
    """S0-020: by manager, client and order, as the table's own columns say."""
    for day, price in (("2026-01-05", "100.10"), ("2026-02-05", "33.33")):
        charge(till, order(till, line(price, "9.99", "3")), "charge", day)
    till.invoice("77.77")
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(net_base), sum(profit_base) FROM billing_invoice")
        net, earned = cursor.fetchone()
    for by in ("month", "manager", "company", "order", "invoice", "firm"):
        found = answer(till.admin, REPORT, Wish(**SPAN, by=by))
        assert sum_of(found, "revenue") == int(net), by
        assert sum_of(found, "profit") - unknown_revenue(found) == int(earned), by
        for row in found["rows"]:
            ask = Ask(filter=row["list"]["filter"], fields=("net",), limit=200)
            items = query.page(till.admin, INVOICE, ask)["items"]
            assert len(items) == row["figures"]["invoices"], by
            assert sum(minor(i["net"]) for i in items) == minor(row["figures"]["revenue"]), by


def minor(money: dict[str, str]) -> int:
    return int(money["amount"].replace(".", ""))


def sum_of(found: dict[str, Any], name: str) -> int:
    """The sum of the lines, which is that of the total."""
    total = sum(minor(row["figures"][name]) for row in found["rows"])
    assert total == minor(found["total"]["figures"][name])
    return total


def unknown_revenue(found: dict[str, Any]) -> int:
    """Profit counts it in full, the bonus base not at all."""
    return sum_of(found, "profit") - sum_of(found, "bonus")


def test_paid_basis_counts_what_came_in_when_it_came(till: Till) -> None:
    """In proportion, and what went back counts the other way; a discount is no money."""
    key = order(till, line("1000", "600"))
    bill = charge(till, key, "charge", "2026-01-05")
    assert told(till, chosen="basis:paid")[""]["revenue"] == 0
    till.pay("595", bill, date="2026-02-02")
    till.pay("297.50", bill, date="2026-03-03")
    found = told(till, chosen="basis:paid", by="month")
    assert found["February 2026"] | {"revenue": 500, "cost": 300} == found["February 2026"]
    assert found["March 2026"]["profit"] == 100
    assert (found[""]["invoices"], found[""]["profit"]) == (1, 300)


def test_direct_and_channel_costs_lower_the_profit(till: Till) -> None:
    """S1-11: what was paid for an order is its own, what channels cost is shared by revenue."""
    roles = {
        role: write.create(
            till.admin, "finance.category", {"name": role, "way": "out", "role": role}
        )
        for role in ("direct", "channel")
    }
    first, second = (order(till, line(price, "0.01")) for price in ("300", "100"))
    for key in (first, second):
        charge(till, key, "charge", "2026-01-05")
    out = {"kind": "out", "date": "2026-01-20"}
    till.pay("50", **out, category=str(roles["direct"]), order=str(first))
    till.pay("40", **out, category=str(roles["channel"]))
    found = answer(till.admin, REPORT, Wish(**SPAN, by="order"))
    rows = [plain(row["figures"]) for row in found["rows"]]
    assert [(row["revenue"], row["direct"], row["channel"]) for row in rows] == [
        (300, 50, 30), (100, 0, 10),
    ]  # fmt: skip
    assert plain(found["total"]["figures"])["profit"] == 400 - 0.02 - 90


def test_nobody_sees_a_cost_that_he_may_not_read(till: Till) -> None:
    """Neither cost nor what follows from it; without all payments none of them, and it says so."""
    charge(till, order(till, line("100", "60")), "charge", "2026-01-05")
    cast = till.shop.cast
    blind = answer(cast.grant("bob", {"*": ORGANISATION}), REPORT, Wish(**SPAN))
    assert set(blind["total"]["figures"]) == {"invoices", "revenue"}
    assert blind["notes"] == []
    money = {
        INVOICE: {"cost": "read", "profit": "read", "lines.cost": "read", "lines.profit": "read"}
    }
    half = cast.grant("bob", {"*": ORGANISATION, PAYMENT: {"read": "own"}}, money)
    found = answer(half, REPORT, Wish(**SPAN))
    assert "direct" not in found["total"]["figures"]
    assert plain(found["total"]["figures"])["profit"] == 40
    assert len(found["notes"]) == 1
