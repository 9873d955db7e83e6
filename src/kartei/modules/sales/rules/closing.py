"""The verbs of a deal: move, win, lose, reopen; and of a lead: accept, decline."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kartei.modules.people import contract as people
from kartei.modules.sales.rules.history import stages_before
from kartei.modules.sales.rules.stages import Step, first_step, step_of
from kartei.platform.access.actor import Actor
from kartei.platform.kit.faults import ValueFault
from kartei.platform.meta.errors import FieldFault, Refusal, field_fault, invalid
from kartei.platform.meta.world import Obj
from kartei.platform.records import write
from kartei.platform.records.store import load


def move(actor: Actor, obj: Obj, ids: list[UUID], data: dict[str, Any]) -> Any:
    """Into another stage, with any field that it demands."""
    if not data.get("stage"):
        fault = FieldFault("stage", "value.required", str(_("Fill in this field")), "/stage")
        raise invalid([fault])
    write.change_many(actor, obj.name, dict.fromkeys(ids, data))


def win(actor: Actor, obj: Obj, ids: list[UUID], data: dict[str, Any]) -> Any:
    """Into the won stage of its funnel."""
    write.change_many(actor, obj.name, into(actor, obj, ids, "won", data))


def lose(actor: Actor, obj: Obj, ids: list[UUID], data: dict[str, Any]) -> Any:
    """Into the lost stage of its funnel, with the reason."""
    write.change_many(actor, obj.name, into(actor, obj, ids, "lost", data))


def into(
    actor: Actor, obj: Obj, ids: list[UUID], kind: str, data: dict[str, Any]
) -> dict[UUID, dict[str, Any]]:
    """The changes that bring each deal into the stage of a kind of its own funnel."""
    found = {}
    for key, funnel in funnels_of(actor, obj, ids).items():
        found[key] = {**data, "stage": str(needed(first_step(actor, funnel, kind=kind)).id)}
    return found


def funnels_of(actor: Actor, obj: Obj, ids: list[UUID]) -> dict[UUID, UUID | None]:
    """The funnel of each deal; an absent one is left to the command path to refuse."""
    known = load(actor, obj, ids)
    return {key: known.get(key, {}).get("funnel") for key in ids}


def needed(step: Step | None) -> Step:
    """A stage that the verb cannot do without."""
    if step is None:
        raise Refusal("sales.no_stage", _("This pipeline has no stage for that"), status=409)
    return step


def reopen(actor: Actor, obj: Obj, ids: list[UUID], data: dict[str, Any]) -> Any:
    """Back into the last open stage it was in, else the first of its funnel."""
    items = {}
    for key, funnel in funnels_of(actor, obj, ids).items():
        before = [step_of(actor, stage) for stage in reversed(stages_before(key))]
        fitting = (s for s in before if s and s.kind == "open" and s.funnel == funnel)
        usable = (s for s in fitting if not s.deleted)
        step = needed(next(usable, None) or first_step(actor, funnel))
        items[key] = {"stage": str(step.id)}
    write.change_many(actor, obj.name, items)


def accept(actor: Actor, obj: Obj, ids: list[UUID], data: dict[str, Any]) -> Any:
    """A lead becomes a deal: it gets its client and goes into a funnel that sells.

    The client is the one named (person or company), the one it has, a known one with the same phone
    or mail address, else a new contact made of what the lead knows.
    """
    values = dict(data)
    target = needed(first_step(actor, named_funnel(actor, obj, values.pop("funnel", None))))
    if target.intake:
        raise Refusal("sales.still_lead", _("Choose a pipeline that sells"), status=422)
    known = load(actor, obj, ids)
    for key in ids:
        lead = known.get(key, {})
        item = {**values, "stage": str(target.id)}
        if not (item.get("person") or item.get("company") or has_client(lead)):
            item["person"] = str(client_of(actor, lead))
        write.change_many(actor, obj.name, {key: item})


def named_funnel(actor: Actor, obj: Obj, raw: Any) -> UUID | None:
    """The funnel that a caller names, if he does."""
    spec = obj.fields["funnel"]
    try:
        found: UUID | None = spec.kind.parse(raw, spec, actor.ctx)
    except ValueFault as fault:
        raise invalid([field_fault("funnel", fault)]) from fault
    return found


def has_client(lead: dict[str, Any]) -> bool:
    """Whether the lead is linked to somebody already."""
    return bool(lead.get("person") or lead.get("company"))


def client_of(actor: Actor, lead: dict[str, Any]) -> UUID:
    """The contact that a lead speaks of, found or made; refuses to guess between several."""
    asked = people.Asked(
        name=lead.get("contact_name") or "",
        phones=tuple(item["value"] for item in lead.get("contact_phones") or ()),
        emails=tuple(item["value"] for item in lead.get("contact_emails") or ()),
        source=lead.get("source"),
    )
    if asked.nobody:
        raise no_client("sales.no_client", _("Choose the client, or note who asked"))
    known = people.find_people(actor, asked)
    if len(known) > 1:
        raise no_client("sales.several_clients", _("Several contacts fit; choose one of them"))
    return known[0] if known else people.make_person(actor, asked)


def no_client(code: str, text: Any) -> Refusal:
    """The client must be chosen by hand."""
    return invalid([FieldFault("person", code, str(text), "/person")])


def decline(actor: Actor, obj: Obj, ids: list[UUID], data: dict[str, Any]) -> Any:
    """A lead that leads nowhere, with the reason."""
    lose(actor, obj, ids, data)
