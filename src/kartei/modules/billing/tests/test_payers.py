"""Who pays for a client: the usual payer of papers, and what they print of him."""

from __future__ import annotations

import io
from typing import Any
from uuid import UUID

import docx as word
import pytest

from kartei.modules.billing.contract import INVOICE
from kartei.modules.billing.tests.test_accounts import bill
from kartei.modules.billing.tests.test_accounts import shop as with_requisites
from kartei.modules.billing.tests.test_invoices import BILL, ORDER, refused
from kartei.modules.documents.contract import document, docx, pdf, xlsx
from kartei.modules.offers.tests.shop import Shop, text_of
from kartei.platform.records import write
from kartei.platform.records.commands import run

pytestmark = pytest.mark.django_db
shop = with_requisites
PAYER, COMPANY = "people.payer", "people.company"
MOTHER = {
    "legal_name": "АО «Холдинг»", "country": "ru", "tax_id": "7707083893", "reg_code": "770701001",
    "address": "Тверь, пр. Победы, д. 7",
}  # fmt: skip


def payer(shop: Shop, **values: Any) -> UUID:
    given = {"company": str(shop.company), **values}
    return write.create(shop.cast.alice, PAYER, given)


def seen(shop: Shop, name: str, key: UUID) -> Any:
    found = write.one(shop.cast.alice, name, key)["payer"]
    return found and found["title"]


@pytest.mark.parametrize(("country", "label"), [("ru", "Плательщик"), ("de", "Rechnungsempfänger")])
def test_somebody_else_pays(shop: Shop, country: str, label: str) -> None:
    """He stands on the invoice beside its client, on every kind of file, and stays there."""
    alice = shop.cast.alice
    plain = text_of(pdf(INVOICE, alice, bill(shop, country), draft=True).data)
    assert label not in plain
    payer(shop, usual=True, **MOTHER)
    key = bill(shop, country)
    assert seen(shop, BILL, key) == "АО «Холдинг»"
    run(alice, BILL, key, "issue", {})
    printed = text_of(pdf(INVOICE, alice, key).data)
    for words in (label, "АО «Холдинг»", "7707083893", "Тверь", "Romashka"):
        assert words in printed
    paragraphs = word.Document(io.BytesIO(docx(INVOICE, alice, key).data)).element.body.itertext()
    assert "АО «Холдинг»" in "".join(paragraphs)
    assert xlsx(INVOICE, alice, key).data
    fault = refused(lambda: write.change(alice, BILL, key, {"payer": None}))
    assert ("status", "papers.closed") in fault


def test_a_client_pays_by_other_requisites(shop: Shop) -> None:
    """They stand in place of those on file, each block whole; an own address is enough to issue."""
    alice = shop.cast.alice
    write.change(alice, COMPANY, shop.company, {"tax_id": "5000000001", "addresses": []})
    key = bill(shop, "ru")
    assert ("company", "billing.no_address") in refused(lambda: run(alice, BILL, key, "issue", {}))
    own = payer(shop, **{**MOTHER, "kind": "own"})
    write.change(alice, BILL, key, {"payer": str(own)})
    run(alice, BILL, key, "issue", {})
    client = document(INVOICE, alice, key).client
    assert client.name == "АО «Холдинг»"
    assert client.address == ("Тверь, пр. Победы, д. 7",)
    assert any("7707083893" in fact for fact in client.facts)
    assert not client.payer


def test_a_russian_company_is_charged_with_its_number(shop: Shop) -> None:
    """What the client lacks is said; requisites of a payer are as good."""
    alice = shop.cast.alice
    write.change(alice, COMPANY, shop.company, {"country": "ru", "tax_id": None})
    key = bill(shop, "ru")
    fault = refused(lambda: run(alice, BILL, key, "issue", {}))
    assert fault == {("company", "billing.client_requisites")}
    own = payer(shop, **{**MOTHER, "kind": "own"})
    write.change(alice, BILL, key, {"payer": str(own)})
    run(alice, BILL, key, "issue", {})


def test_papers_keep_their_payer_and_their_client_his_usual_one(shop: Shop) -> None:
    alice = shop.cast.alice
    first = payer(shop, usual=True, **MOTHER)
    offer = {"offer": str(shop.offer())}
    order = write.create(alice, ORDER, offer)
    second = payer(shop, usual=True, legal_name="Second")
    assert [write.one(alice, PAYER, key)["usual"] for key in (first, second)] == [False, True]
    made = write.create(alice, BILL, {"order": str(order)})
    assert seen(shop, BILL, made) == "АО «Холдинг»"
    write.change(alice, ORDER, order, {"payer": None})
    assert seen(shop, BILL, write.create(alice, BILL, {"order": str(order)})) is None
    other = write.create(alice, COMPANY, {"name": "Other"})
    write.change(alice, BILL, made, {"company": str(other)})
    assert seen(shop, BILL, made) is None
    fault = refused(lambda: write.change(alice, BILL, made, {"payer": str(first)}))
    assert fault == {("payer", "billing.payer")}


def test_what_a_payer_must_be(shop: Shop) -> None:
    """Numbers by his country, a name, one client; the company that pays gives what is not typed."""
    alice = shop.cast.alice
    values = {"legal_name": "ООО «Мать»", "country": "ru", "tax_id": "7707083893"}
    address = [{"kind": "legal", "value": "Пермь"}]
    mother = write.create(alice, COMPANY, {"name": "Mother", **values, "addresses": address})
    made = write.one(alice, PAYER, payer(shop, payer=str(mother), reg_code="770701001"))
    told = [made[n] for n in ("name", "tax_id", "reg_code", "address")]
    assert told == ["ООО «Мать»", "7707083893", "770701001", "Пермь"]
    for given, fault in (
        ({**MOTHER, "tax_id": "7707083894"}, ("tax_id", "people.requisite")),
        ({}, ("name", "people.payer_name")),
        ({**MOTHER, "person": str(shop.person)}, ("company", "people.payer_client")),
    ):
        assert fault in refused(lambda given=given: payer(shop, **given))


def test_payers_go_with_their_client_to_another_owner(shop: Shop) -> None:
    key = payer(shop, **MOTHER)
    admin = shop.cast.admin
    run(admin, COMPANY, shop.company, "assign", {"owner": str(shop.cast.ids["bob"])})
    assert write.one(admin, PAYER, key)["owner"]["id"] == str(shop.cast.ids["bob"])
