"""Python's cycle collector in processes that run for long."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

#: New objects between two looks at the youngest; Python's own 700 make thousands of looks out of
#: an import or a large list, in which there is hardly a cycle to find (measured: a tenth).
_YOUNG = 20_000


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """No looking for cycles while the program is loaded, nor ever at what came to be meanwhile.

    All but a seventieth of it stays, and looking takes a tenth of the start (measured).
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def settle_collector() -> None:
    """Call once everything is loaded: what is there now is never looked at again.

    It stays for ever anyway, and pages that nobody touches stay shared among processes.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG, 20, 20)
