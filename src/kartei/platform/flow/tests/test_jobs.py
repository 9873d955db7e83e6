"""Jobs are done once, survive a crash, stop when asked, and run as who ordered them."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from kartei.platform.access.models import User
from kartei.platform.access.rules import disable
from kartei.platform.flow import jobs, queue, schedule
from kartei.platform.flow.models import Job
from kartei.platform.flow.progress import LEASE, LeaseLost, Progress
from kartei.platform.flow.tests.people import somebody
from kartei.platform.flow.worker import Worker, perform
from kartei.platform.meta.errors import Refusal, forbidden
from kartei.platform.meta.versions import bump_access

pytestmark = pytest.mark.django_db(transaction=True)
SEEN: list[Any] = []


@jobs.job("test.count")
def count(actor: Any, args: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Counts to a number, slowly where asked."""
    for number in range(progress.done, args["to"]):
        progress(number, args["to"])
        SEEN.append((args.get("mark"), number))
        time.sleep(args.get("pause", 0))
    return {"counted": args["to"], "by": actor.standing.login}


@jobs.job("test.refuse")
def refuse(actor: Any, args: dict[str, Any], progress: Progress) -> None:
    """Always refused."""
    raise forbidden()


@jobs.job("test.break")
def fail(actor: Any, args: dict[str, Any], progress: Progress) -> None:
    """Breaks at each attempt."""
    raise RuntimeError("broken")


@pytest.fixture(autouse=True)
def _fresh() -> None:
    SEEN.clear()


@pytest.fixture
def worker() -> Iterator[Worker]:
    """A worker in threads of this process, stopped at the end."""
    made = Worker()
    thread = threading.Thread(target=made.run)
    thread.start()
    yield made
    made.stop()
    thread.join(60)
    assert not thread.is_alive()


def wait_for(row: Job, *states: str, seconds: float = 60) -> Job:
    """The job as soon as it is in one of the states."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        row.refresh_from_db()
        if row.state in states:
            return row
        time.sleep(0.05)
    raise AssertionError(f"still {row.state} after {seconds} s")


def alone(row: Job) -> Job:
    """Claim and perform one job in this thread."""
    claimed = queue.claim("me")
    assert claimed is not None
    assert claimed.pk == row.pk
    perform(claimed, "me", threading.Event())
    row.refresh_from_db()
    return row


def test_a_worker_does_a_job_as_who_ordered_it(worker: Worker) -> None:
    actor = somebody()
    row = jobs.enqueue(actor, "test.count", {"to": 3}, title="Counting")
    done = wait_for(row, Job.DONE)
    assert done.result == {"counted": 3, "by": "admin"}
    assert done.attempts == 1


def test_a_job_ordered_in_a_transaction_that_is_rolled_back_never_was() -> None:
    actor = somebody()
    with transaction.atomic():
        jobs.enqueue(actor, "test.count", {"to": 1}, title="Never")
        transaction.set_rollback(True)
    assert not Job.objects.exists()


def test_an_unknown_kind_is_refused_at_once() -> None:
    with pytest.raises(LookupError):
        jobs.enqueue(somebody(), "test.nothing", {}, title="?")


def test_two_workers_share_the_queue_and_nothing_is_done_twice() -> None:
    actor = somebody()
    rows = [
        jobs.enqueue(actor, "test.count", {"to": 1, "mark": n}, title=str(n)) for n in range(20)
    ]
    workers = [Worker(), Worker()]
    threads = [threading.Thread(target=w.run) for w in workers]
    for thread in threads:
        thread.start()
    for row in rows:
        wait_for(row, Job.DONE)
    for w in workers:
        w.stop()
    for thread in threads:
        thread.join(60)
    assert sorted(mark for mark, _ in SEEN) == list(range(20))
    assert {r.attempts for r in Job.objects.all()} == {1}


def test_a_later_job_waits_for_its_moment() -> None:
    later = timezone.now() + timedelta(hours=1)
    jobs.enqueue(somebody(), "test.count", {"to": 1}, title="Later", run_at=later)
    assert not queue.any_due()
    assert queue.claim("me") is None


def test_a_job_of_a_dead_worker_is_taken_up_where_it_stopped() -> None:
    actor = somebody()
    row = jobs.enqueue(actor, "test.count", {"to": 5}, title="Orphan")
    claimed = queue.claim("dead")
    assert claimed is not None
    Progress(claimed, "dead", threading.Event()).step(3)
    assert queue.claim("me") is None, "its lease still holds"
    Job.objects.filter(pk=row.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    done = alone(row)
    assert (done.state, done.attempts) == (Job.DONE, 2)
    assert [n for _, n in SEEN] == [3, 4]


def test_a_worker_that_lost_its_lease_writes_nothing_any_more() -> None:
    row = jobs.enqueue(somebody(), "test.count", {"to": 1}, title="Stolen")
    first = queue.claim("slow")
    assert first is not None
    Job.objects.filter(pk=row.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    assert queue.claim("quick") is not None
    with pytest.raises(LeaseLost):
        Progress(first, "slow", threading.Event())(1, 1)
    assert not queue.finish(first, "slow", Job.DONE)
    row.refresh_from_db()
    assert (row.state, row.worker) == (Job.RUNNING, "quick")


def test_a_heartbeat_keeps_the_lease() -> None:
    row = jobs.enqueue(somebody(), "test.count", {"to": 1}, title="Beating")
    claimed = queue.claim("me")
    assert claimed is not None
    Job.objects.filter(pk=row.pk).update(lease_until=timezone.now())
    queue.beat("me", {row.pk})
    row.refresh_from_db()
    assert row.lease_until is not None
    assert row.lease_until > timezone.now() + LEASE / 2


def test_a_job_that_kills_its_worker_each_time_ends() -> None:
    row = jobs.enqueue(somebody(), "test.count", {"to": 1}, title="Deadly")
    for _attempt in range(row.max_attempts):
        assert queue.claim("doomed") is not None
        Job.objects.filter(pk=row.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    assert queue.claim("next") is None
    row.refresh_from_db()
    assert row.state == Job.FAILED
    assert row.error


def test_a_running_job_ends_soon_after_it_is_cancelled(worker: Worker) -> None:
    row = jobs.enqueue(somebody(), "test.count", {"to": 1000, "pause": 0.02}, title="Long")
    wait_for(row, Job.RUNNING)
    jobs.cancel(row)
    wait_for(row, Job.CANCELLED)
    assert len(SEEN) < 1000


def test_a_waiting_job_is_cancelled_at_once() -> None:
    row = jobs.enqueue(somebody(), "test.count", {"to": 1}, title="Unwanted")
    assert jobs.cancel(row).state == Job.CANCELLED
    assert queue.claim("me") is None


def test_a_refusal_is_final_and_says_why() -> None:
    done = alone(jobs.enqueue(somebody(), "test.refuse", {}, title="No"))
    assert (done.state, done.error) == (Job.FAILED, "Your role does not allow this")


def test_a_fault_is_tried_again_later_and_less_and_less_often() -> None:
    row = jobs.enqueue(somebody(), "test.break", {}, title="Broken")
    waits = []
    for _attempt in range(row.max_attempts):
        Job.objects.filter(pk=row.pk).update(run_at=timezone.now())
        alone(row)
        waits.append((row.run_at - timezone.now()).total_seconds())
    assert row.state == Job.FAILED
    assert waits[0] < 6
    assert waits[:4] == sorted(waits[:4])


def test_a_user_kept_out_since_gets_nothing_done() -> None:
    boss = somebody("boss")
    actor = somebody("late")
    row = jobs.enqueue(actor, "test.count", {"to": 1}, title="Too late")
    disable(boss, None, [actor.user], {})
    bump_access()
    assert not User.objects.get(pk=actor.user).active
    assert alone(row).state == Job.FAILED
    assert SEEN == []


def test_a_stopping_worker_gives_its_job_back_and_no_attempt_is_lost() -> None:
    row = jobs.enqueue(somebody(), "test.count", {"to": 1000, "pause": 0.02}, title="Long")
    made = Worker()
    thread = threading.Thread(target=made.run)
    thread.start()
    wait_for(row, Job.RUNNING)
    made.stop()
    thread.join(60)
    row.refresh_from_db()
    assert (row.state, row.attempts, row.worker) == (Job.WAITING, 0, "")


def test_others_do_not_see_the_job() -> None:
    mine, other = somebody("mine", depth="own"), somebody("other", depth="own")
    row = jobs.enqueue(mine, "test.count", {"to": 1}, title="Mine")
    assert jobs.own_job(mine, row.id).pk == row.pk
    assert jobs.own_jobs(other) == []
    with pytest.raises(Refusal, match=r"jobs\.not_found"):
        jobs.own_job(other, row.id)


def test_finished_jobs_are_forgotten_after_a_while_and_waiting_ones_never() -> None:
    old, waiting = (
        jobs.enqueue(somebody(n), "test.count", {"to": 0}, title=n) for n in ("old", "young")
    )
    long_ago = timezone.now() - timedelta(days=40)
    Job.objects.filter(pk=old.pk).update(state=Job.DONE, changed_at=long_ago)
    Job.objects.filter(pk=waiting.pk).update(changed_at=long_ago)
    queue.sweep()
    assert [j.pk for j in Job.objects.all()] == [waiting.pk]


def test_a_schedule_runs_once_per_period_however_many_workers_look(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(schedule, "_tasks", {})
    calls: list[str] = []

    @schedule.every("test.broken", seconds=60)
    def broken() -> None:
        calls.append("broken")
        raise RuntimeError

    @schedule.every("test.tick", seconds=60)
    def tick() -> None:
        calls.append("tick")

    def look() -> None:
        schedule.run_due()
        connection.close()

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(calls) == ["broken", "tick"]
    assert schedule.run_due() == []
