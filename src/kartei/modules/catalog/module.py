"""Catalogue: goods and services."""

from django.utils.translation import gettext_lazy as _

from kartei.modules.catalog import entities
from kartei.platform.meta.spec import Menu, Module

module = Module(
    name="catalog",
    title=_("Products"),
    about=_("Goods and services with prices, units, VAT rates and pictures"),
    entities=(entities.group, entities.product),
    menu=(
        Menu("catalog.product", _("Products"), "product", "base", 30, "catalog.product"),
        Menu(
            "catalog.group",
            _("Product groups"),
            "tag",
            "settings",
            31,
            "catalog.group",
            needs="create",
        ),
    ),
)
