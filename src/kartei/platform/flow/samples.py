"""Sample data as background work: one at a time, with progress, and with an end on demand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kartei.platform.access.actor import Actor
from kartei.platform.flow.handlers import stoppable
from kartei.platform.flow.jobs import enqueue, job
from kartei.platform.flow.models import Job
from kartei.platform.flow.progress import Progress
from kartei.platform.meta.errors import Refusal
from kartei.platform.meta.models import State
from kartei.platform.records import samples

FILL, CLEAR = "samples.fill", "samples.clear"


def running() -> Job | None:
    """The filling or clearing that is under way."""
    rows = Job.objects.filter(kind__in=(FILL, CLEAR), state__in=(Job.WAITING, Job.RUNNING))
    return rows.order_by("created_at").first()


def order(actor: Actor, kind: str, args: Mapping[str, Any]) -> Job:
    """Order a filling ({"amount"}) or a clearing ({"keep_edited", "empty_links"}).

    409 while another one is under way.
    """
    titles = {FILL: _("Fill with sample data"), CLEAR: _("Clear the sample data")}
    with transaction.atomic():
        State.objects.select_for_update().get(pk=1)  # of two orders at once the later one waits
        if running() is not None:
            text = _("Sample data are being filled in or cleared already")
            raise Refusal("samples.running", text, status=409)
        return enqueue(actor, kind, args, title=titles[kind])


@job(FILL)
def fill(actor: Actor, args: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Make samples, going on where an earlier attempt stopped."""
    with stoppable(progress) as step:
        done, before = progress.done, progress.memo
        return samples.fill(actor, args["amount"], progress.job, step, done=done, result=before)


@job(CLEAR)
def clear(actor: Actor, args: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Clear the samples; those cleared by an earlier attempt are gone already."""
    wish = samples.Wish(args["keep_edited"], args["empty_links"])
    with stoppable(progress) as step:
        return samples.clear(actor, wish, step, result=progress.memo)
