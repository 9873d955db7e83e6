"""Orders and invoices: made of what was agreed, numbered when issued, never changed after."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

import pypdfium2
import pytest
import zxingcpp

from kartei.modules.billing.contract import DELIVERY, INVOICE
from kartei.modules.billing.contract import ORDER as ORDERS
from kartei.modules.billing.tests.billing_shop import REQUISITES, billing_shop
from kartei.modules.documents.contract import Kind, mail, pdf, sketch
from kartei.modules.offers.tests.shop import MONEY, Shop, text_of
from kartei.platform.access.actor import Actor
from kartei.platform.access.tests.cast import ORGANISATION
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import files, write
from kartei.platform.records.commands import run
from kartei.platform.records.models import Journal

pytestmark = pytest.mark.django_db
BILL = "billing.invoice"
ORDER = "billing.order"


@pytest.fixture
def shop() -> Shop:
    return billing_shop()


def seen(actor: Actor, name: str, key: UUID) -> dict[str, Any]:
    found: dict[str, Any] = write.one(actor, name, key)
    return found


def issued(shop: Shop, **values: Any) -> UUID:
    """An issued invoice of the offer's lines."""
    key = write.create(shop.cast.alice, BILL, {"offer": str(shop.offer()), **values})
    run(shop.cast.alice, BILL, key, "issue", {})
    return key


def insider(shop: Shop) -> Actor:
    """Bob, who sees purchase prices and profit on every paper."""
    money = dict.fromkeys((ORDER, BILL), MONEY["offers.offer"])
    return shop.cast.grant("bob", {"*": ORGANISATION}, MONEY | money)


def refused(act: Any) -> set[tuple[str, str]]:
    with pytest.raises(Refusal) as caught:
        act()
    return {(fault.field, fault.code) for fault in caught.value.faults}


def test_an_order_and_its_invoice_copy_what_was_agreed(shop: Shop) -> None:
    """S0-011: offer → order → invoice without typing anything again, purchase prices included."""
    bob = insider(shop)
    offer = shop.offer(bob, subject="Windows", discount="5")
    order = write.create(bob, ORDER, {"offer": str(offer)})
    invoice = write.create(bob, BILL, {"order": str(order)})
    made = (("offers.offer", offer), (ORDER, order), (BILL, invoice))
    papers = [seen(bob, name, key) for name, key in made]
    for name in ("deal", "company", "person", "subject", "discount", "total", "profit"):
        assert len({str(paper[name]) for paper in papers}) == 1, name
    columns = ("name", "quantity", "price", "cost")
    lines = [[[line[c] for c in columns] for line in paper["lines"]] for paper in papers]
    assert lines[0] == lines[1] == lines[2]
    assert papers[1]["number"] == f"З-{papers[1]['date'].year}-0001"
    assert (papers[2]["number"], papers[2]["status"]) == (None, "draft")


def test_an_invoice_is_numbered_when_it_is_issued(shop: Shop) -> None:
    """Numbers follow the order of issuing, so that deleted drafts leave no gap."""
    alice = shop.cast.alice
    first = write.create(alice, BILL, {"offer": str(shop.offer())})
    write.bin_many(alice, BILL, [write.create(alice, BILL, {"offer": str(shop.offer())})])
    second = issued(shop)
    run(alice, BILL, first, "issue", {})
    year = seen(alice, BILL, first)["date"].year
    assert seen(alice, BILL, second)["number"] == f"С-{year}-0001"
    assert seen(alice, BILL, first)["number"] == f"С-{year}-0002"


def test_a_refused_invoice_takes_no_number(shop: Shop) -> None:
    alice = shop.cast.alice
    empty = write.create(alice, BILL, {"company": str(shop.company)})
    assert refused(lambda: run(alice, BILL, empty, "issue", {})) == {("lines", "billing.no_lines")}
    year = seen(alice, BILL, empty)["date"].year
    assert seen(alice, BILL, issued(shop))["number"] == f"С-{year}-0001"


def test_what_is_issued_stays(shop: Shop) -> None:
    """Content, number, paper and the record itself."""
    alice = shop.cast.alice
    key = issued(shop)
    before = pdf(INVOICE, alice, key).data
    changes: list[dict[str, Any]] = [{"subject": "Other"}, {"lines": []}, {"due": "2030-01-01"}]
    for values in changes:
        assert refused(lambda given=values: write.change(alice, BILL, key, given)) == {
            ("status", "papers.closed")
        }
    assert refused(lambda: write.bin_many(alice, BILL, [key])) == {("status", "billing.issued")}
    write.change(shop.cast.admin, "documents.firm", shop.firms["ru"], {"legal_name": "Other Ltd"})
    assert pdf(INVOICE, alice, key).data == before
    with pytest.raises(Refusal):
        run(alice, BILL, key, "issue", {})


def test_the_file_of_an_issued_invoice_stays(shop: Shop) -> None:
    """Neither deleted nor taken back by undoing the event that told of it."""
    alice = shop.cast.alice
    key = issued(shop)
    file = pdf(INVOICE, alice, key).file
    assert file is not None
    told = Journal.objects.get(record=key, verb="file")
    for act in (lambda: files.delete(alice, file), lambda: files.undo(alice, told)):
        with pytest.raises(Refusal) as caught:
            act()
        assert caught.value.code == "files.kept"
    assert pdf(INVOICE, alice, key).file == file


@pytest.mark.parametrize("country", ["ru", "de"])
def test_an_invoice_is_taken_back(shop: Shop, country: str) -> None:
    """In Germany by a counter-invoice with a number of its own, in Russia by its state."""
    alice = shop.cast.alice
    rate = {"ru": "22", "de": "19"}[country]
    lines = [{"name": "Fitting", "price": "1999.99", "quantity": "1.5", "vat_rate": rate}]
    terms = {"firm": str(shop.firms[country]), "language": country}
    key = issued(shop, lines=lines, **terms)
    done = run(alice, BILL, key, "reverse", {})
    old = seen(alice, BILL, key)
    assert old["status"] == "cancelled"
    if country == "ru":
        assert "record" not in done
        return
    new = seen(alice, BILL, done["record"])
    assert (new["kind"], new["status"], new["corrects"]["id"]) == ("reversal", "issued", str(key))
    assert new["number"] == old["number"].replace("0001", "0002")
    assert new["total"]["amount"] == f"-{old['total']['amount']}"
    text = text_of(pdf(INVOICE, alice, done["record"]).data)
    assert "Stornorechnung" in text
    assert old["number"] in text


def test_what_an_invoice_lacks_is_named(shop: Shop) -> None:
    """Client, address, requisites of the own firm, rates that do not hold on the day."""
    alice = shop.cast.alice
    lines = [{"name": "Fitting", "price": "10", "vat_rate": "19"}]
    bare = write.create(alice, BILL, {"lines": lines})
    assert refused(lambda: run(alice, BILL, bare, "issue", {})) == {
        ("company", "billing.no_client"), ("lines", "billing.rate"),
    }  # fmt: skip
    plain = write.create(alice, "people.company", {"name": "No address"})
    other = write.create(
        alice, BILL,
        {"company": str(plain), "firm": str(shop.firms["general"]), "lines": lines},
    )  # fmt: skip
    assert refused(lambda: run(alice, BILL, other, "issue", {})) == {
        ("company", "billing.no_address")
    }
    write.change(shop.cast.admin, "documents.firm", shop.firms["de"], {"vat_id": None})
    german = write.create(
        alice, BILL,
        {"company": str(shop.company), "firm": str(shop.firms["de"]), "lines": lines},
    )  # fmt: skip
    assert refused(lambda: run(alice, BILL, german, "issue", {})) == {
        ("firm", "billing.requisites")
    }


def test_only_an_issued_invoice_is_taken_back(shop: Shop) -> None:
    alice = shop.cast.alice
    draft = write.create(alice, BILL, {"offer": str(shop.offer())})
    assert ("corrects", "billing.corrects") in refused(
        lambda: write.create(alice, BILL, {"corrects": str(draft)})
    )


def test_a_draft_is_shown_but_neither_kept_nor_sent(shop: Shop) -> None:
    """What has no number yet is printed as a draft, and deleted, for nothing was handed out."""
    alice = shop.cast.alice
    key = write.create(alice, BILL, {"offer": str(shop.offer())})
    shown = pdf(INVOICE, alice, key)
    assert "Черновик" in text_of(shown.data)
    assert shown.file is None
    with pytest.raises(Refusal) as caught:
        mail(INVOICE, alice, key)
    assert caught.value.code == "papers.not_issued"
    write.bin_many(alice, BILL, [key])


@pytest.mark.parametrize("country", ["ru", "de"])
def test_the_payment_code_of_the_printed_page_is_read_by_another_program(
    shop: Shop, country: str
) -> None:
    """ГОСТ Р 56042-2014 and EPC069-12: payee, sum and purpose, read by zxing from the PDF."""
    alice = shop.cast.alice
    rate, currency = {"ru": ("22", "RUB"), "de": ("19", "EUR")}[country]
    price = {"amount": "1234.56", "currency": currency}
    lines = [{"name": "Fitting", "price": price, "vat_rate": rate}]
    terms = {"firm": str(shop.firms[country]), "language": country, "currency": currency}
    key = issued(shop, lines=lines, **terms)
    row = seen(alice, BILL, key)
    page = pypdfium2.PdfDocument(pdf(INVOICE, alice, key).data)[0].render(scale=3).to_pil()
    (found,) = zxingcpp.read_barcodes(page)
    assert found.ec_level == "M"
    total, firm = Decimal(row["total"]["amount"]), REQUISITES[country]
    if country == "ru":
        told = dict(part.split("=", 1) for part in found.text.split("|")[1:])
        assert (told["PersonalAcc"], told["BIC"]) == (firm["bank_account"], firm["bank_code"])
        assert (told["Name"], Decimal(told["Sum"]) / 100) == (firm["legal_name"], total)
        assert row["number"] in told["Purpose"]
        return
    told_lines = found.text.split("\n")
    assert told_lines[4:8] == [
        firm["bank_code"], firm["legal_name"], firm["bank_account"], f"EUR{total}",
    ]  # fmt: skip
    assert row["number"] in told_lines[-1]


@pytest.mark.parametrize("kind", [ORDERS, INVOICE, DELIVERY])
def test_an_empty_paper_has_a_look(shop: Shop, kind: Kind) -> None:
    """Before client and lines are typed, in the usual own firm's layout."""
    assert sketch(kind, shop.cast.alice, {}).data.startswith(b"\x89PNG")
