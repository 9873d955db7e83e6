"""What is noted while questions are answered is written by one thread per process, in batches."""

from __future__ import annotations

import atexit
import logging
import threading
from collections.abc import Callable

from django.db import Error, connection

log = logging.getLogger(__name__)
#: Between two batches, in seconds.
PAUSE = 1.0
#: Each writes what waits and returns how many; what could not be written it keeps.
flushes: list[Callable[[], int]] = []
_stopping = threading.Event()


def start() -> None:
    """Begin to write in this process, and write once more at its end."""
    threading.Thread(target=_run, name="later", daemon=True).start()
    atexit.register(stop)


def stop() -> None:
    """Write the rest; the process is about to end."""
    _stopping.set()
    _attempt()


def _run() -> None:
    while not _stopping.wait(PAUSE):
        _attempt()


def _attempt() -> None:
    for flush in flushes:
        try:
            flush()
        except Error:
            log.exception("what was noted could not be written yet")
        finally:
            connection.close()
