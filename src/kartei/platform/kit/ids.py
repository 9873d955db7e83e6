"""Ids: UUID version 7 (RFC 9562), which sort by the moment they were made.

Python 3.11 has no generator for them. Within one process ids strictly grow, also when the clock
stands still or is set back, so that a page sorted by id never shuffles rows of one batch.
"""

import os
import threading
import time
from uuid import UUID

_RANDOM_BITS = 74
_STEP_BITS = 32
_MILLISECOND = 1_000_000


class _Generator:
    """Method 2 of RFC 9562, 6.2: the random part grows by a random step within a millisecond."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._moment = 0
        self._random = 0

    def next(self) -> UUID:
        with self._lock:
            now = time.time_ns() // _MILLISECOND
            if now > self._moment:
                self._moment = now
                # The top bit stays free, else an early overflow would borrow from the clock.
                self._random = int.from_bytes(os.urandom(10), "big") >> (81 - _RANDOM_BITS)
            else:
                self._random += 1 + int.from_bytes(os.urandom(_STEP_BITS // 8), "big")
                if self._random >> _RANDOM_BITS:
                    self._moment += 1
                    self._random = int.from_bytes(os.urandom(8), "big")
            return _compose(self._moment, self._random)


def _compose(moment: int, random: int) -> UUID:
    """48 bits of Unix milliseconds, version, 12 random bits, variant, 62 random bits."""
    value = (moment & (1 << 48) - 1) << 80
    value |= 0x7 << 76 | (random >> 62) << 64
    value |= 0b10 << 62 | random & (1 << 62) - 1
    return UUID(int=value)


_generator = _Generator()


def _renew() -> None:
    """A forked child must neither repeat its parent's ids nor inherit a held lock."""
    global _generator
    _generator = _Generator()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_renew)


def uuid7() -> UUID:
    """A new id, greater than every id made earlier by this process. Thread safe."""
    return _generator.next()
