"""Letters through a provider's interface, against a double on this machine that answers as Postmark
does: the real one is not to be had in a test.
"""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from kartei.platform.access.tests.cast import Cast
from kartei.platform.mail import post, providers
from kartei.platform.mail.models import Account, Letter
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import blobs, write
from kartei.platform.records.commands import run
from kartei.platform.records.models import StoredFile

pytest.importorskip("anymail", reason="django-anymail is an option")
pytestmark = pytest.mark.django_db
TAKEN = {
    "To": "anna@client.example",
    "MessageID": "0a129aee-e1cd-480d",
    "ErrorCode": 0,
    "Message": "OK",
}


class Postmark:
    """What was asked, and how the next question is answered; None: hang up without an answer."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.answer: tuple[int, Any] | None = (200, TAKEN)
        double = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                size = int(self.headers["Content-Length"])
                double.asked.append(json.loads(self.rfile.read(size)))
                double.keys.append(self.headers["X-Postmark-Server-Token"])
                if double.answer is None:
                    self.connection.close()
                    return
                status, said = double.answer
                body = json.dumps(said).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: Any) -> None:
                """The test's output stays the tests'."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/"


@pytest.fixture
def postmark() -> Iterator[Postmark]:
    made = Postmark()
    thread = threading.Thread(target=made.server.serve_forever, daemon=True)
    thread.start()
    yield made
    made.server.shutdown()
    made.server.server_close()
    thread.join()


def account_at(cast: Cast, at: str, **more: Any) -> UUID:
    values = {
        "name": "Office", "address": "office@firm.example", "sender": "Окна & Türen",
        "road": "postmark", "host": at, "firm": True, "owner": None, **more,
    }  # fmt: skip
    key = write.create(cast.admin, "mail.account", values)
    run(cast.admin, "mail.account", key, "set_password", {"password": "key-of-the-firm"})
    return key


def letter(cast: Cast, **more: Any) -> UUID:
    given = {
        "to": "anna@client.example", "subject": "Ваш заказ", "text": "Добрый день",
        "html": "<p>Добрый день</p>", "owner": cast.alice.user,
    }  # fmt: skip
    return post.post([post.Wish(**{**given, **more})])[0]


def state(key: UUID) -> Letter:
    found: Letter = Letter.objects.unguarded("a test looks").get(pk=key)
    return found


def test_a_letter_goes_through_the_providers_interface(
    cast: Cast, postmark: Postmark, drain: Callable[[UUID], int]
) -> None:
    account = account_at(cast, postmark.address)
    key = letter(cast, unsubscribe="https://kartei.example/unsubscribe/x")

    assert drain(account) == 1
    assert state(key).state == "sent", state(key).result

    (asked,) = postmark.asked
    assert postmark.keys == ["key-of-the-firm"]
    assert (asked["To"], asked["Subject"]) == ("anna@client.example", "Ваш заказ")
    assert "office@firm.example" in asked["From"]
    assert asked["TextBody"].strip() == "Добрый день"
    assert "<p>Добрый день</p>" in asked["HtmlBody"]
    headers = {one["Name"].lower(): one["Value"] for one in asked["Headers"]}
    assert headers["message-id"] == f"<{key}@firm.example>"
    assert headers["list-unsubscribe"] == "<https://kartei.example/unsubscribe/x>"
    sent = state(key)
    assert (sent.state, sent.result) == ("sent", f"250 {TAKEN['MessageID']}")
    assert "key-of-the-firm" not in sent.dialogue


def test_files_travel_with_it(
    cast: Cast,
    postmark: Postmark,
    drain: Callable[[UUID], int],
    settings: Any,
    tmp_path: Path,
) -> None:
    settings.MEDIA_ROOT = str(tmp_path)
    blob = blobs.put([b"%PDF-1.7 x"], 1000)
    row = StoredFile.objects.create(
        object="mail.letter", record=cast.admin.user, sha256=blob.sha256, by_id=cast.admin.user,
        name="Счёт № 5.pdf", type="application/pdf", size=blob.size, at=datetime.now(UTC),
    )  # fmt: skip
    account = account_at(cast, postmark.address)
    letter(cast, files=[row.pk])

    assert drain(account) == 1

    (attached,) = postmark.asked[0]["Attachments"]
    assert attached["Name"] == "Счёт № 5.pdf"
    assert base64.b64decode(attached["Content"]) == b"%PDF-1.7 x"


@pytest.mark.parametrize(
    ("answer", "then"),
    [
        (
            (422, {"ErrorCode": 300, "Message": "Invalid 'To' address: 'anna@client.example'."}),
            "failed",
        ),
        ((406, {"ErrorCode": 300, "Message": "Invalid 'From' address"}), "failed"),
        ((200, {"To": "?", "MessageID": "1", "ErrorCode": 0, "Message": "OK"}), "unclear"),
        ((401, {"ErrorCode": 10, "Message": "Bad or missing server token"}), "queued"),
        ((429, {"ErrorCode": 429, "Message": "Slow down"}), "queued"),
        ((503, {}), "queued"),
        ((500, {}), "unclear"),
        (None, "unclear"),
    ],
)
def test_only_an_answer_that_says_so_proves_that_it_was_not_taken(
    cast: Cast, postmark: Postmark, drain: Callable[[UUID], int], answer: Any, then: str
) -> None:
    """R9: what may have been taken is not sent again by itself."""
    postmark.answer = answer
    account = account_at(cast, postmark.address)
    key = letter(cast)

    drain(account)
    drain(account)

    assert state(key).state == then
    assert len(postmark.asked) == 1


def test_where_nobody_listens_nothing_was_taken(cast: Cast, drain: Callable[[UUID], int]) -> None:
    account = account_at(cast, "http://127.0.0.1:1/")
    key = letter(cast)

    drain(account)

    assert (state(key).state, state(key).attempts) == ("queued", 1)


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"at": "http://api.provider.example"}, ("host", "mail.open_password")),
        ({"at": "api.provider.example"}, ("host", "mail.open_password")),
        ({"road": "smtp", "at": ""}, ("host", "value.required")),
    ],
)
def test_wrong_accounts_are_refused(
    cast: Cast, values: dict[str, Any], fault: tuple[str, str]
) -> None:
    with pytest.raises(Refusal) as caught:
        account_at(cast, **values)
    assert fault in {(one.field, one.code) for one in caught.value.faults}


def test_without_the_package_a_provider_is_not_chosen(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(providers, "installed", lambda: False)
    with pytest.raises(Refusal) as caught:
        account_at(cast, "")
    assert [one.code for one in caught.value.faults] == ["mail.no_providers"]


@pytest.mark.parametrize("key", sorted(providers.PROVIDERS))
def test_every_provider_takes_its_settings(cast: Cast, key: str) -> None:
    """The names of settings are the package's: a wrong one would only show when it is used."""
    from django.core.mail import get_connection

    account = account_at(cast, "", road=key, login="first part" if key == "mailjet" else "")
    row = Account.objects.unguarded("a test looks").get(pk=account)
    courier = providers.courier_for(row)
    assert isinstance(courier, providers.ProviderCourier)
    backend = f"anymail.backends.{providers.PROVIDERS[key].module}.EmailBackend"
    made = get_connection(backend, **courier._settings())
    assert "key-of-the-firm" in {str(value) for value in vars(made).values()}
