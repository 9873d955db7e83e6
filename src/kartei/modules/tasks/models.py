"""Tables of tasks and reminders."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kartei.platform.access.guard import GuardedManager
from kartei.platform.kit.ids import uuid7
from kartei.platform.meta import columns
from kartei.platform.meta.base import OwnedRecord


class Task(OwnedRecord):
    """Something to do; the owner is the person responsible."""

    name = columns.Text(_("Task"), max_length=300)
    name_key = columns.SortKey()
    kind = columns.Choice(_("Kind"))
    priority = columns.Choice(_("Priority"))
    about = columns.RecordLink(_("About"))
    about_id = columns.RecordKey()
    due_at = models.DateTimeField(_("Due"), null=True, blank=True)
    remind_at = models.DateTimeField(_("Remind"), null=True, blank=True)
    description = columns.LongText(_("Description"), blank=True, default="")
    done = models.BooleanField(_("Done"), default=False)
    done_at = models.DateTimeField(_("Done at"), null=True, blank=True)
    result = columns.LongText(_("Result"), blank=True, default="")

    objects: ClassVar[Any] = GuardedManager()

    class Meta:
        db_table = "tasks_task"
        indexes = (
            models.Index(fields=["owner", "done", "due_at", "id"], name="tasks_task_owner"),
            models.Index(fields=["unit", "done", "due_at", "id"], name="tasks_task_unit"),
            models.Index(fields=["due_at", "id"], name="tasks_task_due"),
            models.Index(fields=["about_id", "-created_at", "-id"], name="tasks_task_about"),
        )

    def __str__(self) -> str:
        return str(self.name)


class Reminder(models.Model):
    """One reminder of one user: pushed once to his streams, then shown until he has seen it.

    It is a mark of delivery, not a record: it has no rights, version or journal of its own.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    task = models.ForeignKey(Task, models.CASCADE, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False
    )
    at = models.DateTimeField()
    pushed_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "tasks_reminder"
        indexes = (
            models.Index(
                fields=["at"], name="tasks_reminder_due", condition=models.Q(pushed_at=None)
            ),
            models.Index(
                fields=["user", "at"], name="tasks_reminder_user", condition=models.Q(seen_at=None)
            ),
        )

    def __str__(self) -> str:
        return f"{self.task_id} {self.at:%Y-%m-%d %H:%M}"
