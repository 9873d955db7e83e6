"""E-invoices: ZUGFeRD and XRechnung, issued and received."""

from django.utils.translation import gettext_lazy as _

from kartei.modules.einvoice import entities
from kartei.platform.meta.spec import Menu, Module

module = Module(
    name="einvoice",
    title=_("E-invoices"),
    about=_("ZUGFeRD and XRechnung for clients and authorities, bills read out of e-invoices"),
    needs=("people", "sales", "catalog", "documents", "offers", "billing"),
    entities=(entities.recipient, entities.issuer, entities.bill),
    menu=(
        Menu("einvoice.bill", _("Bills"), "invoice", "sales", 60, "einvoice.bill"),
        Menu(
            "einvoice.check", _("Check an e-invoice"), "check", "sales", 61, "einvoice.bill",
            view="/einvoice-check",
        ),
        Menu(
            "einvoice.recipient", _("E-invoices of clients"), "invoice", "settings", 20,
            "einvoice.recipient", needs="write",
        ),
        Menu(
            "einvoice.issuer", _("E-invoices of own firms"), "invoice", "settings", 21,
            "einvoice.issuer", needs="write",
        ),
    ),
)  # fmt: skip
