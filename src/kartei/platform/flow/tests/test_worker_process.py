"""Real worker processes: killed with -9, ended with SIGTERM."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from kartei.platform.flow.models import Job

pytestmark = pytest.mark.django_db(transaction=True)
SCRIPT = Path(__file__).with_name("worker_process.py")
LEASE = 3.0


@pytest.fixture
def processes() -> Iterator[list[subprocess.Popen[bytes]]]:
    """Workers of the test; none of them outlives it."""
    made: list[subprocess.Popen[bytes]] = []
    yield made
    for process in made:
        process.kill()
        process.wait()


def start(processes: list[subprocess.Popen[bytes]]) -> subprocess.Popen[bytes]:
    """One more worker process."""
    root = next(p for p in SCRIPT.parents if (p / "conftest.py").exists())
    environ = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": str(root)}
    name = str(connection.settings_dict["NAME"])
    words = [sys.executable, str(SCRIPT), name, str(LEASE)]
    process = subprocess.Popen(words, cwd=root, env=environ)
    processes.append(process)
    return process


def order(to: int, pause: float) -> Job:
    """A slow job of nobody in particular."""
    now = timezone.now()
    return Job.objects.create(
        kind="test.slow", title="Slow", args={"to": to, "pause": pause}, run_at=now,
        created_at=now, changed_at=now,
    )  # fmt: skip


def wait_until(row: Job, state: str, done: int, seconds: float) -> Job:
    """The job as soon as it is in a state and so far."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        row.refresh_from_db()
        if row.state == state and row.done >= done:
            return row
        time.sleep(0.05)
    raise AssertionError(f"{row.state} at {row.done} after {seconds} s")


def test_a_job_whose_worker_was_killed_is_taken_up_where_it_stopped(
    processes: list[subprocess.Popen[bytes]],
) -> None:
    """S0-113: kill -9 loses no job; with the real lease it comes back within a minute."""
    assert settings.USE_TZ
    row = order(20, 0.1)
    first = start(processes)
    wait_until(row, Job.RUNNING, 5, 30)
    first.kill()
    first.wait()
    row.refresh_from_db()
    reached = row.done
    start(processes)
    done = wait_until(row, Job.DONE, 20, 30)
    assert done.attempts == 2
    assert done.result == {"from": reached}


def test_a_worker_told_to_end_gives_its_job_back_soon(
    processes: list[subprocess.Popen[bytes]],
) -> None:
    row = order(10_000, 0.05)
    process = start(processes)
    wait_until(row, Job.RUNNING, 1, 30)
    process.send_signal(signal.SIGTERM)
    assert process.wait(9) == 0
    row.refresh_from_db()
    assert (row.state, row.attempts) == (Job.WAITING, 0)
    assert row.done > 0
