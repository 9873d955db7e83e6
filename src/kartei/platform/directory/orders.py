"""What a person orders of a directory: try it, show what taking over would do, take over."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kartei.platform.access.actor import Actor
from kartei.platform.flow.jobs import enqueue
from kartei.platform.meta.world import Obj
from kartei.platform.records.commands import Outcome

TRY, PREVIEW, SYNC = "directory.try", "directory.preview", "directory.sync"


def try_out(actor: Actor, obj: Obj, ids: list[UUID], data: dict[str, Any]) -> Outcome:
    """Order a trial; a directory may be slow, so nobody's request waits for it."""
    login = data.get("login")
    args = {"login": login[:200] if isinstance(login, str) else ""}
    return ordered(actor, TRY, ids[0], _("Trying the directory"), args)


def preview(actor: Actor, obj: Obj, ids: list[UUID], data: dict[str, Any]) -> Outcome:
    """Order a report of what taking over would do."""
    return ordered(actor, PREVIEW, ids[0], _("What taking over would do"), {})


def take_over(actor: Actor, obj: Obj, ids: list[UUID], data: dict[str, Any]) -> Outcome:
    """Order that people, units and roles are taken over."""
    return ordered(actor, SYNC, ids[0], _("Taking over the directory"), {"confirmed": True})


def ordered(actor: Actor, kind: str, server: UUID, title: Any, args: dict[str, Any]) -> Outcome:
    """The job, and where its report will stand."""
    row = enqueue(actor, kind, {**args, "server": str(server)}, title=str(title))
    return Outcome(_("The report will stand in the directory's “Last report”"), job=row.id)
