"""What an offer takes over: from deal, firm, product, rate and the version before."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from kartei.modules.offers.tests.shop import OFFER, Shop, make_shop
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import write

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop() -> Shop:
    return make_shop()


def read(shop: Shop, key: UUID) -> dict[str, Any]:
    return write.one(shop.cast.admin, OFFER, key)


def refused(shop: Shop, **values: Any) -> set[tuple[str, str]]:
    with pytest.raises(Refusal) as caught:
        shop.offer(**values)
    return {(f.pointer, f.code) for f in caught.value.faults}


def test_a_new_offer_takes_client_and_terms_over(shop: Shop) -> None:
    """S0-031: an offer is formed from the product's card."""
    found = read(shop, shop.offer())
    assert found["person"]["id"] == str(shop.person)
    assert found["company"]["id"] == str(shop.company)
    assert found["firm"]["title"] == "Окна Заречья"
    assert (found["currency"], found["vat_mode"], found["language"]) == ("RUB", "included", "ru")
    assert (found["status"], found["revision"]) == ("draft", 1)
    assert found["intro"] == "Благодарим за обращение."
    day = date.fromisoformat(str(found["date"]))
    assert date.fromisoformat(str(found["valid_until"])) == day + timedelta(days=14)
    assert found["number"] == f"КП-{day.year}-0001"
    line = found["lines"][0]
    assert (line["name"], line["article"], line["unit"]) == ("Window 1470 × 1420", "W-1", "pcs")
    assert line["price"] == {"amount": "18450.33", "currency": "RUB"}
    assert line["cost"] == {"amount": "12345.67", "currency": "RUB"}
    assert (line["vat_rate"], line["description"]) == ("22", "Tilt and turn")


def test_what_the_caller_names_wins(shop: Shop) -> None:
    window = str(shop.products["window"])
    line = {"product": window, "name": "Mine", "price": "5", "description": None, "unit": "set"}
    found = read(shop, shop.offer(lines=[line], intro=None, language="de", currency="RUB"))
    (saved,) = found["lines"]
    assert (saved["name"], saved["unit"], saved["description"]) == ("Mine", "set", None)
    assert saved["price"]["amount"] == "5.00"
    assert (found["intro"], found["language"]) == (None, "de")


def test_numbers_count_by_the_language_of_the_firm(shop: Shop) -> None:
    year = date.today().year  # noqa: DTZ011 (the firm's clock and this one are the same year)
    numbers = [
        read(shop, shop.offer(firm=str(shop.firms[country])))["number"]
        for country in ("ru", "de", "ru", "general", "de")
    ]
    assert numbers == [
        f"КП-{year}-0001", f"AN-{year}-0001", f"КП-{year}-0002", f"Q-{year}-0001",
        f"AN-{year}-0002",
    ]  # fmt: skip


def test_a_refused_offer_takes_no_number(shop: Shop) -> None:
    assert refused(shop, lines=[{"name": "No price"}]) == {("/lines/0/price", "value.required")}
    assert read(shop, shop.offer())["number"].endswith("-0001")


def exchange(shop: Shop, currency: str, rate: str) -> None:
    """What one of a currency costs in roubles since 2026."""
    values = {"currency": currency, "on": "2026-01-01", "rate": rate}
    write.create(shop.cast.admin, "meta.rate", values)


def test_a_price_in_another_currency_is_converted_by_the_rate_of_the_day(shop: Shop) -> None:
    line = {"product": str(shop.products["euro"])}
    assert refused(shop, lines=[line]) == {("/lines/0/price", "papers.no_rate")}
    exchange(shop, "EUR", "95.5")
    found = read(shop, shop.offer(lines=[line]))
    assert found["lines"][0]["price"] == {"amount": "955.00", "currency": "RUB"}
    turned = read(shop, shop.offer(lines=shop.lines()[:1], currency="EUR"))
    assert turned["lines"][0]["price"] == {"amount": "193.20", "currency": "EUR"}
    assert turned["lines"][0]["cost"] == {"amount": "129.27", "currency": "EUR"}


def test_two_foreign_currencies_meet_in_the_own_one(shop: Shop) -> None:
    exchange(shop, "EUR", "90")
    exchange(shop, "USD", "60")
    found = read(shop, shop.offer(lines=[{"product": str(shop.products["euro"])}], currency="USD"))
    assert found["lines"][0]["price"] == {"amount": "15.00", "currency": "USD"}


def test_changing_the_currency_converts_the_lines_that_are_there(shop: Shop) -> None:
    exchange(shop, "EUR", "100")
    key = shop.offer()
    write.change(shop.cast.alice, OFFER, key, {"currency": "eur"})
    found = read(shop, key)
    assert found["lines"][0]["price"] == {"amount": "184.50", "currency": "EUR"}
    assert found["total"] == {"amount": "583.50", "currency": "EUR"}


def test_another_product_in_a_line_brings_its_own_values(shop: Shop) -> None:
    door = write.create(
        shop.cast.admin, "catalog.product", {"name": "Door", "price": "7", "cost": "3", "vat": "10"}
    )
    key = shop.offer()
    line = read(shop, key)["lines"][0]
    change = [{"id": line["id"], "product": str(door), "quantity": "2"}]
    write.change(shop.cast.alice, OFFER, key, {"lines": change})
    (found,) = read(shop, key)["lines"]
    assert (found["name"], found["vat_rate"], found["article"]) == ("Door", "10", None)
    assert (found["price"]["amount"], found["cost"]["amount"]) == ("7.00", "3.00")


def test_a_product_that_changes_later_leaves_the_offer_alone(shop: Shop) -> None:
    key = shop.offer()
    write.change(shop.cast.admin, "catalog.product", shop.products["window"], {"price": "1"})
    lines = [{"id": line["id"], "quantity": "1"} for line in read(shop, key)["lines"]]
    write.change(shop.cast.alice, OFFER, key, {"lines": lines})
    assert read(shop, key)["lines"][0]["price"]["amount"] == "18450.33"


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"discount": "101"}, ("/discount", "totals.discount_range")),
        ({"discount": "-1"}, ("/discount", "totals.discount_range")),
        ({"currency": "XQX"}, ("/currency", "money.currency")),
        ({"valid_until": "2020-01-01"}, ("/valid_until", "papers.until")),
        ({"vat_mode": "maybe"}, ("/vat_mode", "value.unknown_option")),
        ({"total": "5"}, ("/total", "field.read_only")),
        ({"status": "accepted"}, ("/status", "field.read_only")),
        ({"lines": [{"price": "1"}]}, ("/lines/0/name", "value.required")),
        ({"lines": [{"name": "A", "price": "1", "discount": "101"}]},
         ("/lines/0/discount", "totals.discount_range")),
        ({"lines": [{"name": "A", "price": "1", "vat_rate": "3"}]},
         ("/lines/0/vat_rate", "value.unknown_option")),
        ({"lines": [{"name": "A", "price": "1", "nonsense": 1}]},
         ("/lines/0/nonsense", "field.unknown")),
        ({"lines": [{"name": "A", "price": "999999999999", "quantity": "999999999"}]},
         ("/lines", "papers.too_large")),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(
    shop: Shop, values: dict[str, Any], fault: tuple[str, str]
) -> None:
    assert fault in refused(shop, **values)


def test_a_product_that_one_may_not_read_cannot_be_offered(shop: Shop) -> None:
    shop.cast.grant("alice", {"*": dict.fromkeys(("read", "create", "append"), "own")})
    faults = refused(shop, lines=[{"product": str(shop.products["window"])}], deal=None)
    assert ("/lines", "link.absent") in faults
