"""Tables of pricing: price lists and their prices, discount rules, limits and approvals."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kartei.platform.access.guard import GuardedManager
from kartei.platform.meta import columns
from kartei.platform.meta.base import OwnedRecord, Record


class Aimed(Record):
    """What holds for some clients (nobody named: for all) from one day to another.

    Days are inclusive; an empty one sets no bound.
    """

    name = columns.Text(_("Name"), max_length=120)
    name_key = columns.SortKey()
    active = models.BooleanField(_("In use"), default=True)
    valid_from = models.DateField(_("Valid from"), null=True, blank=True)
    valid_until = models.DateField(_("Valid until"), null=True, blank=True)
    groups = columns.Many(_("For client groups"), many="links", target="people.group")
    companies = columns.Many(_("For companies"), many="links", target="people.company")
    persons = columns.Many(_("For contacts"), many="links", target="people.person")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.name)


class PriceList(Aimed):
    """Prices for some clients.

    vat_mode: whether its prices contain VAT; empty means as the document has it. Of lists that
    name the client equally closely the one with the greater priority holds.
    """

    currency = columns.Text(_("Currency"), max_length=3, blank=True, default="")
    vat_mode = columns.Choice(_("VAT in prices"))
    priority = models.IntegerField(_("Priority"), default=0)

    objects: ClassVar[Any] = GuardedManager()

    class Meta:
        db_table = "pricing_list"


class Price(Record):
    """What one unit of a product costs by a list, from a quantity on.

    title and article repeat those of the product: prices are found and imported by them.
    """

    title = columns.Text(_("Name"), max_length=300, blank=True, default="")
    title_key = columns.SortKey()
    list = models.ForeignKey(
        PriceList, models.PROTECT, verbose_name=_("Price list"), related_name="+", db_index=False
    )
    product = models.ForeignKey(
        "catalog.Product",
        models.PROTECT,
        verbose_name=_("Product"),
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    article = columns.Text(_("Article number"), max_length=60, blank=True, default="")
    from_quantity = columns.Number(_("From quantity"), null=True, blank=True)
    price = columns.Money(_("Price"), null=True, blank=True)
    price_cur = columns.Companion(max_length=3, blank=True, default="")
    price_base = columns.BaseAmount(null=True)

    objects: ClassVar[Any] = GuardedManager()

    class Meta:
        db_table = "pricing_price"
        indexes = (
            models.Index(fields=["product", "list"], name="pricing_price_product"),
            models.Index(fields=["list", "title_key", "id"], name="pricing_price_list"),
            models.Index(fields=["title_key", "id"], name="pricing_price_name"),
        )

    def __str__(self) -> str:
        return str(self.title)


class Discount(Aimed):
    """A discount that the firm itself gives: on lines, or on the whole of a document.

    percent: 0 to 100. products, product_groups: on which lines (none named: on all). from_quantity:
    of the line. from_sum: of all lines, for a discount on the whole.
    """

    reach = columns.Choice(pgettext_lazy("of a discount", "Given on"), default="line")
    percent = columns.Percent(_("Discount, %"), null=True, blank=True)
    products = columns.Many(_("Products"), many="links", target="catalog.product")
    product_groups = columns.Many(_("Product groups"), many="links", target="catalog.group")
    from_quantity = columns.Number(_("From quantity"), null=True, blank=True)
    from_sum = columns.Money(_("From sum"), null=True, blank=True)
    from_sum_cur = columns.Companion(max_length=3, blank=True, default="")
    from_sum_base = columns.BaseAmount(null=True)

    objects: ClassVar[Any] = GuardedManager()

    class Meta:
        db_table = "pricing_discount"


class Limit(Record):
    """What holders of a role may grant without asking: discount at most, margin at least, per cent.

    Empty sets no limit. name repeats the role's.
    """

    name = columns.Text(_("Name"), max_length=120, blank=True, default="")
    name_key = columns.SortKey()
    role = models.ForeignKey(
        "access.Role", models.PROTECT, verbose_name=_("Role"), related_name="+"
    )
    max_discount = columns.Percent(_("Highest discount, %"), null=True, blank=True)
    min_margin = columns.Percent(_("Lowest margin, %"), null=True, blank=True)

    objects: ClassVar[Any] = GuardedManager()

    class Meta:
        db_table = "pricing_limit"

    def __str__(self) -> str:
        return str(self.name)


class Approval(OwnedRecord):
    """Consent to a document beyond its author's limits; the owner is asked to decide.

    discount, margin: those of the document, millionths of a per cent. mark: hash of the content
    that was asked about; with other content the consent does not hold.
    """

    name = columns.Text(_("Document"), max_length=120, blank=True, default="")
    name_key = columns.SortKey()
    about = columns.RecordLink(_("About"))
    about_id = columns.RecordKey()
    state = columns.Choice(_("State"), default="waiting")
    reason = columns.LongText(_("Reason"), blank=True, default="")
    answer = columns.LongText(_("Answer"), blank=True, default="")
    discount = columns.Percent(_("Discount, %"), null=True, blank=True)
    margin = columns.Percent(_("Margin, %"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("Decided by"),
        null=True,
        blank=True,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("Decided"), null=True, blank=True)
    mark = columns.Text(_("Mark of the content"), max_length=64, blank=True, default="")

    objects: ClassVar[Any] = GuardedManager()

    class Meta:
        db_table = "pricing_approval"
        indexes = (
            models.Index(fields=["about_id", "-created_at"], name="pricing_approval_about"),
            models.Index(fields=["owner", "-created_at", "-id"], name="pricing_approval_owner"),
            models.Index(fields=["unit", "-created_at", "-id"], name="pricing_approval_unit"),
        )

    def __str__(self) -> str:
        return str(self.name)
