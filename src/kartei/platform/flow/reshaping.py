"""Changes of a field's kind as background work: ordered, carried out, stopped, cleared up after."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from kartei.platform.access.actor import Actor
from kartei.platform.flow.jobs import enqueue, job
from kartei.platform.flow.models import Job
from kartei.platform.flow.progress import Progress
from kartei.platform.flow.schedule import every
from kartei.platform.meta import keeper
from kartei.platform.meta.models import Reshape
from kartei.platform.records.reshaping import service, sides, work
from kartei.platform.records.turns import give_way

CONVERT = "meta.convert"
#: How long a change of kind can be taken back.
KEPT = timedelta(days=30)


def start(actor: Actor, key: UUID, wish: service.Wish) -> Job:
    """Begin to change the kind of a field: the columns now, the values in the background.

    Errors: Refusal (403, 404, 409, 422), see ``service.begin``.
    """

    def order() -> Job:
        reshape = service.begin(actor, key, wish)
        title = _("Changing the kind of “%(name)s”") % {"name": reshape.field.name}
        row = enqueue(actor, CONVERT, {"reshape": str(reshape.pk)}, title=title)
        Reshape.objects.filter(pk=reshape.pk).update(job=row.pk)
        return row

    return keeper.as_author(order)


def ended(args: dict[str, Any], state: str) -> None:
    """What was stopped before the switch leaves nothing behind; after it nothing stops it."""
    work.give_up(UUID(args["reshape"]))


@job(CONVERT, ended=ended)
def convert(actor: Actor, args: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Carry a change of kind out; every record is visited twice, before the switch and after it."""
    key = UUID(args["reshape"])
    if not progress.total:
        way = sides.way_of(actor, Reshape.objects.get(pk=key))
        progress(progress.done, 2 * work.total(way))
    steps = work.Steps(progress.step, progress.surely, give_way)
    return work.run(actor, key, steps, progress.memo)


@every("meta.reshapes", seconds=3600)
def clear_old() -> None:
    """Columns of kinds that were changed long ago go."""
    work.clear_old(timezone.now() - KEPT)
