"""What others may ask of tasks: the day of a user, his reminders, and what is due to be pushed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from kartei.modules.tasks.models import Reminder
from kartei.platform.access.actor import Actor, actor_for
from kartei.platform.meta.errors import not_found
from kartei.platform.records.ask import Ask
from kartei.platform.records.facts import reachable
from kartei.platform.records.query import page, select

TASK = "tasks.task"
#: Tasks of each part of the day plan, and reminders shown at once.
MAX_PART = 200
DAY_FIELDS = (
    "name", "kind", "priority", "about", "due_at", "remind_at", "done", "done_at", "result",
    "owner",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DueReminder:
    """A reminder handed out: whose it is, of which task, and the moment that was set."""

    id: UUID
    user: UUID
    task: UUID
    at: datetime


def day(actor: Actor) -> dict[str, list[dict[str, Any]]]:
    """``{"overdue", "today", "later", "done"}``: the asker's own tasks in his time zone.

    overdue: the due moment has passed; today: due until midnight; later: due after that or without
    a date; done: finished today. At most 200 in each.
    """
    mine = ["owner", "=", "me"]
    undone = [mine, ["done", "=", False]]
    return {
        "overdue": part(actor, [*undone, ["due_at", "<", "now"]], "due_at"),
        "today": part(
            actor, [*undone, ["due_at", ">=", "now"], ["due_at", "<", "tomorrow"]], "due_at"
        ),
        "later": part(
            actor, [*undone, ["or", ["due_at", ">=", "tomorrow"], ["due_at", "empty"]]], "due_at"
        ),
        "done": part(actor, [mine, ["done", "=", True], ["done_at", ">=", "today"]], "-done_at"),
    }


def part(actor: Actor, conditions: list[Any], sort: str) -> list[dict[str, Any]]:
    """One part of the day."""
    seen = actor.fields(actor.obj(TASK))
    ask = Ask(
        filter=["and", *conditions],
        sort=sort,
        limit=MAX_PART,
        fields=tuple(name for name in DAY_FIELDS if name in seen),
    )
    found: list[dict[str, Any]] = page(actor, TASK, ask)["items"]
    return found


def reminders(actor: Actor) -> list[dict[str, Any]]:
    """``[{"id", "at", "task"}]``: what is due and not yet seen by the asker, oldest first."""
    rows = Reminder.objects.filter(user=actor.user, seen_at=None, at__lte=actor.ctx.now)
    due = list(rows.order_by("at", "id").values_list("id", "at", "task_id")[:MAX_PART])
    return shown(actor, due)


def shown(actor: Actor, due: list[tuple[UUID, datetime, UUID]]) -> list[dict[str, Any]]:
    """Reminders in JSON form; those of tasks that the asker may no longer read stay silent."""
    readable = reachable(actor, TASK, [task for _id, _at, task in due], "read")
    tasks = select(actor, TASK, [key for key, facts in readable.items() if not facts.deleted])
    return [
        {"id": str(key), "at": at, "task": tasks[task]} for key, at, task in due if task in tasks
    ]


def mark_seen(actor: Actor, reminder: UUID) -> None:
    """The asker has seen his reminder; seeing it twice is the same. 404 for another's."""
    rows = Reminder.objects.filter(pk=reminder, user=actor.user)
    if not rows.exists():
        raise not_found()
    rows.filter(seen_at=None).update(seen_at=actor.ctx.now, pushed_at=actor.ctx.now)


def due_reminders(now: datetime, users: set[UUID] | None = None) -> list[DueReminder]:
    """The reminders (of some users) that are due and were never handed out, oldest first.

    Each is handed out once, however many processes ask: who marks it has it. One that became due
    while nothing ran comes with the first call after.
    """
    rows = Reminder.objects.filter(pushed_at=None, at__lte=now)
    if users is not None:
        rows = rows.filter(user__in=users)
    waiting = rows.order_by("at", "id").values_list("id", "user_id", "task_id", "at")[:MAX_PART]
    return [
        DueReminder(*row)
        for row in list(waiting)
        if Reminder.objects.filter(pk=row[0], pushed_at=None).update(pushed_at=now)
    ]


def reminder_source(users: set[UUID]) -> Iterator[tuple[UUID, str, dict[str, Any]]]:
    """(user, "reminder", {"id", "at", "task"}) of what is due to these users, each once.

    A source of the live feed: users are those whose page is open here. For the others a reminder
    waits until they come.
    """
    by_user: dict[UUID, list[tuple[UUID, datetime, UUID]]] = {}
    for due in due_reminders(timezone.now(), users):
        by_user.setdefault(due.user, []).append((due.id, due.at, due.task))
    for user, rows in by_user.items():
        for data in shown(actor_for(user, via="page"), rows):
            yield user, "reminder", data
