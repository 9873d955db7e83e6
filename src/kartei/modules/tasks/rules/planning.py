"""What holds for a task before and after it is saved."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kartei.modules.tasks.models import Reminder
from kartei.modules.tasks.rules.next_step import follow
from kartei.platform.records.draft import Draft


def check_task(draft: Draft) -> None:
    """A finished task knows since when; the reminder keeps its distance from the due moment."""
    if draft.creating or draft.changes("done"):
        draft.put("done_at", draft.actor.ctx.now if draft.get("done") else None)
    due, before = draft.get("due_at"), draft.old.get("due_at")
    if draft.changes("due_at") and due and before and "remind_at" not in draft.new:
        remind = draft.get("remind_at")
        draft.put("remind_at", remind + (due - before) if remind else None)
    if draft.get("remind_at") and not draft.get("owner"):
        draft.fault("remind_at", "tasks.nobody", _("Say who is responsible and will be reminded"))


def after_task(draft: Draft) -> None:
    """Reminder and next step follow the task."""
    renew_reminder(draft)
    follow(draft)


def renew_reminder(draft: Draft) -> None:
    """One unseen reminder per live task.

    A reminder whose moment has passed comes back only when somebody sets it anew: reopening or
    handing over an old task reminds nobody.
    """
    if not (draft.creating or draft.changes("remind_at", "owner", "done", "deleted")):
        return
    if not draft.creating:
        Reminder.objects.filter(task=draft.id, seen_at=None).delete()
    at, owner = draft.get("remind_at"), draft.get("owner")
    if not at or not owner or draft.get("done") or draft.get("deleted"):
        return
    if draft.creating or draft.changes("remind_at") or at > draft.actor.ctx.now:
        Reminder.objects.create(task_id=draft.id, user_id=owner, at=at)
