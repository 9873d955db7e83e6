"""Reports on letters that could not be delivered: read as RFC 3464 has them, believed in little."""

from __future__ import annotations

from uuid import UUID

import pytest

from kartei.platform.access.tests.cast import Cast
from kartei.platform.kit.ids import uuid7
from kartei.platform.mail import bounces, delivery
from kartei.platform.mail.post import Wish, post
from kartei.platform.mail.states import FAILED, QUEUED, SENT
from kartei.platform.mail.tests.conftest import drained
from kartei.platform.mail.tests.sink import Sink

REPORT = """\
From: MAILER-DAEMON@mail.okna.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I'm sorry.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.okna.example

Final-Recipient: rfc822; {recipient}
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <{recipient}>: no such
    user here

--b
Content-Type: {kind}

From: office@okna.example
Message-ID: <{letter}@okna.example>
Subject: x

--b--
"""


def report(
    letter: UUID, recipient: str = "ann@okna.example", action: str = "failed",
    kind: str = "message/rfc822",
) -> bytes:  # fmt: skip
    text = REPORT.format(letter=letter, recipient=recipient, action=action, kind=kind)
    return text.replace("\n", "\r\n").encode()


@pytest.fixture
def sent(cast: Cast, account: UUID, sink: Sink) -> UUID:
    (key,) = post([Wish(to="ann@okna.example", subject="x", text="x")])
    drained(account)
    return key


def state(key: UUID) -> tuple[str, str]:
    row = delivery.all_letters().get(pk=key)
    return row.state, row.result


@pytest.mark.parametrize("kind", ["message/rfc822", "text/rfc822-headers"])
def test_a_letter_that_came_back_was_not_sent(sent: UUID, kind: str) -> None:
    data = report(sent, kind=kind)
    assert bounces.take(data) == 1
    words = "5.1.1 550 5.1.1 <ann@okna.example>: no such user here"
    assert state(sent) == (FAILED, words)
    assert bounces.take(data) == 0


def test_a_delay_is_no_failure_and_strangers_move_nothing(sent: UUID) -> None:
    for data in (
        report(sent, action="delayed"),
        report(sent, recipient="eve@okna.example"),
        report(uuid7()),
        report(sent).replace(b"multipart/report", b"multipart/mixed"),
        report(sent).replace(b"message/rfc822", b"text/plain"),
        b"",
        b"\xff\x00" * 100,
    ):
        assert bounces.take(data) == 0
    assert state(sent)[0] == SENT


def test_a_letter_that_waits_is_not_touched(cast: Cast, account: UUID) -> None:
    (key,) = post([Wish(to="ann@okna.example", subject="x", text="x")])
    assert bounces.take(report(key)) == 0
    assert state(key)[0] == QUEUED
