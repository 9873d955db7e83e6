"""How long a 200-line offer takes to be worked out anew on the server, as while typing.

`KARTEI_DATA=<folder with the demo firm> python -m bench.recalculating [lines]`; prints the median
and the 95th hundredth of 40 runs, with price lists and rules and without.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from statistics import quantiles
from time import perf_counter, process_time
from typing import Any

from kartei.web.loading import set_up

RUNS = 40
OFFER = "offers.offer"


def main(count: int) -> None:
    """Print the figures."""
    set_up()
    from kartei.modules.documents.contract import kinds, preview
    from kartei.modules.documents.papers import pricing
    from kartei.platform.access.actor import an_administrator
    from kartei.platform.records.ask import Ask
    from kartei.platform.records.query import page

    actor = an_administrator()
    if actor is None:
        raise SystemExit("no firm in this data folder; make one with `kartei demo`")
    kind = next(one for one in kinds() if one.object == OFFER)
    products = page(actor, "catalog.product", Ask(filter=["price", "filled"], limit=200))["items"]
    body = paper(products, count)
    tell("with lists and rules", timed(lambda: preview(kind, actor, body)))
    known = pricing._known[:]
    pricing._known.clear()
    tell("without", timed(lambda: preview(kind, actor, body)))
    pricing._known.extend(known)


def paper(products: list[dict[str, Any]], count: int) -> Mapping[str, Any]:
    """An offer whose lines go through the products."""
    return {
        "lines": [
            {"product": products[n % len(products)]["id"], "quantity": str(n % 20 + 1)}
            for n in range(count)
        ]
    }


def timed(work: Any) -> list[tuple[float, float]]:
    """Milliseconds of each run, by the clock and of the processor; the first one fills caches."""
    work()
    found = []
    for _run in range(RUNS):
        before, begun = perf_counter(), process_time()
        work()
        found.append(((perf_counter() - before) * 1000, (process_time() - begun) * 1000))
    return found


def tell(what: str, took: list[tuple[float, float]]) -> None:
    """One row."""
    for name, at in (("by the clock", 0), ("of the processor", 1)):
        parts = quantiles([one[at] for one in took], n=20)
        print(f"{what}, {name}: p50 {parts[9]:.1f} ms, p95 {parts[18]:.1f} ms")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
