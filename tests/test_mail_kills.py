"""A letter goes out once, whoever dies meanwhile, and a silent mail server keeps nobody waiting.

Asked of a running installation whose worker is killed in the very moment in which the mail server
has taken a letter and has not said so yet.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
import time
from collections import Counter
from email import message_from_bytes
from typing import Any

import pytest

from kartei.platform.mail.tests.sink import Sink, running
from tests.live import House, query, tree

#: A machine with more time asks for 1000 letters and 20 kills.
LETTERS = int(os.environ.get("KARTEI_TRIAL_LETTERS", "12"))
#: Letters at whose taking the worker is killed.
KILLS = tuple(
    number * LETTERS // (count + 1) or 1
    for count in [int(os.environ.get("KARTEI_TRIAL_KILLS", "2"))]
    for number in range(1, count + 1)
)
#: Seconds; after each kill the dead worker's letter is held for half a minute.
PATIENCE = 180.0 + 60 * len(KILLS) + LETTERS

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="finds the processes of the house by /proc"
)


def kill_worker(house: House) -> None:
    """End the worker as a power cut would; its keeper starts another."""
    assert house.process is not None
    # who has a letter in hand has noted his process id with it
    rows = query(house, "SELECT DISTINCT worker FROM mail_letter WHERE worker <> ''")
    noted = {int(name.split(":")[-2]) for (name,) in rows}
    for pid in noted & set(tree(house.process.pid)):
        os.kill(pid, signal.SIGKILL)


def account(house: House, name: str, port: int, **more: Any) -> str:
    """An account on a server of this machine."""
    values = {
        "name": name, "address": f"{name}@okna.example", "host": "127.0.0.1", "port": port,
        "tls": "none", "per_minute": 100_000, "per_hour": 100_000,
    }  # fmt: skip
    answer = house.ask("POST", "/records/mail.account", {**values, **more}, login="admin")
    assert answer.status == 201, answer.data
    return str(answer.data["id"])


def send(house: House, account: str, to: str) -> str:
    """Write a letter and put it into the queue."""
    values = {"name": to, "recipient": to, "text": "x", "account": account}
    made = house.ask("POST", "/records/mail.letter", values, login="admin")
    assert made.status == 201, made.data
    path = f"/records/mail.letter/{made.data['id']}/send"
    assert house.ask("POST", path, {}, login="admin").status == 200
    return str(made.data["id"])


def states(house: House, account: str) -> Counter[str]:
    """How many letters of an account are in which state."""
    question = {"filter": ["account", "=", account], "fields": ["state"], "limit": 200}
    found: Counter[str] = Counter()
    while True:
        page = house.ask("POST", "/records/mail.letter/query", question, login="admin").data
        found.update(item["state"] for item in page["items"])
        if not page.get("next"):
            return found
        question["after"] = page["next"]


def message_ids(sink: Sink) -> Counter[str]:
    """How often each letter came in."""
    return Counter(
        str(message_from_bytes(letter.original_content or b"")["Message-ID"])
        for letter in sink.letters
    )


def test_nothing_is_sent_twice_whoever_is_killed(demo_house: House) -> None:
    """R9: killed between the server's taking and our commit: no letter comes twice, and no more of
    them are unclear than there were kills. A person then sends these again, or leaves them.
    """
    with running() as sink, socket.create_server(("127.0.0.1", 0)) as silent:
        sink.after = lambda _letter: kill_worker(demo_house) if len(sink.letters) in KILLS else None
        dumb = account(demo_house, "dumb", silent.getsockname()[1])
        lively = account(demo_house, "lively", sink.port)
        send(demo_house, dumb, "nobody@example.com")
        for number in range(LETTERS):
            send(demo_house, lively, f"a{number}@example.com")
        end = time.monotonic() + PATIENCE
        while True:
            found = states(demo_house, lively)
            if found["sent"] + found["unclear"] == LETTERS:
                break
            assert time.monotonic() < end, found
            time.sleep(0.5)
        assert set(message_ids(sink).values()) == {1}
        assert len(sink.letters) == LETTERS
        assert found["unclear"] == len(KILLS)
        assert states(demo_house, dumb)["sent"] == 0
        for key in (dumb, lively):
            record = demo_house.ask("GET", f"/records/mail.account/{key}", login="admin")
            stopped = demo_house.ask(
                "PATCH", f"/records/mail.account/{key}", {"active": False},
                login="admin", If_Match=f'"{record.data["version"]}"',
            )  # fmt: skip
            assert stopped.status == 200, stopped.data
