"""The asker's day and his reminders."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from ninja import Router

from kartei.modules.tasks import contract
from kartei.web.api.base import Strict, answer, as_id

router = Router(tags=["tasks"])


class Day(Strict):
    """The asker's tasks by part of the day; each task as in /records/tasks.task."""

    overdue: list[dict[str, Any]]
    today: list[dict[str, Any]]
    later: list[dict[str, Any]]
    done: list[dict[str, Any]]


class ReminderOut(Strict):
    """A due reminder with its task."""

    id: str
    at: datetime
    task: dict[str, Any]


class Reminders(Strict):
    """Due reminders that the asker has not seen yet."""

    items: list[ReminderOut]


@router.get("/tasks/day", response=Day, operation_id="tasks_day")
def tasks_day(request: Any) -> HttpResponse:
    """The asker's tasks: overdue, due today, later, done today (in his time zone)."""
    return answer(contract.day(request.actor))


@router.get("/reminders", response=Reminders, operation_id="reminders")
def reminders(request: Any) -> HttpResponse:
    """What the asker is to be reminded of now."""
    return answer({"items": contract.reminders(request.actor)})


@router.post("/reminders/{id}/seen", response={204: None}, operation_id="reminder_seen")
def reminder_seen(request: Any, id: str) -> HttpResponse:
    """The asker has seen a reminder; it does not come again."""
    contract.mark_seen(request.actor, as_id(id))
    return HttpResponse(status=204)
