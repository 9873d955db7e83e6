"""Background work of billing: the invoices that come again and again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from kartei.modules.billing.models import Plan
from kartei.modules.billing.rules.plans import make_due
from kartei.platform.access.actor import Actor, actor_for, an_administrator
from kartei.platform.flow.jobs import enqueue, job
from kartei.platform.flow.models import Job
from kartei.platform.flow.progress import Progress
from kartei.platform.flow.schedule import every
from kartei.platform.meta.errors import Refusal
from kartei.platform.meta.world import current_world

JOB = "billing.plan"


@job(JOB)
def run_plan(actor: Actor, args: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Make what a plan has due; what was made before a crash is not made again."""
    made = make_due(actor, UUID(args["plan"]))
    return {"invoices": [str(key) for key in made]}


@every("billing.plans", seconds=600)
def order_due() -> None:
    """Order the work of each plan that is due, once a day, as its owner; an administrator stands in
    for one who is out.
    """
    today = timezone.now().astimezone(current_world().zone).date()
    plans = Plan.objects.unguarded("whose day has come").filter(active=True, deleted=False)
    for key, owner in plans.filter(next_on__lte=today).values_list("pk", "owner"):
        args = {"plan": str(key), "day": today.isoformat()}
        if not Job.objects.filter(kind=JOB, args=args).exists():
            enqueue(working(owner), JOB, args, title=_("Recurring invoices"))


def working(owner: UUID) -> Actor | None:
    """The owner, or who may do what the installation does by itself."""
    try:
        return actor_for(owner, via="job")
    except Refusal:
        return an_administrator()
