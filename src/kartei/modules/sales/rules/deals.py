"""What holds for a deal: stage and funnel agree, stages demand fields, a loss has its reason."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kartei.modules.sales.models import LossReason
from kartei.modules.sales.rules.stages import WHY, Step, first_step, rot_day, step_of, steps_of
from kartei.modules.sales.rules.ways import FORCED, check_rights, check_way
from kartei.platform.records.draft import Draft
from kartei.platform.records.numbers import take

SERIES = "sales.deal"


def number_deals(drafts: list[Draft]) -> None:
    """New deals get the next numbers; wrong ones none, so that an import leaves no holes."""
    fresh = [d for d in drafts if d.creating and not d.get("number") and not d.faults]
    if fresh:
        for number, draft in enumerate(fresh, take(SERIES, len(fresh))):
            draft.put("number", str(number))


def check_deal(draft: Draft) -> None:
    """Everything that follows from the stage, then what the stage demands."""
    step = place(draft)
    if step is None:
        return
    forced = draft.verb == FORCED
    if not forced:
        check_rights(draft, step)
        check_way(draft, step)
    if draft.creating or draft.changes("stage"):
        enter(draft, step)
    if not forced and not any(f.field == "stage" for f in draft.faults):
        demand(draft, step)
        demand_reason(draft, step)
    if draft.creating or draft.changes("stage", "next_step_at", "last_talk_at"):
        moments = (draft.get(n) for n in ("stage_since", "last_talk_at", "next_step_at"))
        draft.put("rots_on", rot_day(step.rot_days, *moments, zone=draft.actor.world.zone))


def place(draft: Draft) -> Step | None:
    """The stage the deal will be in, with its funnel beside it; None (and a fault) without one."""
    if any(f.field in ("stage", "funnel") for f in draft.faults):
        return None
    stage, funnel = draft.get("stage"), draft.get("funnel")
    moved = draft.changes("funnel") and not draft.changes("stage")
    step = first_step(draft.actor, funnel) if stage is None or moved else None
    step = step or step_of(draft.actor, stage)
    if step is None or (step.deleted and draft.changes("stage")):
        draft.fault("stage", "sales.no_stage", _("There is no stage for this deal"))
        return None
    if draft.changes("funnel") and funnel is not None and funnel != step.funnel:
        draft.fault("stage", "sales.wrong_funnel", _("This stage belongs to another pipeline"))
        return None
    draft.put("stage", step.id)
    draft.put("funnel", step.funnel)
    return step


def enter(draft: Draft, step: Step) -> None:
    """The deal comes into a stage: since when, in what state, closed or open again."""
    if draft.verb == "change":
        draft.verb = "stage"
    ctx = draft.actor.ctx
    draft.put("stage_since", ctx.now)
    draft.put("state", "lead" if step.intake and step.kind == "open" else step.kind)
    if step.kind == "open":
        draft.put("closed_on", None)
    elif draft.get("closed_on") is None or (not draft.creating and "closed_on" not in draft.new):
        draft.put("closed_on", ctx.today)
    if step.kind != "lost":
        draft.put("loss_reason", None)
        draft.put("loss_note", None)


def demand(draft: Draft, step: Step) -> None:
    """Fields demanded from this stage on; a lost deal owes nothing more.

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


def demand_reason(draft: Draft, step: Step) -> None:
    """A lost deal says why; an unwanted lead says so in the same words."""
    entering = draft.creating or draft.changes("stage", "loss_reason")
    if step.kind != "lost" or not entering:
        return
    reason = draft.get("loss_reason")
    if reason is None:
        draft.fault("loss_reason", "sales.no_reason", _("Say why the deal is lost"))
        return
    rows = LossReason.objects.unguarded(WHY).filter(pk=reason)
    funnels = rows.values_list("funnels", flat=True).first()
    if funnels and str(step.funnel) not in funnels and draft.verb != "undo":
        draft.fault(
            "loss_reason", "sales.other_reason", _("This reason belongs to another pipeline")
        )
