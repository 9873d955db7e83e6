"""What holds for funnels and stages, and the look-up of stages that deals use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from kartei.modules.sales.models import Funnel, LossReason, Stage
from kartei.platform.access.actor import Actor
from kartei.platform.access.roster import Roster
from kartei.platform.kit.ids import uuid7
from kartei.platform.meta.spec import Option
from kartei.platform.records import write
from kartei.platform.records.draft import Draft
from kartei.platform.records.holders import held, holding
from kartei.platform.records.recompute import recompute

DEAL = "sales.deal"
MAX_ROT_DAYS = 3650
WHY = "stages and funnels are open to everybody who is signed in"


@dataclass(frozen=True, slots=True)
class Step:
    """A stage as rules see it."""

    id: UUID
    name: str
    color: str | None
    kind: str
    funnel: UUID
    object: str
    intake: bool
    position: tuple[int, int, UUID]
    rot_days: int | None
    required: tuple[str, ...]
    moves: frozenset[str]
    readers: frozenset[str]
    movers: frozenset[str]
    editors: frozenset[str]
    deleted: bool


#: The stages of the newest roster seen, beside it; at most one pair.
_kept: list[tuple[Roster, dict[UUID, Step]]] = []


def steps(actor: Actor) -> dict[UUID, Step]:
    """All stages by id in the order of their funnels; read once per access version, under which
    every change of a stage falls.
    """
    for roster, known in list(_kept):
        if roster is actor.roster:
            return known
    found = read_steps()
    _kept[:] = [(actor.roster, found)]
    return found


def read_steps() -> dict[UUID, Step]:
    """All stages as the database has them now."""
    rows = Stage.objects.unguarded(WHY).select_related("funnel")
    found = [
        Step(
            id=row.id,
            name=row.name,
            color=row.color or None,
            kind=row.kind or "open",
            funnel=row.funnel_id,
            object=row.funnel.object,
            intake=row.funnel.kind == "intake",
            position=(row.funnel.position, row.position, row.id),
            rot_days=row.rot_days,
            required=tuple(row.required or ()),
            moves=frozenset(row.moves or ()),
            readers=frozenset(row.readers or ()),
            movers=frozenset(row.movers or ()),
            editors=frozenset(row.editors or ()),
            deleted=row.deleted or row.funnel.deleted,
        )
        for row in rows
    ]
    return {step.id: step for step in sorted(found, key=lambda step: step.position)}


def step_of(actor: Actor, stage: UUID | None) -> Step | None:
    """One stage; one made or brought back by this very actor is newer than what he knows."""
    if stage is None:
        return None
    known = steps(actor).get(stage)
    return known if known and not known.deleted else read_steps().get(stage)


def steps_of(actor: Actor, funnel: UUID) -> list[Step]:
    """The stages in use of a funnel, in order."""
    known = [s for s in steps(actor).values() if s.funnel == funnel]
    found = known or [s for s in read_steps().values() if s.funnel == funnel]
    return [s for s in found if not s.deleted]


def first_step(
    actor: Actor, funnel: UUID | None, *, kind: str = "open", object: str = DEAL
) -> Step | None:
    """The first stage of a kind in a funnel; without a funnel in the object's first one, of deals
    in the first that sells.
    """
    if funnel is None:
        sale = [s for s in steps(actor).values() if begins(s, object)]
        known = sale or [s for s in read_steps().values() if begins(s, object)]
    else:
        known = steps_of(actor, funnel)
    return next((s for s in known if s.kind == kind), None)


def begins(step: Step, object: str) -> bool:
    """Whether records of an object that name no funnel may come into this stage's one."""
    return step.object == object and not step.intake and not step.deleted


def travelling(objects: Mapping[str, Any]) -> list[Option]:
    """The objects whose records go through funnels, as choices."""
    ways = {n: o for n, o in objects.items() if o.board is not None and o.board.funnel}
    return [Option(name, obj.words["title"]) for name, obj in ways.items()]


def check_funnel(draft: Draft) -> None:
    """A new funnel comes last; one that holds records stays, and stays with its object."""
    if draft.creating and "position" not in draft.new:
        rows = Funnel.objects.unguarded(WHY)
        draft.put("position", (rows.aggregate(top=Max("position"))["top"] or 0) + 1)
    if draft.get("kind") == "intake" and draft.get("object") != DEAL:
        draft.fault("kind", "sales.no_intake", _("Only deals have an intake"))
    if not draft.creating and draft.changes("object"):
        draft.fault("object", "sales.fixed", _("This cannot be changed; make another pipeline"))
    name, world = draft.get("object"), draft.actor.world
    leaving = draft.get("deleted") and not draft.old.get("deleted") and name in world.objects
    if leaving and held(draft.actor, name, "funnel", draft.id):
        draft.fault("name", "sales.funnel_in_use", _("There are deals in this pipeline"))
    if not draft.creating and draft.changes("deleted"):  # its stages follow, under the same undo
        draft.actor.change = draft.actor.change or uuid7()


def after_funnel(draft: Draft) -> None:
    """The stages of a pipeline go into the bin with it, and come back with it.

    A stage that had gone before its pipeline was last changed when the pipeline was still there.
    """
    if draft.creating or not draft.changes("deleted"):
        return
    back = not draft.get("deleted")
    rows = Stage.objects.unguarded(WHY).filter(funnel=draft.id, deleted=back)
    if back:
        rows = rows.filter(changed_at__gte=draft.old["changed_at"])
    write.bin_many(draft.actor, "sales.stage", list(rows.values_list("pk", flat=True)), back=back)


def check_stage(draft: Draft) -> None:
    """Probability is a percentage, certain at the end; a stage that holds deals stays in place."""
    kind = draft.get("kind") or "open"
    if kind != "open":
        draft.put("probability", 100 if kind == "won" else 0)
        draft.put("rot_days", None)
    if not 0 <= (draft.get("probability") or 0) <= 100:
        draft.fault("probability", "sales.probability", _("A probability is from 0 to 100"))
    days = draft.get("rot_days")
    if days is not None and not 1 <= days <= MAX_ROT_DAYS:
        draft.fault("rot_days", "sales.rot_days", _("Between 1 and 3650 days"))
    if draft.creating and "position" not in draft.new:
        rows = Stage.objects.unguarded(WHY).filter(funnel=draft.get("funnel"))
        draft.put("position", (rows.aggregate(top=Max("position"))["top"] or 0) + 1)
    keep_used(draft)


def object_of(draft: Draft) -> str:
    """Whose records stand at the stage of a draft."""
    rows = Funnel.objects.unguarded(WHY).filter(pk=draft.old.get("funnel") or draft.get("funnel"))
    found = rows.values_list("object", flat=True).first()
    return found if found in draft.actor.world.objects else DEAL


def keep_used(draft: Draft) -> None:
    """Deals must not lose their stage, nor change funnel or state behind somebody's back.

    Those in the bin do not hold a stage in use: one that comes back is shown in it all the same.
    """
    leaving = bool(draft.get("deleted")) and draft.changes("deleted")
    if draft.creating or not (leaving or draft.changes("funnel", "kind")):
        return
    if held(draft.actor, object_of(draft), "stage", draft.id, binned=not leaving):
        draft.fault("name", "sales.stage_in_use", _("Move the deals of this stage first"))


def check_reason(draft: Draft) -> None:
    """A new reason comes last."""
    if draft.creating and "position" not in draft.new:
        rows = LossReason.objects.unguarded(WHY)
        draft.put("position", (rows.aggregate(top=Max("position"))["top"] or 0) + 1)


def after_stage(draft: Draft) -> None:
    """Other days of neglect move the date of every deal in the stage, also of those in the bin."""
    if draft.creating or not draft.changes("rot_days"):
        return
    zone, days = draft.actor.world.zone, draft.get("rot_days")
    name = object_of(draft)
    known = draft.actor.world.objects[name].fields
    parts = ("stage_since", *(n for n in ("last_talk_at", "next_step_at") if n in known))
    computed = {}
    for key, *found in holding(draft.actor, name, "stage", draft.id, names=("id", *parts)):
        since, talked, planned = (*found, None, None)[:3]
        computed[key] = {"rots_on": rot_day(days, since, talked, planned, zone=zone)}
    recompute(draft.actor, name, computed)


def rot_day(days: int | None, since: Any, talked: Any, planned: Any, *, zone: Any) -> Any:
    """The day from which a deal counts as neglected: so many days after it came into the stage or
    the last talk, never before the day after a planned next step. None without such a limit.
    """
    if not days or since is None:
        return None
    quiet = max(since, talked) if talked else since
    day = quiet.astimezone(zone).date() + timedelta(days=days)
    if planned:
        day = max(day, planned.astimezone(zone).date() + timedelta(days=1))
    return day
