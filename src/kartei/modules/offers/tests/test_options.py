"""Optional lines: counted once they are chosen, printed apart, left behind where they were not."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from kartei.modules.documents import contract
from kartei.modules.offers.rules.kind import KIND
from kartei.modules.offers.tests.shop import OFFER, Shop, make_shop, text_of
from kartei.platform.records import write

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(settings: Any, tmp_path: Path) -> Shop:
    settings.MEDIA_ROOT = str(tmp_path)
    return make_shop()


def line(name: str, price: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "price": price, "quantity": "1", "vat_rate": "22", **more}


def lines() -> list[dict[str, Any]]:
    return [
        line("Window", "1000.00"),
        line("Sill", "200.00", optional=True, chosen=True),
        line("Blind", "30.00", optional=True),
    ]


def read(shop: Shop, key: UUID) -> dict[str, Any]:
    return write.one(shop.cast.admin, OFFER, key)


def test_only_what_is_chosen_counts(shop: Shop) -> None:
    """S0-010: options of an offer have prices of their own beside the total."""
    offer = read(shop, shop.offer(lines=lines()))
    assert offer["total"]["amount"] == "1200.00"
    assert offer["without_options"]["amount"] == "1000.00"
    blind = offer["lines"][2]
    assert (blind["amount"]["amount"], blind["net"], blind["total"]) == ("30.00", None, None)


def test_the_discount_and_profit_of_the_whole_leave_options_out(shop: Shop) -> None:
    given = [{**one, "cost": "1.00"} for one in lines()]
    key = shop.offer(shop.cast.admin, lines=given, discount="10")
    offer = read(shop, key)
    assert offer["total"]["amount"] == "1080.00"
    assert offer["cost"]["amount"] == "2.00"
    assert offer["without_options"]["amount"] == "900.00"


def test_an_offer_without_options_names_no_total_without_them(shop: Shop) -> None:
    key = shop.offer(lines=lines()[:1])
    assert read(shop, key)["without_options"] is None
    kept = read(shop, key)["lines"][0]
    assert (kept["optional"], kept["chosen"]) == (False, False)


def test_a_fixed_line_is_not_chosen(shop: Shop) -> None:
    offer = read(shop, shop.offer(lines=[line("Window", "10.00", chosen=True)]))
    assert offer["lines"][0]["chosen"] is False


def test_the_preview_reckons_like_saving(shop: Shop) -> None:
    found = contract.preview(KIND, shop.cast.alice, {"lines": lines()})
    assert found["total"]["amount"] == "1200.00"
    assert found["without_options"]["amount"] == "1000.00"
    assert [one["optional"] for one in found["lines"]] == [False, True, True]


@pytest.mark.parametrize(
    ("country", "apart", "below"),
    [
        ("ru", "По желанию (в сумму не входит)", "без того, что по желанию"),
        ("de", "Wahlweise (im Gesamtbetrag nicht enthalten)", "ohne Wahlpositionen"),
        ("general", "Optional (not included in the total)", "without options"),
    ],
)
def test_what_is_not_chosen_is_printed_apart(
    shop: Shop, country: str, apart: str, below: str
) -> None:
    key = shop.offer(lines=lines(), firm=str(shop.firms[country]), currency="RUB")
    text = text_of(contract.pdf(KIND, shop.cast.alice, key, draft=True).data)
    head, rest = text.split(apart)
    assert ("Sill" in head, "Blind" in head, below in head) == (True, False, True)
    assert ("Sill" in rest, "Blind" in rest) == (False, True)


def test_only_chosen_lines_go_along_into_an_order(shop: Shop) -> None:
    """S1-46: what the client did not take is not ordered."""
    key = shop.offer(lines=lines())
    order = write.create(shop.cast.admin, "billing.order", {"offer": str(key)})
    made = write.one(shop.cast.admin, "billing.order", order)
    assert [one["name"] for one in made["lines"]] == ["Window", "Sill"]
    assert made["total"]["amount"] == "1200.00"


def test_a_new_version_keeps_its_options(shop: Shop) -> None:
    key = shop.offer(lines=lines())
    again = write.create(shop.cast.alice, OFFER, {"replaces": str(key)})
    kept = [(one["optional"], one["chosen"]) for one in read(shop, again)["lines"]]
    assert kept == [(False, False), (True, True), (True, False)]
