"""E-invoices of other people: written by drafthorse, which shares nothing with our own writer."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from pypdf import PdfReader, PdfWriter

SUPPLIER = "Glas Müller & Söhne KG"


def foreign(number: str = "GM-2041", total: str = "238.00", vat_id: str = "DE136695976") -> bytes:
    """An invoice over 200 EUR net with two lines, as XML in CII."""
    from drafthorse.models.accounting import ApplicableTradeTax
    from drafthorse.models.document import Document
    from drafthorse.models.party import TaxRegistration
    from drafthorse.models.payment import PaymentMeans, PaymentTerms

    made = Document()
    made.context.guideline_parameter.id = "urn:cen.eu:en16931:2017"
    made.header.id, made.header.type_code = number, "380"
    made.header.issue_date_time = datetime(2026, 3, 2, tzinfo=UTC)
    seller, buyer = made.trade.agreement.seller, made.trade.agreement.buyer
    for side, name, line, code, city in (
        (seller, SUPPLIER, "Glashüttenweg 4", "02943", "Weißwasser"),
        (buyer, "Fensterbau Brandt e. K.", "Hansastraße 18", "01097", "Dresden"),
    ):
        side.name, side.address.line_one = name, line
        side.address.postcode, side.address.city_name = code, city
        side.address.country_id = "DE"
    seller.tax_registrations.add(TaxRegistration(id=("VA", vat_id)))
    made.trade.delivery.event.occurrence = datetime(2026, 3, 1, tzinfo=UTC)
    settlement = made.trade.settlement
    settlement.currency_code = "EUR"
    means = PaymentMeans(type_code="58")
    means.payee_account.iban = "DE89370400440532013000"
    settlement.payment_means.add(means)
    settlement.terms.add(PaymentTerms(due=datetime(2026, 3, 16, tzinfo=UTC)))
    for place, (name, quantity, price) in enumerate(
        (("Scheibe 4 mm", 10, 15), ("Anfahrt", 1, 50)), 1
    ):
        made.trade.items.add(item(str(place), name, Decimal(quantity), Decimal(price)))
    tax = ApplicableTradeTax(
        calculated_amount=Decimal("38.00"), basis_amount=Decimal("200.00"), type_code="VAT",
        category_code="S", rate_applicable_percent=Decimal("19.00"),
    )  # fmt: skip
    settlement.trade_tax.add(tax)
    sums = settlement.monetary_summation
    sums.line_total = sums.tax_basis_total = Decimal("200.00")
    sums.charge_total = sums.allowance_total = Decimal("0.00")
    sums.tax_total = (Decimal("38.00"), "EUR")
    sums.grand_total = sums.due_amount = Decimal(total)
    found: bytes = made.serialize(schema="FACTUR-X_EN16931")
    return found


def item(place: str, name: str, quantity: Decimal, price: Decimal) -> Any:
    """One line."""
    from drafthorse.models.tradelines import LineItem

    made = LineItem()
    made.document.line_id, made.product.name = place, name
    made.agreement.net.amount = price
    made.delivery.billed_quantity = (quantity, "H87")
    tax = made.settlement.trade_tax
    tax.type_code, tax.category_code = "VAT", "S"
    tax.rate_applicable_percent = Decimal("19.00")
    made.settlement.monetary_summation.total_amount = quantity * price
    return made


def carrying(pdf: bytes, *parts: tuple[str, bytes]) -> bytes:
    """A PDF with attachments."""
    made = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    for name, data in parts:
        made.add_attachment(name, data)
    out = io.BytesIO()
    made.write(out)
    return out.getvalue()


def blank() -> bytes:
    """A PDF of one empty page."""
    made = PdfWriter()
    made.add_blank_page(595, 842)
    out = io.BytesIO()
    made.write(out)
    return out.getvalue()
