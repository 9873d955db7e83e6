"""What shaping costs at the size of the data set: new fields, their speed, rights, formulas.

A part of ``bench/run.py`` on a running, filled installation; by itself

    python -m bench.shape URL

prints the figures of an installation that ``bench/load.py`` has filled. It leaves fields, a role
and records behind, so it comes after everything that reads. Ratios are of alternating slices.
"""

import statistics
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench import drive

PERSON = "/api/v1/records/people.person"
FIELD = "/api/v1/records/meta.field"
TEAM = "/api/v1/records/access.team/00000000-0000-700a-8000-000000000001"
UNIT = "/api/v1/records/access.unit/00000000-0000-7007-8000-{:012x}"
SUBJECT = f"{PERSON}/00000000-0000-7003-8000-000000000001"
#: Letters that the filtered names begin with; some thousands do, so that a page is a small part.
LETTERS = ("an", "ma", "se", "al")
#: Both web processes must know a new field; a connection of its own finds one of them.
LOOKS = 6
#: Writes of others a second, while formulas are computed.
OTHERS = 20
#: The longest that a background job may take.
PATIENCE = 600
Call = Callable[..., Any]


@dataclass
class Waits:
    """How long others waited for their writes, in seconds, and what went wrong."""

    took: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def p50(self) -> float:
        """The median in ms."""
        return statistics.median(self.took) * 1000

    @property
    def longest(self) -> float:
        """The longest wait in ms."""
        return max(self.took) * 1000


@contextmanager
def writers(base: str, call: Call) -> Iterator[Waits]:
    """Somebody who makes persons at a steady pace until the block is left."""
    waits, ended = Waits(), threading.Event()

    def work() -> None:
        due = time.perf_counter()
        while not ended.is_set():
            began = time.perf_counter()
            try:
                call(base, "POST", PERSON, "user01", {"last_name": f"Meanwhile {began}"})
            except OSError as error:
                waits.faults.append(str(error))
            waits.took.append(time.perf_counter() - began)
            due += 1 / OTHERS
            ended.wait(max(0.0, due - time.perf_counter()))

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield waits
    finally:
        ended.set()
        thread.join()


def add_field(base: str, call: Call, label: str, **values: Any) -> str:
    """A field of persons; its name in the API."""
    body = {"object": "people.person", "kind": "text", "label_en": label, **values}
    made = call(base, "POST", FIELD, "admin", body)
    return f"f_{made['number']}"


def work_done(base: str, call: Call, begun: set[str]) -> tuple[float, int]:
    """Seconds that the jobs not yet BEGUN took until they were done, and their rows."""
    began = time.perf_counter()
    while time.perf_counter() - began < PATIENCE:
        jobs = [j for j in known_jobs(base, call) if j["id"] not in begun]
        if jobs and all(j["state"] == "done" for j in jobs):
            return time.perf_counter() - began, sum(j["total"] for j in jobs)
        if any(j["state"] in ("failed", "cancelled") for j in jobs):
            raise drive.Fault(f"a job failed: {jobs}")
        time.sleep(0.2)
    raise drive.Fault("the jobs were not done in time")


def known_jobs(base: str, call: Call) -> list[dict[str, Any]]:
    """The administrator's jobs."""
    found: list[dict[str, Any]] = call(base, "GET", "/api/v1/jobs", "admin")["items"]
    return found


def formulas(base: str, call: Call) -> tuple[str, dict[str, Any]]:
    """A formula for every person there is, while others write; its field."""
    with writers(base, call) as calm:
        time.sleep(5)
    begun = {j["id"] for j in known_jobs(base, call)}
    with writers(base, call) as waits:
        name = add_field(base, call, "Computed", formula="name")
        seconds, rows = work_done(base, call, begun)
    faults = calm.faults + waits.faults
    return name, {
        "formula for all persons: rows a second": rows / seconds,
        "formula for all persons: writes of others meanwhile, p50 ms": waits.p50,
        "formula for all persons: the same without, p50 ms": calm.p50,
        "formula for all persons: longest write meanwhile, ms": waits.longest,
        "formula for all persons: errors": faults[:1] if faults else 0,
    }


def indexing(base: str, call: Call, name: str) -> dict[str, Any]:
    """The index of a filled field, while others write."""
    row = field_row(base, call, name)
    begun = {j["id"] for j in known_jobs(base, call)}
    with writers(base, call) as waits:
        path, version = f"{FIELD}/{row['id']}", row["version"]
        call(base, "PATCH", path, "admin", {"indexed": True}, version)
        seconds, _rows = work_done(base, call, begun)
    return {
        "index of a filled field: ordered until built, s": seconds,
        "index of a filled field: longest write meanwhile, ms": waits.longest,
        "index of a filled field: errors": waits.faults[:1] if waits.faults else 0,
    }


def field_row(base: str, call: Call, name: str) -> dict[str, Any]:
    """The record that describes a field of persons."""
    items = call(base, "GET", f"{FIELD}?fields=number,version&limit=200", "admin")["items"]
    found: dict[str, Any] = next(i for i in items if f"f_{i['number']}" == name)
    return found


def adding(base: str, call: Call) -> dict[str, Any]:
    """From the order of a field to its use in list, filter, sort and record."""
    took = [until_usable(base, call, f"Fresh {number}") for number in range(5)]
    with writers(base, call) as waits:
        for number in range(5):
            until_usable(base, call, f"Amid writes {number}")
    return {
        "field added until usable everywhere, s": statistics.median(took),
        "field added until usable everywhere, the longest of 5, s": max(took),
        "fields added: longest write meanwhile, ms": waits.longest,
        "fields added: errors": waits.faults[:1] if waits.faults else 0,
    }


def until_usable(base: str, call: Call, label: str) -> float:
    """Seconds from the order of a field until a record holds it and a page filters and sorts by it.

    Then looks at it from other connections, untimed: each web process must know the field.
    """
    began = time.perf_counter()
    name = add_field(base, call, label)
    version = call(base, "GET", SUBJECT, "admin")["version"]
    call(base, "PATCH", SUBJECT, "admin", {name: "fresh"}, version)
    wish = f'{PERSON}?filter=["{name}","=","fresh"]&sort={name}&fields=name,{name}&limit=50'
    took = 0.0
    for _ in range(LOOKS):
        items = call(base, "GET", wish, "admin")["items"]
        took = took or time.perf_counter() - began
        if [item[name] for item in items] != ["fresh"]:
            raise drive.Fault(f"{name} is not found: {items}")
    return took


def beside(base: str, pair: tuple[tuple[str, str], ...], rounds: int, seconds: float) -> list[Any]:
    """Alternating slices of some questions (login, path); the slices of each."""
    ours = [
        drive.Client(
            drive.Recipe(
                base,
                {},
                drive.Pools({"letters": list(LETTERS)}, Path()),
                {"Authorization": f"Bearer kt_bench_{login}"},
            ),
            0,
            1,
        )
        for login, _path in pair
    ]
    ops = [{"steps": [{"path": path, "expect": "items"}]} for _login, path in pair]
    for one, op in zip(ours, ops, strict=True):
        drive.measure([one], op, 0, 4)
    slices: list[list[drive.Slice]] = [[] for _ in pair]
    for _ in range(rounds):
        for kept, one, op in zip(slices, ours, ops, strict=True):
            kept.append(drive.measure([one], op, seconds, 10))
    faults = [f for kept in slices for one in kept for f in one.faults]
    if faults:
        raise drive.Fault(faults[0])
    return slices


def ratio(over: list[drive.Slice], under: list[drive.Slice]) -> float:
    """The median of the ratios of neighbouring slices."""
    return statistics.median(a.p50 / b.p50 for a, b in zip(over, under, strict=True))


def sorting(base: str, name: str, rounds: int, seconds: float) -> dict[str, Any]:
    """Filter and sort by an indexed field made at run time, and by one that was built in."""

    def question(by: str) -> str:
        wish = f'filter=["{by}","starts","{{letters}}"]&sort={by}&fields=name,{name},city,owner'
        return f"{PERSON}?{wish}&limit=50"

    found = beside(base, (("admin", question(name)), ("admin", question("name"))), rounds, seconds)
    return {
        "filter and sort, field made at run time, p50 ms": statistics.median(
            one.p50 for one in found[0]
        ),
        "filter and sort, the same ÷ built-in field": ratio(*found),
    }


def rights(base: str, call: Call, rounds: int, seconds: float) -> dict[str, Any]:
    """A list for a user who sees his unit and those below it, and for the administrator."""
    root = call(base, "GET", UNIT.format(1), "admin")
    for number in (2, 3):
        row = call(base, "GET", UNIT.format(number), "admin")
        call(base, "PATCH", UNIT.format(number), "admin", {"parent": root["id"]}, row["version"])
    privileges = ("read", "create", "write", "delete", "append_to")
    grants = {"*": dict.fromkeys(privileges, "subunits")}
    body = {"name": "Unit and below", "level": 10, "grants": grants}
    role = call(base, "POST", "/api/v1/records/access.role", "admin", body)["id"]
    version = call(base, "GET", TEAM, "admin")["version"]
    call(base, "PATCH", TEAM, "admin", {"roles": [role]}, version)
    path = f"{PERSON}?sort=name&limit=50&count=capped"
    found = beside(base, (("user01", path), ("admin", path)), rounds, seconds)
    return {
        "list, unit and below, p50 ms": statistics.median(one.p50 for one in found[0]),
        "list, unit and below ÷ administrator": ratio(*found),
    }


def measured(base: str, call: Call, rounds: int, seconds: float) -> dict[str, Any]:
    """All figures."""
    name, found = formulas(base, call)
    found |= indexing(base, call, name)
    found |= adding(base, call)
    found |= sorting(base, name, rounds, seconds)
    return found | rights(base, call, rounds, seconds)


def main(words: list[str]) -> None:
    """Measure the installation at the one address."""
    if len(words) != 1:
        sys.exit(__doc__)
    from bench.run import call

    for title, value in measured(words[0], call, 5, 1.0).items():
        print(f"{title}: {value}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
