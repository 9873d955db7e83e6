"""Times the printing of many invoices in the installation that the environment names.

    KARTEI_DATA=… python -m bench.printing [COUNT]

The installation needs an administrator and an own firm with its requisites (`kartei demo` makes
both). Invoices of one page with ten lines are written, issued, and printed as one PDF as the worker
does it. Prints figures, one a line; the invoices stay in the installation.
"""

import os
import statistics
import sys
import tempfile
import time
from uuid import UUID


def invoices(count: int) -> tuple[list[UUID], list[float]]:
    """Issued invoices, and the milliseconds that each took to be issued: number, PDF, journal."""
    from kartei.platform.access.actor import an_administrator
    from kartei.platform.records import commands, write

    admin = an_administrator()
    if admin is None:
        raise RuntimeError("the installation has no administrator")
    address = [{"kind": "main", "value": "1 Bench Street"}]
    client = write.create(admin, "people.company", {"name": "Bench", "addresses": address})
    line = {"name": "Window", "quantity": "2", "price": "350.00", "vat_rate": "none"}
    values = {"company": str(client), "lines": [line] * 10}
    keys, took = [], []
    for _ in range(count):
        keys.append(write.create(admin, "billing.invoice", values))
        begun = time.perf_counter()
        commands.run(admin, "billing.invoice", keys[-1], "issue", {})
        took.append((time.perf_counter() - begun) * 1000)
    return keys, took


def drawn(key: UUID) -> list[tuple[float, float]]:
    """Milliseconds that a PDF of one page takes to be drawn, and those of the processor."""
    from kartei.modules.billing.contract import INVOICE
    from kartei.modules.documents.contract import document
    from kartei.modules.documents.drawing import render_paper
    from kartei.platform.access.actor import an_administrator

    admin = an_administrator()
    found = document(INVOICE, admin, key)
    took = []
    for _ in range(40):
        begun = time.perf_counter(), time.process_time()
        render_paper(found)
        wall, busy = time.perf_counter() - begun[0], time.process_time() - begun[1]
        took.append((wall * 1000, busy * 1000))
    return took


def measure(count: int) -> None:
    """Write, issue, print; tell the figures."""
    from kartei.modules.billing.contract import INVOICE
    from kartei.modules.documents.contract import print_many
    from kartei.platform.access.actor import an_administrator

    keys, took = invoices(count)
    print(f"issuing one: p50 {statistics.median(took):.0f} ms")
    walls, busy = zip(*drawn(keys[-1]), strict=True)
    print(
        f"drawing one of one page: p50 {statistics.median(walls):.1f} ms, "
        f"of the processor {statistics.median(busy):.1f} ms"
    )
    with tempfile.TemporaryFile() as target:
        begun = time.perf_counter()
        done = print_many(INVOICE, an_administrator(), keys, "pdf", target, lambda _n, _all: None)
        spent = time.perf_counter() - begun
        print(f"{done.papers} as one file: {spent:.1f} s, {target.tell() / 1024 / 1024:.1f} MiB")


def main() -> None:
    """Measure in the installation."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kartei.web.settings")
    import django

    django.setup()
    measure(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)


if __name__ == "__main__":
    main()
