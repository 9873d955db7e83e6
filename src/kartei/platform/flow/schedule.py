"""Small things done again and again: reminders, sweeps. Long ones order a job instead."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from kartei.platform.flow.models import Schedule

log = logging.getLogger(__name__)
Task = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Repeated:
    """A task and its period."""

    period: timedelta
    run: Task


_tasks: dict[str, Repeated] = {}


def every(name: str, *, seconds: int) -> Callable[[Task], Task]:
    """Register a function to be called every so many seconds by one worker of the installation.

    A call missed while no worker ran is made up for once. The function must be quick: schedules
    wait for one another.
    """

    def keep(run: Task) -> Task:
        _tasks[name] = Repeated(timedelta(seconds=seconds), run)
        return run

    return keep


def run_due() -> list[str]:
    """Run what is due and return the names; a fault of one does not keep the others."""
    now = timezone.now()
    known = dict(Schedule.objects.values_list("name", "next_at"))
    ran = []
    for name, task in _tasks.items():
        if name not in known:
            Schedule.objects.get_or_create(name=name, defaults={"next_at": now})
        elif known[name] > now:
            continue
        # whoever moves the moment on has the right to run it
        mine = Schedule.objects.filter(name=name, next_at__lte=now)
        if mine.update(next_at=now + task.period, ran_at=now):
            ran.append(name)
            _call(name, task)
    return ran


def _call(name: str, task: Repeated) -> None:
    try:
        task.run()
    except Exception:
        log.exception("the schedule %s failed", name)
