"""The stages of a funnel put into another order, under one change."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kartei.modules.sales.models import Stage
from kartei.modules.sales.rules.stages import WHY
from kartei.platform.access.actor import Actor
from kartei.platform.meta.errors import FieldFault, invalid
from kartei.platform.meta.world import Obj
from kartei.platform.records import write

STAGE = "sales.stage"


def arrange(actor: Actor, obj: Obj, ids: list[UUID], data: dict[str, Any]) -> None:
    """``{"stages": [ids in order]}``: all stages in use of the funnel, each once; 422 else."""
    (funnel,) = ids
    rows = Stage.objects.unguarded(WHY).filter(funnel=funnel, deleted=False)
    before = {str(key): position for key, position in rows.values_list("id", "position")}
    wanted = data.get("stages")
    if not isinstance(wanted, list) or sorted(map(str, wanted)) != sorted(before):
        words = str(_("The stages of the pipeline have changed meanwhile; look at them again"))
        raise invalid([FieldFault("stages", "sales.stages", words, "/stages")])
    moved = {
        UUID(key): {"position": place}
        for place, key in enumerate(map(str, wanted), 1)
        if before[key] != place
    }
    if moved:
        write.change_many(actor, STAGE, moved)
