"""Prices of a list: found by article, once from each quantity on, changed all at once."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from kartei.modules.pricing.rules.changing import changed
from kartei.platform.access.tests.cast import Cast, make_cast
from kartei.platform.kit.decimals import SCALE
from kartei.platform.kit.money import Amount
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import commands, query, undo, write
from kartei.platform.records.ask import Ask
from kartei.platform.records.related import related_of

PRICE = "pricing.price"


@pytest.fixture
def cast() -> Cast:
    """People, with a window in the catalogue and a list."""
    found = make_cast()
    write.create(found.admin, "catalog.product", {"name": "Window", "article": "W-1"})
    return found


def price(cast: Cast, of: UUID, amount: str, **values: Any) -> UUID:
    """A price of the window, named by its article as in a file."""
    given = {"list": str(of), "article": "W-1", "price": {"amount": amount, "currency": "EUR"}}
    return write.create(cast.admin, PRICE, {**given, **values})


def amounts(cast: Cast) -> list[str]:
    """All prices there are, the least first."""
    items = query.page(cast.admin, PRICE, Ask())["items"]
    return sorted((item["price"]["amount"] for item in items), key=Decimal)


@pytest.mark.django_db
def test_the_article_finds_the_product_and_a_price_stands_once(cast: Cast) -> None:
    of = write.create(cast.admin, "pricing.list", {"name": "Retail"})
    key = price(cast, of, "10.00")
    row = write.one(cast.admin, PRICE, key)
    assert (row["title"], row["product"]["title"]) == ("Window", "Window")
    price(cast, of, "9.00", from_quantity="10")

    with pytest.raises(Refusal) as refused:
        price(cast, of, "8.00", from_quantity="10")
    assert [fault.code for fault in refused.value.faults] == ["pricing.twice"]
    with pytest.raises(Refusal) as refused:
        price(cast, of, "8.00", article="W-2")
    assert "pricing.article" in [fault.code for fault in refused.value.faults]


@pytest.mark.django_db
def test_all_prices_change_at_once_and_back(cast: Cast) -> None:
    """S4-110: tried first, then done, then taken back by one undo."""
    of = write.create(cast.admin, "pricing.list", {"name": "Retail"})
    price(cast, of, "100.40")
    price(cast, of, "90.00", from_quantity="10")
    given = {"percent": "5", "rounding": "1"}

    tried = commands.run(
        cast.admin, "pricing.list", of, "change_prices", given, dry_run=True
    )  # fmt: skip
    assert tried["possible"]
    assert amounts(cast) == ["90.00", "100.40"]

    done = commands.run(cast.admin, "pricing.list", of, "change_prices", given)
    assert amounts(cast) == ["95.00", "105.00"]
    undo.undo(cast.admin, UUID(done["change"]))
    assert amounts(cast) == ["90.00", "100.40"]


@pytest.mark.parametrize(
    ("minor", "percent", "step", "wanted"),
    [
        (10_000, 10, "0.01", 11_000),
        (10_049, 0, "1", 10_000),
        (10_050, 0, "1", 10_100),
        (10_249, 0, "5", 10_000),
        (10_250, 0, "5", 10_500),
        (10_390, 0, "9", 9_900),
        (10_450, 0, "9", 10_900),
        (100, -50, "9", 0),
        (3, 50, "0.01", 5),
    ],
)
def test_a_changed_price_is_rounded_half_up(
    minor: int, percent: int, step: str, wanted: int
) -> None:
    assert changed(Amount(minor, "EUR"), percent * SCALE, step).minor == wanted


@pytest.mark.django_db
def test_the_card_of_a_product_shows_its_prices(cast: Cast) -> None:
    """Where they may be read; to others there is no such list."""
    admin = cast.admin
    (leading,) = related_of(admin, admin.obj("catalog.product"))
    assert (leading.object, leading.field) == (PRICE, "product")
    blind = cast.grant("bob", {"catalog.product": {"read": "organisation"}})
    assert related_of(blind, blind.obj("catalog.product")) == []
