"""How funnels, stages, loss reasons and deals appear."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kartei.modules.people.contract import SOURCES
from kartei.modules.sales.models import Deal, Funnel, LossReason, Stage
from kartei.modules.sales.rules import (
    arranging,
    closing,
    deals,
    retiring,
    stages,
    starting,
    ways,
)
from kartei.platform.meta import words
from kartei.platform.meta.spec import Board, Command, Entity, Field, Option, Related, Section

FUNNEL_KINDS = (Option("sale", _("sale")), Option("intake", _("intake of leads")))
STAGE_KINDS = (
    Option("open", _("open"), "neutral"),
    Option("won", _("won"), "pos"),
    Option("lost", _("lost"), "neg"),
)
STATES = (
    Option("lead", _("lead"), "info"),
    Option("open", _("open"), "neutral"),
    Option("won", _("won"), "pos"),
    Option("lost", _("lost"), "neg"),
)
#: Deal fields that a stage may demand.
DEMANDED = (
    Option("amount", _("Amount")),
    Option("person", _("Contact person")),
    Option("company", _("Company")),
    Option("expected_on", _("Expected on")),
    Option("source", _("Source")),
    Option("description", _("Description")),
    Option("next_step", _("Next step")),
    Option("next_step_at", _("Next step due")),
)
LOSS = ({"name": "loss_reason", "required": True}, {"name": "loss_note"})

funnel = Entity(
    model=Funnel,
    name="sales.funnel",
    one=_("pipeline"),
    many=_("pipelines"),
    title=_("Pipelines"),
    icon="filter",
    fields=(
        Field(name="object", options=stages.travelling, default=stages.DEAL),
        Field(name="kind", options=FUNNEL_KINDS, default="sale"),
    ),
    columns=("name", "object", "kind", "position"),
    form=(Section("main", _("Main"), ("name", "object", "kind", "position")),),
    quick=("name", "object", "kind"),
    related=(Related("sales.stage", "funnel", _("Stages")),),
    sort="position",
    features=("bin",),
    owned=False,
    small=True,
    open_to_all=True,
    runtime_fields=False,
    setup=("name",),
    before=stages.check_funnel,
    after=stages.after_funnel,
    commands=(
        Command(
            name="arrange",
            label=_("Put the stages in order"),
            run=arranging.arrange,
            icon="swap",
            input=(
                {"name": "stages", "kind": "links", "target": "sales.stage", "label": _("Stages")},
                {
                    "name": "reasons",
                    "kind": "links",
                    "target": "sales.loss_reason",
                    "label": _("Loss reasons"),
                },
            ),
        ),
        Command(
            name="start",
            label=_("Begin with a few stages"),
            run=starting.start,
            icon="board",
        ),
    ),
)

stage = Entity(
    model=Stage,
    name="sales.stage",
    one=_("stage"),
    many=_("stages"),
    title=_("Stages"),
    icon="board",
    fields=(
        Field(name="kind", options=STAGE_KINDS, default="open"),
        Field(name="color", options=words.COLORS, default="neutral"),
        Field(name="required", options=DEMANDED, options_of="sales.deal"),
        Field(
            name="rot_days",
            help=_("A deal without movement or a planned step is marked after so many days"),
        ),
        Field(name="help", help=_("Shown on the card and on the board")),
        Field(name="moves", help=_("Nothing chosen: to any stage")),
        Field(name="readers", help=_("Nothing chosen: everybody who may read deals")),
        Field(name="movers", help=_("Nothing chosen: everybody who may change deals")),
        Field(name="editors", help=_("Nothing chosen: everybody who may change deals")),
    ),
    columns=("name", "funnel", "kind", "color", "probability", "rot_days", "required", "position"),
    form=(
        Section("main", _("Main"), ("name", "funnel", "kind", "color", "position")),
        Section("rules", _("Rules"), ("probability", "rot_days", "required", "help", "moves")),
        Section("rights", _("Rights"), ("readers", "movers", "editors"), True),
    ),
    quick=("name", "funnel", "kind", "probability"),
    sort="position",
    features=("bin",),
    owned=False,
    small=True,
    open_to_all=True,
    runtime_fields=False,
    setup=("funnel", "name"),
    before=stages.check_stage,
    after=stages.after_stage,
    commands=(
        Command(
            name="retire",
            label=_("Take the stage out of use"),
            run=retiring.retire,
            icon="archive",
            needs="delete",
            input=({"name": "to", "kind": "link", "target": "sales.stage", "label": _("Move to")},),
            told=_("taken out of use"),
        ),
    ),
)

loss_reason = Entity(
    model=LossReason,
    name="sales.loss_reason",
    one=_("loss reason"),
    many=_("loss reasons"),
    title=_("Loss reasons"),
    icon="ban",
    fields=(Field(name="funnels", help=_("Nothing chosen: in all pipelines")),),
    columns=("name", "funnels", "position"),
    form=(Section("main", _("Main"), ("name", "funnels", "position")),),
    quick=("name", "funnels"),
    sort="position,name",
    features=("bin",),
    owned=False,
    small=True,
    open_to_all=True,
    runtime_fields=False,
    setup=("name",),
    before=stages.check_reason,
)

deal = Entity(
    model=Deal,
    name="sales.deal",
    one=_("deal"),
    many=_("deals"),
    title=_("Deals"),
    icon="deal",
    note_field="number",
    fields=(
        Field(name="number", read_only=True),
        Field(name="stage", required=False),
        Field(name="funnel", required=False),
        Field(name="state", options=STATES, read_only=True),
        Field(name="source", options=SOURCES, open=True),
        Field(name="contact_phones", options=words.PHONE_KINDS),
        Field(name="contact_emails", options=words.EMAIL_KINDS),
        Field(name="stage_since", read_only=True),
        Field(name="rots_on", read_only=True),
        Field(name="last_talk_at", read_only=True),
    ),
    columns=(
        "name", "company", "stage", "amount", "expected_on", "owner", "next_step",
        "next_step_at", "person", "number",
    ),
    form=(
        Section(
            "main",
            _("Main"),
            ("name", "number", "funnel", "stage", "amount", "expected_on", "owner", "source"),
        ),
        Section("client", _("Client"), ("company", "person")),
        Section("next", _("Next step"), ("next_step", "next_step_at", "last_talk_at", "rots_on")),
        Section("asked", _("Request"), ("contact_name", "contact_phones", "contact_emails"), True),
        Section("text", _("Details"), ("description",)),
        Section(
            "end",
            _("Outcome"),
            ("state", "stage_since", "closed_on", "loss_reason", "loss_note"),
            True,
        ),
    ),
    quick=(
        "name", "funnel", "stage", "company", "person", "amount", "next_step", "next_step_at",
    ),
    related=(
        Related("offers.offer", "deal", _("Offers")),
        Related("billing.order", "deal", _("Orders")),
        Related("billing.invoice", "deal", _("Invoices")),
        Related("billing.delivery", "deal", _("Delivery documents")),
        Related("tasks.task", "about", _("Tasks")),
    ),
    board=Board("stage", "amount", "funnel", ("stage_since", "rots_on", "state")),
    search=("number", "contact_name", "contact_phones", "contact_emails"),
    sort="-created_at",
    features=("timeline", "files", "bin", "import", "export", "owner", "next_step"),
    numerator=deals.SERIES,
    timeline=("person", "company"),
    prepare=deals.number_deals,
    before=deals.check_deal,
    denied=ways.denied,
    commands=(
        Command(
            name="move",
            label=_("Move to a stage"),
            run=closing.move,
            icon="board",
            input=({"name": "stage", "required": True}, {"name": "*"}),
        ),
        Command(
            name="win",
            label=_("Won"),
            run=closing.win,
            icon="check",
            when=["state", "=", "open"],
            input=({"name": "*"},),
        ),
        Command(
            name="lose",
            label=_("Lost"),
            run=closing.lose,
            icon="ban",
            when=["state", "=", "open"],
            input=LOSS,
        ),
        Command(
            name="reopen",
            label=_("Reopen"),
            run=closing.reopen,
            icon="undo",
            when=["state", "in", ["won", "lost"]],
        ),
        Command(
            name="accept",
            label=_("Accept"),
            run=closing.accept,
            icon="check",
            when=["state", "=", "lead"],
            input=({"name": "person"}, {"name": "company"}, {"name": "funnel"}, {"name": "*"}),
        ),
        Command(
            name="decline",
            label=_("Decline"),
            run=closing.decline,
            icon="ban",
            when=["state", "=", "lead"],
            input=LOSS,
        ),
    ),
)  # fmt: skip
