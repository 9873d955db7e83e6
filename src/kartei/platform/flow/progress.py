"""What a handler says while it works, and what it learns by saying it."""

from __future__ import annotations

import threading
import time
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from kartei.platform.flow.jobs import Cancelled
from kartei.platform.flow.models import Job

#: How long a worker owns a job without a sign of life.
LEASE = timedelta(seconds=30)
#: Between two notes of progress; more often nobody could read.
PAUSE = 0.3


class LeaseLost(Exception):
    """Another worker has taken the job over; this one must stop without a trace."""


class Released(Exception):
    """The worker is to stop; the job goes back to the queue and loses no attempt."""


class Progress:
    """Handed to a handler; call it with (done, total).

    done: where the attempt before this one stopped (0 at first). memo: what it kept.
    """

    def __init__(self, row: Job, worker: str, stopping: threading.Event) -> None:
        self.job: UUID = row.id
        self.done = row.done
        self.total = row.total
        self.memo: dict[str, Any] = row.memo
        self._worker = worker
        self._stopping = stopping
        self._next = 0.0

    def __call__(self, done: int, total: int | None = None) -> None:
        """Note how far it got, and renew the lease; a few times a second reach the database.

        Raises Cancelled, or what the worker itself understands: Released, LeaseLost. Call it
        outside a transaction, else nobody sees it before the end.
        """
        self.done, self.total = done, self.total if total is None else total
        if self._stopping.is_set():
            raise Released
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + PAUSE
            self._note()

    def step(self, done: int, memo: dict[str, Any] | None = None) -> None:
        """Note inside the transaction of a batch that it is done, so that none is done twice.

        memo: what is to be remembered with it.
        """
        if self._stopping.is_set():
            raise Released
        self.done = done
        if memo is None:
            self._note()
        else:
            self.keep(memo)

    def surely(self, done: int, memo: dict[str, Any]) -> None:
        """Like ``step``, for work that must be ended once it was begun: a wish to cancel waits."""
        if self._stopping.is_set():
            raise Released
        self.done = done
        self._note(heed=False, memo=memo)
        self.memo = memo

    def keep(self, memo: dict[str, Any]) -> None:
        """Remember something for a later attempt (JSON; replaced as a whole)."""
        self._note(memo=memo)
        self.memo = memo

    def _note(self, *, heed: bool = True, **more: Any) -> None:
        """Write the state of things; find out whether the job is still wanted and still ours.

        heed: whether a wish to cancel ends it.
        """
        now = timezone.now()
        mine = Job.objects.filter(pk=self.job, worker=self._worker, state=Job.RUNNING)
        written = (mine.filter(cancel=False) if heed else mine).update(
            done=self.done,
            total=self.total,
            heartbeat=now,
            lease_until=now + LEASE,
            changed_at=now,
            **more,
        )
        if not written:
            raise Cancelled if mine.exists() else LeaseLost
