"""Choices of orders and invoices."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

from kartei.platform.meta.spec import Option

ORDER_STATES = (
    Option("new", pgettext_lazy("state of an order", "new"), "info"),
    Option("confirmed", pgettext_lazy("state of an order", "confirmed"), "info"),
    Option("work", pgettext_lazy("state of an order", "in work"), "warn"),
    Option("done", pgettext_lazy("state of an order", "done"), "pos"),
    Option("cancelled", pgettext_lazy("state of an order", "cancelled"), "neg"),
)
#: In these states an order changes its content no more.
ORDER_CLOSED = ("done", "cancelled")

INVOICE_STATES = (
    Option("draft", pgettext_lazy("state of an invoice", "draft"), "neutral"),
    Option("issued", pgettext_lazy("state of an invoice", "issued"), "info"),
    Option("cancelled", pgettext_lazy("state of an invoice", "cancelled"), "neg"),
)
INVOICE_CLOSED = ("issued", "cancelled")
INVOICE_KINDS = (
    Option("invoice", pgettext_lazy("kind of invoice", "invoice")),
    Option("reversal", pgettext_lazy("kind of invoice", "reversal"), "alt"),
)

ORDER_LAYOUTS = (Option("order", pgettext_lazy("layout of an order", "standard")),)
INVOICE_LAYOUTS = (Option("invoice", pgettext_lazy("layout of an invoice", "standard")),)

#: How numbers begin, by the language of the own firm.
ORDER_PREFIXES = {"ru": "З", "de": "AB", "en": "SO"}
INVOICE_PREFIXES = {"ru": "С", "de": "RE", "en": "INV"}
