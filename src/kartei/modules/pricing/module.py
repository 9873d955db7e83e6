"""Pricing: which client pays what."""

from django.utils.translation import gettext_lazy as _

from kartei.modules.pricing import entities
from kartei.platform.meta.spec import Menu, Module

module = Module(
    name="pricing",
    title=_("Price lists and discounts"),
    about=_("Prices by client, quantity and day, and the discounts that the firm gives"),
    needs=("people", "catalog", "documents"),
    entities=(
        entities.price_list,
        entities.price,
        entities.discount,
        entities.limit,
        entities.approval,
    ),
    menu=(
        Menu("pricing.list", _("Price lists"), "tag", "base", 31, "pricing.list"),
        Menu("pricing.price", _("Prices"), "money", "base", 32, "pricing.price"),
        Menu("pricing.approval", _("Approvals"), "check", "base", 34, "pricing.approval"),
        Menu(
            "pricing.limit",
            _("Price limits"),
            "shield",
            "settings",
            34,
            "pricing.limit",
            needs="create",
        ),
        Menu("pricing.discount", _("Discount rules"), "star", "base", 33, "pricing.discount"),
    ),
)
