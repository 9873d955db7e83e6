"""What others may ask of tasks: the day of a user, his reminders, and what is due to be pushed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from kartei.modules.tasks.models import Reminder
from kartei.platform.access.actor import Actor
from kartei.platform.meta.errors import not_found
from kartei.platform.records.query import Ask, page, reachable, select

TASK = "tasks.task"
#: Tasks of each part of the day plan, and reminders shown at once.
MAX_PART = 200
DAY_FIELDS = (
    "name", "kind", "priority", "about", "due_at", "remind_at", "done", "done_at", "result",
    "owner",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DueReminder:
    """A reminder that has just become due: whose it is and what is shown."""

    id: UUID
    user: UUID
    task: UUID
    title: str
    at: datetime
    due_at: datetime | None


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
    due = list(rows.order_by("at", "id")[:MAX_PART])
    readable = reachable(actor, TASK, [row.task_id for row in due], "read")
    tasks = select(actor, TASK, [key for key, facts in readable.items() if not facts.deleted])
    return [
        {"id": str(row.id), "at": row.at, "task": tasks[row.task_id]}
        for row in due
        if row.task_id in tasks
    ]


def mark_seen(actor: Actor, reminder: UUID) -> None:
    """The asker has seen his reminder; seeing it twice is the same. 404 for another's."""
    rows = Reminder.objects.filter(pk=reminder, user=actor.user)
    if not rows.exists():
        raise not_found()
    rows.filter(seen_at=None).update(seen_at=actor.ctx.now, pushed_at=actor.ctx.now)


def due_reminders(now: datetime) -> list[DueReminder]:
    """The reminders that have become due and were never handed out, oldest first.

    Each is handed out once, however many processes ask: who marks it has it. One that was due while
    nothing ran comes with the next call. A user without an open page still finds it among his
    ``reminders``.
    """
    rows = Reminder.objects.filter(pushed_at=None, at__lte=now).order_by("at", "id")
    waiting = list(rows.select_related("task")[:MAX_PART])
    return [
        DueReminder(row.id, row.user_id, row.task_id, row.task.name, row.at, row.task.due_at)
        for row in waiting
        if Reminder.objects.filter(pk=row.id, pushed_at=None).update(pushed_at=now)
    ]
