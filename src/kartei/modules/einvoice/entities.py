"""How e-invoice settings and received bills appear."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kartei.modules.einvoice import words
from kartei.modules.einvoice.models import Bill, BillLine, Issuer, Recipient
from kartei.modules.einvoice.rules import bills, settings, suppliers
from kartei.platform.meta.spec import Command, Entity, Field, Lines, Section

ADDRESS = Field(name="address", help=_("Where e-invoices arrive; empty: the mail address"))
SCHEME = Field(
    name="scheme", options=words.SCHEMES, help=_("Empty: told by what the address looks like")
)

recipient = Entity(
    model=Recipient,
    name="einvoice.recipient",
    one=_("e-invoice settings of a client"),
    many=_("e-invoice settings of clients"),
    title=_("E-invoices of clients"),
    icon="invoice",
    note_field="reference",
    fields=(
        Field(name="name", help=_("Empty: as the company is called")),
        Field(name="company", required=True),
        Field(name="form", options=words.FORMS, default="zugferd"),
        Field(
            name="reference",
            help=_("Authorities name their Leitweg-ID, such as 04011000-1234512345-06"),
        ),
        ADDRESS,
        SCHEME,
        Field(
            name="exemption",
            options=words.EXEMPTIONS,
            help=_("For lines without VAT; printed on the invoice"),
        ),
        Field(name="reason", help=_("As it shall be printed, with the law")),
    ),
    columns=("name", "form", "reference", "address", "exemption"),
    form=(
        Section("main", _("Main"), ("company", "name", "form", "reference", "address", "scheme")),
        Section("tax", _("Invoices without VAT"), ("exemption", "reason")),
    ),
    quick=("company", "form", "reference", "exemption"),
    features=("bin", "export"),
    owned=False,
    runtime_fields=False,
    before=settings.check_recipient,
)

issuer = Entity(
    model=Issuer,
    name="einvoice.issuer",
    one=_("e-invoice settings of an own firm"),
    many=_("e-invoice settings of own firms"),
    title=_("E-invoices of own firms"),
    icon="invoice",
    fields=(
        Field(name="name", help=_("Empty: as the own firm is called")),
        Field(name="firm", required=True),
        Field(name="form", options=words.FORMS, help=_("For companies without settings")),
        ADDRESS,
        SCHEME,
        Field(name="contact", help=_("Empty: the owner of the invoice")),
    ),
    columns=("name", "form", "small", "address"),
    form=(
        Section("main", _("Main"), ("firm", "name", "form", "small")),
        Section("reach", _("Contact"), ("contact", "address", "scheme")),
    ),
    quick=("firm", "form", "small"),
    features=("bin",),
    owned=False,
    small=True,
    runtime_fields=False,
    before=settings.check_issuer,
)

bill = Entity(
    model=Bill,
    name="einvoice.bill",
    one=_("bill"),
    many=_("bills"),
    title=_("Bills"),
    icon="invoice",
    title_field="number",
    note_field="supplier_name",
    fields=(
        Field(name="status", options=words.BILL_STATES, default="new"),
        Field(name="kind", options=words.BILL_KINDS, default="invoice"),
        Field(
            name="file",
            help=_("PDF, XML or mail of the supplier: the fields are read out of it"),
        ),
        Field(name="profile", read_only=True),
        Field(name="findings", read_only=True),
        Field(name="sha256", read_only=True, hidden=True),
    ),
    columns=("number", "supplier_name", "supplier", "status", "date", "due", "payable", "owner"),
    form=(
        Section("main", _("Main"), ("number", "status", "kind", "supplier", "owner")),
        Section(
            "days",
            _("Days and payment"),
            ("date", "due", "supplied_on", "iban", "purpose", "terms"),
        ),
        Section("lines", _("Lines"), ("lines",)),
        Section("sums", _("Sums"), ("net", "vat", "total", "payable")),
        Section(
            "from",
            _("Supplier"),
            (
                "supplier_name", "supplier_vat_id", "supplier_tax_id", "supplier_address",
                "supplier_email", "order", "note",
            ),
        ),
        Section("file", _("E-invoice"), ("file", "profile", "findings")),
    ),
    quick=("file", "number", "supplier", "date", "due", "total"),
    lines=(Lines(name="lines", label=_("Lines"), model=BillLine, by="bill"),),
    commands=(
        Command(
            name="add_supplier",
            label=_("Add the supplier"),
            run=suppliers.add_supplier,
            icon="company",
            when=["and", ["supplier", "empty"], ["supplier_name", "filled"]],
            first=True,
        ),
    ),
    search=("supplier_name", "purpose"),
    sort="-created_at",
    features=("timeline", "files", "bin", "export", "owner"),
    timeline=("supplier",),
    prepare=bills.prepare,
)  # fmt: skip
