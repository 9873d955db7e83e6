"""What the worker does for directories.

The work itself is loaded when there is some: most firms have no directory, and its protocol costs
every process 8 MiB and a tenth of a second.
"""

from __future__ import annotations

import logging
import threading
from typing import Any

from django.db import Error, close_old_connections, connection
from django.utils import timezone

from kartei.platform.access.actor import Actor
from kartei.platform.directory.orders import PREVIEW, SYNC, TRY
from kartei.platform.directory.store import in_use
from kartei.platform.flow.jobs import job
from kartei.platform.flow.lanes import lane
from kartei.platform.flow.progress import Progress
from kartei.platform.meta.errors import Refusal

log = logging.getLogger(__name__)
#: Seconds between two looks at the clock.
POLL = 5.0


@lane
def watch(stopping: threading.Event) -> None:
    """Look after the signed-in; a thread of its own, because directories may be slow."""
    while not stopping.is_set():
        try:
            look()
        except (Error, Refusal):
            log.exception("directories could not be looked after")
        close_old_connections()
        stopping.wait(POLL)
    connection.close()


def look() -> None:
    """One look: who is out, and what is due tonight."""
    if in_use():
        from kartei.platform.directory import watch, work

        watch.look_after_all()
        work.order_nights(timezone.now())


@job(TRY)
def try_out(actor: Actor, args: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Try every step of a directory."""
    from kartei.platform.directory import work

    return work.try_out(actor, args, progress)


@job(PREVIEW)
def preview(actor: Actor, args: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Tell what taking over would do."""
    from kartei.platform.directory import work

    return work.preview(actor, args, progress)


@job(SYNC)
def take_over(actor: Actor, args: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Take a directory over; again after a crash, it finds what is left to do."""
    from kartei.platform.directory import work

    return work.take_over(actor, args, progress)
