"""How long payments take to be matched with open invoices.

`python -m bench.matching [payments and invoices] [seed]`; no installation is needed. Prints what
was found, what of it was wrong, and the seconds by the clock and of the processor.
"""

from __future__ import annotations

import sys
from time import perf_counter, process_time

from kartei.modules.finance.matching.engine import match
from kartei.modules.finance.matching.labelled.made import made


def main(count: int, seed: int) -> None:
    """Print the figures."""
    world = made(seed, count)
    before, begun = perf_counter(), process_time()
    found = match(world.payments, world.invoices)
    clock, processor = perf_counter() - before, process_time() - begun
    certain = [one for one in found if one.certain]
    asked = [one for one in found if world.labels[one.payment].asked]
    wrong = [
        one
        for one in certain
        if {(part.invoice, part.minor) for part in one.parts} != world.labels[one.payment].parts
    ]
    print(f"{len(found)} payments, {len(world.invoices)} invoices: {clock:.1f} s by the clock,")
    print(f"{processor:.1f} s of the processor; {len(certain)} certain, {len(wrong)} wrong,")
    print(f"{sum(one.certain for one in asked)} of {len(asked)} labelled ones certain")


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else 10_000,
        int(sys.argv[2]) if len(sys.argv) > 2 else 1,
    )
