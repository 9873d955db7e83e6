"""Which ways lead from a stage, and which roles may go them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kartei.modules.sales.rules.stages import Step, step_of, steps
from kartei.platform.access.actor import Actor, admitted
from kartei.platform.records.draft import Draft

#: The verb of a move that follows from the retirement of a stage: no way and no demand holds it up.
FORCED = "stage"
#: What the platform notes beside a talk; it changes nothing about the deal itself.
NOTED = ("last_talk_at", "rots_on")
#: What somebody lacks who may not change deals at a stage.
CLOSED = frozenset({"write", "delete", "assign"})
#: What the lists of roles at a stage give.
RIGHTS = {
    "readers": _("see what stands at “%(stage)s”"),
    "editors": _("change what stands at “%(stage)s”"),
    "movers": _("move to “%(stage)s”"),
}


def check_way(draft: Draft, step: Step) -> None:
    """From a stage that names its ways one goes only there; taking a move back is no move."""
    if draft.creating or not draft.changes("stage") or draft.verb == "undo":
        return
    before = step_of(draft.actor, draft.old.get("stage"))
    if before is None or not before.moves or str(step.id) in before.moves:
        return
    names = [s.name for s in steps(draft.actor).values() if str(s.id) in before.moves]
    draft.fault(
        "stage",
        "sales.no_way",
        _("From “%(stage)s” one may go only to: %(names)s") if names else _("“%(stage)s” is final"),
        stage=before.name,
        names=", ".join(names),
    )


def check_rights(draft: Draft, step: Step) -> None:
    """Roles that a stage names alone move deals into it or change deals that stand there."""
    actor = draft.actor
    before = None if draft.creating else step_of(actor, draft.old.get("stage"))
    changed = any(name not in NOTED for name in draft.changed())
    # whoever does not see the stage does not get at its deals in the first place
    if before is not None and changed and not admitted(actor, before.editors):
        words = _("Your role may not change deals at the stage “%(stage)s”")
        draft.fault("stage", "sales.stage_closed", words, stage=before.name)
    elif (before is None or before.id != step.id) and not (
        admitted(actor, step.readers) and admitted(actor, step.movers)
    ):
        words = _("Your role may not move deals to the stage “%(stage)s”")
        draft.fault("stage", "sales.stage_closed", words, stage=step.name)


def shut(actor: Actor, changed: Mapping[UUID, Mapping[str, Any]]) -> dict[str, frozenset[UUID]]:
    """The stages whose records the asker's roles do not see, by object (spec.Way.shut)."""
    found: dict[str, set[UUID]] = {}
    for step in steps(actor).values():
        values = changed.get(step.id, {})
        readers = frozenset(values["readers"] or ()) if "readers" in values else step.readers
        if not admitted(actor, readers):
            found.setdefault(step.object, set()).add(step.id)
    return {name: frozenset(stages) for name, stages in found.items()}


def denied(actor: Actor, record: Mapping[str, Any]) -> frozenset[str]:
    """The privileges that nobody of the asker's roles has on a deal at its present stage."""
    stage = record.get("stage") or {}
    step = step_of(actor, UUID(stage["id"])) if stage.get("id") else None
    closed = step is not None and not admitted(actor, step.editors)
    return CLOSED if closed else frozenset()
