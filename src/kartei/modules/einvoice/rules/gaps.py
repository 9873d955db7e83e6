"""What an e-invoice lacks, said in the words of our fields and with the cure.

The rules are those of EN 16931 and, for an XRechnung, of its German list (BR-DE-1 to BR-DE-9,
BR-DE-15, and PEPPOL-EN16931-R010 and -R020 for the electronic addresses).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from kartei.modules.einvoice.formats import leitweg
from kartei.modules.einvoice.formats.data import EInvoice, Form, Party, Tax
from kartei.platform.meta.errors import FieldFault

#: (field of the invoice, code, words, what is put into the words)
Gap = tuple[str, str, Any, dict[str, str]]
ABROAD = (Tax.REVERSE, Tax.EU, Tax.EXPORT)


def faults_of(invoice: EInvoice) -> list[FieldFault]:
    """What must be mended before the e-invoice can be issued."""
    found = [*of_sides(invoice), *of_taxes(invoice)]
    if invoice.form is Form.XRECHNUNG:
        found += of_xrechnung(invoice)
    return [
        FieldFault(field, code, str(text) % params, f"/{field}")
        for field, code, text, params in found
    ]


def of_sides(invoice: EInvoice) -> Iterator[Gap]:
    """Both addresses in their parts."""
    for field, side in (("firm", invoice.seller), ("company", invoice.buyer)):
        missing = [
            str(word)
            for word, value in (
                (_("postcode"), side.place.postcode),
                (_("city"), side.place.city),
                (_("country"), side.place.country),
            )
            if not value
        ]
        if missing:
            text = _(
                "The address of “%(name)s” lacks: %(missing)s. Write street, postcode and city in"
                " lines of their own"
            )
            told = {"name": side.name, "missing": ", ".join(missing)}
            yield field, "einvoice.address", text, told


def of_taxes(invoice: EInvoice) -> Iterator[Gap]:
    """A reason where no VAT is charged, and the numbers that some reasons ask for."""
    used = {tax.tax for tax in invoice.taxes}
    if any(t.tax not in (Tax.STANDARD, Tax.ZERO) and not t.reason for t in invoice.taxes):
        text = _(
            "There are lines without VAT. Say in the e-invoice settings of “%(name)s” why none is"
            " charged"
        )
        yield "company", "einvoice.exemption", text, {"name": invoice.buyer.name}
    if used & set(ABROAD) and not invoice.seller.vat_id:
        yield lacking("firm", invoice.seller, "einvoice.vat_id", _("VAT number"))
    if used & {Tax.REVERSE, Tax.EU} and not invoice.buyer.vat_id:
        yield lacking("company", invoice.buyer, "einvoice.vat_id", _("VAT number"))
    if Tax.EU in used and invoice.supplied_on is None:
        text = _("A supply within the EU needs the day of supply")
        yield "supplied_on", "einvoice.supplied_on", text, {}


def of_xrechnung(invoice: EInvoice) -> Iterator[Gap]:
    """What German authorities want besides."""
    seller, buyer = invoice.seller, invoice.buyer
    wanted = (
        (seller.contact, _("name of who answers questions")),
        (sum(char.isdigit() for char in seller.phone) > 2, _("phone")),
        (seller.mail, _("mail address")),
        (seller.address, _("electronic address")),
        (invoice.bank.iban, _("bank account")),
    )
    for value, word in wanted:
        if not value:
            yield lacking("firm", seller, "einvoice.seller", word)
    if not buyer.address:
        yield lacking("company", buyer, "einvoice.buyer", _("electronic address"))
    if not invoice.reference:
        word = _("buyer reference (Leitweg-ID) in its e-invoice settings")
        yield lacking("company", buyer, "einvoice.reference", word)
    elif leitweg.looks_like(invoice.reference) and not leitweg.is_valid(invoice.reference):
        text = _("The Leitweg-ID of “%(name)s” cannot be right: a digit is wrong or missing")
        yield "company", "einvoice.leitweg", text, {"name": buyer.name}


def lacking(field: str, side: Party, code: str, word: Any) -> Gap:
    """A side lacks something."""
    text = _("“%(name)s” lacks: %(missing)s")
    return field, code, text, {"name": side.name, "missing": str(word)}
