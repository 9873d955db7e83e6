"""Directories that are away, silent, lying or endless."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest

from kartei.platform.access.tests.cast import Cast
from kartei.platform.directory import client, door, trial, watch
from kartei.platform.directory.tests.conftest import tie
from kartei.platform.directory.tests.slapd import free_port
from kartei.platform.meta.errors import Refusal

#: A search result entry (RFC 4511 4.5.2) that says it is 2 GiB long.
ENDLESS = b"\x30\x84\x7f\xff\xff\xff\x02\x01\x01" + b"x" * 65536


@contextmanager
def listener(talk: Callable[[socket.socket], None]) -> Iterator[tuple[int, list[int]]]:
    """Somebody who listens and does this with who comes; (port, one item for each who came)."""
    server = socket.create_server(("127.0.0.1", 0))
    came: list[int] = []
    stop = threading.Event()

    def run() -> None:
        open_: list[socket.socket] = []
        while not stop.is_set():
            with suppress(OSError):
                line, _address = server.accept()
                came.append(1)
                open_.append(line)
                with suppress(OSError):
                    talk(line)
        for line in open_:
            line.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield server.getsockname()[1], came
    finally:
        stop.set()
        with suppress(OSError):
            server.shutdown(socket.SHUT_RDWR)
        server.close()
        thread.join()


def silent(_line: socket.socket) -> None:
    """Takes the connection and never says a word."""


def rubbish(line: socket.socket) -> None:
    """Talks something else."""
    line.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")


def endless(line: socket.socket) -> None:
    """Never comes to an end."""
    while True:
        line.sendall(ENDLESS)


def refused_at(cast: Cast, port: int) -> str:
    """What the directory's record says after a sign-in through it was refused."""
    tied = tie(cast, port, tls="none")
    with pytest.raises(Refusal) as refused:
        door.check("anna", "Geheim-1")
    assert (refused.value.code, refused.value.status) == ("directory.away", 503)
    return str(tied.row.fault)


def test_a_directory_that_is_away_is_told_of(cast: Cast) -> None:
    assert refused_at(cast, free_port()).startswith("Nothing answers at this server and port")


def test_a_silent_directory_costs_one_attempt(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """R26: the one who signs in waits for seconds, those after him not at all."""
    monkeypatch.setattr(client, "PATIENCE", 1)
    with listener(silent) as (port, came):
        assert refused_at(cast, port).startswith("The directory does not answer")
        assert len(came) == 1
        with pytest.raises(Refusal):
            door.check("bert", "Geheim-2")
        assert watch.look_after_all() == 0
        assert len(came) == 1


def test_what_is_no_directory_is_told_of(cast: Cast) -> None:
    with listener(rubbish) as (port, _came):
        assert refused_at(cast, port)
    assert trial.run(tie(cast, free_port()).row, "")[-1].startswith("✗ Nothing answers")


def test_an_endless_answer_ends(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "ROOM", 1024 * 1024)
    with listener(endless) as (port, _came):
        assert "the answer is too long" in refused_at(cast, port)


def test_only_a_few_wait_at_the_same_time(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Slow sign-ins never take all threads of the server."""
    monkeypatch.setattr(door, "_places", threading.BoundedSemaphore(1))
    tie(cast, free_port(), tls="none")
    with door.turn(), pytest.raises(Refusal) as refused:
        door.check("anna", "Geheim-1")
    assert refused.value.status == 503
