"""How statements of banks appear."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kartei.modules.finance import words
from kartei.modules.finance.rules import booking, taking
from kartei.modules.finance.statement_models import Statement
from kartei.platform.meta.spec import Command, Entity, Field, Related, Section

READ = (
    "status", "part", "form", "bank_account", "bank_code", "currency", "since", "until",
    "opening", "closing", "entries", "fresh", "booked", "findings", "sha256",
)  # fmt: skip
HIDDEN = ("part", "sha256")
OPTIONS = {"status": words.STATEMENT_STATES, "form": words.FORMATS}

statement = Entity(
    model=Statement,
    name="finance.statement",
    one=_("bank statement"),
    many=_("bank statements"),
    title=_("Bank statements"),
    icon="money",
    note_field="bank_account",
    fields=(
        *(
            Field(
                name=name, read_only=True, hidden=name in HIDDEN, options=OPTIONS.get(name, ()),
                default="new" if name == "status" else None,
            )
            for name in READ
        ),
        Field(
            name="file",
            help=_("1C, CAMT (also zipped), MT940, CSV or XLSX as the bank gives it"),
        ),
        Field(name="name", help=_("Empty: as the file is called")),
        Field(name="account", help=_("Empty: found by the number in the file")),
    ),
    columns=(
        "name", "account", "status", "since", "until", "opening", "closing", "entries", "fresh",
        "booked", "owner",
    ),
    form=(
        Section("main", _("Main"), ("name", "status", "account", "file", "owner")),
        Section("figures", _("Figures"), (
            "since", "until", "opening", "closing", "entries", "fresh", "booked", "findings",
        )),
        Section("bank", _("By the bank"), ("bank_account", "bank_code", "currency", "form"), True),
    ),
    quick=("file", "account"),
    related=(Related("finance.payment", "statement", _("Payments")),),
    commands=(
        Command(
            name="book",
            label=_("Book the payments"),
            run=booking.book,
            icon="check",
            when=[
                "and",
                ["status", "in", ["new", "part", "undone"]],
                ["account", "filled"],
                ["file", "filled"],
            ],
            first=True,
        ),
        Command(
            name="unbook",
            label=_("Take the payments back"),
            run=booking.unbook,
            icon="undo",
            when=["status", "in", ["part", "done"]],
            confirm=True,
        ),
    ),
    events={
        "book": pgettext_lazy("event", "Payments booked"),
        "unbook": pgettext_lazy("event", "Payments taken back"),
    },
    search=("bank_account",),
    sort="-until",
    features=("timeline", "bin", "export", "owner"),
    timeline=("account",),
    prepare=taking.prepare,
    before=taking.check_bin,
    after=taking.part,
)  # fmt: skip
