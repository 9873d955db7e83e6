"""What was acknowledged is on disk, whole and once, however the server ends.

KARTEI_TEST_LONG=1 repeats the killing until ten thousand writes are through.
"""

from __future__ import annotations

import http.client
import os
import random
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import pytest

from kartei.platform.kit.ids import uuid7
from tests.live import House, query, tree

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kills and looks by /proc")
PERSON = "/records/people.person"
#: Kills, and acknowledged writes between two of them.
KILLS, WRITES = (20, 500) if os.environ.get("KARTEI_TEST_LONG") == "1" else (3, 50)
WRITERS = 4
#: The tables that each new contact has one row in, and the column that names it.
ROWS = {
    "people_person": "id",
    "records_journal": "record",
    "records_search": "record",
    "records_timeline": "record",
}


@dataclass
class Writer:
    """A client that makes contacts and changes one of them, and notes what it was told.

    waiting: the contact without an answer so far; it is asked for again, with the same id and key,
    until there is one. stands: (version, position) of the changed contact as acknowledged last.
    """

    house: House
    subject: str
    made: set[UUID] = field(default_factory=set)
    waiting: UUID | None = None
    stands: tuple[int, str] = (1, "")
    wanted: str = ""
    odd: list[tuple[int, Any]] = field(default_factory=list)

    def work(self, enough: Callable[[], bool]) -> None:
        """Write until there is ENOUGH or the server is gone."""
        while not enough():
            try:
                self._make()
                self._change()
            except (OSError, http.client.HTTPException):
                return

    def _make(self) -> None:
        self.waiting = key = self.waiting or uuid7()
        body = {"id": str(key), "last_name": f"Kept {key}"}
        said = self.house.ask("POST", PERSON, body, Idempotency_Key=key.hex)
        if said.status != 201:
            self.odd.append((said.status, said.data))
            return
        self.made.add(key)
        self.waiting = None

    def _change(self) -> None:
        self.wanted = f"position {random.random()}"  # noqa: S311 (only to be unlike the one before)
        version = f'"{self.stands[0]}"'
        body = {"position": self.wanted}
        said = self.house.ask("PATCH", f"{PERSON}/{self.subject}", body, If_Match=version)
        if said.status == 200:
            self.stands = (said.data["version"], self.wanted)
        else:
            self.odd.append((said.status, said.data))

    def look(self) -> None:
        """After a kill: the change under way is there as a whole or not at all."""
        found = self.house.ask("GET", f"{PERSON}/{self.subject}").data
        stands = (found["version"], found["position"] or "")
        assert stands in (self.stands, (self.stands[0] + 1, self.wanted))
        self.stands = stands


@pytest.fixture
def house(own_house: House) -> House:
    """A running installation that may be killed."""
    if own_house.process is None or own_house.process.poll() is not None:
        own_house.start()
    own_house.token("manager1")
    return own_house


def ids(house: House, table: str, column: str) -> list[UUID]:
    """The contacts of this test that a table knows."""
    made = "SELECT id FROM people_person WHERE last_name LIKE 'Kept %'"
    verb = " AND verb = 'create'" if table == "records_journal" else ""
    found = query(house, f"SELECT {column} FROM {table} WHERE {column} IN ({made}){verb}")
    return [row[0] if isinstance(row[0], UUID) else UUID(row[0]) for row in found]


def killed_amid(house: House, writers: list[Writer]) -> None:
    """Let all write at once; kill the server in the midst of it, and start it again."""
    before = sum(len(one.made) for one in writers)
    ended = threading.Event()
    threads = [threading.Thread(target=one.work, args=(ended.is_set,)) for one in writers]
    for thread in threads:
        thread.start()
    while sum(len(one.made) for one in writers) < before + WRITES:
        assert any(thread.is_alive() for thread in threads), [one.odd for one in writers]
        time.sleep(0.01)
    house.kill()
    ended.set()
    for thread in threads:
        thread.join(60)
    house.start()


def test_what_was_acknowledged_survives_kills_whole_and_once(house: House) -> None:
    """R1: contact, journal, search text and timeline agree; repeating makes none twice."""
    subjects = [house.ask("POST", PERSON, {"last_name": "Subject"}).data["id"] for _ in "1234"]
    writers = [Writer(house, subject) for subject in subjects]

    for _ in range(KILLS):
        killed_amid(house, writers)
        for writer in writers:
            writer.look()

    said = [len(one.made) for one in writers]
    for writer in writers:
        writer.work(lambda one=writer: one.waiting is None)  # type: ignore[misc]
    made = {key for one in writers for key in one.made}
    assert len(made) >= sum(said) >= KILLS * WRITES
    assert [one.odd for one in writers] == [[]] * WRITERS
    for table, column in ROWS.items():
        found = ids(house, table, column)
        assert len(found) == len(set(found)), f"{table}: twice"
        assert set(found) == made, f"{table}: lost or half"
    journal = "SELECT count(*) FROM records_journal WHERE verb = 'change'"
    assert query(house, journal)[0][0] >= sum(one.stands[0] - 1 for one in writers)
    if "KARTEI_DATABASE" not in house.environment:
        assert query(house, "PRAGMA integrity_check") == [("ok",)]


@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")
def test_each_write_is_on_disk_before_its_answer(house: House, tmp_path: Path) -> None:
    """R2: as many syncs as answers, seen from the kernel; killing would not show the difference."""
    if "KARTEI_DATABASE" in house.environment:
        pytest.skip("the tests' own PostgreSQL does not wait for the disk, which doctor tells")
    assert house.process is not None
    trace = tmp_path / "trace"
    words = ["strace", "-f", "-e", "trace=fsync,fdatasync", "-o", str(trace)]
    for pid in tree(house.process.pid):
        words += ["-p", str(pid)]
    tracer = subprocess.Popen(words, stderr=subprocess.PIPE, text=True)
    assert tracer.stderr is not None
    assert "attached" in tracer.stderr.readline()
    for number in range(20):
        assert house.ask("POST", PERSON, {"last_name": f"Synced {number}"}).status == 201
    tracer.terminate()
    tracer.communicate()

    syncs = re.findall(r"f(?:data)?sync\(\d+\) += 0", trace.read_text())
    assert len(syncs) >= 20


def test_open_streams_do_not_keep_the_server_from_ending(house: House) -> None:
    """R24: each stream is ended in order; a process that had to be killed would cut it off."""
    parts = urlsplit(house.url)
    lines = ["GET /api/v1/stream HTTP/1.1", "Host: localhost"]
    lines += [f"Authorization: Bearer {house.token('manager1')}", "", ""]
    streams = []
    for _ in range(40):
        one = socket.create_connection((parts.hostname, parts.port or 80), timeout=30)
        one.sendall("\r\n".join(lines).encode())
        assert b" 200 " in one.recv(64)
        streams.append(one)

    house.stop()

    for one in streams:
        assert b"".join(iter(lambda s=one: s.recv(65536), b"")).endswith(b"\r\n0\r\n\r\n")  # type: ignore[misc]
        one.close()
