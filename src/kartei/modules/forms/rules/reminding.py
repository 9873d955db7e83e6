"""Before a signed document ends, its owner has a task: the kind says how many days before."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils.translation import gettext as _

from kartei.modules.forms.rules.documents import one
from kartei.platform.meta.kinds.moment import rfc3339
from kartei.platform.records import write
from kartei.platform.records.draft import Draft
from kartei.platform.records.home import now_of

TASK, DOCUMENT = "tasks.task", "forms.document"
#: What decides whether and when a reminder is due.
DECIDING = ("status", "valid_until", "kind")
MORNING = time(9)


def follow(draft: Draft) -> None:
    """A task for the owner of a document that was signed; another last day moves the open task.

    Nothing where tasks are not in use or the asker may make none.
    """
    actor = draft.actor
    if TASK not in actor.world.objects or not actor.may(TASK, "create"):
        return
    if draft.get("status") != "signed" or not (draft.creating or draft.changes(*DECIDING)):
        return
    at = due(draft)
    if at is None:
        return
    when = {"due_at": rfc3339(at), "remind_at": rfc3339(at)}
    rows = actor.world.objects[TASK].twin.objects.filter(about_id=draft.id, done=False)
    for key in rows.order_by("pk").values_list("pk", flat=True)[:1]:
        write.change(actor, TASK, key, when)
        return
    day = draft.get("valid_until").isoformat()
    name = _("%(number)s ends on %(day)s") % {"number": draft.get("number"), "day": day}
    about = {"object": DOCUMENT, "id": str(draft.id)}
    owner = str(draft.get("owner") or actor.user)
    write.create(actor, TASK, {"name": name, "about": about, "owner": owner, **when})


def due(draft: Draft) -> datetime | None:
    """The morning of the reminder; None for a kind without one, or where the end has passed."""
    actor, end = draft.actor, draft.get("valid_until")
    days = one(actor, "forms.kind", draft.get("kind")).get("remind_days")
    if end is None or days is None or end < actor.ctx.today:
        return None
    morning = datetime.combine(end - timedelta(days=days), MORNING, actor.world.zone)
    return max(morning, now_of(actor))
