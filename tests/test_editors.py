"""Several people change records at the same moment, each by a process of the server of his own."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from tests.live import House

PERSON = "/records/people.person"


def together_each(count: int, act: Callable[[int], list[int]]) -> Counter[int]:
    """How often each status came, of COUNT clients that begin at the same moment."""
    start = threading.Barrier(count)

    def run(number: int) -> list[int]:
        start.wait()
        return act(number)

    with ThreadPoolExecutor(count) as pool:
        return Counter(status for found in pool.map(run, range(count)) for status in found)


def test_of_two_who_add_to_one_note_none_loses_a_line(demo_house: House) -> None:
    """R6: who is told that his version is stale reads, adds and tries again."""
    key = demo_house.ask("POST", PERSON, {"last_name": "Counted"}).data["id"]
    address, lines = f"{PERSON}/{key}", 10

    def add(number: int) -> list[int]:
        found: list[int] = []
        for line in range(lines):
            while found.count(200) <= line:
                read = demo_house.ask("GET", address).data
                notes = f"{read['notes'] or ''} {number}.{line}"
                stamp = f'"{read["version"]}"'
                said = demo_house.ask("PATCH", address, {"notes": notes}, If_Match=stamp)
                found.append(said.status)
        return found

    told = together_each(2, add)

    assert told[200] == 2 * lines
    assert set(told) <= {200, 412}
    read = demo_house.ask("GET", address).data
    assert sorted(read["notes"].split()) == sorted(f"{n}.{x}" for n in (0, 1) for x in range(lines))
    assert read["version"] == 1 + 2 * lines


def test_ten_who_change_different_records_do_not_hinder_one_another(demo_house: House) -> None:
    """R6: every change of every client is taken at the first try."""
    keys = [demo_house.ask("POST", PERSON, {"last_name": "Own"}).data["id"] for _ in range(10)]

    def change(number: int) -> list[int]:
        found = []
        for version in range(1, 11):
            said = demo_house.ask(
                "PATCH", f"{PERSON}/{keys[number]}", {"notes": f"{version}"},
                If_Match=f'"{version}"',
            )  # fmt: skip
            found.append(said.status)
        return found

    assert together_each(10, change) == {200: 100}
    read = [demo_house.ask("GET", f"{PERSON}/{key}").data for key in keys]
    assert [(one["version"], one["notes"]) for one in read] == [(11, "10")] * 10
