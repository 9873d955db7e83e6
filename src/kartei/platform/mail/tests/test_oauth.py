"""OAuth in place of a password: shown, renewed, refused, and never told."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qs
from uuid import UUID

import orjson
import pytest

from kartei.platform.access import vault
from kartei.platform.access.tests.cast import Cast
from kartei.platform.mail import delivery, letters, oauth, states
from kartei.platform.mail.models import Account, Letter
from kartei.platform.mail.tests.conftest import drained, make_account
from kartei.platform.mail.tests.sink import Sink
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import commands, write
from kartei.platform.records.models import Journal

NAME = "mail.account"
BOX = "office@firm.example"


@contextmanager
def renewing(status: int, answer: dict[str, Any]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """A server that renews tokens: (its address, the forms it was sent)."""
    asked: list[dict[str, Any]] = []

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            asked.append({name: values[0] for name, values in parse_qs(body).items()})
            self.send_response(status)
            self.end_headers()
            self.wfile.write(orjson.dumps(answer))

        def log_message(self, *_words: Any) -> None:
            """The test's own output stays readable."""

    server = HTTPServer(("127.0.0.1", 0), Door)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/token", asked
    finally:
        server.shutdown()
        server.server_close()


def boxed(cast: Cast, sink: Sink, **given: str) -> UUID:
    """An account with tokens."""
    key = make_account(cast, sink, auth="oauth", login=BOX, address=BOX)
    commands.run(cast.admin, NAME, key, "set_token", given)
    return key


def tried(cast: Cast, key: UUID) -> Letter:
    """A test letter that was handed over, or not."""
    made = letters.trial(cast.admin, key, "ann@example.com")
    drained(key)
    found: Letter = delivery.all_letters().get(pk=made)
    return found


def row(key: UUID) -> Account:
    found: Account = Account.objects.unguarded("the tests look at all").get(pk=key)
    return found


def test_a_token_is_shown_as_xoauth2_and_to_nobody_else(cast: Cast, sink: Sink) -> None:
    sink.token = "tok-1"
    key = boxed(cast, sink, token="tok-1")
    letter = tried(cast, key)
    assert letter.state == states.SENT, letter.result
    assert sink.logins == [("XOAUTH2", f"user={BOX}\x01auth=Bearer tok-1\x01\x01")]
    assert "C: AUTH XOAUTH2 ***" in letter.dialogue
    for place in (letter.dialogue, row(key).secret, str(list(Journal.objects.values_list("data")))):
        assert "tok-1" not in place
        assert "dXNlcj" not in place


def test_a_token_whose_time_is_over_is_renewed_and_kept(cast: Cast, sink: Sink) -> None:
    sink.token = "tok-2"
    answer = {"access_token": "tok-2", "expires_in": 3599, "refresh_token": "again-2"}
    with renewing(200, answer) as (address, asked):
        key = boxed(cast, sink, refresh="again-1", address=address, client="c", secret="s")
        assert tried(cast, key).state == states.SENT
        assert tried(cast, key).state == states.SENT
    assert asked == [
        {
            "grant_type": "refresh_token", "refresh_token": "again-1", "client_id": "c",
            "client_secret": "s",
        }
    ]  # fmt: skip
    kept = orjson.loads(vault.unsealed(row(key).secret))
    assert (kept["token"], kept["refresh"]) == ("tok-2", "again-2")


def test_refusals_are_told_in_words(cast: Cast, sink: Sink) -> None:
    sink.token = "other"
    refused = tried(cast, boxed(cast, sink, token="tok-1"))
    assert refused.state == states.FAILED
    assert "login or password refused" in refused.result
    with renewing(400, {"error": "invalid_grant", "error_description": "revoked"}) as (address, _a):
        over = tried(cast, boxed(cast, sink, refresh="r", address=address))
    assert over.state == states.FAILED
    assert "400 invalid_grant revoked" in over.result
    assert over.result.startswith("The token does not hold")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({}, "token"), ({"refresh": "r"}, "address"), ({"token": "a\nb"}, "token"),
        ({"refresh": "r", "address": "http://evil.example/t"}, "address"),
        ({"refresh": "r", "address": "file:///etc/passwd"}, "address"),
    ],
)  # fmt: skip
def test_a_token_that_cannot_be_used_is_refused(
    cast: Cast, sink: Sink, given: dict[str, str], field: str
) -> None:
    with pytest.raises(Refusal) as caught:
        boxed(cast, sink, **given)
    assert [fault.field for fault in caught.value.faults] == [field]


def test_a_token_is_gone_when_the_account_leads_elsewhere(cast: Cast, sink: Sink) -> None:
    key = boxed(cast, sink, token="tok-1")
    write.change(cast.admin, NAME, key, {"auth": "password"})
    assert row(key).secret == ""
    with pytest.raises(oauth.TokenFault):
        oauth.bearer(row(key))
    with pytest.raises(Refusal) as caught:
        commands.run(cast.admin, NAME, key, "set_token", {"token": "x"})
    assert caught.value.status == 409


def test_only_his_own_test_letter_is_told_to_somebody(cast: Cast, sink: Sink) -> None:
    key = make_account(cast, sink)
    made = letters.trial(cast.admin, key, "ann@example.com")
    assert letters.became(cast.admin, made)["over"] is False
    drained(key)
    told = letters.became(cast.admin, made)
    assert (told["state"], told["over"]) == ("sent", True)
    assert "S: 250" in told["dialogue"]
    for call in (
        lambda: letters.became(cast.grant("bob", {"*": {"read": "organisation"}}), made),
        lambda: letters.trial(cast.bob, key, "ann@example.com"),
    ):
        with pytest.raises(Refusal) as caught:
            call()
        assert caught.value.status in (403, 404)
