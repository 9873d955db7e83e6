"""Background work of sales."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from kartei.modules.sales.rules.retiring import JOB, move_all, still_there
from kartei.platform.access.actor import Actor
from kartei.platform.flow.jobs import job
from kartei.platform.flow.progress import Progress


@job(JOB)
def retire_stage(actor: Actor, args: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Move the deals of a stage and take it out of use; goes on where it stopped."""
    stage, actor.change = UUID(args["stage"]), UUID(args["change"])

    def step(count: int) -> None:
        progress.step(progress.done + count)

    if still_there(actor, stage):
        move_all(actor, args["object"], stage, UUID(args["to"]), step)
    return {"change": args["change"], "done": progress.done}
