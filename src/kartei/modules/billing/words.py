"""Choices of orders and invoices."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

from kartei.platform.meta.spec import Option

ORDER_STATES = (
    Option("preorder", pgettext_lazy("state of an order", "pre-order"), "neutral"),
    Option("new", pgettext_lazy("state of an order", "new"), "info"),
    Option("confirmed", pgettext_lazy("state of an order", "confirmed"), "info"),
    Option("work", pgettext_lazy("state of an order", "in work"), "warn"),
    Option("done", pgettext_lazy("state of an order", "done"), "pos"),
    Option("cancelled", pgettext_lazy("state of an order", "cancelled"), "neg"),
)
#: What a status means for the program, whatever the firm calls it.
PHASES = (
    Option("open", pgettext_lazy("phase of an order", "open"), "info"),
    Option("done", pgettext_lazy("phase of an order", "done"), "pos"),
    Option("cancelled", pgettext_lazy("phase of an order", "cancelled"), "neg"),
)
#: Whether a client is told that his order came to a status.
TELLS = (
    Option("no", pgettext_lazy("telling the client", "no"), "neutral"),
    Option("ask", pgettext_lazy("telling the client", "ask"), "info"),
    Option("auto", pgettext_lazy("telling the client", "by itself"), "pos"),
)
#: What the owner of an order hears about telling its client.
ORDER_EVENTS = {
    "tell_client": pgettext_lazy("event", "Tell the client how his order goes"),
    "paid": pgettext_lazy("event", "Status follows from the payment"),
    "not_told": pgettext_lazy("event", "The client could not be told how his order goes"),
}
#: What statuses mean about which the firm says nothing; others mean "open".
USUAL_PHASES = {"done": "done", "cancelled": "cancelled"}
#: In these phases an order changes its content no more.
ORDER_CLOSED = ("done", "cancelled")
DELIVERY_WAYS = (
    Option("pickup", pgettext_lazy("way of delivery", "collected by the client")),
    Option("own", pgettext_lazy("way of delivery", "own transport")),
    Option("courier", pgettext_lazy("way of delivery", "courier")),
    Option("carrier", pgettext_lazy("way of delivery", "carrier")),
    Option("post", pgettext_lazy("way of delivery", "post")),
)

INVOICE_STATES = (
    Option("draft", pgettext_lazy("state of an invoice", "draft"), "neutral"),
    Option("issued", pgettext_lazy("state of an invoice", "issued"), "info"),
    Option("cancelled", pgettext_lazy("state of an invoice", "cancelled"), "neg"),
)
#: How far an issued invoice is paid.
PAYMENTS = (
    Option("open", pgettext_lazy("payment of an invoice", "open"), "info"),
    Option("part", pgettext_lazy("payment of an invoice", "paid in part"), "warn"),
    Option("paid", pgettext_lazy("payment of an invoice", "paid"), "pos"),
    Option("over", pgettext_lazy("payment of an invoice", "paid too much"), "alt"),
)
#: What brings orders to a status without anybody's doing.
COMING = (
    Option("part", pgettext_lazy("event of an order", "when it is paid in part")),
    Option("paid", pgettext_lazy("event of an order", "when it is paid")),
)
INVOICE_CLOSED = ("issued", "cancelled")
INVOICE_KINDS = (
    Option("invoice", pgettext_lazy("kind of invoice", "invoice")),
    Option("advance", pgettext_lazy("kind of invoice", "advance")),
    Option("partial", pgettext_lazy("kind of invoice", "part payment")),
    Option("final", pgettext_lazy("kind of invoice", "final")),
    Option("corrected", pgettext_lazy("kind of invoice", "corrected"), "alt"),
    Option("correction", pgettext_lazy("kind of invoice", "correction"), "alt"),
    Option("reversal", pgettext_lazy("kind of invoice", "reversal"), "alt"),
)
#: Kinds that correct another invoice: in its place, by a part of it, or wholly.
CORRECTING = ("corrected", "correction", "reversal")
#: Kinds that charge a part of an order before all of it is charged.
PARTS = ("advance", "partial")
#: Kinds that charge for what was supplied; parts are paid before, and what corrects names the old.
SUPPLIED = ("invoice", "final", "corrected")
#: Kinds whose lines are those of the order, so that quantities tell what is still open.
BY_LINES = ("invoice", "corrected", "correction")

ORDER_LAYOUTS = (Option("order", pgettext_lazy("layout of an order", "standard")),)
INVOICE_LAYOUTS = (Option("invoice", pgettext_lazy("layout of an invoice", "standard")),)

#: How numbers begin, by the language of the own firm.
ORDER_PREFIXES = {"ru": "З", "de": "AB", "en": "SO"}
INVOICE_PREFIXES = {"ru": "С", "de": "RE", "en": "INV"}
