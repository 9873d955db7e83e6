"""How offers appear."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kartei.modules.catalog.contract import UNITS
from kartei.modules.documents.contract import LANGUAGES, VAT, VAT_MODES
from kartei.modules.offers import words
from kartei.modules.offers.models import Offer, OfferLine
from kartei.modules.offers.rules import commands, offers
from kartei.platform.meta.spec import Command, Entity, Field, Lines, Section

OPEN = ["status", "in", list(words.OPEN)]

lines = Lines(
    name="lines",
    label=_("Lines"),
    model=OfferLine,
    by="offer",
    runtime_fields=True,
    fields=(
        Field(name="unit", options=UNITS),
        Field(name="vat_rate", options=VAT),
        Field(name="cost", guarded=True),
        Field(name="amount", read_only=True),
        Field(name="net", read_only=True),
        Field(name="vat", read_only=True),
        Field(name="total", read_only=True),
        Field(name="profit", read_only=True, guarded=True),
    ),
)

offer = Entity(
    model=Offer,
    name="offers.offer",
    one=_("offer"),
    many=_("offers"),
    title=_("Offers"),
    icon="offer",
    title_field="number",
    note_field="subject",
    fields=(
        Field(name="number", read_only=True),
        Field(name="status", options=words.STATUSES, read_only=True, default="draft"),
        Field(name="currency", help=_("Three letters, such as EUR")),
        Field(name="vat_mode", options=VAT_MODES),
        Field(name="language", options=LANGUAGES),
        Field(name="layout", options=words.LAYOUTS),
        Field(name="sent_at", read_only=True),
        Field(name="revision", read_only=True, default=1),
        Field(name="net", read_only=True),
        Field(name="vat", read_only=True),
        Field(name="total", read_only=True),
        Field(name="cost", read_only=True, guarded=True),
        Field(name="profit", read_only=True, guarded=True),
        Field(name="margin", read_only=True, guarded=True),
    ),
    columns=(
        "number", "subject", "status", "company", "person", "deal", "total", "profit", "margin",
        "date", "valid_until", "owner",
    ),
    form=(
        Section(
            "main",
            _("Main"),
            ("number", "status", "subject", "deal", "company", "person", "firm", "owner"),
        ),
        Section("terms", _("Terms"), ("date", "valid_until", "currency", "vat_mode", "discount")),
        Section("lines", _("Lines"), ("lines",)),
        Section("sums", _("Sums"), ("net", "vat", "total", "cost", "profit", "margin")),
        Section("paper", _("Paper"), ("language", "layout", "intro", "outro"), True),
    ),
    quick=("deal", "company", "person", "subject"),
    lines=(lines,),
    commands=(
        Command(
            name="send",
            label=_("Mark as sent"),
            told=_("Sent"),
            run=commands.send,
            icon="send",
            when=OPEN,
        ),
        Command(name="accept", label=_("Accepted"), run=commands.accept, icon="check", when=OPEN),
        Command(name="decline", label=_("Declined"), run=commands.decline, icon="ban", when=OPEN),
        Command(
            name="copy",
            label=_("New version"),
            run=commands.copy,
            icon="copy",
            when=["status", "!=", "replaced"],
        ),
        Command(
            name="to_deal",
            label=_("Take amount over into the deal"),
            run=commands.to_deal,
            icon="deal",
            needs="read",
            when=["deal", "filled"],
        ),
    ),
    search=("subject",),
    sort="-created_at",
    features=("timeline", "files", "bin", "export", "owner"),
    timeline=("deal", "person", "company"),
    prepare=offers.prepare,
    after=offers.follow,
)  # fmt: skip
