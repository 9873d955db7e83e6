"""Words for what can be wrong with a received e-invoice."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from kartei.modules.einvoice.formats.reading import ReadInvoice
from kartei.platform.kit.faults import ValueFault
from kartei.platform.meta.errors import words_of

REFUSED: dict[str, Any] = {
    "einvoice.kind": _("This is neither a PDF nor an XML file"),
    "einvoice.too_large": _("The file is larger than %(limit)s MB"),
    "einvoice.broken_pdf": _("This PDF is damaged and cannot be read"),
    "einvoice.no_xml": _("This PDF carries no invoice data: it is no e-invoice. Enter it by hand"),
    "einvoice.no_attachment": _("This mail carries no e-invoice, neither as PDF nor as XML"),
    "einvoice.several": _(
        "This file carries several different versions of %(name)s: ask the supplier for a new one"
    ),
    "einvoice.broken_xml": _("This XML is damaged and cannot be read"),
    "einvoice.doctype": _("This XML declares a document type, which no e-invoice may: not read"),
    "einvoice.too_deep": _("This XML is larger than any invoice: not read"),
    "einvoice.old": _("This is ZUGFeRD 1, which is no e-invoice any more: ask for a new one"),
    "einvoice.no_invoice": _("This XML is no invoice in UBL or CII"),
    "einvoice.unreadable": _("This e-invoice does not follow the standard and cannot be read"),
    "einvoice.missing": _("The e-invoice lacks %(term)s"),
    "einvoice.value": _("%(term)s of the e-invoice is no figure that can be read: %(value)s"),
    "einvoice.too_many": _("The e-invoice has more than %(limit)s lines"),
}
WRONG: dict[str, Any] = {
    "rows": _("The lines do not add up to their sum (BT-106)"),
    "net": _("The net amount does not follow from lines and discounts (BT-109)"),
    "total": _("Net and VAT do not add up to the total (BT-112)"),
    "due": _("The amount to pay does not follow from the total (BT-115)"),
}
#: Profiles that hold too little for a German invoice (§ 14 UStG).
SMALL = (":minimum", ":basicwl")


def refused_words(fault: ValueFault) -> str:
    """Why a file is not read."""
    text = REFUSED.get(fault.code)
    return str(text) % fault.params if text else words_of(fault)


def finding_words(found: ReadInvoice) -> list[str]:
    """What does not add up in an e-invoice that could be read."""
    words = [str(WRONG[name]) for name in found.wrong]
    if found.profile.endswith(SMALL):
        words.append(
            str(_("This profile is no invoice for the tax office: ask for EN 16931 or higher"))
        )
    return words
