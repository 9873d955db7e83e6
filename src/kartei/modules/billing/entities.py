"""How orders and invoices appear."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kartei.modules.billing import words
from kartei.modules.billing.models import Invoice, InvoiceLine, Order, OrderLine, Plan, Status
from kartei.modules.billing.rules import (
    charging,
    commands,
    invoices,
    orders,
    plans,
    progress,
    statuses,
)
from kartei.modules.catalog.contract import UNITS
from kartei.modules.documents.contract import (
    DECISIONS,
    SUMS,
    TERMS,
    lines_of,
    sections,
    unfold_command,
)
from kartei.platform.meta.spec import Command, Entity, Field, Related, Section

DELIVERY = ("delivery_way", "delivery_address", "delivery_hours", "recipient", "delivery_note")
PARTS = tuple(one for one in words.INVOICE_KINDS if one.value in words.PARTS)
CLIENT = ("deal", "company", "person", "payer", "firm", "owner")

#: An invoice that can be corrected or taken back.
STANDING = ["and", ["status", "=", "issued"], ["kind", "!=", "reversal"]]

status = Entity(
    model=Status,
    name="billing.status",
    one=_("meaning of an order's status"),
    many=_("meanings of orders' statuses"),
    title=_("Statuses of orders"),
    icon="order",
    fields=(
        Field(name="status", options=statuses.known, required=True),
        Field(name="phase", options=words.PHASES, required=True, default="open"),
        Field(
            name="tell",
            options=words.TELLS,
            required=True,
            default="no",
            help=_("By mail, once for each order, when it comes to this status"),
        ),
        Field(name="comes", options=words.COMING),
    ),
    columns=("name", "status", "phase", "tell", "comes"),
    form=(Section("main", _("Main"), ("name", "status", "phase", "tell", "comes")),),
    quick=("status", "phase", "tell"),
    sort="name",
    features=("bin",),
    owned=False,
    small=True,
    open_to_all=True,
    runtime_fields=False,
    setup=("status",),
    before=statuses.check,
    after=statuses.follow,
)

order = Entity(
    model=Order,
    name="billing.order",
    one=_("order"),
    many=_("orders"),
    title=_("Orders"),
    icon="order",
    title_field="number",
    note_field="subject",
    fields=(
        Field(name="number", read_only=True),
        Field(name="status", options=words.ORDER_STATES, open=True, default="new"),
        Field(name="phase", options=words.PHASES, read_only=True, default="open"),
        Field(name="delivery_way", options=words.DELIVERY_WAYS, open=True),
        *TERMS,
        Field(name="layout", options=words.ORDER_LAYOUTS),
        *SUMS,
        Field(name="billed", read_only=True),
        Field(name="unbilled", read_only=True),
        Field(name="received", read_only=True),
    ),
    columns=(
        "number", "subject", "status", "company", "person", "total", "unbilled", "profit", "margin",
        "date", "due", "owner",
    ),
    form=(
        *sections(("number", "status", "subject", "offer", *CLIENT), ("date", "due")),
        Section("delivery", _("Delivery"), DELIVERY, True),
    ),
    quick=("offer", "deal", "company", "person", "subject"),
    lines=(lines_of(OrderLine, "order", UNITS),),
    related=(
        Related("billing.invoice", "order", _("Invoices")),
        Related("billing.delivery", "order", _("Delivery documents")),
    ),
    commands=(
        Command(
            name="charge",
            label=_("Invoice what is open"),
            run=charging.charge,
            icon="invoice",
            needs="read",
        ),
        Command(
            name="advance",
            label=_("Invoice in advance"),
            run=charging.advance,
            needs="read",
            icon="invoice",
            input=(
                {"name": "kind", "kind": "choice", "label": _("Kind"), "options": PARTS},
                {"name": "percent", "kind": "percent", "label": _("Share, %")},
                {"name": "sum", "kind": "money", "label": _("Or a sum to be paid")},
            ),
        ),
        Command(
            name="finish",
            label=_("Final invoice"),
            run=charging.finish,
            icon="invoice",
            needs="read",
        ),
        Command(
            name="tell",
            label=_("Tell the client"),
            run=progress.tell,
            icon="mail",
            confirm=True,
            told=_("Client told how his order goes"),
        ),
        unfold_command(["phase", "=", "open"]),
    ),
    events=words.ORDER_EVENTS | DECISIONS,
    search=("subject",),
    sort="-created_at",
    features=("timeline", "files", "bin", "export", "owner"),
    timeline=("deal", "person", "company"),
    prepare=orders.prepare,
    after=orders.follow,
)  # fmt: skip

plan = Entity(
    model=Plan,
    name="billing.plan",
    one=_("recurring invoice"),
    many=_("recurring invoices"),
    title=_("Recurring invoices"),
    icon="clock",
    note_field="text",
    fields=(
        Field(name="text", help=_("{{ since }} and {{ until }} become the days of the period")),
        Field(name="months", default=1),
        Field(name="day", default=1),
        Field(name="active", default=True),
        Field(name="next_on", read_only=True),
        Field(name="last_on", read_only=True),
        Field(name="trouble", read_only=True),
    ),
    columns=("name", "source", "next_on", "months", "issue", "trouble", "active", "owner"),
    form=(
        Section("main", _("Main"), ("name", "source", "active", "issue", "text", "owner")),
        Section("days", _("Days"), ("months", "day", "start", "until", "next_on", "last_on")),
        Section("trouble", _("Trouble"), ("trouble",)),
    ),
    quick=("name", "source", "months", "day", "start", "issue"),
    related=(Related("billing.invoice", "plan", _("Invoices")),),
    search=("name",),
    sort="next_on",
    features=("timeline", "bin", "export", "owner"),
    before=plans.check,
)

invoice = Entity(
    model=Invoice,
    name="billing.invoice",
    one=_("invoice"),
    many=_("invoices"),
    title=_("Invoices"),
    icon="invoice",
    title_field="number",
    note_field="subject",
    fields=(
        Field(name="number", read_only=True),
        Field(name="kind", options=words.INVOICE_KINDS, default="invoice"),
        Field(
            name="supplied_on",
            help=_("Empty: the day of the invoice, as a German one says where it must"),
        ),
        Field(name="basis", help=_("Contract or order, as it is printed")),
        Field(name="supplied_until", help=_("The last day of a period of supply")),
        Field(name="status", options=words.INVOICE_STATES, read_only=True, default="draft"),
        Field(name="issued_at", read_only=True),
        *TERMS,
        Field(name="layout", options=words.INVOICE_LAYOUTS),
        *SUMS,
        Field(name="payment", options=words.PAYMENTS, read_only=True),
        Field(name="paid", read_only=True),
        Field(name="open", read_only=True),
        Field(name="paid_on", read_only=True),
        Field(name="late", read_only=True),
    ),
    columns=(
        "number", "subject", "status", "payment", "kind", "company", "person", "total", "open",
        "date", "due", "owner",
    ),
    form=(
        *sections(
            (
                "number", "status", "kind", "subject", "order", "offer", "corrects", "beyond",
                *CLIENT,
            ),
            ("date", "due", "basis", "supplied_on", "supplied_until"),
        ),
        Section("payment", _("Payment"), ("payment", "paid", "open", "paid_on", "late")),
    ),
    quick=("order", "offer", "deal", "company", "person", "subject"),
    lines=(lines_of(InvoiceLine, "invoice", UNITS),),
    related=(Related("billing.delivery", "invoice", _("Delivery documents")),),
    commands=(
        Command(
            name="issue",
            label=_("Issue"),
            run=commands.issue,
            icon="check",
            when=["status", "=", "draft"],
            first=True,
            on="selection",
        ),
        Command(
            name="correct",
            label=_("Correct"),
            run=commands.correct,
            icon="edit",
            when=STANDING,
        ),
        Command(
            name="reverse",
            label=_("Take back"),
            run=commands.reverse,
            icon="undo",
            when=STANDING,
            confirm=True,
            tone="danger",
        ),
    ),
    events=DECISIONS,
    search=("subject",),
    sort="-created_at",
    features=("timeline", "files", "bin", "export", "owner"),
    timeline=("deal", "person", "company", "order"),
    prepare=invoices.prepare,
    before=invoices.check_bin,
    after=invoices.follow,
)  # fmt: skip
