"""From our data to the terms of EN 16931-1 (BT-n, BG-n), figures written out exactly."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from kartei.modules.einvoice.formats.data import EInvoice, Form, Party, Row, Tax, TaxSum
from kartei.platform.kit.money import SCALE, currency_digits

Terms = dict[str, Any]
#: The business process that XRechnung names (BT-23).
_PROCESS = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
#: UNTDID 4461: SEPA credit transfer, credit transfer.
_SEPA, _TRANSFER = "58", "30"
#: UNTDID 5189: discount.
_DISCOUNT = "95"


def terms_of(invoice: EInvoice) -> Terms:
    """The invoice by its terms; what is empty is left out."""
    digits = currency_digits(invoice.currency)
    rows = sum(row.amount for row in invoice.rows)
    allowance = sum(tax.allowance for tax in invoice.taxes)
    found: Terms = {
        "BT-1": invoice.number,
        "BT-2": invoice.date,
        "BT-3": invoice.type_code,
        "BT-5": invoice.currency,
        "BT-9": invoice.due,
        "BT-10": invoice.reference,
        "BT-20": invoice.terms,
        "BT-23": _PROCESS if invoice.form is Form.XRECHNUNG else "",
        **_supplied(invoice),
        "BG-1": [{"BT-22": invoice.note}] if invoice.note else [],
        "BG-3": [{"BT-25": number, "BT-26": day} for number, day in invoice.preceding],
        "BG-4": party(invoice.seller),
        "BG-7": party(invoice.buyer),
        "BG-13": _delivered(invoice),
        **_paid(invoice),
        "BG-20": [_whole(tax, digits) for tax in invoice.taxes if tax.allowance],
        "BG-23": [_tax(tax, digits) for tax in invoice.taxes],
        "BG-25": [_row(row, digits) for row in invoice.rows],
        "BT-106": money(rows, digits),
        "BT-107": money(allowance, digits) if allowance else "",
        "BT-109": money(invoice.net, digits),
        "BT-110": money(invoice.vat, digits),
        "BT-112": money(invoice.total, digits),
        "BT-115": money(invoice.total, digits),
    }
    return {term: value for term, value in found.items() if value not in ("", None, [], {})}


def money(minor: int, digits: int) -> str:
    """A sum with all digits of its currency."""
    return f"{Decimal(minor).scaleb(-digits):f}"


def number(scaled: int, least: int = 0) -> str:
    """A price, quantity or percent without needless decimals."""
    text = f"{Decimal(scaled) / SCALE:f}"
    head, _, tail = text.partition(".")
    tail = tail.rstrip("0").ljust(least, "0")
    return f"{head}.{tail}" if tail else head


def party(side: Party) -> Terms:
    """Seller or buyer."""
    rows = dict(zip(("addr_l1", "addr_l2", "addr_l3"), side.place.rows, strict=False))
    contact = {"name": side.contact, "phone": side.phone, "email": side.mail}
    # BR-CO-26: a seller without VAT number and register entry is known by his tax number
    named = {None: side.tax_id} if side.tax_id and not (side.vat_id or side.register) else {}
    found: Terms = {
        "name": side.name,
        "identifiers": named,
        "legal_identifier": side.register,
        "vat_identifier": side.vat_id,
        "tax_identifier": side.tax_id,
        "einvoicing_addr": side.address,
        "einvoicing_addr_schemeid": side.scheme if side.address else "",
        "contacts": [{n: v for n, v in contact.items() if v}] if any(contact.values()) else [],
        "country_code": side.place.country,
        "postcode": side.place.postcode,
        "city": side.place.city,
        **rows,
    }
    return {name: value for name, value in found.items() if value}


def _supplied(invoice: EInvoice) -> Terms:
    """The day of supply, or its period."""
    if invoice.supplied_until is None:
        return {"BT-72": invoice.supplied_on}
    return {"BT-73": invoice.supplied_on, "BT-74": invoice.supplied_until}


def _delivered(invoice: EInvoice) -> Terms:
    """Where the goods went; what crosses a border untaxed has to say it (BR-IC-12)."""
    if not any(tax.tax in (Tax.EU, Tax.EXPORT) for tax in invoice.taxes):
        return {}
    place = party(invoice.buyer)
    kept = ("name", "country_code", "postcode", "city", "addr_l1", "addr_l2", "addr_l3")
    return {name: place[name] for name in kept if name in place}


def _paid(invoice: EInvoice) -> Terms:
    """By transfer to the own account."""
    if not invoice.bank.iban:
        return {}
    return {
        "BT-81": _SEPA if invoice.currency == "EUR" else _TRANSFER,
        "BT-83": invoice.purpose,
        "BT-84": invoice.bank.iban,
        "BT-85": invoice.bank.name,
        "BT-86": invoice.bank.bic,
    }


def _whole(tax: TaxSum, digits: int) -> Terms:
    """The share of the whole discount that falls to one VAT rate."""
    return {
        "amount": money(tax.allowance, digits),
        "reason_code": _DISCOUNT,
        "vat_category_code": tax.tax.value,
        "vat_rate": number(tax.rate),
    }


def _tax(tax: TaxSum, digits: int) -> Terms:
    found = {
        "BT-116": money(tax.net, digits),
        "BT-117": money(tax.vat, digits),
        "BT-118": tax.tax.value,
        "BT-119": number(tax.rate),
        "BT-120": tax.reason,
        "BT-121": tax.code,
    }
    return {term: value for term, value in found.items() if value}


def _row(row: Row, digits: int) -> Terms:
    found: Terms = {
        "BT-126": row.id,
        "BT-129": number(row.quantity),
        "BT-130": row.unit,
        "BT-131": money(row.amount, digits),
        "BT-146": number(row.price, digits),
        "BT-151": row.tax.value,
        "BT-152": number(row.rate),
        "BT-153": row.name,
        "BT-154": row.description,
        "BT-155": row.article,
    }
    if row.allowance:
        found["BG-27"] = [{"amount": money(row.allowance, digits), "reason_code": _DISCOUNT}]
    return {term: value for term, value in found.items() if value not in ("", None)}
