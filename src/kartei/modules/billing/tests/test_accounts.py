"""Which account an invoice is paid to, and whose stamp stands below it."""

from __future__ import annotations

import io
from typing import Any
from uuid import UUID

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from kartei.modules.billing.contract import DELIVERY, INVOICE
from kartei.modules.billing.tests.billing_shop import REQUISITES
from kartei.modules.billing.tests.test_invoices import BILL, refused
from kartei.modules.documents.contract import Kind, document, pdf
from kartei.modules.offers.tests.shop import Shop, make_shop, text_of
from kartei.platform.records import files, write
from kartei.platform.records.commands import run

pytestmark = pytest.mark.django_db
EURO, FURTHER = "DE75512108001245126199", "40702810438250123018"
LINES = {"ru": ("22", "RUB"), "de": ("19", "EUR")}


@pytest.fixture
def shop(settings: Any, tmp_path: Any) -> Shop:
    settings.MEDIA_ROOT = str(tmp_path)
    shop = make_shop()
    for country, values in REQUISITES.items():
        write.change(shop.cast.admin, "documents.firm", shop.firms[country], values)
    address = [{"kind": "main", "value": "Тула, ул. Мира, д. 1"}]
    write.change(shop.cast.alice, "people.company", shop.company, {"addresses": address})
    return shop


def account(shop: Shop, country: str, number: str, **values: Any) -> None:
    given = {"name": number, "firm": str(shop.firms[country]), "bank_account": number, **values}
    write.create(shop.cast.admin, "documents.account", given)


def bill(shop: Shop, country: str) -> UUID:
    """A draft of an invoice of one line in the country's currency."""
    rate, currency = LINES[country]
    lines = [{"name": "Fitting", "price": {"amount": "99", "currency": currency}, "vat_rate": rate}]
    values = {"offer": str(shop.offer()), "firm": str(shop.firms[country]), "language": country}
    return write.create(shop.cast.alice, BILL, {**values, "currency": currency, "lines": lines})


def code_on(data: bytes) -> str:
    """The payment code of the printed page, read by another program."""
    page = pypdfium2.PdfDocument(data)[0].render(scale=3).to_pil()
    (found,) = zxingcpp.read_barcodes(page)
    return str(found.text)


@pytest.mark.parametrize(("country", "number"), [("ru", FURTHER), ("de", EURO)])
def test_the_payment_code_and_the_foot_follow_the_account(
    shop: Shop, country: str, number: str
) -> None:
    """Payment block, code and foot name the account for the invoice's currency."""
    bank = {"bank_code": REQUISITES[country]["bank_code"], "bank_name": "Zweitbank"}
    account(shop, country, number, currency=LINES[country][1], **bank)
    key = bill(shop, country)
    assert "None" not in text_of(pdf(INVOICE, shop.cast.alice, key, draft=True).data)
    run(shop.cast.alice, BILL, key, "issue", {})
    printed = pdf(INVOICE, shop.cast.alice, key).data
    assert number in code_on(printed)
    text = text_of(printed).replace(" ", "")
    assert number in text
    assert REQUISITES[country]["bank_account"] not in text


def test_an_account_of_its_own_is_enough_to_charge(shop: Shop) -> None:
    empty = dict.fromkeys(("bank_account", "bank_code", "corr_account"))
    write.change(shop.cast.admin, "documents.firm", shop.firms["ru"], empty)
    key = bill(shop, "ru")

    def issue() -> None:
        run(shop.cast.alice, BILL, key, "issue", {})

    assert ("firm", "billing.requisites") in refused(issue)
    account(shop, "ru", FURTHER, currency="RUB", bank_code="044525225")
    issue()


def picture(shop: Shop, colour: str) -> str:
    """An uploaded picture of one colour."""
    out = io.BytesIO()
    Image.new("RGBA", (60, 40), colour).save(out, "PNG")
    return str(files.upload(shop.cast.admin, [out.getvalue()], f"{colour}.png").pk)


def images(kind: Kind, shop: Shop, key: UUID) -> int:
    """How many pictures stand on the paper's first page."""
    page = pypdfium2.PdfDocument(pdf(kind, shop.cast.alice, key, draft=True).data)[0]
    return len(list(page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])))


def test_stamp_and_signature_are_printed_where_the_design_says_so(shop: Shop) -> None:
    """S0-010: pictures of stamp and signature on Russian invoice and act, and below a letter."""
    admin, papers = shop.cast.admin, []
    marks = {"signature": picture(shop, "navy"), "stamp": picture(shop, "teal")}
    for country in ("ru", "de"):
        write.change(admin, "documents.firm", shop.firms[country], marks)
        papers.append((INVOICE, bill(shop, country)))
    order = write.create(shop.cast.alice, "billing.order", {"offer": str(shop.offer())})
    act = write.create(shop.cast.alice, "billing.delivery", {"order": str(order), "form": "act"})
    papers.append((DELIVERY, act))
    before = [images(kind, shop, key) for kind, key in papers]
    assert document(INVOICE, shop.cast.alice, papers[0][1]).firm.stamp is None
    write.create(admin, "documents.design", {"name": "Signed", "signed": True})
    assert [images(kind, shop, key) for kind, key in papers] == [n + 2 for n in before]
