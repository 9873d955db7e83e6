"""Invoices as spreadsheets and Word files."""

from __future__ import annotations

import io

import docx as word
import openpyxl
import pytest

from kartei.modules.billing.contract import INVOICE
from kartei.modules.billing.tests.billing_shop import REQUISITES
from kartei.modules.billing.tests.test_invoices import BILL, issued, seen
from kartei.modules.documents.contract import docx, xlsx
from kartei.modules.offers.tests.shop import make_shop
from kartei.platform.records import write

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("country", ["ru", "de"])
def test_an_invoice_as_a_spreadsheet_tells_the_same_sums(country: str) -> None:
    """S0-012: net, VAT and total of the record are kept values of formulas, requisites are told."""
    shop = make_shop()
    write.change(shop.cast.admin, "documents.firm", shop.firms[country], REQUISITES[country])
    address = [{"kind": "main", "value": "Тула, ул. Мира, д. 1"}]
    write.change(shop.cast.alice, "people.company", shop.company, {"addresses": address})
    rate = {"ru": "22", "de": "19"}[country]
    lines = [{"name": "Fitting", "price": "1999.99", "quantity": "1.5", "vat_rate": rate}]
    key = issued(shop, lines=lines, firm=str(shop.firms[country]), language=country)
    row = seen(shop.cast.alice, BILL, key)
    found = xlsx(INVOICE, shop.cast.alice, key)
    assert found.name == f"{row['number']}.xlsx"
    sheet = openpyxl.load_workbook(io.BytesIO(found.data), data_only=True).active
    values = [str(cell.value) for line in sheet.iter_rows() for cell in line if cell.value]
    for name in ("net", "vat", "total"):
        assert str(float(row[name]["amount"])) in values
    for text in (REQUISITES[country]["bank_code"], REQUISITES[country]["legal_name"]):
        assert text in values
    told = docx(INVOICE, shop.cast.alice, key)
    assert told.name == f"{row['number']}.docx"
    assert row["number"] in word.Document(io.BytesIO(told.data)).core_properties.title
