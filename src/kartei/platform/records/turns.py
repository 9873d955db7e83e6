"""Long work in batches that lets others write between two of them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

#: Records of one batch: on SQLite nobody else writes until it is committed.
BATCH = 250
#: The longest pause between two tries for SQLite's lock, in seconds.
PAUSE = 0.1


@contextmanager
def turn() -> Iterator[None]:
    """One batch of a long work: a transaction, after which those who wait may write.

    They try again for SQLite's one lock at ever longer distances, up to a tenth of a second; a
    work that takes the lock again at once kept them out for seconds (measured).
    """
    with transaction.atomic():
        yield
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        time.sleep(PAUSE)
