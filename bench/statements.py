"""How long a bank's file of 10,000 bookings takes to be read: `python -m bench.statements [count]`.

Each format is read three times, the best counts; the memory is what reading adds at its highest.
"""

from __future__ import annotations

import sys
import tracemalloc
from time import perf_counter

from kartei.modules.finance.statements.reading import read
from kartei.modules.finance.statements.tests import samples

COUNT = 10_000


def files(count: int) -> dict[str, bytes]:
    """A file of so many bookings in each format."""
    documents = "".join(samples.document(number, "100.00") for number in range(1, count + 1))
    entries = "".join(
        samples.entry(8, "100.00", "CRDT", "Müller GmbH", f"RE-{number}") for number in range(count)
    )
    lines = "".join(
        ":61:2611061105CR100,00N051NONREF//1\r\n"
        f":86:166?00GUTSCHRIFT?20EREF+RE-{number}?21SVWZ+Rechnung {number}?32Mueller GmbH\r\n"
        for number in range(count)
    )
    head, _, end = samples.MT940.decode("cp1252").partition(":61:")
    rows = "".join(
        f'"";"05.11.26";"";"";"Rechnung {number}";"Müller GmbH";"";"";"100,00";"EUR"\n'
        for number in range(count)
    )
    title = samples.GERMAN_CSV.decode("cp1252").partition("\n")[0]
    return {
        "1C, windows-1251": samples.client_bank(documents, "").encode("cp1251"),
        "1C, UTF-8": samples.client_bank(documents, "").encode("utf-8"),
        "CAMT.053": samples.camt(8, entries, "0.00"),
        "MT940": (head + lines + end[end.index(":62F:") :]).encode("cp1252"),
        "CSV": f"{title}\n{rows}".encode("cp1252"),
    }


def measure(name: str, data: bytes, count: int) -> None:
    """Print size, seconds and memory of one format."""
    took = []
    for _ in range(3):
        start = perf_counter()
        found = read(data)
        took.append(perf_counter() - start)
    if sum(len(one.entries) for one in found.statements) != count:
        raise SystemExit(f"{name}: bookings were lost")
    tracemalloc.start()
    read(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    print(f"{name:18} {len(data) / 2**20:6.1f} MiB {min(took):6.2f} s {peak / 2**20:7.1f} MiB")


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    for name, data in files(count).items():
        measure(name, data, count)
