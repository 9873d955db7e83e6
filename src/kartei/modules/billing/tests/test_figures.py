"""Figures on the client's card: what he was offered, ordered and bought, and who may see that."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps

from kartei.modules.billing.tests.billing_shop import billing_shop
from kartei.modules.billing.tests.test_invoices import BILL, ORDER, issued, seen
from kartei.modules.offers.tests.shop import Shop
from kartei.platform.access.tests.cast import OWN
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import write
from kartei.platform.records.ask import Ask
from kartei.platform.records.commands import run
from kartei.platform.records.query import page

pytestmark = pytest.mark.django_db
COMPANY, PERSON = "people.company", "people.person"
NAMES = (
    "offers_made", "orders_placed", "invoices_issued", "purchases", "turnover",
    "average_purchase", "first_purchase", "last_purchase",
)  # fmt: skip
#: Bought once, silent for half a year.
SILENT = ["and", ["purchases", "=", 1], ["last_purchase", "<", "today-182"]]


@pytest.fixture
def shop() -> Shop:
    return billing_shop()


def figures(shop: Shop, name: str = COMPANY) -> dict[str, Any]:
    key = shop.company if name == COMPANY else shop.person
    found = seen(shop.cast.admin, name, key)
    return {one: found[one] for one in NAMES}


def silent(shop: Shop) -> list[str]:
    found = page(shop.cast.alice, COMPANY, Ask(filter=SILENT, sort="-turnover"))
    return [item["id"] for item in found["items"]]


def test_a_card_tells_what_its_client_bought(shop: Shop) -> None:
    """S0-007: offers, orders, invoices, turnover, average, last purchase; drafts are none."""
    alice = shop.cast.alice
    before = figures(shop)
    assert [before[n] for n in NAMES[:4]] == [0, 0, 0, 0]
    assert before["turnover"] is before["average_purchase"] is before["last_purchase"] is None
    order = write.create(alice, ORDER, {"offer": str(shop.offer())})
    draft = write.create(alice, BILL, {"order": str(order)})
    assert [figures(shop)[n] for n in NAMES[:4]] == [1, 1, 0, 0]
    day = alice.ctx.today - timedelta(days=200)
    plain = seen(alice, BILL, issued(shop, date=day.isoformat()))
    for name in (COMPANY, PERSON):
        found = figures(shop, name)
        assert [found[n] for n in NAMES[:4]] == [2, 1, 1, 1], name
        assert found["turnover"] == found["average_purchase"] == plain["net"]
        assert found["first_purchase"] == found["last_purchase"] == day
    assert silent(shop) == [str(shop.company)]
    write.bin_many(alice, BILL, [draft])
    for part in ("advance", "finish"):
        given = {"percent": "30"} if part == "advance" else {}
        made = run(alice, ORDER, order, part, given)["made"]["id"]
        run(alice, BILL, UUID(made), "issue", {})
    found = figures(shop)
    assert (found["invoices_issued"], found["purchases"]) == (3, 2), "an order is one purchase"
    total = sum(row.net for row in invoices().filter(status="issued"))
    assert found["turnover"]["amount"] == f"{total / 100:.2f}"
    assert found["average_purchase"]["amount"] == f"{(total + 1) // 2 / 100:.2f}"
    assert found["last_purchase"] == alice.ctx.today
    assert silent(shop) == []


def invoices() -> Any:
    from kartei.modules.billing.models import Invoice

    return Invoice.objects.unguarded("the test counts them itself")


def test_what_is_taken_back_was_not_bought(shop: Shop) -> None:
    """In both ways of taking back, and in a cancelled order."""
    alice = shop.cast.alice
    for firm, rate in (("ru", "22"), ("de", "19")):
        line = {"name": "Window", "price": "100", "vat_rate": rate}
        offer = shop.offer(firm=str(shop.firms[firm]), lines=[line])
        key = issued(shop, offer=str(offer), supplied_on=alice.ctx.today.isoformat())
        assert figures(shop)["purchases"] == 1
        run(alice, BILL, key, "reverse", {})
        found = figures(shop)
        assert (found["invoices_issued"], found["purchases"]) == (0, 0), firm
        assert found["turnover"] is found["average_purchase"] is found["last_purchase"] is None
    order = write.create(alice, ORDER, {"company": str(shop.company)})
    write.change(alice, ORDER, order, {"status": "cancelled"})
    assert figures(shop)["orders_placed"] == 0


def test_who_reads_no_invoices_sees_no_turnover(shop: Shop) -> None:
    """Neither on the card nor by filter or sorting; offers are another matter."""
    issued(shop)
    bob = shop.cast.grant("bob", {COMPANY: {"read": "organisation"}, "offers.offer": OWN})
    found = seen(bob, COMPANY, shop.company)
    assert [n for n in NAMES if n in found] == ["offers_made"]
    for ask in (Ask(filter=["turnover", ">", "1"]), Ask(sort="-last_purchase")):
        with pytest.raises(Refusal):
            page(bob, COMPANY, ask)
    assert "turnover" in seen(shop.cast.alice, COMPANY, shop.company)
    with pytest.raises(Refusal):
        write.change(shop.cast.admin, COMPANY, shop.company, {"purchases": 7})


def test_an_upgrade_sums_up_what_is_there(shop: Shop) -> None:
    alice = shop.cast.alice
    order = write.create(alice, ORDER, {"offer": str(shop.offer())})
    write.create(alice, BILL, {"order": str(order)})
    issued(shop)
    issued(shop)
    right = figures(shop)
    rows = apps.get_model("people", "Company")._base_manager
    empty = dict.fromkeys(NAMES[:4], 0) | dict.fromkeys(NAMES[4:])
    rows.update(**empty, turnover_base=None, turnover_cur="")
    assert figures(shop) != right
    migration = import_module("kartei.modules.billing.migrations.0011_client_figures")
    migration.sum_up(apps, None)
    assert figures(shop) == right
