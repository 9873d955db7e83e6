"""Product sets: what they cost, how they stand in papers, and how they become lines."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from kartei.modules.documents.contract import pdf, preview
from kartei.modules.offers.rules.kind import KIND
from kartei.modules.offers.tests.shop import OFFER, Shop, make_shop, text_of
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import undo, write
from kartei.platform.records.commands import run

pytestmark = pytest.mark.django_db
PRODUCT, ORDER = "catalog.product", "billing.order"


@pytest.fixture
def shop() -> Shop:
    return make_shop()


def product(shop: Shop, name: str, **values: Any) -> str:
    return str(write.create(shop.cast.admin, PRODUCT, {"name": name, "vat": "22", **values}))


def seen(shop: Shop, name: str, key: Any) -> dict[str, Any]:
    found: dict[str, Any] = write.one(shop.cast.admin, name, UUID(str(key)))
    return found


def parts(shop: Shop) -> list[dict[str, Any]]:
    """A window, two handles, and a net that one may take or leave."""
    sill = product(shop, "Handle", price="100.00", cost="60.00")
    net = product(shop, "Net", price="30.00", cost="20.00")
    return [
        {"part": str(shop.products["window"]), "quantity": "1"},
        {"part": sill, "quantity": "2"},
        {"part": net, "quantity": "1", "optional": True},
    ]


def a_set(shop: Shop, **values: Any) -> str:
    """Its parts come to 18650.33; they cost 12465.67."""
    return product(shop, "Window with handles", parts=parts(shop), **values)


def lines_of(shop: Shop, key: Any, name: str = OFFER) -> list[dict[str, Any]]:
    lines: list[dict[str, Any]] = seen(shop, name, key)["lines"]
    return lines


def amounts(lines: list[dict[str, Any]]) -> Decimal:
    return sum((Decimal(line["amount"]["amount"]) for line in lines), Decimal(0))


def told(lines: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(line["name"], line["quantity"]) for line in lines]


def test_a_set_costs_what_its_parts_do(shop: Shop) -> None:
    """Price and cost follow the parts, optional ones aside; another price list is a part's own."""
    key = a_set(shop, price_by="parts", parts_discount="10")
    found = seen(shop, PRODUCT, key)
    assert found["price"]["amount"] == "16785.30"
    assert found["cost"]["amount"] == "12465.67"
    write.change(shop.cast.admin, PRODUCT, shop.products["window"], {"price": "1000", "cost": "9"})
    found = seen(shop, PRODUCT, key)
    assert (found["price"]["amount"], found["cost"]["amount"]) == ("1080.00", "129.00")
    own = seen(shop, PRODUCT, product(shop, "Own price", parts=parts(shop)[:2], price="99"))
    assert (own["price"]["amount"], own["cost"]["amount"]) == ("99.00", "129.00")


def test_a_set_has_no_sets_in_it(shop: Shop) -> None:
    key = a_set(shop)
    row = {"part": key, "quantity": "1"}
    for act in (
        lambda: product(shop, "Set of a set", parts=[row]),
        lambda: write.change(shop.cast.admin, PRODUCT, UUID(key), {"parts": [row]}),
        lambda: write.change(
            shop.cast.admin, PRODUCT, shop.products["window"], {"parts": parts(shop)[1:]}
        ),
        lambda: product(shop, "Nothing", parts=[{**parts(shop)[1], "quantity": "0"}]),
    ):
        with pytest.raises(Refusal) as caught:
            act()
        assert {fault.field for fault in caught.value.faults} == {"parts"}


def test_a_set_is_one_line_that_names_its_parts(shop: Shop) -> None:
    """The parts stay on the line when the product changes, and go along into the order."""
    key = a_set(shop, price_by="parts", description="Ready to fit")
    offer = shop.offer(lines=[{"product": key, "quantity": "3"}])
    (line,) = lines_of(shop, offer)
    assert line["price"]["amount"] == "18650.33"
    assert line["cost"]["amount"] == "12465.67"
    assert line["description"].splitlines() == [
        "Ready to fit", "– Window 1470 × 1420, 1 шт.", "– Handle, 2 шт.",
    ]  # fmt: skip
    assert "Handle, 2 шт." in text_of(pdf(KIND, shop.cast.alice, offer).data)
    write.change(shop.cast.admin, PRODUCT, UUID(key), {"parts": parts(shop)[:1]})
    write.change(shop.cast.alice, OFFER, offer, {"lines": [{"id": line["id"], "quantity": "4"}]})
    order = write.create(shop.cast.alice, ORDER, {"offer": str(offer)})
    (taken,) = lines_of(shop, order, ORDER)
    assert [row["quantity"] for row in taken["parts"]["rows"]] == ["1", "2", "1"]
    assert (taken["price"], taken["quantity"]) == (line["price"], "4")


def test_a_chosen_part_is_sold_along(shop: Shop) -> None:
    """Price, cost and description follow; what a person typed stays."""
    key = a_set(shop, price="18000", price_by="own")
    offer = shop.offer(lines=[{"product": key}])
    (line,) = lines_of(shop, offer)
    rows = [{**row, "chosen": True} for row in line["parts"]["rows"]]
    wish = [{"id": line["id"], "parts": {**line["parts"], "rows": rows}}]
    write.change(shop.cast.alice, OFFER, offer, {"lines": wish})
    (chosen,) = lines_of(shop, offer)
    assert [row["chosen"] for row in chosen["parts"]["rows"]] == [False, False, True]
    assert (chosen["price"]["amount"], chosen["cost"]["amount"]) == ("18030.00", "12485.67")
    assert "– Net, 1 шт." in chosen["description"]
    typed = [{"id": line["id"], "price": "17000", "description": "My own words"}]
    write.change(shop.cast.alice, OFFER, offer, {"lines": typed})
    write.change(shop.cast.alice, OFFER, offer, {"lines": [{**wish[0], "parts": line["parts"]}]})
    (last,) = lines_of(shop, offer)
    assert (last["price"]["amount"], last["description"]) == ("17000.00", "My own words")
    assert last["cost"]["amount"] == "12465.67"


def test_a_set_follows_the_price_lists_of_its_parts(shop: Shop) -> None:
    """A list in which the set itself stands goes first."""
    admin, key = shop.cast.admin, a_set(shop, price_by="parts", parts_discount="50")
    a_list = str(write.create(admin, "pricing.list", {"name": "Retail"}))
    price = {"list": a_list, "product": str(shop.products["window"]), "price": "1000"}
    write.create(admin, "pricing.price", price)
    (line,) = lines_of(shop, shop.offer(lines=[{"product": key}]))
    assert (line["price"]["amount"], line["price_from"]) == ("600.00", "Retail")
    write.create(admin, "pricing.price", {"list": a_list, "product": key, "price": "777"})
    (line,) = lines_of(shop, shop.offer(lines=[{"product": key}]))
    assert line["price"]["amount"] == "777.00"


def test_unfolded_lines_come_to_the_price_of_the_set(shop: Shop) -> None:
    """By the setting of the product and by the command; a discounted price is rounded once more."""
    alice, key = shop.cast.alice, a_set(shop, price="17777.77")
    names = [("Window 1470 × 1420", "3"), ("Handle", "6"), ("Net", "3")]
    offer = shop.offer(lines=[{"product": key, "quantity": "3"}])
    before = seen(shop, OFFER, offer)
    change = run(alice, OFFER, offer, "unfold", {})["change"]
    undo.undo(alice, UUID(change))
    assert told(lines_of(shop, offer)) == [("Window with handles", "3")]
    run(alice, OFFER, offer, "unfold", {})
    after = seen(shop, OFFER, offer)
    assert told(after["lines"]) == names
    assert [line["optional"] for line in after["lines"]] == [False, False, True]
    assert amounts(after["lines"][:2]) == amounts(before["lines"])
    assert after["total"] == before["total"]
    with pytest.raises(Refusal) as caught:
        run(alice, OFFER, offer, "unfold", {})
    assert caught.value.code == "papers.no_set"
    line = {"product": key, "quantity": "3", "discount": "7", "parts_as": "lines"}
    lines = lines_of(shop, shop.offer(lines=[line]))
    assert abs(amounts(lines[:2]) - Decimal("49599.98")) <= Decimal("0.03")
    write.change(shop.cast.admin, PRODUCT, UUID(key), {"parts_as": "lines"})
    found = preview(KIND, alice, {"deal": str(shop.deal), "lines": [{"product": key}]})
    assert told(found["lines"]) == [(name, str(int(n) // 3)) for name, n in names]
    order = write.create(alice, ORDER, {"offer": str(offer)})
    assert told(lines_of(shop, order, ORDER)) == names[:2], "what is not chosen is not ordered"
