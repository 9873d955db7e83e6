"""The queue: taking a job, keeping it, giving it back. Every step is one conditional statement."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from kartei.platform.flow.jobs import tell_ended
from kartei.platform.flow.models import Job
from kartei.platform.flow.progress import LEASE

#: First pause after a failed attempt; each further one is three times as long, up to ten minutes.
FIRST_PAUSE = 5
LONGEST_PAUSE = 600
#: How long finished jobs stay readable.
KEPT = timedelta(days=30)


def _due(now: datetime) -> Q:
    """Waiting ones whose time has come, and those whose worker gave no sign of life."""
    return Q(state=Job.WAITING, run_at__lte=now) | Q(state=Job.RUNNING, lease_until__lt=now)


def any_due(besides: Collection[UUID] = ()) -> bool:
    """Whether a look into the queue is worth it; one tiny query without a lock."""
    return Job.objects.filter(_due(timezone.now())).exclude(pk__in=besides).exists()


def claim(worker: str, besides: Collection[UUID] = ()) -> Job | None:
    """Take the job that waits longest; two workers never get the same one.

    besides: jobs that this very process works on (its heartbeat may be late behind a long
    transaction). PostgreSQL skips what others hold; on SQLite the transaction is IMMEDIATE.
    """
    with transaction.atomic():
        now = timezone.now()
        found = (
            Job.objects.select_for_update(skip_locked=True)
            .filter(_due(now))
            .exclude(pk__in=besides)
            .order_by("run_at", "id")
            .first()
        )
        if found is None:
            return None
        if _hopeless(found, now):
            return claim(worker, besides)
        found.state, found.worker = Job.RUNNING, worker
        found.attempts += 1
        found.heartbeat = found.changed_at = now
        found.lease_until = now + LEASE
        found.save(
            update_fields=["state", "worker", "attempts", "heartbeat", "lease_until", "changed_at"]
        )
        return found


def _hopeless(found: Job, now: datetime) -> bool:
    """End a job left by a dead worker that is cancelled, or killed its worker each time."""
    if found.state != Job.RUNNING:
        return False
    if not found.cancel and found.attempts < found.max_attempts:
        return False
    with override(found.language):
        found.error = "" if found.cancel else _("The work was interrupted too often")
    found.state = Job.CANCELLED if found.cancel else Job.FAILED
    found.changed_at = now
    found.result = tell_ended(found, found.state)
    found.save(update_fields=["state", "error", "result", "changed_at"])
    return True


def beat(worker: str, running: Collection[UUID]) -> None:
    """A sign of life for the jobs of a worker process."""
    if running:
        now = timezone.now()
        mine = Job.objects.filter(pk__in=running, worker=worker, state=Job.RUNNING)
        mine.update(heartbeat=now, lease_until=now + LEASE)


def finish(row: Job, owner: str, state: str, **values: Any) -> bool:
    """Let a job go in some state, if it still belongs to this worker."""
    mine = Job.objects.filter(pk=row.pk, worker=owner, state=Job.RUNNING)
    return bool(mine.update(state=state, changed_at=timezone.now(), lease_until=None, **values))


def retry(row: Job, worker: str, error: str) -> bool:
    """After a fault: back into the queue for later, or the end when it was tried often enough."""
    if row.attempts >= row.max_attempts:
        return finish(row, worker, Job.FAILED, error=error, result=tell_ended(row, Job.FAILED))
    pause = min(LONGEST_PAUSE, FIRST_PAUSE * 3 ** (row.attempts - 1))
    run_at = timezone.now() + timedelta(seconds=pause)
    return finish(row, worker, Job.WAITING, error=error, run_at=run_at, worker="")


def release(worker: str, running: Collection[UUID]) -> None:
    """Give jobs back at once, unfinished; the attempt does not count."""
    if running:
        mine = Job.objects.filter(pk__in=running, worker=worker, state=Job.RUNNING)
        mine.update(
            state=Job.WAITING,
            worker="",
            lease_until=None,
            attempts=F("attempts") - 1,
            changed_at=timezone.now(),
        )


def sweep() -> None:
    """Forget what ended long ago."""
    ended = (Job.DONE, Job.FAILED, Job.CANCELLED)
    Job.objects.filter(state__in=ended, changed_at__lt=timezone.now() - KEPT).delete()
