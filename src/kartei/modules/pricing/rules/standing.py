"""How a document stands to the limits of who looks at it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kartei.modules.pricing.rules import limits
from kartei.modules.pricing.rules.approving import APPROVAL, WAITING, newest, readable
from kartei.modules.pricing.rules.figures import figures_of, mark_of
from kartei.modules.pricing.rules.limits import approvers
from kartei.platform.access.actor import Actor
from kartei.platform.meta.errors import Refusal, not_found
from kartei.platform.records import write


def standing(actor: Actor, object: str, key: UUID) -> dict[str, Any]:
    """How it stands, in the words of the API; 404 for a document that the actor may not read.

    needed: somebody else must consent before the actor sends it out, text says why. state: of the
    newest request: "" (none), waiting, given, refused, or changed when the content is another by
    now. mine: the actor is asked, and may consent.
    """
    if object not in actor.world.objects or not readable(actor, object, key):
        raise not_found()
    try:
        limits.clear(object, actor, key)
        text = ""
    except Refusal as refusal:
        text = refusal.detail
    paper = limits.load(actor, object, key)
    row = newest(object, key)
    if row is None:
        return answer(text)
    changed = row.mark != mark_of(paper)
    bounds = limits.bounds_of(actor)
    may = row.state == WAITING and not changed and row.owner_id == actor.user
    within = figures_of(paper).within(bounds.discount, bounds.margin)
    return {
        **answer(text),
        "state": "changed" if changed else row.state,
        "answer": row.answer,
        "by": actor.roster.user_names.get(row.decided_by_id or row.owner_id, ""),
        "reason": row.reason,
        "mine": may and within,
    }


def answer(text: str) -> dict[str, Any]:
    """A document that nobody was asked about."""
    return {
        "needed": bool(text), "text": text, "state": "", "answer": "", "by": "", "reason": "",
        "mine": False,
    }  # fmt: skip


def ask(actor: Actor, object: str, key: UUID, reason: str) -> dict[str, Any]:
    """Ask the lowest in rank who may consent; nothing where nobody must, or somebody is asked.

    409 `pricing.nobody` where nobody's limits suffice.
    """
    now = standing(actor, object, key)
    actor.must(APPROVAL, "create")
    if now["needed"] and now["state"] != WAITING:
        about = {"object": object, "id": str(key)}
        able = approvers(actor, object, key, figures_of(limits.load(actor, object, key)))
        if not able:
            text = _("Nobody else may approve this document")
            raise Refusal("pricing.nobody", text, status=409)
        write.create(actor, APPROVAL, {"about": about, "reason": reason})
    return standing(actor, object, key)
