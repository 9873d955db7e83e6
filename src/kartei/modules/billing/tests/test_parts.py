"""Orders invoiced in parts: each split comes to the order exactly, nobody exceeds it unasked."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from kartei.modules.billing.contract import INVOICE
from kartei.modules.billing.rules.billed import lines_of
from kartei.modules.billing.tests.billing_shop import billing_shop
from kartei.modules.billing.tests.test_invoices import BILL, ORDER, refused, seen
from kartei.modules.documents.contract import document, pdf
from kartei.modules.offers.tests.shop import Shop, text_of
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import write
from kartei.platform.records.commands import run

pytestmark = pytest.mark.django_db
RATES = {"ru": ("22", "10"), "de": ("19", "7")}


@pytest.fixture
def shop() -> Shop:
    return billing_shop()


def order(shop: Shop, country: str = "de", **values: Any) -> UUID:
    """An order of 3 windows and 1.5 fittings at two rates, with a discount."""
    high, low = RATES[country]
    lines = [
        {"name": "Window", "price": "333.33", "quantity": "3", "vat_rate": high},
        {"name": "Fitting", "price": "1999.99", "quantity": "1.5", "vat_rate": low},
    ]
    terms = {"firm": str(shop.firms[country]), "language": country, "discount": "3"}
    given = {"company": str(shop.company), "lines": lines, **terms, **values}
    return write.create(shop.cast.alice, ORDER, given)


def part(shop: Shop, key: UUID, command: str, *, issue: bool = True, **data: Any) -> UUID:
    """An invoice made of an order by one of its commands."""
    made = UUID(run(shop.cast.alice, ORDER, key, command, data)["made"]["id"])
    if issue:
        run(shop.cast.alice, BILL, made, "issue", {})
    return made


def minor(shop: Shop, name: str, key: UUID, field: str) -> int:
    return int(seen(shop.cast.alice, name, key)[field]["amount"].replace(".", ""))


@pytest.mark.parametrize("country", ["ru", "de"])
@pytest.mark.parametrize("mode", ["included", "on_top", "none"])
def test_advances_and_final_come_to_the_order(shop: Shop, country: str, mode: str) -> None:
    """In net, VAT and total, in each way of meaning prices; paper names what was charged before."""
    if (country, mode) == ("de", "none"):
        small = {"firm": str(shop.firms["de"]), "small": True}
        write.create(shop.cast.admin, "einvoice.issuer", small)
    key = order(shop, country, vat_mode=mode)
    made = [
        part(shop, key, "advance", percent="33.333"),
        part(shop, key, "advance", sum="1000.01", kind="partial"),
        part(shop, key, "finish"),
    ]
    for field in ("net", "vat", "total"):
        parts = [minor(shop, BILL, one, field) for one in made]
        assert sum(parts) == minor(shop, ORDER, key, field), (field, parts)
    assert minor(shop, ORDER, key, "billed") == minor(shop, ORDER, key, "total")
    assert minor(shop, ORDER, key, "unbilled") == 0
    text = text_of(pdf(INVOICE, shop.cast.alice, made[2]).data)
    for one in made[:2]:
        assert seen(shop.cast.alice, BILL, one)["number"] in text


def test_a_draft_of_the_final_invoice_follows_the_advances(shop: Shop) -> None:
    """Those issued after it was begun are taken off, too, and one taken back is not."""
    key = order(shop)
    final = part(shop, key, "finish", issue=False)
    whole = minor(shop, BILL, final, "total")
    paid = part(shop, key, "advance", percent="10")
    off = minor(shop, BILL, paid, "total")
    write.change(shop.cast.alice, BILL, final, {"subject": "Last"})
    assert minor(shop, BILL, final, "total") == whole - off
    run(shop.cast.alice, BILL, paid, "reverse", {})
    run(shop.cast.alice, BILL, final, "issue", {})
    assert minor(shop, BILL, final, "total") == whole


def test_an_advance_stays_while_a_final_invoice_takes_it_off(shop: Shop) -> None:
    key = order(shop)
    paid = part(shop, key, "advance", percent="10")
    final = part(shop, key, "finish")
    assert refused(lambda: run(shop.cast.alice, BILL, paid, "reverse", {})) == {
        ("status", "billing.settled")
    }
    total = minor(shop, BILL, final, "total")
    back = run(shop.cast.alice, BILL, final, "reverse", {})["record"]
    assert minor(shop, BILL, back, "total") == -total
    run(shop.cast.alice, BILL, paid, "reverse", {})
    assert minor(shop, ORDER, key, "billed") == 0


def test_an_order_tells_what_is_open(shop: Shop) -> None:
    """By line, drafts told apart; the next invoice takes what is left, a third finds nothing."""
    key, alice = order(shop), shop.cast.alice
    first = part(shop, key, "charge", issue=False)
    lines = seen(alice, BILL, first)["lines"]
    lines[0]["quantity"] = "1"
    keep = [{"id": line["id"], "quantity": line["quantity"]} for line in lines]
    write.change(alice, BILL, first, {"lines": keep})
    assert [line["open"] for line in lines_of(alice, key)["lines"]] == [2_000_000, 0]
    run(alice, BILL, first, "issue", {})
    second = part(shop, key, "charge")
    found = lines_of(alice, key)["lines"]
    assert [(line["issued"], line["open"]) for line in found] == [(3_000_000, 0), (1_500_000, 0)]
    assert [line["quantity"] for line in seen(alice, BILL, second)["lines"]] == ["2"]
    with pytest.raises(Refusal) as caught:
        part(shop, key, "charge")
    assert caught.value.code == "billing.nothing_open"


def test_more_than_ordered_must_be_meant(shop: Shop) -> None:
    """In quantity and in sum, also against drafts of others."""
    key, alice = order(shop), shop.cast.alice
    first = part(shop, key, "charge", issue=False)
    assert refused(lambda: part(shop, key, "advance", percent="1")) == {
        ("beyond", "billing.beyond")
    }
    lines = seen(alice, BILL, first)["lines"]
    more = [{"id": lines[0]["id"], "quantity": "4", "price": "1"}, {"id": lines[1]["id"]}]
    assert refused(lambda: write.change(alice, BILL, first, {"lines": more})) == {
        ("beyond", "billing.beyond")
    }
    write.change(alice, BILL, first, {"lines": more, "beyond": True})
    run(alice, BILL, first, "issue", {})
    assert seen(alice, BILL, first)["lines"][0]["quantity"] == "4"


def test_a_share_is_a_percentage_or_a_sum(shop: Shop) -> None:
    key = order(shop)
    wrong: list[dict[str, Any]] = [{}, {"percent": "101"}, {"percent": "5", "sum": "5"}]
    for data in [*wrong, {"sum": "-1"}]:
        assert refused(lambda given=data: part(shop, key, "advance", **given)) == {
            ("percent", "billing.share")
        }
    assert refused(lambda: part(shop, key, "advance", kind="final", percent="5")) == {
        ("kind", "billing.part_kind")
    }
    dollars = {"amount": "5.00", "currency": "USD"}
    assert refused(lambda: part(shop, key, "advance", sum=dollars)) == {("sum", "billing.currency")}


def test_a_german_correction_takes_off_a_part(shop: Shop) -> None:
    """A credit note over some lines; all corrections together take off no more than was charged."""
    key, alice = order(shop), shop.cast.alice
    bill = part(shop, key, "charge")
    note = run(alice, BILL, bill, "correct", {})["record"]
    found = seen(alice, BILL, note)
    assert (found["kind"], found["status"]) == ("correction", "draft")
    assert found["total"]["amount"] == "-" + seen(alice, BILL, bill)["total"]["amount"]
    one = {"id": found["lines"][0]["id"], "quantity": "-1"}
    write.change(alice, BILL, note, {"lines": [one]})
    run(alice, BILL, note, "issue", {})
    assert "Rechnungskorrektur" in text_of(pdf(INVOICE, alice, note).data)
    assert seen(alice, BILL, bill)["status"] == "issued"
    assert lines_of(alice, key)["lines"][0]["open"] == 1_000_000
    with pytest.raises(Refusal) as caught:
        run(alice, BILL, bill, "reverse", {})
    assert {fault.code for fault in caught.value.faults} == {"billing.corrected"}


def test_a_russian_correction_replaces(shop: Shop) -> None:
    """«Исправленный счёт»: the new one counts from its issue on, the old one is out of force."""
    key, alice = order(shop, "ru"), shop.cast.alice
    bill = part(shop, key, "charge")
    new = run(alice, BILL, bill, "correct", {})["record"]
    assert seen(alice, BILL, new)["kind"] == "corrected"
    lines = seen(alice, BILL, new)["lines"]
    write.change(alice, BILL, new, {"lines": [{"id": lines[0]["id"], "quantity": "2"}]})
    run(alice, BILL, new, "issue", {})
    assert [seen(alice, BILL, one)["status"] for one in (bill, new)] == ["cancelled", "issued"]
    assert document(INVOICE, alice, new).payment.code
    assert "Исправленный счёт" in text_of(pdf(INVOICE, alice, new).data)
    assert minor(shop, ORDER, key, "billed") == minor(shop, BILL, new, "total")


def test_a_correction_names_what_it_corrects(shop: Shop) -> None:
    """Its kind and its link go together, and neither changes later."""
    alice, key = shop.cast.alice, order(shop)
    lines = [{"name": "Fitting", "price": "10", "vat_rate": "19"}]
    wrong = {"company": str(shop.company), "kind": "correction", "lines": lines}
    assert ("kind", "billing.kind") in refused(lambda: write.create(alice, BILL, wrong))
    draft = part(shop, key, "charge", issue=False)
    assert refused(lambda: write.change(alice, BILL, draft, {"kind": "final"})) == {
        ("corrects", "billing.corrects")
    }


def test_an_invoice_is_in_the_currency_of_its_order(shop: Shop) -> None:
    key, alice = order(shop), shop.cast.alice
    lines = [{"name": "Fitting", "price": {"amount": "1.00", "currency": "USD"}}]
    values = {"order": str(key), "currency": "USD", "lines": lines}
    assert refused(lambda: write.create(alice, BILL, values)) == {("currency", "billing.currency")}
