"""What the statuses of orders mean, and the steps an order went.

The statuses are choices of a field, which the firm makes its own; a record about a status tells
what it means. The steps are read out of the journal, which knows each change already.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kartei.modules.billing import words
from kartei.modules.billing.models import Order, Status
from kartei.platform.access.actor import Actor
from kartei.platform.meta.spec import Option
from kartei.platform.records.draft import Draft
from kartei.platform.records.models import Journal
from kartei.platform.records.query import readable_record
from kartei.platform.records.recompute import recompute

ORDER = "billing.order"


def known(objects: Mapping[str, Any]) -> Sequence[Option]:
    """The statuses that orders can have, as the firm set them."""
    order = objects.get(ORDER)
    return tuple(order.fields["status"].options) if order else words.ORDER_STATES


def phases() -> dict[str, str]:
    """Status -> phase; statuses that are not named are open. What was said last holds."""
    rows = Status.objects.unguarded("a setting of the firm").filter(deleted=False)
    said = rows.order_by("changed_at", "id").values_list("status", "phase")
    return {**words.USUAL_PHASES, **dict(said)}


def telling(status: str | None) -> str:
    """Whether clients are told that an order came to a status: no, ask or auto."""
    rows = Status.objects.unguarded("a setting of the firm").filter(deleted=False, status=status)
    return rows.order_by("-changed_at", "-id").values_list("tell", flat=True).first() or "no"


def coming(event: str) -> str | None:
    """The status to which orders come by themselves at an event: part or paid (what came in)."""
    rows = Status.objects.unguarded("a setting of the firm").filter(deleted=False, comes=event)
    found: str | None = rows.order_by("-changed_at", "-id").values_list("status", flat=True).first()
    return found


def set_phases(drafts: list[Draft]) -> None:
    """Orders know what their status means."""
    changed = [draft for draft in drafts if draft.creating or draft.changes("status")]
    meant = phases() if changed else {}
    for draft in changed:
        draft.put("phase", meant.get(draft.get("status"), "open"))


def check(draft: Draft) -> None:
    """The record is called as its status, unless it has a name; there is one for each status.

    Faults: `billing.status_fixed`, `billing.status_twice`.
    """
    if not draft.creating and draft.changes("status"):
        text = _("This cannot be changed any more; make a new one")
        draft.fault("status", "billing.status_fixed", text)
    if draft.creating or (draft.changes("deleted") and not draft.get("deleted")):
        rows = Status.objects.unguarded("one meaning for each status").filter(deleted=False)
        if rows.filter(status=draft.get("status")).exclude(pk=draft.id).exists():
            text = _("What this status means is said already; change that record")
            draft.fault("status", "billing.status_twice", text)
    if not draft.get("name"):
        options = draft.obj.fields["status"].options
        named = (str(one.label) for one in options if one.value == draft.get("status"))
        draft.put("name", next(named, ""))


def follow(draft: Draft) -> None:
    """Orders in this status mean what it means now."""
    meant = phases().get(draft.get("status"), "open")
    rows = Order.objects.unguarded("what a status means concerns all orders in it")
    stale = (
        rows.filter(status=draft.get("status")).exclude(phase=meant).values_list("pk", flat=True)
    )
    recompute(draft.actor, ORDER, {key: {"phase": meant} for key in stale})


def steps(actor: Actor, key: UUID) -> list[dict[str, Any]]:
    """``[{"status": {"value", "label", "color"}, "entered_at", "left_at", "by"}]``, first to last.

    404 for an order that the actor may not read; empty when he may not read its status.
    """
    readable_record(actor, ORDER, key)
    obj = actor.obj(ORDER)
    if "status" not in actor.fields(obj):
        return []
    rows = Journal.objects.filter(object=ORDER, record=key).order_by("id")
    found = [
        (changes["status"][1], at, by)
        for changes, at, by in rows.values_list("changes", "at", "actor")
        if changes.get("status") and changes["status"][1]
    ]
    options = {option.value: option for option in obj.fields["status"].options}
    ends = [at for _status, at, _by in found[1:]]
    return [
        {
            "status": shown(options.get(status), status),
            "entered_at": entered,
            "left_at": left,
            "by": by and {"id": str(by), "title": actor.roster.user_names.get(by, "")},
        }
        for (status, entered, by), left in zip(found, [*ends, None], strict=True)
    ]


def shown(option: Option | None, value: str) -> dict[str, Any]:
    """A status in words; one that is no longer known by its value."""
    if option is None:
        return {"value": value, "label": value, "color": None}
    return {"value": value, "label": str(option.label), "color": option.color}
