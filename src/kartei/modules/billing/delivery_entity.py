"""How delivery documents appear."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kartei.modules.billing import delivery_words as words
from kartei.modules.billing.delivery_models import Delivery, DeliveryLine
from kartei.modules.billing.rules import deliveries, delivery_commands
from kartei.modules.catalog.contract import UNITS
from kartei.modules.documents.contract import DECISIONS, SUMS, TERMS, lines_of, sections
from kartei.platform.meta.spec import Command, Entity, Field, Section

delivery = Entity(
    model=Delivery,
    name="billing.delivery",
    one=_("delivery document"),
    many=_("delivery documents"),
    title=_("Delivery documents"),
    icon="archive",
    title_field="number",
    note_field="subject",
    fields=(
        Field(name="number", read_only=True),
        Field(name="form", options=words.FORM_OPTIONS),
        Field(name="status", options=words.DELIVERY_STATES, read_only=True, default="draft"),
        Field(name="issued_at", read_only=True),
        Field(name="shipped_on", help=_("The day of the document where empty")),
        Field(name="consignee", help=_("The client where empty")),
        Field(name="basis", help=_("Contract or order, as it is printed")),
        Field(
            name="payment_doc",
            help=_("Line 5: number and day of the payment that came before"),
        ),
        Field(name="advance_doc", help=_("Line 5б: number and day; filled from those issued")),
        Field(name="contract_id", help=_("Line 8: of a state contract, where there is one")),
        *TERMS,
        Field(name="layout", options=words.DELIVERY_LAYOUTS, read_only=True),
        *SUMS,
    ),
    columns=(
        "number", "form", "subject", "status", "company", "person", "total", "date", "shipped_on",
        "order", "owner",
    ),
    form=(
        *sections(
            (
                "number", "form", "status", "subject", "order", "invoice", "deal", "company",
                "person", "consignee", "firm", "owner",
            ),
            (
                "date", "shipped_on", "basis", "place", "carrier", "handed_by", "received_by",
                "received_on", "over",
            ),
        ),
        Section(
            "russian",
            _("Russian forms"),
            (
                "payment_doc", "advance_doc", "contract_id", "places", "mass_net", "mass_gross",
            ),
            True,
        ),
    ),
    quick=("form", "order", "invoice", "company", "person", "subject"),
    lines=(lines_of(DeliveryLine, "delivery", UNITS),),
    commands=(
        Command(
            name="issue",
            label=_("Issue"),
            run=delivery_commands.issue,
            icon="check",
            when=["status", "=", "draft"],
            first=True,
        ),
        Command(
            name="sign",
            label=_("Signed by the client"),
            run=delivery_commands.sign,
            icon="edit",
            when=["status", "=", "issued"],
            first=True,
            input=(
                {"name": "received_by", "kind": "text", "label": _("Received by")},
                {"name": "received_on", "kind": "date", "label": _("Received on")},
            ),
        ),
        Command(
            name="cancel",
            label=_("Cancel"),
            run=delivery_commands.cancel,
            icon="ban",
            when=["status", "in", ["issued", "signed"]],
            confirm=True,
            tone="danger",
        ),
    ),
    search=("subject", "basis"),
    sort="-created_at",
    events=DECISIONS,
    features=("timeline", "files", "bin", "export", "owner"),
    timeline=("deal", "person", "company", "order", "invoice"),
    prepare=deliveries.prepare,
    before=deliveries.check_bin,
    after=deliveries.follow,
)  # fmt: skip
