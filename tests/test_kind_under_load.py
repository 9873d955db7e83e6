"""The kind of a field is changed while fifty writes a second set it: no value is lost.

S4-070, S0-064. How long a write waits at most is measured by bench, not here.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from tests.live import House
from tests.test_shape_under_load import BETWEEN, FIELD, PACE, PERSON, WRITERS, wait_for


@dataclass
class Setter:
    """A client that sets the field of contacts of its own, and notes what it was told."""

    house: House
    name: str
    keys: list[str]
    last: dict[str, str] = field(default_factory=dict)
    odd: list[Any] = field(default_factory=list)
    count: int = 0

    def work(self, ended: threading.Event) -> None:
        """Write until the end, never faster than the pace."""
        due = time.monotonic()
        while not ended.is_set():
            self._set(self.keys[self.count % len(self.keys)])
            due = max(due + WRITERS / PACE, time.monotonic() - 1)
            ended.wait(max(0.0, due - time.monotonic()))

    def _set(self, key: str) -> None:
        value = str(self.count)
        version = self.house.ask("GET", f"{PERSON}/{key}").data["version"]
        match = f'"{version}"'
        said = self.house.ask("PATCH", f"{PERSON}/{key}", {self.name: value}, If_Match=match)
        self.count += 1
        if said.status == 200:
            self.last[key] = value
        else:
            self.odd.append((said.status, said.data))


def test_a_kind_changed_beside_fifty_writes_a_second_loses_nothing(own_house: House) -> None:
    """Text to number and back; each contact holds at last what its writer wrote last."""
    own_house.token("manager1")
    own_house.token("admin")
    made = {"object": "people.person", "kind": "text", "label_en": "Width"}
    row = own_house.ask("POST", FIELD, made, login="admin").data
    name, path = f"f_{row['number']}", f"/fields/{row['id']}/kind"
    setters = [Setter(own_house, name, people(own_house, n, name)) for n in range(WRITERS)]
    ended = threading.Event()
    threads = [threading.Thread(target=one.work, args=(ended,)) for one in setters]
    for thread in threads:
        thread.start()
    try:
        for wish in ({"kind": "number"}, {"back": True}, {"kind": "number"}):
            job = own_house.ask("POST", path, wish, login="admin")
            assert job.status == 202, job.data
            wait_for(partial(done, own_house, f"/jobs/{job.data['id']}"))
            wait_for(partial(written, setters, written_by(setters) + BETWEEN))
    finally:
        ended.set()
        for thread in threads:
            thread.join(60)
    assert [one.odd for one in setters] == [[]] * WRITERS
    for one in setters:
        shown = {key: own_house.ask("GET", f"{PERSON}/{key}").data[name] for key in one.keys}
        assert {key: shown[key] for key in one.last} == one.last


def written_by(setters: list[Setter]) -> int:
    """How much has been written."""
    return sum(one.count for one in setters)


def written(setters: list[Setter], due: int) -> bool:
    """Whether so much has been written."""
    return written_by(setters) >= due


def people(house: House, number: int, name: str) -> list[str]:
    """Some contacts that hold a value."""
    made = [
        house.ask("POST", PERSON, {"last_name": f"Wide {number} {n}", name: "0"}) for n in range(20)
    ]
    return [str(one.data["id"]) for one in made]


def done(house: House, path: str) -> bool:
    """Whether a job is done; it must not end otherwise."""
    job = house.ask("GET", path, login="admin").data
    assert job["state"] in ("waiting", "running", "done"), job
    return bool(job["state"] == "done")
