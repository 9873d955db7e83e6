"""What holds for whatever goes through a funnel: deals, and objects made in the browser."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kartei.modules.sales.rules.stages import Step, first_step, rot_day, step_of, steps_of
from kartei.modules.sales.rules.ways import FORCED, check_rights, check_way
from kartei.platform.records.draft import Draft


def check_own(draft: Draft) -> None:
    """The rule of an object made in the browser. Records older than its funnel stand nowhere until
    somebody moves them.
    """
    nowhere = draft.get("stage") is None and draft.get("funnel") is None
    if nowhere and not draft.creating:
        return
    step = place(draft)
    if step is None:
        return
    free = judge(draft, step)
    if draft.creating or draft.changes("stage"):
        come(draft)
    if free:
        demand(draft, step)
    settle(draft, step)


def judge(draft: Draft, step: Step) -> bool:
    """Rights and ways; whether what the stage demands is to be asked as well."""
    if draft.verb == FORCED:
        return False
    check_rights(draft, step)
    check_way(draft, step)
    return not any(f.field == "stage" for f in draft.faults)


def come(draft: Draft) -> None:
    """A record comes into a stage."""
    if draft.verb == "change":
        draft.verb = FORCED
    draft.put("stage_since", draft.actor.ctx.now)


def settle(draft: Draft, step: Step) -> None:
    """The day from which it counts as neglected."""
    if draft.creating or draft.changes("stage", "next_step_at", "last_talk_at"):
        moments = (draft.get(n) for n in ("stage_since", "last_talk_at", "next_step_at"))
        draft.put("rots_on", rot_day(step.rot_days, *moments, zone=draft.actor.world.zone))


def place(draft: Draft) -> Step | None:
    """The stage a record will be in, with its funnel beside it; None (and a fault) without one."""
    if any(f.field in ("stage", "funnel") for f in draft.faults):
        return None
    stage, funnel = draft.get("stage"), draft.get("funnel")
    moved = draft.changes("funnel") and not draft.changes("stage")
    name = draft.obj.name
    step = first_step(draft.actor, funnel, object=name) if stage is None or moved else None
    step = step or step_of(draft.actor, stage)
    if step is None or (step.deleted and draft.changes("stage")):
        draft.fault("stage", "sales.no_stage", _("There is no stage for this deal"))
        return None
    if step.object != name:
        draft.fault("stage", "sales.wrong_object", _("This stage is for records of another kind"))
        return None
    if draft.changes("funnel") and funnel is not None and funnel != step.funnel:
        draft.fault("stage", "sales.wrong_funnel", _("This stage belongs to another pipeline"))
        return None
    draft.put("stage", step.id)
    draft.put("funnel", step.funnel)
    return step


def demand(draft: Draft, step: Step) -> None:
    """Fields demanded from this stage on; who is lost owes nothing more.

    What does not exist for the asker is not demanded of him.
    """
    if step.kind == "lost":
        return
    known = draft.actor.fields(draft.obj)
    moved = draft.creating or draft.changes("stage")
    for earlier in steps_of(draft.actor, step.funnel):
        if earlier.position > step.position or earlier.kind == "lost":
            continue
        for name in earlier.required:
            if name not in known or draft.get(name) not in (None, "", []):
                continue
            if (moved or draft.changes(name)) and not any(f.field == name for f in draft.faults):
                draft.fault(
                    name,
                    "sales.demanded",
                    _("Fill this in: it is needed from the stage “%(stage)s” on"),
                    stage=earlier.name,
                )
