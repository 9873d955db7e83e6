"""Work that has threads of its own in the worker process, so that it never keeps jobs waiting."""

from __future__ import annotations

import threading
from collections.abc import Callable

#: Called in a thread of the worker; returns soon after the event is set.
Lane = Callable[[threading.Event], None]

LANES: list[Lane] = []


def lane(run: Lane) -> Lane:
    """Register a lane; for what waits for others (mail servers) rather than works."""
    LANES.append(run)
    return run
