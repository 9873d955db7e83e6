"""The stages a deal went through, read out of the journal.

The journal knows each move already; a table of its own would cost every move one more row and could
disagree with it. A deal has a few dozen journal rows at most, found by one index.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from kartei.modules.sales.rules.stages import step_of
from kartei.platform.access.actor import Actor
from kartei.platform.records.models import Journal

DEAL = "sales.deal"


def moves(deal: UUID, name: str = DEAL) -> list[tuple[UUID, datetime, UUID | None]]:
    """(stage, since when, by whom) in the order in which it happened."""
    rows = Journal.objects.filter(object=name, record=deal).order_by("id")
    return [
        (UUID(changes["stage"][1]), at, by)
        for changes, at, by in rows.values_list("changes", "at", "actor")
        if changes.get("stage") and changes["stage"][1]
    ]


def stages_before(deal: UUID) -> list[UUID]:
    """The stages in the order in which the deal was in them."""
    return [stage for stage, _at, _by in moves(deal)]


def stage_lines(actor: Actor, deal: UUID, name: str = DEAL) -> list[dict[str, Any]]:
    """``[{"stage", "entered_at", "left_at", "seconds", "by"}]`` of a deal that the actor may read.

    The last stage has no left_at; its seconds run until now, or are None once the deal is closed.
    """
    found = moves(deal, name)
    ends = [at for _stage, at, _by in found[1:]]
    lines = []
    for (stage, entered, by), left in zip(found, [*ends, None], strict=True):
        step = step_of(actor, stage)
        closed = left is None and step is not None and step.kind != "open"
        until = left or actor.ctx.now
        lines.append(
            {
                "stage": {
                    "id": str(stage),
                    "title": step.name if step else "",
                    "color": step.color if step else None,
                },
                "entered_at": entered,
                "left_at": left,
                "seconds": None if closed else max(int((until - entered).total_seconds()), 0),
                "by": None
                if by is None
                else {"id": str(by), "title": actor.roster.user_names.get(by, "")},
            }
        )
    return lines
