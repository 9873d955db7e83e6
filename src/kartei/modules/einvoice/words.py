"""Choices of e-invoices."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kartei.modules.einvoice.formats.data import Form
from kartei.platform.meta.spec import Option

FORMS = (
    Option(Form.NONE, _("PDF without data")),
    Option(Form.ZUGFERD, "ZUGFeRD", "info"),
    Option(Form.XRECHNUNG, "XRechnung", "alt"),
)
#: Electronic addresses (CEF EAS) that are in use here; empty: told by what the address looks like.
SCHEMES = (
    Option("EM", _("mail address")),
    Option("0204", "Leitweg-ID"),
    Option("9930", _("German VAT number")),
    Option("0088", "GLN"),
    Option("0060", "DUNS"),
)
EXEMPTIONS = (
    Option("reverse", _("reverse charge: the client owes the VAT")),
    Option("eu", _("supply within the EU")),
    Option("export", _("export outside the EU")),
    Option("other", _("free of VAT for another reason")),
)
BILL_STATES = (
    Option("new", pgettext_lazy("state of a bill", "new"), "info"),
    Option("checked", pgettext_lazy("state of a bill", "checked"), "warn"),
    Option("paid", pgettext_lazy("state of a bill", "paid"), "pos"),
    Option("refused", pgettext_lazy("state of a bill", "refused"), "neg"),
)
BILL_KINDS = (
    Option("invoice", pgettext_lazy("kind of bill", "invoice")),
    Option("credit", pgettext_lazy("kind of bill", "credit note"), "alt"),
)
