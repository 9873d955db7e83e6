"""Tables of delivery documents: what is handed over or done, their lines and issued papers."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kartei.modules.documents.contract import IssuedPaper, PricedLine, PricedPaper
from kartei.platform.meta import columns


class Delivery(PricedPaper):
    """What a client got or had done: act, delivery note, ТОРГ-12, УПД, счёт-фактура.

    form: which of these papers it is (`delivery_words.FORMS`). shipped_on: the day on which goods
    left or work was done, the paper's day where empty. consignee: who gets the goods, the client
    where empty. basis: contract or order by which it is done, as printed. over: more than ordered
    is meant. received_on, received_by: told when the client has signed. payment_doc, advance_doc,
    contract_id: lines 5, 5б and 8 of a счёт-фактура, in ready words. places, mass_net, mass_gross:
    how much is shipped, in pieces of cargo and kilograms (ТОРГ-12). It gets its number when it is
    issued, and its content is fixed from then on.
    """

    form = columns.Choice(pgettext_lazy("of a delivery", "Form"))
    order = models.ForeignKey(
        "billing.Order", models.PROTECT, verbose_name=pgettext_lazy("sale", "Order"), null=True,
        blank=True, related_name="+",
    )  # fmt: skip
    invoice = models.ForeignKey(
        "billing.Invoice", models.PROTECT, verbose_name=_("Invoice"), null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    consignee = models.ForeignKey(
        "people.Company", models.PROTECT, verbose_name=_("Consignee"), null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    shipped_on = models.DateField(_("Shipped or done on"), null=True, blank=True)
    place = columns.Text(_("Place"), max_length=300, blank=True, default="")
    carrier = columns.Text(_("Carrier"), max_length=300, blank=True, default="")
    basis = columns.Text(_("Basis"), max_length=300, blank=True, default="")
    handed_by = columns.Text(_("Handed over by"), max_length=200, blank=True, default="")
    received_by = columns.Text(_("Received by"), max_length=200, blank=True, default="")
    received_on = models.DateField(_("Received on"), null=True, blank=True)
    payment_doc = columns.Text(_("Payment document"), max_length=300, blank=True, default="")
    advance_doc = columns.Text(
        _("VAT invoices on advances"), max_length=300, blank=True, default=""
    )
    contract_id = columns.Text(_("Contract identifier"), max_length=300, blank=True, default="")
    places = models.PositiveIntegerField(_("Pieces of cargo"), null=True, blank=True)
    mass_net = columns.Number(_("Net mass, kg"), null=True, blank=True)
    mass_gross = columns.Number(_("Gross mass, kg"), null=True, blank=True)
    over = models.BooleanField(_("More than ordered is meant"), default=False)
    issued_at = models.DateTimeField(_("Issued"), null=True, blank=True)

    class Meta:
        db_table = "billing_delivery"
        indexes = (
            models.Index(fields=["owner", "-created_at", "-id"], name="billing_delivery_owner"),
            models.Index(fields=["unit", "-created_at", "-id"], name="billing_delivery_unit"),
            models.Index(fields=["-created_at", "-id"], name="billing_delivery_created"),
            models.Index(fields=["number_key", "id"], name="billing_delivery_number"),
            models.Index(fields=["total_base", "id"], name="billing_delivery_total"),
        )


class DeliveryLine(PricedLine):
    """One line of a delivery document.

    origin: the country of imported goods, its two letters (ISO 3166) or its name; declaration: the
    customs declaration by which they came.
    """

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="+")
    origin = columns.Text(_("Country of origin"), max_length=60, blank=True, default="")
    declaration = columns.Text(_("Customs declaration"), max_length=100, blank=True, default="")

    class Meta:
        db_table = "billing_delivery_line"
        indexes = (
            models.Index(fields=["delivery", "position"], name="billing_delivery_line_position"),
        )


class DeliveryPaper(IssuedPaper):
    """A printed PDF of a delivery document; one that has any is never deleted for good."""

    record = models.ForeignKey(Delivery, models.PROTECT, related_name="+")

    class Meta:
        db_table = "billing_delivery_paper"
        constraints = (
            models.UniqueConstraint(
                fields=["record", "issue"], name="billing_delivery_paper_issue"
            ),
        )
