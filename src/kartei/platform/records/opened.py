"""Who looked at which card: kept in memory and written in batches, never by the request itself."""

from __future__ import annotations

import atexit
import logging
import threading
from collections import deque
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db import Error, connection
from django.utils import timezone

from kartei.platform.access.actor import Actor
from kartei.platform.records import rows
from kartei.platform.records.models import Opened

log = logging.getLogger(__name__)
#: Between two batches, in seconds.
PAUSE = 1.0
#: Views kept while the database does not answer; older ones are lost beyond that.
WAITING = 20_000
#: How long it stays known who opened what.
KEPT = timedelta(days=400)
COLUMNS = ("at", "actor", "via", "ip", "object", "record")
Seen = tuple[datetime, UUID, str, str, str, UUID]

#: Reading a card again within this time is the same look at it.
SAME_LOOK = timedelta(minutes=10)
LONG_AGO = datetime.min.replace(tzinfo=UTC)
_looks: dict[tuple[UUID, str, UUID], datetime] = {}
_waiting: deque[Seen] = deque(maxlen=WAITING)
_stopping = threading.Event()
_lock = threading.Lock()


def note(actor: Actor, name: str, key: UUID) -> None:
    """Remember that somebody opened a card; costs the request nothing.

    An open page reads its card again with each change of it: that is the same look at it.
    """
    now = timezone.now()
    look = (actor.user, actor.via, key)
    if now - _looks.get(look, LONG_AGO) < SAME_LOOK:
        return
    if len(_looks) >= WAITING:
        _looks.clear()
    _looks[look] = now
    _waiting.append((now, actor.user, actor.via, actor.ip, name, key))


def flush() -> int:
    """Write what waits; returns how many. What could not be written waits on."""
    with _lock:
        batch = [_waiting.popleft() for _n in range(len(_waiting))]
        if not batch:
            return 0
        table = rows.table_of(rows.OWN, Opened, COLUMNS)
        try:
            rows.insert(table, [table.row(seen) for seen in batch])
        except Error:
            _waiting.extendleft(reversed(batch))
            raise
        return len(batch)


def start() -> None:
    """Begin to write in this process, each second, and once more at its end."""
    threading.Thread(target=_run, name="opened", daemon=True).start()
    atexit.register(stop)


def stop() -> None:
    """Write the rest; the process is about to end."""
    _stopping.set()
    _attempt()


def _run() -> None:
    while not _stopping.wait(PAUSE):
        if _waiting:
            _attempt()


def _attempt() -> None:
    try:
        flush()
    except Error:
        log.exception("who opened which card could not be written yet")
    finally:
        connection.close()


def sweep() -> int:
    """Forget what is too old to be asked for."""
    found: int = Opened.objects.filter(at__lt=timezone.now() - KEPT).delete()[0]
    return found
