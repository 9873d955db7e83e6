"""The stages of a funnel and the reasons of loss put into another order, under one change."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kartei.modules.sales.models import LossReason, Stage
from kartei.modules.sales.rules.stages import WHY
from kartei.platform.access.actor import Actor
from kartei.platform.meta.errors import FieldFault, invalid
from kartei.platform.meta.world import Obj
from kartei.platform.records import write

STAGE, REASON = "sales.stage", "sales.loss_reason"


def arrange(actor: Actor, obj: Obj, ids: list[UUID], data: dict[str, Any]) -> None:
    """``{"stages": [ids in order]}``: all stages in use of the funnel, each once; and, or instead,
    ``{"reasons": [ids in order]}``: all reasons of loss in use. 422 where one is missing.
    """
    (funnel,) = ids
    stages = Stage.objects.unguarded(WHY).filter(funnel=funnel, deleted=False)
    reasons = LossReason.objects.unguarded(WHY).filter(deleted=False)
    for name, object, rows in (("stages", STAGE, stages), ("reasons", REASON, reasons)):
        if name in data or (name == "stages" and not data):
            put(actor, object, name, dict(rows.values_list("id", "position")), data.get(name))


def put(actor: Actor, object: str, name: str, before: dict[UUID, int], wanted: Any) -> None:
    """Give the records the positions in which they are named."""
    known = {str(key): position for key, position in before.items()}
    if not isinstance(wanted, list) or sorted(map(str, wanted)) != sorted(known):
        words = str(_("The list has changed meanwhile; look at it again"))
        raise invalid([FieldFault(name, "sales.order", words, f"/{name}")])
    moved = {
        UUID(key): {"position": place}
        for place, key in enumerate(map(str, wanted), 1)
        if known[key] != place
    }
    if moved:
        write.change_many(actor, object, moved)
