"""What others may ask of sales: ready data for a new firm, and the way of a deal."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from kartei.modules.sales.ready import FUNNELS, LOSS_REASONS, word
from kartei.modules.sales.rules.history import DEAL, stage_lines
from kartei.platform.access.actor import Actor
from kartei.platform.meta.errors import not_found
from kartei.platform.records import write
from kartei.platform.records.ask import Ask
from kartei.platform.records.facts import reachable
from kartei.platform.records.query import page


def stage_history(actor: Actor, key: UUID, name: str = DEAL) -> list[dict[str, Any]]:
    """``[{"stage": {"id", "title", "color"}, "entered_at", "left_at", "seconds", "by"}]``.

    In the order in which it happened. The last line has no left_at; its seconds run until now, or
    are None when the record is closed. 404 for one that the actor may not read; empty when he may
    not read the field ``stage``. name: the object of the record, where it is no deal.
    """
    if key not in reachable(actor, name, [key], "read"):
        raise not_found()
    if "stage" not in actor.fields(actor.obj(name)):
        return []
    return stage_lines(actor, key, name)


def setup(actor: Actor, language: str, country: str) -> dict[str, UUID]:
    """Make the first funnels, stages and loss reasons in a language; ids by key (ready.py).

    Does nothing (and returns nothing) where there is a funnel already. country is part of every
    module's set-up; ways of selling do not depend on it.
    """
    if page(actor, "sales.funnel", Ask(limit=1))["items"]:
        return {}
    made: dict[str, UUID] = {}
    for key, names, kind, stages in FUNNELS:
        values = {"name": word(names, language), "kind": kind}
        made[key] = write.create(actor, "sales.funnel", values)
        for stage in stages:
            filled = {**stage.values(language), "funnel": str(made[key])}
            made[stage.key] = write.create(actor, "sales.stage", filled)
    reasons = [
        {"name": word(names, language), "position": place}
        for place, (_key, names) in enumerate(LOSS_REASONS, 1)
    ]
    drafts = write.create_many(actor, "sales.loss_reason", reasons)
    for (key, _names), draft in zip(LOSS_REASONS, drafts, strict=True):
        made[key] = draft.id
    return made
