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
    """One batch of a long work: a transaction, after which those who wait may write."""
    with transaction.atomic():
        yield
    give_way()


def give_way() -> None:
    """Between two batches, let those write who wait for SQLite's one lock.

    They try again at ever longer distances, up to a tenth of a second; a work that takes the lock
    again at once kept them out for seconds (measured).
    """
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        time.sleep(PAUSE)
