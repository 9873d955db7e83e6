"""Tables of e-invoices: how clients want them, what own firms add, what was issued and received."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kartei.platform.access.guard import GuardedManager
from kartei.platform.kit.ids import uuid7
from kartei.platform.meta import columns
from kartei.platform.meta.base import OwnedRecord, Record


def link(target: str, label: Any, gone: Any = models.PROTECT) -> Any:
    """A link that nobody follows backwards."""
    return models.ForeignKey(
        target, gone, verbose_name=label, null=True, blank=True, related_name="+"
    )


class Recipient(Record):
    """How a company wants its invoices. name is the company's unless it was given another.

    reference: what it calls itself on them (Leitweg-ID, BT-10). address with its scheme: the
    electronic one (BT-49). exemption: why no VAT is charged, with the words for other reasons.
    """

    name = columns.Text(_("Name"), max_length=300, blank=True, default="")
    name_key = columns.SortKey()
    company = link("people.Company", _("Company"))
    form = columns.Choice(_("Form of invoices"))
    reference = columns.Text(_("Buyer reference"), max_length=60, blank=True, default="")
    address = columns.Text(_("Electronic address"), max_length=100, blank=True, default="")
    scheme = columns.Choice(_("Kind of address"))
    exemption = columns.Choice(_("Why without VAT"))
    reason = columns.Text(_("Other reason"), max_length=200, blank=True, default="")

    objects: ClassVar[Any] = GuardedManager()

    class Meta:
        db_table = "einvoice_recipient"

    def __str__(self) -> str:
        return str(self.name)


class Issuer(Record):
    """What an own firm's e-invoices have besides its requisites. name as in Recipient.

    form: for clients who have said nothing. small: a small business that charges no VAT
    (§ 19 UStG). contact: who answers questions, where the invoice's owner shall not.
    """

    name = columns.Text(_("Name"), max_length=300, blank=True, default="")
    name_key = columns.SortKey()
    firm = link("documents.Firm", _("Own firm"))
    form = columns.Choice(_("Form of invoices"))
    small = models.BooleanField(_("Small business (§ 19 UStG)"), default=False)
    address = columns.Text(_("Electronic address"), max_length=100, blank=True, default="")
    scheme = columns.Choice(_("Kind of address"))
    contact = columns.Text(_("Who answers questions"), max_length=200, blank=True, default="")

    objects: ClassVar[Any] = GuardedManager()

    class Meta:
        db_table = "einvoice_issuer"

    def __str__(self) -> str:
        return str(self.name)


class IssuedXml(models.Model):
    """The data of an issued e-invoice, as they went out: the XML among the invoice's files."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    invoice = models.OneToOneField("billing.Invoice", models.PROTECT, related_name="+")
    form = models.CharField(max_length=20)
    file = models.ForeignKey("records.StoredFile", models.SET_NULL, null=True, related_name="+")
    sha256 = models.CharField(max_length=64)

    objects: ClassVar[Any] = GuardedManager()

    class Meta:
        db_table = "einvoice_issued"

    def __str__(self) -> str:
        return self.form


class Bill(OwnedRecord):
    """What a supplier charges: read out of an e-invoice, or entered by hand.

    file: the PDF or XML as received; sha256 of its bytes. profile: what the file calls itself;
    empty where there is none. supplier_*: the supplier as the file names him. findings: what is
    wrong with the file.
    """

    number = columns.Text(_("Number"), max_length=100, blank=True, default="")
    number_key = columns.SortKey()
    status = columns.Choice(_("Status"), default="new")
    kind = columns.Choice(_("Kind"), default="invoice")
    supplier = link("people.Company", _("Supplier"))
    supplier_name = columns.Text(_("Supplier's name"), max_length=300, blank=True, default="")
    supplier_name_key = columns.SortKey()
    supplier_vat_id = columns.Text(_("VAT number"), max_length=40, blank=True, default="")
    supplier_tax_id = columns.Text(
        pgettext_lazy("of a supplier", "Tax number"), max_length=40, blank=True, default=""
    )
    supplier_address = columns.Text(_("Address"), max_length=500, blank=True, default="")
    supplier_email = columns.Text(_("E-mail"), max_length=254, blank=True, default="")
    date = models.DateField(_("Date"), null=True, blank=True)
    due = models.DateField(_("Pay until"), null=True, blank=True)
    supplied_on = models.DateField(_("Day of supply"), null=True, blank=True)
    net = columns.Money(_("Net"), null=True, blank=True)
    net_cur = columns.Companion(max_length=3, blank=True, default="")
    net_base = columns.BaseAmount(null=True)
    vat = columns.Money(_("VAT"), null=True, blank=True)
    vat_cur = columns.Companion(max_length=3, blank=True, default="")
    vat_base = columns.BaseAmount(null=True)
    total = columns.Money(_("Total"), null=True, blank=True)
    total_cur = columns.Companion(max_length=3, blank=True, default="")
    total_base = columns.BaseAmount(null=True)
    payable = columns.Money(_("To pay"), null=True, blank=True)
    payable_cur = columns.Companion(max_length=3, blank=True, default="")
    payable_base = columns.BaseAmount(null=True)
    iban = columns.Text(_("Bank account"), max_length=40, blank=True, default="")
    purpose = columns.Text(_("Purpose of payment"), max_length=200, blank=True, default="")
    order = columns.Text(_("Our order"), max_length=100, blank=True, default="")
    terms = columns.LongText(_("Terms of payment"), blank=True, default="")
    note = columns.LongText(pgettext_lazy("on an invoice", "Note"), blank=True, default="")
    file = models.ForeignKey(
        "records.StoredFile",
        models.SET_NULL,
        verbose_name=_("E-invoice"),
        null=True,
        blank=True,
        related_name="+",
    )
    profile = columns.Text(_("Profile"), max_length=200, blank=True, default="")
    findings = columns.LongText(_("Findings"), blank=True, default="")
    sha256 = columns.Text(_("Checksum"), max_length=64, blank=True, default="")

    objects: ClassVar[Any] = GuardedManager()

    class Meta:
        db_table = "einvoice_bill"
        indexes = (
            models.Index(fields=["owner", "-created_at", "-id"], name="einvoice_bill_owner"),
            models.Index(fields=["unit", "-created_at", "-id"], name="einvoice_bill_unit"),
            models.Index(fields=["-created_at", "-id"], name="einvoice_bill_created"),
            models.Index(fields=["number_key", "id"], name="einvoice_bill_number"),
            models.Index(fields=["sha256"], name="einvoice_bill_sha256"),
            models.Index(fields=["status", "due"], name="einvoice_bill_due"),
        )

    def __str__(self) -> str:
        return str(self.number)


class BillLine(models.Model):
    """One line of a bill; the price is that of one unit."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    bill = models.ForeignKey(Bill, models.CASCADE, related_name="+")
    position = models.PositiveIntegerField()
    article = columns.Text(_("Article number"), max_length=100, blank=True, default="")
    name = columns.Text(_("Name"), max_length=500, blank=True, default="")
    description = columns.LongText(_("Description"), blank=True, default="")
    quantity = columns.Number(_("Quantity"), null=True, blank=True)
    unit = columns.Text(pgettext_lazy("of measure", "Unit"), max_length=20, blank=True, default="")
    price = columns.Number(_("Price"), null=True, blank=True)
    vat_rate = columns.Percent(_("VAT rate"), null=True, blank=True)
    amount = columns.Money(_("Amount"), null=True, blank=True)
    amount_cur = columns.Companion(max_length=3, blank=True, default="")
    amount_base = columns.BaseAmount(null=True)

    objects: ClassVar[Any] = GuardedManager()

    class Meta:
        db_table = "einvoice_bill_line"
        indexes = (models.Index(fields=["bill", "position"], name="einvoice_bill_line_position"),)

    def __str__(self) -> str:
        return str(self.name)
