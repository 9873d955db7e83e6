"""Tables of background work."""

from __future__ import annotations

from django.db import models

from kartei.platform.kit.ids import uuid7


class Job(models.Model):
    """One piece of background work; written in the transaction of the change that orders it.

    actor: the user as whom it runs (None: the installation itself); bounds: those of the token by
    which he ordered it (access.bounds). done and total count what the
    kind of job counts; done is also where a later attempt goes on. memo: what a handler keeps
    between attempts. result and error are for the person who ordered it, in his language.
    lease_until and worker say who works on it; when the lease lapses, he is taken for dead.
    """

    WAITING, RUNNING, DONE, FAILED, CANCELLED = (
        "waiting", "running", "done", "failed", "cancelled",
    )  # fmt: skip

    id = models.UUIDField(primary_key=True, default=uuid7)
    kind = models.CharField(max_length=80)
    title = models.CharField(max_length=300)
    actor = models.UUIDField(null=True)
    language = models.CharField(max_length=5, default="en")
    bounds = models.JSONField(default=dict)
    args = models.JSONField(default=dict)
    state = models.CharField(max_length=10, default=WAITING)
    cancel = models.BooleanField(default=False)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    memo = models.JSONField(default=dict)
    result = models.JSONField(null=True)
    error = models.TextField(default="")
    attempts = models.PositiveSmallIntegerField(default=0)
    max_attempts = models.PositiveSmallIntegerField(default=5)
    run_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    heartbeat = models.DateTimeField(null=True)
    worker = models.CharField(max_length=100, default="")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "flow_job"
        indexes = (
            models.Index(fields=["state", "run_at"], name="flow_job_due"),
            models.Index(fields=["actor", "-created_at"], name="flow_job_actor"),
            models.Index(fields=["changed_at"], name="flow_job_changed"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class Schedule(models.Model):
    """When a repeated task is due next; whoever moves ``next_at`` on runs it."""

    name = models.CharField(primary_key=True, max_length=80)
    next_at = models.DateTimeField()
    ran_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "flow_schedule"

    def __str__(self) -> str:
        return self.name
