"""The stream of live events and the list of changes over HTTP."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from kartei.platform.access.models import Token
from kartei.platform.access.rules import disable
from kartei.platform.access.tests.cast import Cast, make_cast
from kartei.platform.flow.feed import Feed, Listener, feed
from kartei.platform.records import write
from kartei.web.api import stream as room
from kartei.web.sessions import digest

pytestmark = pytest.mark.django_db(transaction=True)
API = "/api/v1"
PERSON = "people.person"


@pytest.fixture
def cast() -> Iterator[Cast]:
    """The firm; the feed of the process is quiet again afterwards."""
    yield make_cast()
    for listener in list(feed._listeners):
        feed.leave(listener)
    until = time.monotonic() + 60
    while feed._thread is not None and time.monotonic() < until:
        time.sleep(0.02)


def client(cast: Cast, who: str) -> Client:
    """A program with a token."""
    Token.objects.get_or_create(
        key=digest(f"kt_{who}"), defaults={"user_id": cast.ids[who], "made_at": timezone.now()}
    )
    return Client(headers={"Authorization": f"Bearer kt_{who}"})


class Reader:
    """Reads a stream in a thread of its own, as a browser does."""

    def __init__(self, answer: Any) -> None:
        assert answer.status_code == 200
        assert answer["Content-Type"] == "text/event-stream"
        self.pieces: list[bytes] = []
        self._thread = threading.Thread(target=self._read, args=(answer,), daemon=True)
        self._thread.start()

    def _read(self, answer: Any) -> None:
        for piece in answer.streaming_content:
            self.pieces.append(piece)
        connection.close()

    def wait_for(self, words: bytes, seconds: float = 60) -> bytes:
        """The first piece that holds some words."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            for piece in self.pieces:
                if words in piece:
                    return piece
            time.sleep(0.02)
        raise AssertionError(f"no {words!r} in {self.pieces}")

    def ended(self, seconds: float = 60) -> bool:
        """Whether the server closed the stream."""
        self._thread.join(seconds)
        return not self._thread.is_alive()


def test_a_stream_tells_changes_and_ends_with_the_account(cast: Cast) -> None:
    """S0-117: live changes under rights; closed when the user is disabled."""
    alice, dmitri = (Reader(client(cast, w).get(f"{API}/stream")) for w in ("alice", "dmitri"))
    first = alice.wait_for(b"retry:")
    assert b"\nid: " in first
    key = write.create(cast.alice, PERSON, {"last_name": "Ёлкин"})
    told = alice.wait_for(b"event: change\n")
    assert str(key).encode() in told
    disable(cast.admin, None, [cast.alice.user], {})
    alice.wait_for(b"event: end\n")
    assert alice.ended()
    assert not any(str(key).encode() in piece for piece in dmitri.pieces)
    disable(cast.admin, None, [cast.dmitri.user], {})
    assert dmitri.ended()


def test_who_comes_back_hears_what_he_missed(cast: Cast) -> None:
    asker = client(cast, "alice")
    cursor = asker.get(f"{API}/changes").json()["cursor"]
    key = write.create(cast.alice, PERSON, {"last_name": "Ёлкин"})
    reader = Reader(asker.get(f"{API}/stream", headers={"Last-Event-ID": cursor}))
    told = reader.wait_for(b"event: change\n")
    assert str(key).encode() in told
    strange = Reader(asker.get(f"{API}/stream", headers={"Last-Event-ID": "strange"}))
    assert b'"reload":true' in strange.wait_for(b"event: meta\n")


def test_changes_over_http(cast: Cast) -> None:
    asker = client(cast, "alice")
    cursor = asker.get(f"{API}/changes").json()["cursor"]
    key = write.create(cast.alice, PERSON, {"last_name": "Ёлкин"})
    answer = asker.get(f"{API}/changes", {"after": cursor})
    item = {"object": PERSON, "id": str(key), "verb": "create", "version": 1}
    assert answer.json()["items"] == [item]
    assert "meta" not in answer.json()
    assert client(cast, "bob").get(f"{API}/changes", {"after": cursor}).status_code == 410
    assert asker.get(f"{API}/changes", {"after": "x"}).status_code == 400
    assert asker.get(f"{API}/changes", {"since": cursor}).status_code == 400
    assert Client().get(f"{API}/changes").status_code == 401
    assert Client().get(f"{API}/stream").status_code == 401


def test_a_silent_stream_shows_that_it_lives(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "HEARTBEAT", 0.05)
    listener = Listener(user=Any, key="k", by_token=False, language="en")  # type: ignore[arg-type]
    body = room.stream(Feed(), listener, [("change", {"id": "1"}, None)], "c")
    assert [next(body) for _piece in range(3)] == [
        b"retry: 2000\nid: c\n\n",
        b'event: change\ndata: {"id":"1"}\n\n',
        b": still here\n\n",
    ]
    body.close()  # type: ignore[attr-defined]
