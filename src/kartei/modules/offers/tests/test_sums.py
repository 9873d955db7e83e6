"""One rule of sums: saving, preview and paper agree to the cent."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kartei.modules.catalog.contract import VAT_RATES
from kartei.modules.documents.contract import all_rates
from kartei.modules.offers.tests.papers import pdf, preview
from kartei.modules.offers.tests.shop import LANGUAGES, OFFER, Shop, make_shop, printed, text_of
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import query, write
from kartei.platform.records.ask import Ask

pytestmark = pytest.mark.django_db
SUMS = ("net", "vat", "total")


@pytest.fixture
def shop() -> Shop:
    return make_shop()


def test_the_catalogue_knows_every_rate_of_the_country_packs() -> None:
    assert all_rates() == VAT_RATES


@pytest.mark.parametrize(
    ("country", "mode", "expected"),
    [
        # 3 × 18450.33 = 55350.99 with 22 %; 1.5 × 1999.99 = 2999.985 → 2999.99 with 10 %
        ("ru", "included", ("48096.92", "10254.06", "58350.98")),
        ("de", "on_top", ("58350.98", "12477.22", "70828.20")),
        ("general", "none", ("58350.98", "0.00", "58350.98")),
    ],
)
def test_saved_sums(shop: Shop, country: str, mode: str, expected: tuple[str, ...]) -> None:
    key = shop.offer(firm=str(shop.firms[country]), vat_mode=mode)
    found = write.one(shop.cast.alice, OFFER, key)
    assert tuple(found[name]["amount"] for name in SUMS) == expected


MODES = [("ru", "included"), ("ru", "on_top"), ("de", "on_top"), ("de", "included"),
         ("general", "on_top"), ("general", "none")]  # fmt: skip


@pytest.mark.parametrize(("country", "mode"), MODES)
def test_screen_api_and_paper_show_the_same_sums(shop: Shop, country: str, mode: str) -> None:
    """S0-010, S3-17: the totals of preview, API, list and PDF agree to the cent."""
    values: dict[str, Any] = {
        "firm": str(shop.firms[country]), "vat_mode": mode, "discount": "3.3",
        "language": LANGUAGES[country], "deal": str(shop.deal), "lines": many_lines(shop),
    }  # fmt: skip
    screen = preview(shop.cast.alice, values)
    key = shop.offer(**values)
    saved = write.one(shop.cast.alice, OFFER, key)
    listed = query.page(shop.cast.alice, OFFER, Ask(fields=SUMS))["items"][0]
    text = text_of(pdf(shop.cast.alice, key, draft=True).data)
    for name in SUMS:
        assert screen[name] == saved[name] == listed[name]
    for shown, line in zip(screen["lines"], saved["lines"], strict=True):
        assert {n: shown[n] for n in (*SUMS, "amount")} == {n: line[n] for n in (*SUMS, "amount")}
        assert printed(line["amount"], LANGUAGES[country]) in text
    assert printed(saved["total"], LANGUAGES[country]) in text
    for name in SUMS:
        lines = sum(cents(line[name]) for line in saved["lines"])
        assert lines == cents(saved[name])
    if mode == "on_top":
        assert printed(saved["net"], LANGUAGES[country]) in text
    for row in screen["rates"] if mode != "none" else ():
        if row["rate"] not in (None, "0"):
            assert printed(row["vat"], LANGUAGES[country]) in text


def many_lines(shop: Shop) -> list[dict[str, Any]]:
    """Lines whose halves and thirds of cents differ by every way of rounding."""
    rates = ("22", "19", "10", "7", "0", "none")
    lines: list[dict[str, Any]] = [
        {
            "name": f"Line {n}",
            "price": f"{n * 7}.{n % 100:02}",
            "quantity": f"{n}.{n % 7}3",
            "discount": str(n % 4 * 5),
            "vat_rate": rates[n % 6],
        }
        for n in range(1, 18)
    ]
    return [{"product": str(shop.products["window"])}, *lines]


def cents(money: dict[str, str]) -> int:
    return int(money["amount"].replace(".", ""))


def test_germany_rounds_vat_once_per_rate_and_russia_per_line(shop: Shop) -> None:
    lines = [{"name": f"L{n}", "price": "0.03", "vat_rate": "19"} for n in range(5)]
    found = {
        country: write.one(
            shop.cast.alice, OFFER,
            shop.offer(firm=str(shop.firms[country]), vat_mode="on_top", lines=lines),
        )["vat"]["amount"]
        for country in ("ru", "de")
    }  # fmt: skip
    assert found == {"ru": "0.05", "de": "0.03"}


def test_changed_terms_change_the_sums(shop: Shop) -> None:
    key = shop.offer()
    write.change(shop.cast.alice, OFFER, key, {"discount": "10"})
    assert write.one(shop.cast.alice, OFFER, key)["total"]["amount"] == "52515.88"
    write.change(shop.cast.alice, OFFER, key, {"lines": []})
    found = write.one(shop.cast.alice, OFFER, key)
    assert (found["total"]["amount"], found["lines"]) == ("0.00", [])


def test_preview_writes_nothing_and_bears_half_typed_lines(shop: Shop) -> None:
    screen = preview(shop.cast.alice, {"lines": [{"price": "5"}, {"name": "B"}, {}]})
    assert screen["total"]["amount"] == "5.00"
    assert query.page(shop.cast.admin, OFFER, Ask())["items"] == []


def test_preview_of_a_saved_offer_needs_only_what_changes(shop: Shop) -> None:
    key = shop.offer()
    screen = preview(shop.cast.alice, {"id": str(key), "discount": "10"})
    assert screen["total"]["amount"] == "52515.88"
    assert write.one(shop.cast.alice, OFFER, key)["total"]["amount"] == "58350.98"


@pytest.mark.parametrize(
    "values",
    [
        {"nonsense": 1}, {"discount": "200"}, {"lines": [{"discount": "101"}]},
        {"lines": "x"}, {"lines": [7]}, {"currency": "QQQ"}, {"firm": "x"}, {"deal": 5},
        {"lines": [{"quantity": "1e9"}]}, {"lines": [{"price": {"amount": "1", "x": 1}}]},
        {"lines": [{"price": "9" * 30}]}, {"lines": [{"vat_rate": "abc"}]},
    ],
)  # fmt: skip
def test_preview_refuses_what_saving_would_refuse(shop: Shop, values: dict[str, Any]) -> None:
    with pytest.raises(Refusal) as caught:
        preview(shop.cast.alice, values)
    assert caught.value.status == 422


def test_preview_of_an_invisible_offer_is_absent(shop: Shop) -> None:
    key = shop.offer()
    for given in (str(key), "no id"):
        with pytest.raises(Refusal) as caught:
            preview(shop.cast.dmitri, {"id": given})
        assert caught.value.status in (400, 404)


def test_an_unknown_cost_makes_the_profit_unknown(shop: Shop) -> None:
    insider = shop.insider()
    key = shop.offer()
    assert write.one(insider, OFFER, key)["profit"] is None
    lines = [{"id": line["id"], "cost": line["cost"] or "1000"} for line in raw_lines(shop, key)]
    write.change(insider, OFFER, key, {"lines": lines})
    found = write.one(insider, OFFER, key)
    # net 48096.92 − (3 × 12345.67 + 1.5 × 1000)
    assert found["profit"]["amount"] == "9559.91"
    assert found["cost"]["amount"] == "38537.01"
    assert found["margin"] == "19.876346"


def raw_lines(shop: Shop, key: UUID) -> list[dict[str, Any]]:
    return cast(list[dict[str, Any]], write.one(shop.cast.admin, OFFER, key)["lines"])


def test_a_hopeless_margin_is_left_out_instead_of_breaking(shop: Shop) -> None:
    line = {"name": "A", "price": "0.01", "cost": "99999999999", "vat_rate": "none"}
    key = shop.offer(shop.cast.admin, lines=[line])
    found = write.one(shop.cast.admin, OFFER, key)
    assert (found["margin"], found["profit"]["amount"]) == (None, "-99999999998.99")


def test_more_lines_ask_no_more_questions(shop: Shop) -> None:
    """The budget of a preview is 20 ms; a line that asked the database by itself would break it."""
    actor, counts = shop.cast.alice, []
    for count in (1, 30):
        lines = [{"product": str(shop.products["window"])}] * count
        preview(actor, {"lines": lines})
        with CaptureQueriesContext(connection) as seen:
            preview(actor, {"lines": lines})
        counts.append(len(seen))
    assert counts[0] == counts[1]
