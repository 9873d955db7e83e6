"""How accounts, categories, payments and closed periods appear."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kartei.modules.finance import words
from kartei.modules.finance.models import Account, Category, Lock, Payment, PaymentLine
from kartei.modules.finance.rules import assigning, balances, folders, locks, payments
from kartei.platform.meta.spec import Command, Entity, Field, Lines, Related, Section

account = Entity(
    model=Account,
    name="finance.account",
    one=_("account"),
    many=_("accounts"),
    title=_("Cash desks and accounts"),
    icon="money",
    fields=(
        Field(name="name", required=True),
        Field(name="kind", options=words.ACCOUNT_KINDS, default="bank"),
        Field(name="currency", help=_("Three letters, such as EUR")),
        Field(name="bank", help=_("Empty: the account in the requisites of the own firm")),
        Field(name="opening", help=_("What was there at the beginning of the first day")),
        Field(name="balance", read_only=True),
        Field(name="active", default=True),
        Field(
            name="folder",
            help=_("Files of the bank put into statements/… of the data directory are booked"),
        ),
    ),
    columns=("name", "kind", "firm", "balance", "currency", "active", "owner"),
    form=(
        Section("main", _("Main"), ("name", "kind", "firm", "bank", "balance", "active", "owner")),
        Section("opening", _("Beginning"), ("currency", "opening", "opened_on")),
        Section("files", _("Files of the bank"), ("folder",), True),
    ),
    quick=("name", "kind", "firm", "currency", "opening", "opened_on"),
    related=(
        Related("finance.payment", "account", _("Payments")),
        Related("finance.statement", "account", _("Bank statements")),
        Related("finance.lock", "account", _("Closed periods")),
    ),
    sort="name",
    features=("timeline", "bin", "export", "owner"),
    small=True,
    prepare=balances.prepare,
    before=folders.before,
)

category = Entity(
    model=Category,
    name="finance.category",
    one=_("category of payments"),
    many=_("categories of payments"),
    title=_("Categories of payments"),
    icon="tag",
    fields=(
        Field(name="name", required=True),
        Field(name="way", options=words.WAYS, default="out", required=True),
        Field(name="role", options=words.ROLES, default="other", required=True),
    ),
    columns=("name", "way", "role"),
    form=(Section("main", _("Main"), ("name", "way", "role")),),
    quick=("name", "way", "role"),
    sort="name",
    features=("bin", "import", "export"),
    owned=False,
    small=True,
    open_to_all=True,
    runtime_fields=False,
    setup=("name",),
)

payment = Entity(
    model=Payment,
    name="finance.payment",
    one=_("payment"),
    many=_("payments"),
    title=_("Payments"),
    icon="money",
    title_field="number",
    note_field="party",
    fields=(
        Field(name="number", read_only=True),
        Field(name="kind", options=words.PAYMENT_KINDS, default="in"),
        Field(name="to_amount", help=_("Where the other account is kept in another currency")),
        Field(name="order", help=_("Of which order this is a direct cost")),
        Field(name="bank_key", read_only=True, hidden=True),
        Field(name="other_key", read_only=True, hidden=True),
        Field(name="statement", read_only=True),
        Field(name="rest", read_only=True),
        Field(name="state", options=words.STATES, read_only=True, default="open"),
        Field(name="matched_by", options=words.MATCHED, read_only=True),
    ),
    columns=(
        "date", "kind", "amount", "party", "company", "person", "purpose", "state", "rest",
        "category", "account", "number", "owner",
    ),
    form=(
        Section("main", _("Main"), ("kind", "date", "account", "amount", "state", "rest")),
        Section("whom", _("From whom and what for"), (
            "company", "person", "purpose", "category", "order", "number", "owner",
        )),
        Section("lines", _("Assigned to"), ("lines", "matched_by")),
        Section("transfer", _("Transfer"), ("to_account", "to_amount"), True),
        Section("bank", _("By the bank"), (
            "party", "party_id", "party_account", "reference", "bank_number", "statement",
        ), True),
    ),
    quick=("kind", "date", "account", "amount", "company", "person", "category", "purpose"),
    lines=(
        Lines(
            name="lines",
            label=_("Assigned to"),
            model=PaymentLine,
            by="payment",
            fields=(Field(name="kind", options=words.LINE_KINDS, default="pay"),),
        ),
    ),
    commands=(
        Command(
            name="unassign",
            label=_("Take off the invoices"),
            run=assigning.unassign,
            icon="undo",
            when=["and", ["state", "!=", "open"], ["kind", "in", ["in", "out"]]],
        ),
    ),
    events={
        "assign": pgettext_lazy("event", "Assigned to invoices"),
    },
    search=("party", "purpose", "reference", "bank_number"),
    sort="-date",
    features=("timeline", "files", "bin", "import", "export", "owner"),
    timeline=("company", "person", "order"),
    told_in=payments.told_in,
    prepare=payments.prepare,
    before=payments.before,
    after_many=payments.follow,
)  # fmt: skip

lock = Entity(
    model=Lock,
    name="finance.lock",
    one=_("closed period"),
    many=_("closed periods"),
    title=_("Closed periods"),
    icon="shield",
    fields=(
        Field(name="name", help=_("Empty: the account and the day")),
        Field(name="account", help=_("Nothing chosen: all accounts")),
        Field(name="counted", help=_("What was found in the cash desk or told by the bank")),
        Field(name="expected", read_only=True),
        Field(name="difference", read_only=True),
        Field(name="reopened", read_only=True),
        Field(name="reason", read_only=True),
    ),
    columns=("name", "account", "until", "expected", "counted", "difference", "reopened", "reason"),
    form=(
        Section("main", _("Main"), ("account", "until", "counted", "expected", "difference")),
        Section("again", _("Reopened"), ("reopened", "reason")),
    ),
    quick=("account", "until", "counted"),
    commands=(
        Command(
            name="reopen",
            label=pgettext_lazy("period", "Reopen"),
            run=locks.reopen,
            icon="undo",
            when=["reopened", "=", False],
            input=(
                {"name": "reason", "kind": "text", "label": _("Reason"), "required": True},
            ),
        ),
    ),
    sort="-until",
    features=("timeline", "export"),
    owned=False,
    runtime_fields=False,
    prepare=locks.prepare,
)  # fmt: skip
