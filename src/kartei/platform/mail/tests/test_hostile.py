"""Hostile words and hostile servers: nothing slips into headers or into the conversation, and no
server makes a letter go twice, get lost or be called sent without its word.
"""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO
from uuid import UUID

import pytest

from kartei.platform.access.tests.cast import Cast
from kartei.platform.mail import delivery, states, transport
from kartei.platform.mail.models import Account, Letter
from kartei.platform.mail.post import Wish, post
from kartei.platform.mail.tests.conftest import drained, make_account
from kartei.platform.mail.tests.sink import Sink
from kartei.platform.meta.errors import Refusal

#: Ways to end a line or a letter that some servers take for the real one (S16).
ENDS = ("\r\n.\r\n", "\n.\n", "\r.\r", "\n.\r\n", "\r\n.\n", "\x85.\x85", "\u2028.\u2028")
MORE = "MAIL FROM:<eve@evil.example>\r\nRCPT TO:<bob@okna.example>\r\nDATA\r\nSubject: x\r\n\r\nx"
Step = Callable[[bytes], bytes | None]


def one() -> Letter:
    found: Letter = delivery.all_letters().get()
    return found


@pytest.mark.parametrize("end", ENDS)
def test_no_word_of_a_letter_ends_it_or_begins_another(
    cast: Cast, account: UUID, sink: Sink, end: str
) -> None:
    """S16: on the wire there are only whole line ends, whatever the text, HTML or subject holds."""
    words = f"before{end}{MORE}{end}after"
    wish = Wish(to="ann@okna.example", subject=f"S{end}Bcc: eve@evil.example", text=words)
    post([wish, Wish(to="ann@okna.example", subject="2", html=f"<p>{words}</p>")])
    drained(account)
    assert len(sink.letters) == 2
    for number, letter in enumerate(sink.letters):
        assert letter.rcpt_tos == ["ann@okna.example"]
        data = letter.original_content or b""
        assert not re.search(rb"(?<!\r)\n|\r(?!\n)|\x00", data)
        got = sink.message(number)
        assert {name.lower() for name in got} <= {
            "from", "to", "subject", "date", "message-id", "mime-version", "content-type",
            "content-transfer-encoding",
        }  # fmt: skip
    body = sink.message().get_content()
    assert body.startswith("before")
    assert body.rstrip().endswith("after")


@pytest.mark.parametrize(
    "address",
    [
        "ann@okna.example\r\nBcc: eve@evil.example",
        "ann@okna.example>\r\nRCPT TO:<eve@evil.example",
        "ann@okna.example, eve@evil.example",
        "ann@okna.example\x00",
        "Ann <ann@okna.example>\neve@evil.example",
    ],
)
def test_an_address_is_one_address(cast: Cast, account: UUID, address: str) -> None:
    with pytest.raises(Refusal):
        post([Wish(to=address, subject="x", text="x")])
    assert not delivery.all_letters().exists()


def test_a_sender_with_line_ends_stays_one_header(cast: Cast, sink: Sink) -> None:
    key = make_account(cast, sink)
    rows = Account.objects.unguarded("what a restored or broken row might hold")
    rows.filter(pk=key).update(sender="Office\r\nBcc: eve@evil.example")
    post([Wish(to="ann@okna.example", subject="x", text="x")])
    drained(key)
    got = sink.message()
    assert got["Bcc"] is None
    assert "Office Bcc: eve@evil.example" in str(got["From"])


@contextmanager
def server(answer: Step) -> Iterator[Sink]:
    """A server that answers each line by ``answer``: bytes, or None to hang up."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=_serve, args=(listening, answer), daemon=True)
        thread.start()
        yield Sink("127.0.0.1", listening.getsockname()[1])
        listening.shutdown(socket.SHUT_RDWR)
        thread.join(60)


def _serve(listening: socket.socket, answer: Step) -> None:
    with suppress(OSError):
        while True:
            talk, _peer = listening.accept()
            with suppress(OSError), talk, talk.makefile("rb") as lines:
                converse(talk, lines, answer)


def converse(talk: socket.socket, lines: BinaryIO, answer: Step) -> None:
    """One connection; a letter's words count as the line that ends them."""
    line = b""
    while (said := answer(line)) is not None:
        talk.sendall(said)
        line = lines.readline()
        while said.startswith(b"354") and line not in (b".\r\n", b""):
            line = lines.readline()
        if not line:
            return


def polite(line: bytes) -> bytes:
    """What an ordinary server says."""
    for begin, said in (
        (b"EHLO", b"250 hello\r\n"), (b"DATA", b"354 go\r\n"), (b"QUIT", b"221 bye\r\n"),
        (b"", b"220 here\r\n" if not line else b"250 ok\r\n"),
    ):  # fmt: skip
        if line.upper().startswith(begin):
            return said
    raise AssertionError(line)


def except_at(begin: bytes, said: bytes | None) -> Step:
    """An ordinary server that says something else at one point."""

    def answer(line: bytes) -> bytes | None:
        here = line.upper().startswith(begin) if begin else not line
        return said if here else polite(line)

    return answer


@pytest.mark.parametrize(
    ("at", "said", "state", "told"),
    [
        (b"", b"554 no\r\n", states.QUEUED, "554 no"),
        (b"", b"HTTP/1.1 200 OK\r\n\r\n", states.QUEUED, ""),
        (b"", b"220 " + b"x" * 20_000 + b"\r\n", states.QUEUED, ""),
        (b"", None, states.QUEUED, ""),
        (b"EHLO", b"\xff\xfe\r\n", states.QUEUED, ""),
        (b"MAIL", None, states.QUEUED, ""),
        (b"MAIL", b"250\r\n", states.SENT, "250"),
        (b"RCPT", b"550 5.1.1 no such user\r\n", states.FAILED, "550"),
        (b"RCPT", b"452 full\r\n", states.QUEUED, "452"),
        (b"RCPT", b"999 what\r\n", states.FAILED, "999"),
        (b"DATA", b"250 done already\r\n", states.QUEUED, "451"),
        (b".", b"451 later\r\n", states.QUEUED, "451"),
        (b".", b"554 spam\r\n", states.FAILED, "554"),
        (b".", None, states.UNCLEAR, ""),
        (b".", b"\x00\xff nonsense\r\n", states.UNCLEAR, ""),
    ],
)
def test_whatever_a_server_says_a_letter_is_sent_by_a_plain_yes_alone(
    cast: Cast, at: bytes, said: bytes | None, state: str, told: str
) -> None:
    """Refusing and lying servers: no crash, no second copy, and the log tells why."""
    with server(except_at(at, said)) as lying:
        key = make_account(cast, lying)
        post([Wish(to="ann@okna.example", subject="x", text="x")])
        drained(key)
    letter = one()
    assert letter.state == state
    assert letter.result
    assert told in letter.result


@pytest.mark.parametrize(
    ("at", "state"),
    [(b"", states.QUEUED), (b"MAIL", states.QUEUED), (b".", states.UNCLEAR)],
)
def test_a_server_that_falls_silent_is_left(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, at: bytes, state: str
) -> None:
    """Hanging: patience ends; before the letter went over it waits, after that it is unclear."""
    monkeypatch.setattr(transport.Courier.__init__, "__defaults__", (0.5,))
    with server(except_at(at, b"")) as silent:
        key = make_account(cast, silent)
        post([Wish(to="ann@okna.example", subject="x", text="x")])
        drained(key)
    assert one().state == state
    assert "does not answer" in one().result or "timed out" in one().result
