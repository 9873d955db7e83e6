"""Papers numbered as the firm wants it: patterns, own series, never a number twice."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from kartei.modules.billing.rules.delivery_kind import numbered_as
from kartei.modules.billing.tests.test_invoices import ORDER, issued, refused, seen
from kartei.modules.billing.tests.test_invoices import shop as with_requisites
from kartei.modules.offers.tests.shop import Shop
from kartei.platform.records import write
from kartei.platform.records.commands import run

pytestmark = pytest.mark.django_db
NUMERATOR = "documents.numerator"
shop = with_requisites


def numerator(shop: Shop, pattern: str, **values: Any) -> UUID:
    given = {"name": pattern, "paper": ORDER, "pattern": pattern, **values}
    return write.create(shop.cast.admin, NUMERATOR, given)


def order(shop: Shop, country: str = "ru", day: str = "2026-05-04") -> str:
    """The number of a new order of one of the firms."""
    given = {"company": str(shop.company), "firm": str(shop.firms[country]), "date": day}
    key = write.create(shop.cast.alice, ORDER, given)
    return str(seen(shop.cast.alice, ORDER, key)["number"])


def orders(shop: Shop, *given: tuple[str, str]) -> list[str]:
    return [order(shop, country, day) for country, day in given]


def test_a_firm_has_a_series_of_its_own(shop: Shop) -> None:
    """Others are numbered as before, and a year starts its own series by the paper's day."""
    numerator(shop, "B/{yy}/{number:3}", firm=str(shop.firms["de"]))
    days = ("2026-12-31", "2027-01-01")
    assert orders(shop, *(("de", day) for day in (*days, days[0]))) == [
        "B/26/001", "B/27/001", "B/26/002",
    ]  # fmt: skip
    usual = order(shop)
    numerator(shop, "{year}{month}-{number}", anew="month")
    assert orders(shop, *(("ru", day) for day in ("2026-03-01", "2026-04-30", "2026-04-01"))) == [
        "202603-1", "202604-1", "202604-2",
    ]  # fmt: skip
    assert order(shop, "de", days[0]) == "B/26/003"
    assert usual.endswith("-2026-0001")


def test_the_series_goes_on_where_it_was(shop: Shop) -> None:
    """A numerator of the usual look, or one that never starts anew, gives no number twice."""
    first = order(shop)
    prefix = first.removesuffix("2026-0001")
    same = numerator(shop, f"{prefix}{{year}}-{{number:4}}")
    assert order(shop) == f"{prefix}2026-0002"
    write.change(shop.cast.admin, NUMERATOR, same, {"anew": "never"})
    assert orders(shop, ("ru", "2026-05-04"), ("ru", "2027-01-01")) == [
        f"{prefix}2026-0003", f"{prefix}2027-0004",
    ]  # fmt: skip
    write.change(shop.cast.admin, NUMERATOR, same, {"active": False})
    assert orders(shop, ("ru", "2026-05-04"), ("ru", "2027-01-01")) == [
        f"{prefix}2026-0004", f"{prefix}2027-0005",
    ]  # fmt: skip


def test_faulty_patterns_are_refused_in_words(shop: Shop) -> None:
    for pattern, code in (
        ("RE-{year}", "pattern"), ("{number}{number}{year}", "pattern"),
        ("{day}{number}", "pattern"), ("RE-{number}", "anew"),
    ):  # fmt: skip
        fault = refused(lambda pattern=pattern: numerator(shop, pattern))
        assert fault == {("pattern", f"documents.numerator_{code}")}
    made = numerator(shop, "A-{year}-{number}")
    de = str(shop.firms["de"])
    again, alike = (("paper", "documents.numerator_twice"), ("pattern", "documents.numerator_same"))
    assert refused(lambda: numerator(shop, "B-{year}-{number}")) == {again}
    assert refused(lambda: numerator(shop, "A-{year}-{number:4}", firm=de)) == {alike}
    assert refused(lambda: numerator(shop, "F-{year}-{number}", form="act")) == {
        ("form", "documents.numerator_form")
    }
    write.bin_many(shop.cast.admin, NUMERATOR, [made])
    numerator(shop, "A-{year}-{number}")
    assert refused(lambda: write.bin_many(shop.cast.admin, NUMERATOR, [made], back=True)) == {
        again, alike,
    }  # fmt: skip


def test_the_next_number_is_shown_and_set_forward_only(shop: Shop) -> None:
    """By the firm's clock: a paper of the first minutes of a year belongs to it."""
    admin = shop.cast.admin
    made = numerator(shop, "N-{year}-{number}", anew="year")
    assert order(shop, day="2027-01-01") == "N-2027-1"
    admin.clock = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    year = admin.clock.astimezone(admin.world.zone).year
    wanted = {2026: "N-2026-1", 2027: "N-2027-2"}[year]
    assert wanted in run(admin, NUMERATOR, made, "preview", {})["message"]
    assert "40" in run(admin, NUMERATOR, made, "advance", {"number": "40"})["message"]
    assert order(shop, day=f"{year}-06-01") == f"N-{year}-40"
    for number, code in (
        ("40", "back"), ("x", "number"), ("9999999999", "number"), ("", "number"), ("0", "number"),
    ):  # fmt: skip
        given = {"number": number}
        fault = refused(lambda given=given: run(admin, NUMERATOR, made, "advance", given))
        assert fault == {("number", f"documents.numerator_{code}")}
    assert order(shop, day=f"{year}-06-01") == f"N-{year}-41"


def test_what_is_one_series_by_law_stays_one() -> None:
    """A VAT invoice counts as the UPD that is one."""
    forms = ("factura", "upd", "upd2", "act")
    assert [numbered_as(form).form for form in forms] == ["upd", "upd", "upd2", "act"]


def test_an_invoice_takes_its_number_at_its_issue(shop: Shop) -> None:
    """The counter moves with the transaction, so that the series has no gap."""
    numerator(shop, "R{yy}-{number:5}", paper="billing.invoice")
    seen_numbers = [seen(shop.cast.alice, "billing.invoice", issued(shop))["number"] for _ in "ab"]
    assert [number[-5:] for number in seen_numbers] == ["00001", "00002"]
