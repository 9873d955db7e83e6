"""Billing: orders and invoices."""

from django.utils.translation import gettext_lazy as _

from kartei.modules.billing import delivery_entity, entities
from kartei.platform.meta.spec import Menu, Module

module = Module(
    name="billing",
    title=_("Orders and invoices"),
    about=_("Orders and their confirmations, numbered invoices with payment codes"),
    needs=("people", "sales", "catalog", "documents", "offers"),
    entities=(
        entities.status, entities.order, entities.invoice, entities.plan, delivery_entity.delivery,
    ),
    menu=(
        Menu("billing.order", _("Orders"), "order", "sales", 40, "billing.order"),
        Menu("billing.invoice", _("Invoices"), "invoice", "sales", 50, "billing.invoice"),
        Menu("billing.plan", _("Recurring invoices"), "clock", "sales", 55, "billing.plan"),
        Menu(
            "billing.delivery", _("Delivery papers"), "archive", "sales", 60, "billing.delivery"
        ),
        Menu(
            "billing.status", _("Statuses of orders"), "order", "settings", 13, "billing.status",
            needs="write",
        ),
    ),
)  # fmt: skip
