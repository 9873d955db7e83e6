"""The verbs of a task: complete, reopen, postpone."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kartei.platform.access.actor import Actor
from kartei.platform.meta.errors import FieldFault, invalid
from kartei.platform.meta.world import Obj
from kartei.platform.records import write


def complete(actor: Actor, obj: Obj, ids: list[UUID], data: dict[str, Any]) -> Any:
    """Done, with what came of it; with ``next_name`` the following task is planned at once.

    The next task is about the same record and belongs to the same person.
    """
    result = {"result": data["result"]} if "result" in data else {}
    drafts = write.change_many(actor, obj.name, {key: {"done": True, **result} for key in ids})
    if not data.get("next_name"):
        return None
    for draft in drafts:
        about, owner = draft.get("about"), draft.get("owner")
        values = {
            "name": data["next_name"],
            "kind": data.get("next_kind") or draft.get("kind"),
            "due_at": data.get("next_due_at"),
            "owner": str(owner) if owner else None,
            "about": {"object": about[0], "id": str(about[1])} if about else None,
        }
        write.create(actor, obj.name, values)
    return _("The next task is planned")


def reopen(actor: Actor, obj: Obj, ids: list[UUID], data: dict[str, Any]) -> Any:
    """Not done after all; the result stays until it is written anew."""
    write.change_many(actor, obj.name, {key: {"done": False} for key in ids})


def postpone(actor: Actor, obj: Obj, ids: list[UUID], data: dict[str, Any]) -> Any:
    """Due later (or earlier); the reminder keeps its distance."""
    if not data.get("due_at"):
        fault = FieldFault("due_at", "value.required", str(_("Fill in this field")), "/due_at")
        raise invalid([fault])
    write.change_many(actor, obj.name, {key: {"due_at": data["due_at"]} for key in ids})
