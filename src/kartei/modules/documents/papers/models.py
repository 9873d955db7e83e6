"""Columns that every priced paper, its lines and its issued files have."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kartei.platform.access.guard import GuardedManager
from kartei.platform.kit.ids import uuid7
from kartei.platform.meta import columns
from kartei.platform.meta.base import OwnedRecord


def link(target: str, label: Any, gone: Any = models.PROTECT) -> Any:
    """A link that may be empty and that nobody follows backwards."""
    return models.ForeignKey(
        target, gone, verbose_name=label, null=True, blank=True, related_name="+"
    )


class PricedPaper(OwnedRecord):
    """What a client is offered, confirmed or charged.

    net, vat, total, cost, profit and margin are computed from the lines (`sums.py`). Kinds add a
    last day, what the paper was made from, and indexes.
    """

    number = columns.Text(_("Number"), max_length=40, blank=True, null=True, unique=True)
    number_key = columns.SortKey()
    subject = columns.Text(_("Subject"), max_length=300, blank=True, default="")
    subject_key = columns.SortKey()
    status = columns.Choice(_("Status"), default="draft")
    deal = link("sales.Deal", _("Deal"))
    person = link("people.Person", pgettext_lazy("person", "Contact"))
    company = link("people.Company", _("Company"))
    firm = link("documents.Firm", _("Own firm"))
    signatory = link("documents.Signatory", _("Signed by"))
    accountant = link("documents.Signatory", _("Signed by the accountant"))
    date = models.DateField(_("Date"), null=True, blank=True)
    currency = columns.Text(_("Currency"), max_length=3, blank=True, default="")
    vat_mode = columns.Choice(_("VAT in prices"))
    discount = columns.Percent(_("Discount, %"), null=True, blank=True)
    discount_from = columns.Text(_("Discount comes from"), max_length=120, blank=True, default="")
    intro = columns.LongText(_("Opening text"), blank=True, default="")
    outro = columns.LongText(_("Closing text"), blank=True, default="")
    language = columns.Choice(_("Language"))
    layout = columns.Choice(_("Layout"))
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
        abstract = True

    def __str__(self) -> str:
        return str(self.number or "")


class PricedLine(models.Model):
    """One line. price and cost are for one unit; amount is before the discount of the whole.

    price_by: what the price follows; empty where a person typed it. price_from, discount_from: the
    names of what gave them (`pricing.py`). calculation: from which parameters it was worked out
    (`calculation.py`). parts: what is in a set, for one of it (`sets.py`); parts_as: empty where
    the line is none.

    Kinds add the link to their paper.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    position = models.PositiveIntegerField()
    product = link("catalog.Product", _("Product"))
    article = columns.Text(_("Article number"), max_length=60, blank=True, default="")
    name = columns.Text(_("Name"), max_length=300, blank=True, default="")
    description = columns.LongText(_("Description"), blank=True, default="")
    picture = link("records.StoredFile", _("Picture"), models.SET_NULL)
    quantity = columns.Number(_("Quantity"), null=True, blank=True)
    unit = columns.Choice(pgettext_lazy("of measure", "Unit"))
    price = columns.Money(_("Price"), null=True, blank=True)
    price_cur = columns.Companion(max_length=3, blank=True, default="")
    price_base = columns.BaseAmount(null=True)
    price_by = columns.Choice(_("Price follows"))
    price_from = columns.Text(_("Price comes from"), max_length=160, blank=True, default="")
    discount = columns.Percent(_("Discount, %"), null=True, blank=True)
    discount_from = columns.Text(_("Discount comes from"), max_length=120, blank=True, default="")
    calculation = columns.Layout(_("Calculation"), null=True, blank=True)
    parts = columns.Layout(_("Parts"), null=True, blank=True)
    parts_as = columns.Choice(_("The set stands as"))
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
        abstract = True

    def __str__(self) -> str:
        return str(self.name)


class IssuedPaper(models.Model):
    """An issued PDF. issue counts those of a record from 1; fingerprint: sha256 of all printed.

    Kinds add the link `record`; whether a record with papers can be deleted for good is their
    matter (CASCADE or PROTECT).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    issue = models.PositiveIntegerField()
    fingerprint = models.CharField(max_length=64)
    file = models.ForeignKey("records.StoredFile", models.SET_NULL, null=True, related_name="+")

    objects: ClassVar[Any] = GuardedManager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"v{self.issue}"
