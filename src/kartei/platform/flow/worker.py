"""The worker process: two threads that do jobs, one that keeps their leases, one for schedules.

It may be killed at any moment: what it worked on is taken up by another when the lease lapses.
"""

from __future__ import annotations

import logging
import os
import secrets
import signal
import socket
import threading
import time
from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.db import Error, close_old_connections, connection
from django.utils import translation
from django.utils.translation import gettext as _

from kartei.platform.access.actor import actor_for
from kartei.platform.access.bounds import bounds_of
from kartei.platform.flow import queue, schedule
from kartei.platform.flow.jobs import Cancelled, discover, handler_of, tell_ended
from kartei.platform.flow.lanes import LANES
from kartei.platform.flow.models import Job
from kartei.platform.flow.progress import LeaseLost, Progress, Released
from kartei.platform.kit.collector import settle_collector
from kartei.platform.meta.errors import Refusal

log = logging.getLogger(__name__)
#: Between two looks into the queue, in seconds.
POLL = 0.5
#: Between two signs of life; several fit into a lease.
BEAT = 8.0
#: How long the running jobs may take to come to a stop (the supervisor waits ten seconds).
GRACE = 8.0
AFTER_FAULT = 2.0


class Worker:
    """Jobs of one process; ``run`` returns after ``stop`` was called."""

    def __init__(self, threads: int = 2) -> None:
        self.name = f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(4)}"
        self.running: set[UUID] = set()
        self.stopping = threading.Event()
        self._threads = threads
        self._due = threading.Event()

    def run(self) -> None:
        """Work until ``stop``; then let the running jobs finish, or give them back."""
        discover()
        settle_collector()
        loops: list[Callable[[], None]] = [self._jobs] * self._threads
        loops += [self._beats, self._schedules, *(partial(run, self.stopping) for run in LANES)]
        threads = [threading.Thread(target=loop, daemon=True) for loop in loops]
        for thread in threads:
            thread.start()
        self._repeat(POLL, self._look)
        until = time.monotonic() + GRACE
        for thread in threads:
            thread.join(max(0.0, until - time.monotonic()))
        queue.release(self.name, set(self.running))
        connection.close()

    def stop(self) -> None:
        """End after the current step of each job."""
        self.stopping.set()

    def _repeat(self, pause: float, call: Callable[[], object]) -> None:
        """Call again and again until the stop; a database that is away is waited for."""
        while not self.stopping.is_set():
            wait = pause
            try:
                call()
            except Error:
                log.exception("the database does not answer")
                wait = AFTER_FAULT
            close_old_connections()
            self.stopping.wait(wait)
        connection.close()

    def _look(self) -> None:
        """Wake a thread when something is due."""
        if queue.any_due(set(self.running)):
            self._due.set()

    def _beats(self) -> None:
        self._repeat(BEAT, lambda: queue.beat(self.name, set(self.running)))

    def _schedules(self) -> None:
        self._repeat(1.0, schedule.run_due)

    def _jobs(self) -> None:
        """One thread: jobs as long as there are any, then asleep until woken."""
        while not self.stopping.is_set():
            if not self._due.wait(POLL):
                continue
            self._due.clear()
            try:
                while not self.stopping.is_set() and self.work_one():
                    close_old_connections()
            except Error:
                log.exception("the database does not answer")
            close_old_connections()
        connection.close()

    def work_one(self) -> bool:
        """Take one job and do it; False when none is due."""
        row = queue.claim(self.name, set(self.running))
        if row is None:
            return False
        self.running.add(row.id)
        try:
            perform(row, self.name, self.stopping)
        finally:
            self.running.discard(row.id)
        return True


def perform(row: Job, worker: str, stopping: threading.Event) -> None:
    """Call the handler as who ordered the job, in his language, and note how it ended."""
    progress = Progress(row, worker, stopping)
    with translation.override(row.language):
        try:
            result = _handle(row, progress)
            counts = {"done": progress.done, "total": progress.done or progress.total}
            queue.finish(row, worker, Job.DONE, result=result, error="", **counts)
        except Cancelled as end:
            result = tell_ended(row, Job.CANCELLED) or end.result
            queue.finish(row, worker, Job.CANCELLED, result=result)
        except Released:
            queue.release(worker, {row.id})
        except LeaseLost:
            log.warning("job %s was taken over by another worker", row)
        except Refusal as refusal:
            result = tell_ended(row, Job.FAILED)
            queue.finish(row, worker, Job.FAILED, error=refusal.detail, result=result)
        except Exception:
            log.exception("job %s failed, attempt %s", row, row.attempts)
            queue.retry(row, worker, _("An unexpected fault; the details are in the server's log"))


def _handle(row: Job, progress: Progress) -> dict[str, object] | None:
    handler = handler_of(row.kind)
    if handler is None:
        raise Refusal("jobs.unknown", _("No module here does this kind of work"))
    actor = None
    if row.actor is not None:
        actor = actor_for(row.actor, via="job", language=row.language, bounds=bounds_of(row.bounds))
    return handler(actor, row.args, progress)


def main() -> None:
    """Work until SIGINT or SIGTERM. Needs the main thread, where signals arrive."""
    worker = Worker()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: worker.stop())
    worker.run()
