"""What holds for a deal: stage and funnel agree, stages demand fields, a loss has its reason."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kartei.modules.sales.models import LossReason
from kartei.modules.sales.rules.moving import come, demand, judge, place, settle
from kartei.modules.sales.rules.stages import WHY, Step
from kartei.platform.records.draft import Draft
from kartei.platform.records.numbers import take_for

SERIES = "sales.deal"


def number_deals(drafts: list[Draft]) -> None:
    """New deals get the next numbers; wrong ones none, so that an import leaves no holes."""
    fresh = [d for d in drafts if d.creating and not d.get("number") and not d.faults]
    if fresh:
        before, first = take_for(fresh[0].actor, SERIES, len(fresh))
        for number, draft in enumerate(fresh, first):
            draft.put("number", f"{before}{number}")


def check_deal(draft: Draft) -> None:
    """Everything that follows from the stage, then what the stage demands."""
    step = place(draft)
    if step is None:
        return
    free = judge(draft, step)
    if draft.creating or draft.changes("stage"):
        come(draft)
        enter(draft, step)
    if free:
        demand(draft, step)
        demand_reason(draft, step)
    settle(draft, step)


def enter(draft: Draft, step: Step) -> None:
    """The deal comes into a stage: in what state, closed or open again."""
    ctx = draft.actor.ctx
    draft.put("state", "lead" if step.intake and step.kind == "open" else step.kind)
    if step.kind == "open":
        draft.put("closed_on", None)
    elif draft.get("closed_on") is None or (not draft.creating and "closed_on" not in draft.new):
        draft.put("closed_on", ctx.today)
    if step.kind != "lost":
        draft.put("loss_reason", None)
        draft.put("loss_note", None)


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
