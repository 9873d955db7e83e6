"""What came in on invoices: they and their orders know it, whoever keeps the payments."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction

from kartei.modules.billing.models import Invoice
from kartei.modules.billing.rules import settling
from kartei.modules.billing.tests.billing_shop import billing_shop
from kartei.modules.billing.tests.test_invoices import BILL, ORDER, issued, seen
from kartei.modules.offers.tests.shop import Shop
from kartei.platform.records import write
from kartei.platform.records.commands import run

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 4)


@pytest.fixture
def shop() -> Shop:
    return billing_shop()


@pytest.fixture
def came() -> Iterator[dict[UUID, int]]:
    """Sums that came in by invoice; a source like that of the payments, and beside it."""
    sums: dict[UUID, int] = {}

    def source(keys: Collection[UUID]) -> Mapping[UUID, settling.Receipt]:
        return {k: settling.Receipt(sums[k], DAY) for k in keys if k in sums}

    settling.register_receipts(source)
    yield sums
    settling._sources.remove(source)


def state(shop: Shop, key: UUID) -> tuple[Any, ...]:
    row = seen(shop.cast.admin, BILL, key)
    sums = (row[name] and row[name]["amount"] for name in ("paid", "open"))
    return (row["payment"], *sums, row["paid_on"])


def settle(shop: Shop, *keys: UUID) -> None:
    with transaction.atomic():
        settling.settle(shop.cast.admin, keys)


def test_an_issued_invoice_is_open_until_it_is_paid(shop: Shop, came: dict[UUID, int]) -> None:
    """S0-021: open, paid in part, paid, paid too much; a draft owes nothing."""
    draft = write.create(shop.cast.alice, BILL, {"offer": str(shop.offer())})
    assert state(shop, draft) == (None, None, None, None)
    key = issued(shop)
    total = seen(shop.cast.admin, BILL, key)["total"]["amount"]
    assert state(shop, key) == ("open", "0.00", total, None)
    minor = int(total.replace(".", ""))
    told = [("part", minor - 1), ("paid", minor), ("over", minor + 1)]
    for payment, sum_ in told:
        came[key] = sum_
        settle(shop, key)
        found = state(shop, key)
        assert found[0] == payment
        assert found[2] == f"{(minor - sum_) / 100:.2f}"
        assert found[3] == (None if payment == "part" else DAY)


def test_what_is_taken_back_owes_nothing(shop: Shop, came: dict[UUID, int]) -> None:
    """A correction lowers what is owed, a reversal ends it; what was paid is to be given back."""
    alice = shop.cast.alice
    key = german(shop)
    run(alice, BILL, key, "correct", {})
    drafted = next(
        row for row in all_of(shop) if row["corrects"] and row["corrects"]["id"] == str(key)
    )
    lines = [{"id": str(drafted["lines"][0]["id"])}]
    write.change(alice, BILL, UUID(drafted["id"]), {"lines": lines})
    run(alice, BILL, UUID(drafted["id"]), "issue", {})
    total, off = (
        int(seen(alice, BILL, one)["total"]["amount"].replace(".", ""))
        for one in (key, UUID(drafted["id"]))
    )
    assert off < 0
    assert state(shop, key)[:3] == ("open", "0.00", f"{(total + off) / 100:.2f}")
    assert state(shop, UUID(drafted["id"])) == (None, None, None, None)
    came[key] = total + off
    settle(shop, key)
    other = german(shop)
    came[other] = 500
    settle(shop, other)
    run(alice, BILL, other, "reverse", {})
    assert state(shop, other)[:3] == ("over", "5.00", "-5.00")


def german(shop: Shop) -> UUID:
    """An issued invoice of two lines by the German firm, where counter-invoices are the law."""
    line = {"name": "Beschlag", "price": "100", "quantity": "1", "vat_rate": "19"}
    given = {"company": str(shop.company), "firm": str(shop.firms["de"]), "lines": [line, line]}
    key = write.create(shop.cast.alice, BILL, given)
    run(shop.cast.alice, BILL, key, "issue", {})
    return key


def all_of(shop: Shop) -> list[dict[str, Any]]:
    keys = Invoice.objects.unguarded("all there are").values_list("pk", flat=True)
    return [seen(shop.cast.admin, BILL, key) for key in keys]


def test_the_order_follows_its_invoices(shop: Shop, came: dict[UUID, int]) -> None:
    """S3-55: what came in stands on the order, whose status follows as the firm set it."""
    cast = shop.cast
    for status, comes in (("work", "part"), ("done", "paid")):
        values = {"status": status, "comes": comes, "phase": "done" if comes == "paid" else "open"}
        write.create(cast.admin, "billing.status", values)
    order = write.create(cast.alice, ORDER, {"offer": str(shop.offer())})
    key = write.create(cast.alice, BILL, {"order": str(order)})
    run(cast.alice, BILL, key, "issue", {})
    total = int(seen(cast.admin, BILL, key)["total"]["amount"].replace(".", ""))
    for sum_, status in ((100, "work"), (total, "done"), (100, "done")):
        came[key] = sum_
        settle(shop, key)
        row = seen(cast.admin, ORDER, order)
        assert (row["status"], row["received"]["amount"]) == (status, f"{sum_ / 100:.2f}")
