"""Tables of orders and invoices, their lines and their issued papers."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kartei.modules.billing.delivery_models import Delivery, DeliveryLine, DeliveryPaper
from kartei.modules.documents.contract import IssuedPaper, PricedLine, PricedPaper
from kartei.platform.access.guard import GuardedManager
from kartei.platform.kit.ids import uuid7
from kartei.platform.meta import columns
from kartei.platform.meta.base import OwnedRecord, Record

__all__ = [
    "Delivery",
    "DeliveryLine",
    "DeliveryPaper",
    "Invoice",
    "InvoiceLine",
    "InvoicePaper",
    "Order",
    "OrderLine",
    "OrderPaper",
]


def newest(name: str, *before: str) -> models.Index:
    """The index by which lists walk from the newest on."""
    return models.Index(fields=[*before, "-created_at", "-id"], name=name)


def made_from(target: str, label: Any) -> Any:
    """The link to what a paper was made from."""
    return models.ForeignKey(
        target, models.PROTECT, verbose_name=label, null=True, blank=True, related_name="+"
    )


class Status(Record):
    """What a status of orders means; the statuses themselves are choices of the field.

    name: without one, the status in the words of who wrote this. phase: open, done or cancelled.
    tell: whether clients are told that their orders came to it: no, ask (the owner), auto. comes:
    what brings orders to it without anybody's doing: part or paid (what came in), empty: nothing.
    """

    name = columns.Text(_("Name"), max_length=200, blank=True, default="")
    name_key = columns.SortKey()
    status = columns.Choice(_("Status"))
    phase = columns.Choice(_("Means"), default="open")
    tell = columns.Choice(_("Tell the client"), default="no")
    comes = columns.Choice(_("Orders come to it by themselves"))

    objects: ClassVar[Any] = GuardedManager()

    class Meta:
        db_table = "billing_status"

    def __str__(self) -> str:
        return str(self.name)


class Order(PricedPaper):
    """What a client has ordered; offer: the offer that he accepted.

    billed: what issued invoices charge for it, in its own currency; unbilled: the rest of its
    total. received: what came in on its invoices. phase: what its status means, so that lists and
    rules need not know the firm's own words.
    """

    phase = columns.Choice(_("Phase"), default="open")
    payer = made_from("people.Payer", _("Payer"))
    due = models.DateField(_("Deliver by"), null=True, blank=True)
    delivery_way = columns.Choice(_("Way of delivery"))
    delivery_hours = columns.Text(_("Hours"), max_length=120, blank=True, default="")
    delivery_address = columns.LongText(_("Address of delivery"), blank=True, default="")
    recipient = columns.Text(_("Recipient"), max_length=200, blank=True, default="")
    delivery_note = columns.LongText(_("Remark on the delivery"), blank=True, default="")
    billed = columns.Money(_("Invoiced"), null=True, blank=True)
    billed_cur = columns.Companion(max_length=3, blank=True, default="")
    billed_base = columns.BaseAmount(null=True)
    unbilled = columns.Money(_("Not invoiced yet"), null=True, blank=True)
    unbilled_cur = columns.Companion(max_length=3, blank=True, default="")
    unbilled_base = columns.BaseAmount(null=True)
    received = columns.Money(pgettext_lazy("money", "Received"), null=True, blank=True)
    received_cur = columns.Companion(max_length=3, blank=True, default="")
    received_base = columns.BaseAmount(null=True)
    offer = made_from("offers.Offer", _("Offer"))

    class Meta:
        db_table = "billing_order"
        indexes = (
            newest("billing_order_owner", "owner"),
            newest("billing_order_unit", "unit"),
            newest("billing_order_created"),
            models.Index(fields=["number_key", "id"], name="billing_order_number"),
            models.Index(fields=["total_base", "id"], name="billing_order_total"),
        )


class Told(models.Model):
    """That a client was told of a status of his order: once, whatever becomes of it then."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    order = models.ForeignKey(Order, models.CASCADE, related_name="+")
    status = models.CharField(max_length=40)
    letter = models.UUIDField()

    objects: ClassVar[Any] = GuardedManager()

    class Meta:
        db_table = "billing_told"
        constraints = (
            models.UniqueConstraint(fields=["order", "status"], name="billing_told_once"),
        )


class OrderLine(PricedLine):
    """One line of an order."""

    order = models.ForeignKey(Order, models.CASCADE, related_name="+")

    class Meta:
        db_table = "billing_order_line"
        indexes = (models.Index(fields=["order", "position"], name="billing_order_line_position"),)


class OrderPaper(IssuedPaper):
    """A printed PDF of an order."""

    record = models.ForeignKey(Order, models.CASCADE, related_name="+")

    class Meta:
        db_table = "billing_order_paper"
        constraints = (
            models.UniqueConstraint(fields=["record", "issue"], name="billing_order_paper_issue"),
        )


class Invoice(PricedPaper):
    """What a client is charged; it gets its number when it is issued, and is fixed from then on.

    due: until when it is to be paid. supplied_on: the day of the supply (§ 14 (4) 6 UStG), or the
    first of several; supplied_until: the last one of these. basis: the contract or order
    by which it charges, as printed.
    corrects: the invoice that this one takes back or mends. beyond: that it charges more than was
    ordered is meant. repeats: the invoice that it is a copy of; plan, planned_for: what had it
    made, and for which day; there is one for each. paid, open, paid_on: what came in, what is still
    owed (negative: to be given back), and since when nothing is. late: so many days after it was
    due (negative: before).
    """

    kind = columns.Choice(_("Kind"), default="invoice")
    payer = made_from("people.Payer", _("Payer"))
    due = models.DateField(_("Pay until"), null=True, blank=True)
    payment = columns.Choice(_("Payment"))
    paid = columns.Money(pgettext_lazy("money", "Paid"), null=True, blank=True)
    paid_cur = columns.Companion(max_length=3, blank=True, default="")
    paid_base = columns.BaseAmount(null=True)
    open = columns.Money(_("Still to pay"), null=True, blank=True)
    open_cur = columns.Companion(max_length=3, blank=True, default="")
    open_base = columns.BaseAmount(null=True)
    paid_on = models.DateField(_("Paid on"), null=True, blank=True)
    late = models.IntegerField(_("Paid late by, days"), null=True, blank=True)
    supplied_on = models.DateField(_("Day of supply"), null=True, blank=True)
    supplied_until = models.DateField(_("Supplied until"), null=True, blank=True)
    basis = columns.Text(_("Basis"), max_length=300, blank=True, default="")
    issued_at = models.DateTimeField(_("Issued"), null=True, blank=True)
    offer = made_from("offers.Offer", _("Offer"))
    order = made_from("billing.Order", pgettext_lazy("sale", "Order"))
    corrects = made_from("billing.Invoice", _("Corrects"))
    beyond = models.BooleanField(_("More than ordered"), default=False)
    repeats = made_from("billing.Invoice", _("Repeats"))
    plan = made_from("billing.Plan", _("Recurring invoice"))
    planned_for = models.DateField(_("Planned for"), null=True, blank=True)

    class Meta:
        db_table = "billing_invoice"
        constraints = (
            models.UniqueConstraint(fields=["plan", "planned_for"], name="billing_invoice_planned"),
        )
        indexes = (
            newest("billing_invoice_owner", "owner"),
            newest("billing_invoice_unit", "unit"),
            newest("billing_invoice_created"),
            models.Index(fields=["number_key", "id"], name="billing_invoice_number"),
            models.Index(fields=["total_base", "id"], name="billing_invoice_total"),
            models.Index(fields=["status", "due"], name="billing_invoice_due"),
            models.Index(fields=["payment", "due"], name="billing_invoice_open"),
        )


class Plan(OwnedRecord):
    """An invoice that comes again every so many months.

    source: what is copied each time. months, day: how often, and on which day of the month (its
    last one where it is shorter). text: opening text, with ``{{ since }}`` and ``{{ until }}`` for
    the period. issue: whether it is issued by itself, else it stays a draft. next_on: when the next
    one is due; last_on: for which day the last one was made; trouble: why that one was not issued.
    """

    name = columns.Text(_("Name"), max_length=200)
    name_key = columns.SortKey()
    source = models.ForeignKey(Invoice, models.PROTECT, verbose_name=_("Copy of"), related_name="+")
    months = models.IntegerField(_("Every … months"), default=1)
    day = models.IntegerField(_("Day of the month"), default=1)
    start = models.DateField(pgettext_lazy("first day", "From"))
    until = models.DateField(pgettext_lazy("last day", "Until"), null=True, blank=True)
    issue = models.BooleanField(_("Issue by itself"), default=False)
    active = models.BooleanField(_("In use"), default=True)
    text = columns.LongText(_("Opening text"), blank=True, default="")
    next_on = models.DateField(_("Next one"), null=True, blank=True)
    last_on = models.DateField(_("Last one"), null=True, blank=True)
    trouble = columns.LongText(_("Not issued because"), blank=True, default="")

    objects: ClassVar[Any] = GuardedManager()

    class Meta:
        db_table = "billing_plan"
        indexes = (
            newest("billing_plan_owner", "owner"),
            newest("billing_plan_unit", "unit"),
            newest("billing_plan_created"),
            models.Index(fields=["next_on", "id"], name="billing_plan_next"),
        )

    def __str__(self) -> str:
        return str(self.name)


class InvoiceLine(PricedLine):
    """One line of an invoice.

    order_line: the id of the line of the order that it charges. settles: the earlier invoice that
    it takes off; net and VAT are then those of that invoice.
    """

    invoice = models.ForeignKey(Invoice, models.CASCADE, related_name="+")
    order_line = columns.Text(_("Line of the order"), max_length=36, blank=True, default="")
    settles = made_from("billing.Invoice", _("Settled invoice"))

    class Meta:
        db_table = "billing_invoice_line"
        indexes = (
            models.Index(fields=["invoice", "position"], name="billing_invoice_line_position"),
        )


class InvoicePaper(IssuedPaper):
    """A printed PDF of an invoice; an invoice that has one is never deleted for good."""

    record = models.ForeignKey(Invoice, models.PROTECT, related_name="+")

    class Meta:
        db_table = "billing_invoice_paper"
        constraints = (
            models.UniqueConstraint(fields=["record", "issue"], name="billing_invoice_paper_issue"),
        )
