"""Tables of the catalogue."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kartei.platform.access.guard import GuardedManager
from kartei.platform.kit.ids import uuid7
from kartei.platform.meta import columns
from kartei.platform.meta.base import Record


class Group(Record):
    """A group of products; groups form a tree."""

    name = columns.Text(_("Name"), max_length=120)
    name_key = columns.SortKey()
    parent = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("Part of"), null=True, blank=True, related_name="+"
    )

    objects: ClassVar[Any] = GuardedManager()

    class Meta:
        db_table = "catalog_group"

    def __str__(self) -> str:
        return str(self.name)


class Product(Record):
    """What the firm sells: goods or a service.

    article is NULL where it is not filled, so that the unique index leaves such rows alone. price
    is what a client pays for one unit, cost what one unit costs the firm.

    A set has parts. parts_as: whether it stands in documents as a line or as the lines of its
    parts; price_by: whether its price is its own or follows from its parts, less parts_discount.
    """

    name = columns.Text(_("Name"), max_length=300)
    name_key = columns.SortKey()
    article = columns.Text(_("Article number"), max_length=60, blank=True, null=True, unique=True)
    kind = columns.Choice(_("Kind"))
    group = models.ForeignKey(
        Group, models.PROTECT, verbose_name=_("Group"), null=True, blank=True, related_name="+"
    )
    unit = columns.Choice(pgettext_lazy("of measure", "Unit"))
    price = columns.Money(_("Price"), null=True, blank=True)
    price_cur = columns.Companion(max_length=3, blank=True, default="")
    price_base = columns.BaseAmount(null=True)
    cost = columns.Money(_("Purchase price"), null=True, blank=True)
    cost_cur = columns.Companion(max_length=3, blank=True, default="")
    cost_base = columns.BaseAmount(null=True)
    vat = columns.Choice(_("VAT rate"))
    picture = models.ForeignKey(
        "records.StoredFile",
        models.SET_NULL,
        verbose_name=_("Picture"),
        null=True,
        blank=True,
        related_name="+",
    )
    description = columns.LongText(_("Description"), blank=True, default="")
    synonyms = columns.Text(_("Other names"), max_length=500, blank=True, default="")
    active = models.BooleanField(_("On sale"), default=True)
    parts_as = columns.Choice(_("In documents"), default="line")
    price_by = columns.Choice(_("Price of the set"), default="own")
    parts_discount = columns.Percent(_("Less than its parts, %"), null=True, blank=True)

    objects: ClassVar[Any] = GuardedManager()

    class Meta:
        db_table = "catalog_product"
        indexes = (
            models.Index(fields=["name_key", "id"], name="catalog_product_name"),
            models.Index(fields=["group", "name_key", "id"], name="catalog_product_group"),
            models.Index(fields=["price_base", "id"], name="catalog_product_price"),
        )

    def __str__(self) -> str:
        return str(self.name)


class Part(models.Model):
    """So much of a product is in a set; an optional part is sold with it only where chosen."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    whole = models.ForeignKey(Product, models.CASCADE, related_name="+")
    position = models.PositiveIntegerField()
    part = models.ForeignKey(
        Product, models.PROTECT, verbose_name=_("Product"), related_name="+", null=True, blank=True
    )
    quantity = columns.Number(_("Quantity"), null=True, blank=True)
    optional = models.BooleanField(pgettext_lazy("part of a set", "Optional"), default=False)

    objects: ClassVar[Any] = GuardedManager()

    class Meta:
        db_table = "catalog_part"
        indexes = (models.Index(fields=["whole", "position"], name="catalog_part_position"),)

    def __str__(self) -> str:
        return str(self.part_id)
