"""How offers appear."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kartei.modules.catalog.contract import UNITS
from kartei.modules.documents.contract import (
    DECISIONS,
    SUMS,
    TERMS,
    lines_of,
    sections,
    unfold_command,
)
from kartei.modules.offers import words
from kartei.modules.offers.models import Offer, OfferLine
from kartei.modules.offers.rules import commands, offers
from kartei.platform.meta.spec import Command, Entity, Field

OPEN = ["status", "in", list(words.OPEN)]

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
        *TERMS,
        Field(name="layout", options=words.LAYOUTS),
        Field(name="sent_at", read_only=True),
        Field(name="begun_at", help=_("When the client called; else when the offer was opened")),
        Field(name="prepared_in", read_only=True),
        Field(name="revision", read_only=True, default=1),
        Field(name="without_options", read_only=True),
        *SUMS,
    ),
    columns=(
        "number", "subject", "status", "company", "person", "deal", "total", "profit", "margin",
        "date", "valid_until", "owner",
    ),
    form=sections(
        ("number", "status", "subject", "deal", "company", "person", "firm", "owner"),
        ("date", "valid_until"),
    ),
    quick=("deal", "company", "person", "subject"),
    lines=(lines_of(OfferLine, "offer", UNITS),),
    commands=(
        Command(
            name="send",
            label=_("Mark as sent"),
            told=_("Sent"),
            run=commands.send,
            icon="send",
            when=["status", "in", ["draft", "sent"]],
        ),
        Command(
            name="extend",
            label=_("Extend"),
            told=_("Extended"),
            run=commands.extend,
            icon="clock",
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
        unfold_command(OPEN),
    ),
    events=words.EVENTS | DECISIONS,
    search=("subject",),
    sort="-created_at",
    features=("timeline", "files", "bin", "export", "owner"),
    timeline=("deal", "person", "company"),
    prepare=offers.prepare,
    after=offers.follow,
)  # fmt: skip
