"""Tables of offers, their lines and their issued papers."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kartei.platform.access.guard import GuardedManager
from kartei.platform.kit.ids import uuid7
from kartei.platform.meta import columns
from kartei.platform.meta.base import OwnedRecord


class Offer(OwnedRecord):
    """What a client is offered, for how much, until when.

    net, vat, total, cost, profit and margin are computed from the lines (`rules/sums.py`).
    replaces: the version that this one takes the place of; revision counts them from 1.
    """

    number = columns.Text(_("Number"), max_length=40, blank=True, null=True, unique=True)
    number_key = columns.SortKey()
    subject = columns.Text(_("Subject"), max_length=300, blank=True, default="")
    subject_key = columns.SortKey()
    status = columns.Choice(_("Status"), default="draft")
    deal = models.ForeignKey(
        "sales.Deal",
        models.PROTECT,
        verbose_name=_("Deal"),
        null=True,
        blank=True,
        related_name="+",
    )
    person = models.ForeignKey(
        "people.Person",
        models.PROTECT,
        verbose_name=pgettext_lazy("person", "Contact"),
        null=True,
        blank=True,
        related_name="+",
    )
    company = models.ForeignKey(
        "people.Company",
        models.PROTECT,
        verbose_name=_("Company"),
        null=True,
        blank=True,
        related_name="+",
    )
    firm = models.ForeignKey(
        "documents.Firm",
        models.PROTECT,
        verbose_name=_("Own firm"),
        null=True,
        blank=True,
        related_name="+",
    )
    date = models.DateField(_("Date"), null=True, blank=True)
    valid_until = models.DateField(_("Valid until"), null=True, blank=True)
    currency = columns.Text(_("Currency"), max_length=3, blank=True, default="")
    vat_mode = columns.Choice(_("VAT in prices"))
    discount = columns.Percent(_("Discount, %"), null=True, blank=True)
    intro = columns.LongText(_("Opening text"), blank=True, default="")
    outro = columns.LongText(_("Closing text"), blank=True, default="")
    language = columns.Choice(_("Language"))
    layout = columns.Choice(_("Layout"))
    sent_at = models.DateTimeField(_("Sent"), null=True, blank=True)
    replaces = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("New version of"),
        null=True,
        blank=True,
        related_name="+",
    )
    revision = models.IntegerField(_("Version"), default=1)
    net = columns.Money(_("Net"), null=True, blank=True)
    net_cur = columns.Companion(max_length=3, blank=True, default="")
    net_base = columns.BaseAmount(null=True)
    vat = columns.Money(_("VAT"), null=True, blank=True)
    vat_cur = columns.Companion(max_length=3, blank=True, default="")
    vat_base = columns.BaseAmount(null=True)
    total = columns.Money(_("Total"), null=True, blank=True)
    total_cur = columns.Companion(max_length=3, blank=True, default="")
    total_base = columns.BaseAmount(null=True)
    cost = columns.Money(_("Purchase value"), null=True, blank=True)
    cost_cur = columns.Companion(max_length=3, blank=True, default="")
    cost_base = columns.BaseAmount(null=True)
    profit = columns.Money(_("Gross profit"), null=True, blank=True)
    profit_cur = columns.Companion(max_length=3, blank=True, default="")
    profit_base = columns.BaseAmount(null=True)
    margin = columns.Percent(_("Margin, %"), null=True, blank=True)

    objects: ClassVar[Any] = GuardedManager()

    class Meta:
        db_table = "offers_offer"
        indexes = (
            models.Index(fields=["owner", "-created_at", "-id"], name="offers_offer_owner"),
            models.Index(fields=["unit", "-created_at", "-id"], name="offers_offer_unit"),
            models.Index(fields=["-created_at", "-id"], name="offers_offer_created"),
            models.Index(fields=["number_key", "id"], name="offers_offer_number"),
            models.Index(fields=["total_base", "id"], name="offers_offer_total"),
        )

    def __str__(self) -> str:
        return str(self.number or "")


class OfferLine(models.Model):
    """One line. price and cost are for one unit; amount is before the discount of the whole."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    offer = models.ForeignKey(Offer, models.CASCADE, related_name="+")
    position = models.PositiveIntegerField()
    product = models.ForeignKey(
        "catalog.Product",
        models.PROTECT,
        verbose_name=_("Product"),
        null=True,
        blank=True,
        related_name="+",
    )
    article = columns.Text(_("Article number"), max_length=60, blank=True, default="")
    name = columns.Text(_("Name"), max_length=300, blank=True, default="")
    description = columns.LongText(_("Description"), blank=True, default="")
    picture = models.ForeignKey(
        "records.StoredFile",
        models.SET_NULL,
        verbose_name=_("Picture"),
        null=True,
        blank=True,
        related_name="+",
    )
    quantity = columns.Number(_("Quantity"), null=True, blank=True)
    unit = columns.Choice(pgettext_lazy("of measure", "Unit"))
    price = columns.Money(_("Price"), null=True, blank=True)
    price_cur = columns.Companion(max_length=3, blank=True, default="")
    price_base = columns.BaseAmount(null=True)
    discount = columns.Percent(_("Discount, %"), null=True, blank=True)
    vat_rate = columns.Choice(_("VAT rate"))
    cost = columns.Money(_("Purchase price"), null=True, blank=True)
    cost_cur = columns.Companion(max_length=3, blank=True, default="")
    cost_base = columns.BaseAmount(null=True)
    amount = columns.Money(_("Amount"), null=True, blank=True)
    amount_cur = columns.Companion(max_length=3, blank=True, default="")
    amount_base = columns.BaseAmount(null=True)
    net = columns.Money(_("Net"), null=True, blank=True)
    net_cur = columns.Companion(max_length=3, blank=True, default="")
    net_base = columns.BaseAmount(null=True)
    vat = columns.Money(_("VAT"), null=True, blank=True)
    vat_cur = columns.Companion(max_length=3, blank=True, default="")
    vat_base = columns.BaseAmount(null=True)
    total = columns.Money(_("Total"), null=True, blank=True)
    total_cur = columns.Companion(max_length=3, blank=True, default="")
    total_base = columns.BaseAmount(null=True)
    profit = columns.Money(_("Gross profit"), null=True, blank=True)
    profit_cur = columns.Companion(max_length=3, blank=True, default="")
    profit_base = columns.BaseAmount(null=True)

    objects: ClassVar[Any] = GuardedManager()

    class Meta:
        db_table = "offers_line"
        indexes = (models.Index(fields=["offer", "position"], name="offers_line_position"),)

    def __str__(self) -> str:
        return str(self.name)


class Paper(models.Model):
    """An issued PDF of an offer. fingerprint: sha256 of all that was printed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    offer = models.ForeignKey(Offer, models.CASCADE, related_name="+")
    issue = models.PositiveIntegerField()
    fingerprint = models.CharField(max_length=64)
    file = models.ForeignKey("records.StoredFile", models.SET_NULL, null=True, related_name="+")

    objects: ClassVar[Any] = GuardedManager()

    class Meta:
        db_table = "offers_paper"
        constraints = (
            models.UniqueConstraint(fields=["offer", "issue"], name="offers_paper_issue"),
        )

    def __str__(self) -> str:
        return f"{self.offer_id} v{self.issue}"
