"""A stage that goes out of use: its deals move to another one, then it goes into the bin.

All under one change, so that one undo brings the stage back and the deals into it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kartei.modules.sales.rules.stages import DEAL, Step, step_of
from kartei.modules.sales.rules.ways import FORCED
from kartei.platform.access.actor import Actor
from kartei.platform.flow.jobs import enqueue
from kartei.platform.kit.faults import ValueFault
from kartei.platform.meta.errors import FieldFault, forbidden, invalid
from kartei.platform.meta.kinds.link import as_uuid
from kartei.platform.meta.world import Obj
from kartei.platform.records import write
from kartei.platform.records.bulk import NOW
from kartei.platform.records.commands import Outcome
from kartei.platform.records.facts import reachable
from kartei.platform.records.holders import holding
from kartei.platform.records.turns import turn

STAGE = "sales.stage"
JOB = "sales.retire"
#: Deals moved in one transaction.
BATCH = 200


def retire(actor: Actor, obj: Obj, ids: list[UUID], data: dict[str, Any]) -> Outcome | str:
    """``{"to": stage}``: where its deals go; not needed where it has none.

    More than a few hundred are moved in a job, which the answer names. Errors: 422 without a
    fitting stage, 403 when not all the deals are the asker's to change.
    """
    (stage,) = ids
    own = step_of(actor, stage)
    name = own.object if own and own.object in actor.world.objects else DEAL
    keys = standing_at(actor, name, stage)
    if not keys:
        write.bin_many(actor, STAGE, [stage])
        return _("The stage is out of use")
    target = fitting(actor, stage, data.get("to"), len(keys))
    if len(reachable(actor, name, keys, "write")) < len(keys):
        raise forbidden(_("Some of the deals at this stage are not yours to move"))
    if len(keys) > NOW:
        args = {
            "object": name,
            "stage": str(stage),
            "to": str(target.id),
            "change": str(actor.change),
        }
        title = _("Moving deals to the stage “%(name)s”") % {"name": target.name}
        job = enqueue(actor, JOB, args, title=title, total=len(keys))
        words = _("The deals are being moved; then the stage goes out of use")
        return Outcome(words, job=job.pk)
    move_all(actor, name, stage, target.id)
    words = ngettext("%(count)s deal moved", "%(count)s deals moved", len(keys))
    return words % {"count": len(keys)}


def standing_at(actor: Actor, name: str, stage: UUID) -> list[UUID]:
    """The records at a stage, whoever sees them; those in the bin stay with it."""
    return [key for (key,) in holding(actor, name, "stage", stage, binned=False)]


def fitting(actor: Actor, stage: UUID, raw: Any, count: int) -> Step:
    """The stage to which the deals go: another one in use with the same outcome."""
    own, found = step_of(actor, stage), step_of(actor, named(raw))
    if found is None or own is None or found.deleted or found.id == stage:
        words = ngettext(
            "Say where the %(count)s deal of this stage goes",
            "Say where the %(count)s deals of this stage go",
            count,
        ) % {"count": count}
        raise invalid([FieldFault("to", "sales.no_stage", words, "/to")])
    if (found.object, found.kind, found.intake) != (own.object, own.kind, own.intake):
        words = _("Choose a stage with the same outcome: open, won or lost must stay true")
        raise invalid([FieldFault("to", "sales.other_kind", words, "/to")])
    return found


def named(raw: Any) -> UUID | None:
    """The stage a caller names; None for what is no id."""
    try:
        return as_uuid(raw)
    except ValueFault:
        return None


#: Called after each batch, inside its transaction, with the number of deals moved in it.
Told = Callable[[int], None]


def move_all(actor: Actor, name: str, stage: UUID, to: UUID, step: Told | None = None) -> None:
    """Move whatever is there, batch by batch, until nothing is; then the stage goes."""
    while True:
        with turn():
            keys = standing_at(actor, name, stage)[:BATCH]
            if not keys:
                write.bin_many(actor, STAGE, [stage])
                return
            items: dict[UUID, dict[str, Any]] = {key: {} for key in keys}
            write.change_many(actor, name, items, verb=FORCED, put={"stage": to})
            if step:
                step(len(keys))


def still_there(actor: Actor, stage: UUID) -> bool:
    """Whether a stage is in use; a job that is taken up again may find its work done."""
    found = step_of(actor, stage)
    return found is not None and not found.deleted
