"""Hashing passwords by turns, so that a flood of sign-ins leaves the machine to everybody else.

A hash costs a core for some 60 ms on purpose. Who asks for one waits in a short line; where the
line is full he is sent away at once, so that the threads of the server stay free.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext_lazy as _

from kartei.platform.meta.errors import Refusal

#: Hashes at the same time in one process, and how many may wait for how many seconds.
TOGETHER = max(1, (os.cpu_count() or 1) // 2)
LINE, PATIENCE = 24, 10
_turns = threading.BoundedSemaphore(TOGETHER)
_line = threading.BoundedSemaphore(TOGETHER + LINE)


@contextmanager
def turn() -> Iterator[None]:
    """One's turn to hash; 429 where too many wait."""
    if not _line.acquire(blocking=False):
        raise busy()
    try:
        if not _turns.acquire(timeout=PATIENCE):
            raise busy()
        try:
            yield
        finally:
            _turns.release()
    finally:
        _line.release()


def busy() -> Refusal:
    """Too many want to sign in in the same moment."""
    return Refusal(
        "session.busy",
        _("Too many people are signing in at this moment; try again shortly"),
        status=429,
        extra={"retry_after": 2},
    )
