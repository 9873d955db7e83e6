"""Prices of lists and discounts of rules, as the lines of an offer take them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from kartei.modules.offers.tests.papers import preview
from kartei.modules.offers.tests.shop import OFFER, Shop, make_shop
from kartei.platform.access.actor import Actor, actor_for
from kartei.platform.records import query, write
from kartei.platform.records.ask import Ask

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop() -> Shop:
    """Own firms, products, a client with a deal."""
    return make_shop()


def fresh(actor: Actor) -> Actor:
    """The same person under what holds now."""
    return actor_for(actor.user, via="api", language="en")


def price_list(shop: Shop, name: str, price: str, **values: Any) -> UUID:
    """A list in roubles with one price of the window."""
    admin = fresh(shop.cast.admin)
    more = {k: values.pop(k) for k in ("from_quantity",) if k in values}
    key = write.create(admin, "pricing.list", {"name": name, "currency": "RUB", **values})
    add_price(shop, key, price, **more)
    return key


def add_price(shop: Shop, key: UUID, price: str, **values: Any) -> UUID:
    """One more price of the window."""
    given = {"list": str(key), "product": str(shop.products["window"]), **values}
    money = {"amount": price, "currency": "RUB"}
    return write.create(fresh(shop.cast.admin), "pricing.price", {**given, "price": money})


def line(shop: Shop, **values: Any) -> dict[str, Any]:
    """A line with the window and nothing else said."""
    return {"product": str(shop.products["window"]), **values}


def made(shop: Shop, **values: Any) -> tuple[UUID, dict[str, Any]]:
    """A new offer of alice's, in roubles."""
    given = {"currency": "RUB", "lines": [line(shop)], **values}
    key = write.create(fresh(shop.cast.alice), OFFER, given)
    return key, read(shop, key)


def read(shop: Shop, key: UUID) -> dict[str, Any]:
    """The offer as the API shows it."""
    return write.one(fresh(shop.cast.admin), OFFER, key)


def changed(shop: Shop, key: UUID, **values: Any) -> dict[str, Any]:
    """The offer after a change of alice's."""
    write.change(fresh(shop.cast.alice), OFFER, key, values)
    return read(shop, key)


def told(offer: dict[str, Any], at: int = 0) -> tuple[Any, ...]:
    """Price, what it follows and where it comes from."""
    found = offer["lines"][at]
    return found["price"]["amount"], found["price_by"] or None, found["price_from"] or None


def test_a_line_takes_the_price_of_the_best_list_and_says_so(shop: Shop) -> None:
    """S4-110: the client named goes before everybody; a step holds from its quantity on."""
    price_list(shop, "Retail", "100.00")
    dealers = price_list(shop, "Dealers", "80.00", companies=[str(shop.company)])
    add_price(shop, dealers, "70.00", from_quantity="10")

    key, offer = made(shop)
    assert told(offer) == ("100.00", "list", "Retail")

    offer = changed(shop, key, company=str(shop.company))
    assert told(offer) == ("80.00", "list", "Dealers")

    lines = [{"id": offer["lines"][0]["id"], "quantity": "12"}]
    assert told(changed(shop, key, lines=lines)) == ("70.00", "list", "Dealers, from 10")


def test_a_typed_price_stays_and_an_emptied_one_asks_again(shop: Shop) -> None:
    price_list(shop, "Retail", "100.00")
    price_list(shop, "Dealers", "80.00", companies=[str(shop.company)])
    key, offer = made(shop)
    own = {"id": offer["lines"][0]["id"]}

    offer = changed(shop, key, lines=[{**own, "price": "95.00"}])
    assert told(offer) == ("95.00", None, None)
    assert told(changed(shop, key, company=str(shop.company))) == ("95.00", None, None)

    offer = changed(shop, key, lines=[{**own, "price": None}])
    assert told(offer) == ("80.00", "list", "Dealers")


def test_without_a_list_the_card_gives_the_price_and_a_list_comes_later(shop: Shop) -> None:
    price_list(shop, "Dealers", "80.00", companies=[str(shop.company)])
    key, offer = made(shop)
    assert offer["lines"][0]["price_by"] == "card"

    assert told(changed(shop, key, company=str(shop.company)))[1:] == ("list", "Dealers")


def test_a_list_holds_on_the_papers_day(shop: Shop) -> None:
    price_list(shop, "Summer", "60.00", valid_from="2026-06-01", valid_until="2026-08-31")
    days = {"2026-05-31": "card", "2026-06-01": "list", "2026-08-31": "list", "2026-09-01": "card"}
    for day, follows in days.items():
        _key, offer = made(shop, date=day, valid_until="2030-01-01")
        assert offer["lines"][0]["price_by"] == follows, day


def test_a_price_with_vat_becomes_one_without_where_the_paper_has_none(shop: Shop) -> None:
    price_list(shop, "Shop window", "119.00", vat_mode="included")
    _key, offer = made(shop, vat_mode="on_top", lines=[line(shop, vat_rate="19")])
    assert told(offer)[0] == "100.00"


def test_a_new_version_keeps_what_was_agreed(shop: Shop) -> None:
    """A copy does not ask the lists anew; a made-up mark on a new line is not believed."""
    retail = price_list(shop, "Retail", "100.00")
    key, _offer = made(shop)
    row = shop.cast.admin
    prices = query.page(fresh(row), "pricing.price", Ask(limit=10))["items"]
    write.change(fresh(row), "pricing.price", UUID(prices[0]["id"]), {"price": "150.00"})

    copy = write.create(fresh(shop.cast.alice), OFFER, {"replaces": str(key)})
    assert told(read(shop, copy)) == ("100.00", "list", "Retail")

    false = line(shop, price="1.00", price_by="list", discount="90", discount_from="Promotion")
    given = {"replaces": str(copy), "currency": "RUB", "lines": [false]}
    found = read(shop, write.create(fresh(shop.cast.alice), OFFER, given))
    assert told(found) == ("1.00", None, None)
    assert not found["lines"][0]["discount_from"]
    assert retail


def test_marks_are_not_believed_where_lists_are_asked(shop: Shop) -> None:
    price_list(shop, "Retail", "100.00")
    false = line(shop, price="1.00", price_by="list", discount="90", discount_from="Promotion")
    _key, offer = made(shop, lines=[false], discount="50", discount_from="Promotion")
    assert told(offer) == ("100.00", "list", "Retail")
    assert (offer["lines"][0]["discount"], offer["discount"]) == (None, None)


def rule(shop: Shop, name: str, percent: str, **values: Any) -> None:
    """A discount rule."""
    given = {"name": name, "percent": percent, **values}
    write.create(fresh(shop.cast.admin), "pricing.discount", given)


def test_the_greatest_discount_is_proposed_with_its_name(shop: Shop) -> None:
    """S4-110: rules are not added up; what is typed stays, nought too."""
    rule(shop, "Promotion", "5", products=[str(shop.products["window"])])
    rule(shop, "From ten", "8", from_quantity="10")
    key, offer = made(shop, lines=[line(shop, quantity="10"), line(shop), line(shop, price="9")])
    found = [(one["discount"], one["discount_from"] or None) for one in offer["lines"]]
    assert found == [("8", "From ten"), ("5", "Promotion"), (None, None)]

    own = [{"id": one["id"]} for one in offer["lines"]]
    offer = changed(shop, key, lines=[{**own[0], "discount": "0"}, own[1], own[2]])
    offer = changed(shop, key, company=str(shop.company))
    assert [one["discount"] for one in offer["lines"]] == ["0", "5", None]


def test_the_sum_of_the_lines_gives_a_discount_on_the_whole(shop: Shop) -> None:
    price_list(shop, "Retail", "100.00")
    rule(shop, "Big", "3", reach="whole", from_sum={"amount": "1000.00", "currency": "RUB"})
    key, offer = made(shop, lines=[line(shop, quantity="9.99")])
    assert offer["discount"] is None

    own = {"id": offer["lines"][0]["id"]}
    offer = changed(shop, key, lines=[{**own, "quantity": "10"}])
    assert (offer["discount"], offer["discount_from"]) == ("3", "Big")

    offer = changed(shop, key, discount="4")
    assert (offer["discount"], offer["discount_from"] or None) == ("4", None)
    offer = changed(shop, key, lines=[{**own, "quantity": "1"}])
    assert offer["discount"] == "4"


def test_typing_shows_the_same_before_anything_is_saved(shop: Shop) -> None:
    price_list(shop, "Retail", "100.00")
    shown = preview(fresh(shop.cast.alice), {"currency": "RUB", "lines": [line(shop)]})
    found = shown["lines"][0]
    assert (found["price"]["amount"], found["price_by"]) == ("100.00", "list")
    assert found["price_from"] == "Retail"


def test_a_list_that_is_not_in_use_gives_no_price(shop: Shop) -> None:
    key = price_list(shop, "Retail", "100.00")
    write.change(fresh(shop.cast.admin), "pricing.list", key, {"active": False})
    _key, offer = made(shop)
    assert offer["lines"][0]["price_by"] == "card"
