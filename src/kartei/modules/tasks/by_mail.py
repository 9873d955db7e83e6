"""Reminders as news that come by mail."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kartei.modules.tasks import contract
from kartei.modules.tasks.models import Reminder
from kartei.platform.access.actor import Actor
from kartei.platform.mail.news import NOW, Item, Source
from kartei.platform.mail.purposes import LINK, NAME, PREFERENCES, Purpose, Slot

KIND = "reminder"
PURPOSE = Purpose(
    key=KIND,
    label=_("Reminder of a task"),
    slots=(
        NAME,
        Slot("what", _("Reminder"), _("Reminder")),
        Slot("title", _("Task"), _("Call about the windows")),
        Slot("due", _("Due"), _("22 November 2026, 15:00")),
        LINK,
        PREFERENCES,
    ),
    subject=_("{{ what }}: {{ title }}"),
    body=_(
        "Hello {{ name }},\n\nyou wanted to be reminded: **{{ title }}**\n\n"
        "{{ if due }}Due: {{ due }}\n\n{{ end }}[Open in Kartei]({{ link }})\n\n"
        "[Choose which notices come by mail]({{ preferences }})"
    ),
)


def waiting(since: datetime) -> Iterator[Item]:
    """Reminders that are due and that nobody has seen."""
    rows = Reminder.objects.filter(seen_at=None, at__gte=since, at__lte=timezone.now())
    for row in rows.order_by("at", "id"):
        yield Item(row.pk, row.user_id, KIND, row.at, row.pushed_at)


def words(actor: Actor, ids: Collection[UUID]) -> Mapping[UUID, Mapping[str, Any]]:
    """What a letter says of them; nothing of tasks that are out of sight."""
    rows = Reminder.objects.filter(pk__in=ids, user=actor.user)
    due = list(rows.order_by("at", "id").values_list("id", "at", "task_id"))
    return {UUID(one["id"]): value(actor, one["task"]) for one in contract.shown(actor, due)}


def value(actor: Actor, task: Mapping[str, Any]) -> dict[str, Any]:
    """The values of one letter; times are those of the receiver's zone."""
    due = task.get("due_at")
    moment = datetime.fromisoformat(due) if isinstance(due, str) else due
    return {
        "what": str(_("Reminder")),
        "title": task.get("name") or "",
        "due": moment.astimezone(actor.ctx.zone) if moment else None,
        "link": f"{settings.PUBLIC_ADDRESS}/o/{contract.TASK}/{task['id']}",
    }


SOURCE = Source(
    kinds={KIND: (_("A reminder of mine is due"), NOW)},
    purpose=KIND,
    waiting=waiting,
    words=words,
)
