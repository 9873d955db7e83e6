"""Orders: statuses that the firm makes its own, what they mean, and the steps an order went."""

from __future__ import annotations

from typing import Any

import pytest

from kartei.modules.billing.contract import steps
from kartei.modules.billing.tests.test_invoices import ORDER, refused, seen
from kartei.modules.offers.tests.shop import Shop, make_shop
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import write

pytestmark = pytest.mark.django_db
STATUS = "billing.status"


@pytest.fixture
def shop() -> Shop:
    return make_shop()


def an_order(shop: Shop, **values: Any) -> Any:
    return write.create(shop.cast.alice, ORDER, {"company": str(shop.company), **values})


def test_an_order_tells_its_steps(shop: Shop) -> None:
    """S0-086, S1-46: from the pre-order on, each step with who did it and when."""
    cast = shop.cast
    key = an_order(shop, status="preorder")
    write.change(cast.alice, ORDER, key, {"status": "work"})
    write.change(cast.admin, ORDER, key, {"status": "done"})
    found = steps(cast.alice, key)
    assert [one["status"]["value"] for one in found] == ["preorder", "work", "done"]
    assert [one["by"]["id"] for one in found] == [
        str(cast.alice.user), str(cast.alice.user), str(cast.admin.user),
    ]  # fmt: skip
    assert [one["left_at"] for one in found[:-1]] == [one["entered_at"] for one in found[1:]]
    assert found[-1]["left_at"] is None
    with pytest.raises(Refusal) as caught:
        steps(cast.dmitri, key)
    assert caught.value.status == 404


def test_a_closed_order_stays_until_it_is_opened_again(shop: Shop) -> None:
    alice, key = shop.cast.alice, an_order(shop, status="done")
    assert seen(alice, ORDER, key)["phase"] == "done"
    assert refused(lambda: write.change(alice, ORDER, key, {"subject": "Other"})) == {
        ("status", "papers.closed")
    }
    write.change(alice, ORDER, key, {"status": "work"})
    write.change(alice, ORDER, key, {"subject": "Other"})
    assert seen(alice, ORDER, key)["phase"] == "open"


def test_the_firm_says_what_a_status_means(shop: Shop) -> None:
    """Of orders that are in it already, too; without the record the usual meaning holds again."""
    admin, key = shop.cast.admin, an_order(shop, status="confirmed")
    made = write.create(admin, STATUS, {"status": "confirmed", "phase": "done"})
    assert seen(admin, ORDER, key)["phase"] == "done"
    assert refused(lambda: write.change(admin, STATUS, made, {"status": "work"})) == {
        ("status", "billing.status_fixed")
    }
    again = {"status": "confirmed", "phase": "open"}
    assert refused(lambda: write.create(admin, STATUS, again)) == {
        ("status", "billing.status_twice")
    }
    write.bin_many(admin, STATUS, [made])
    assert seen(admin, ORDER, key)["phase"] == "open"


def test_an_order_says_where_it_goes(shop: Shop) -> None:
    """S3-52: address, way, hours, recipient and a remark."""
    given = {
        "delivery_way": "carrier", "delivery_address": "Tula, Mira 1", "delivery_hours": "9–12",
        "recipient": "Ivanova", "delivery_note": "Call before",
    }  # fmt: skip
    found = seen(shop.cast.alice, ORDER, an_order(shop, **given))
    assert {name: found[name] for name in given} == given
