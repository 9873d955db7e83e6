"""The schema is shaped while fifty writes a second go on: none is lost, none ends in a fault.

S4-070: fields added, changed and retired, an object made, an index built, a formula added,
on a running installation. How long a write waits at most stands in bench/README.md.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from kartei.platform.kit.ids import uuid7
from tests.live import Answer, House, query

PERSON, FIELD = "/records/people.person", "/records/meta.field"
#: Writes a second, and the clients that share them.
PACE, WRITERS = 50, 5
#: Writes that have to be through between two changes of the schema.
BETWEEN = 25
ROWS = {"people_person": "id", "records_journal": "record", "records_search": "record"}


@dataclass
class Writer:
    """A client that makes contacts at its share of the pace and notes what it was told."""

    house: House
    made: set[UUID] = field(default_factory=set)
    odd: list[tuple[int, Any]] = field(default_factory=list)

    def work(self, ended: threading.Event) -> None:
        """Write until the end, never faster than the pace."""
        due = time.monotonic()
        while not ended.is_set():
            self._make()
            due = max(due + WRITERS / PACE, time.monotonic() - 1)
            ended.wait(max(0.0, due - time.monotonic()))

    def _make(self) -> None:
        key = uuid7()
        said = self.house.ask("POST", PERSON, {"id": str(key), "last_name": f"Loaded {key}"})
        if said.status == 201:
            self.made.add(key)
        else:
            self.odd.append((said.status, said.data))


@contextmanager
def written_to(house: House) -> Iterator[list[Writer]]:
    """Writers at work until the block is left."""
    writers, ended = [Writer(house) for _ in range(WRITERS)], threading.Event()
    threads = [threading.Thread(target=one.work, args=(ended,)) for one in writers]
    for thread in threads:
        thread.start()
    try:
        yield writers
    finally:
        ended.set()
        for thread in threads:
            thread.join(60)


def wait_for(found: Callable[[], bool]) -> None:
    """Until something holds, at most a minute."""
    until = time.monotonic() + 60
    while not found():
        assert time.monotonic() < until
        time.sleep(0.05)


@dataclass
class Author:
    """The administrator, who shapes one thing after the other."""

    house: House
    writers: list[Writer]

    def ask(self, verb: str, path: str, body: Any, **headers: str) -> Answer:
        """A change of the schema, with some writes before it; it must be done."""
        before = self.count()
        wait_for(lambda: self.count() >= before + BETWEEN)
        said = self.house.ask(verb, path, body, login="admin", **headers)
        assert said.status in (200, 201, 204), (path, said.status, said.data)
        return said

    def count(self) -> int:
        """Writes acknowledged so far."""
        return sum(len(one.made) for one in self.writers)

    def field(self, label: str, **values: Any) -> dict[str, Any]:
        """A new field of persons."""
        body = {"object": "people.person", "kind": "text", "label_en": label, **values}
        made: dict[str, Any] = self.ask("POST", FIELD, body).data
        return made

    def change(self, row: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
        """A changed field."""
        match = f'"{row["version"]}"'
        said = self.ask("PATCH", f"{FIELD}/{row['id']}", values, If_Match=match)
        return {**row, **said.data}

    def jobs_done(self) -> bool:
        """Whether all that was begun in the background is done."""
        jobs = self.house.ask("GET", "/jobs", login="admin").data["items"]
        assert all(job["state"] in ("waiting", "running", "done") for job in jobs), jobs
        return all(job["state"] == "done" for job in jobs)

    def shape(self) -> list[str]:
        """Everything that the promise names; the names of the fields that stay."""
        plain = self.field("Plain")
        doubled = self.field("Doubled", kind="integer", formula="LEN(last_name) * 2")
        code = {"code": "visit", "one_en": "Visit", "many_en": "Visits"}
        self.ask("POST", "/records/meta.object", code)
        self.ask("POST", FIELD, {"object": "own.visit", "kind": "date", "label_en": "On"})
        plain = self.change(plain, {"indexed": True})
        plain = self.change(plain, {"label_en": "Plainer", "length": 50, "unique": True})
        gone = self.field("Gone", indexed=True)
        self.ask("DELETE", f"{FIELD}/{gone['id']}", None, If_Match=f'"{gone["version"]}"')
        self.change(plain, {"indexed": False})
        wait_for(self.jobs_done)
        return [f"f_{row['number']}" for row in (plain, doubled)]


def ids(house: House, table: str, column: str) -> list[UUID]:
    """The contacts of this test that a table knows."""
    made = "SELECT id FROM people_person WHERE last_name LIKE 'Loaded %'"
    verb = " AND verb = 'create'" if table == "records_journal" else ""
    found = query(house, f"SELECT {column} FROM {table} WHERE {column} IN ({made}){verb}")
    return [row[0] if isinstance(row[0], UUID) else UUID(row[0]) for row in found]


def test_shaping_beside_fifty_writes_a_second_loses_nothing(own_house: House) -> None:
    """Record, journal and search text of each acknowledged write are there, once, and computed."""
    own_house.token("manager1")
    own_house.token("admin")
    with written_to(own_house) as writers:
        names = Author(own_house, writers).shape()

    assert [one.odd for one in writers] == [[]] * WRITERS
    made = {key for one in writers for key in one.made}
    for table, column in ROWS.items():
        found = ids(own_house, table, column)
        assert len(found) == len(set(found)), f"{table}: twice"
        assert set(found) == made, f"{table}: lost or half"
    some = next(iter(made))
    record = own_house.ask("GET", f"{PERSON}/{some}").data
    assert record[names[0]] is None
    text = query(own_house, f"SELECT count(*) FROM x_people_person WHERE {names[1]} = 86")
    assert text[0][0] == len(made)
