"""The few stages with which a funnel begins that somebody has made by hand."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kartei.modules.sales.models import Funnel, Stage
from kartei.modules.sales.ready import START
from kartei.modules.sales.rules.stages import WHY
from kartei.platform.access.actor import Actor
from kartei.platform.meta.errors import Refusal
from kartei.platform.meta.world import Obj
from kartei.platform.records import write


def start(actor: Actor, obj: Obj, ids: list[UUID], data: dict[str, Any]) -> None:
    """Open, won and lost stages in the asker's language; 409 where there is a stage already."""
    (funnel,) = ids
    if Stage.objects.unguarded(WHY).filter(funnel=funnel, deleted=False).exists():
        raise Refusal("sales.started", _("This pipeline has stages already"), status=409)
    begin(actor, funnel)


def begin(actor: Actor, funnel: UUID) -> None:
    """The first stages of a funnel."""
    values = [{**stage.values(actor.language), "funnel": str(funnel)} for stage in START]
    write.create_many(actor, "sales.stage", [{**v, "position": n} for n, v in enumerate(values, 1)])


def start_way(actor: Actor, object: str) -> None:
    """The first funnel of an object made in the browser; nothing where it has one already."""
    if Funnel.objects.unguarded(WHY).filter(object=object, deleted=False).exists():
        return
    title = str(actor.world.objects[object].words["title"])[:80]
    title = title[:1].upper() + title[1:]
    begin(actor, write.create(actor, "sales.funnel", {"name": title, "object": object}))
