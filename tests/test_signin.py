"""Signing in through allauth's addresses: steps, locks, links, and what is told to whom."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import orjson
import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.utils import timezone

from kartei.platform.access.models import Session, User
from kartei.platform.access.rules import end_sessions
from kartei.platform.access.tests.cast import Cast, make_cast
from kartei.platform.signin import turns
from kartei.platform.signin.sessions import digest
from kartei.web.sessions import COOKIE

pytestmark = pytest.mark.django_db
AT = "/api/v1/auth/browser/v1/"
PASSWORD = "right horse"


@pytest.fixture
def cast() -> Cast:
    """The cast; Alice has a password and a mail address."""
    found = make_cast()
    set_up(found, "alice")
    return found


def set_up(cast: Cast, who: str) -> User:
    """Somebody with a password and a mail address."""
    user = User.objects.get(pk=cast.ids[who])
    user.set_password(PASSWORD)
    user.email = f"{who}@okna.example"
    user.save(update_fields=["password", "email"])
    return user


def call(client: Client, method: str, path: str, body: Any = None, **rest: Any) -> tuple[int, Any]:
    """One call with a JSON body; (status, answer)."""
    data = orjson.dumps(body) if body is not None else b""
    got = client.generic(
        method.upper(), path if path.startswith("/") else AT + path, data,
        content_type="application/json", **rest,
    )  # fmt: skip
    return got.status_code, orjson.loads(got.content) if got.content else None


def sign_in(client: Client, login: str = "alice", password: str = PASSWORD) -> tuple[int, Any]:
    """The first step."""
    return call(client, "post", "auth/login", {"username": login, "password": password})


def who(client: Client) -> str | None:
    """Whom the rest of the API takes this browser for."""
    user = call(client, "get", "/api/v1/session")[1]["user"]
    return user and str(user["login"])


@pytest.mark.parametrize("login", ["alice", " ALICE ", "Alice@Okna.example"])
def test_login_or_mail_address(cast: Cast, login: str) -> None:
    """S0-143: by name or mail address; one session serves the whole API."""
    client = Client()
    status, found = sign_in(client, login)
    assert (status, found["data"]["user"]["username"]) == (200, "alice")
    assert who(client) == "alice"
    row = Session.objects.get(user=cast.ids["alice"])
    assert row.key == digest(client.cookies[COOKIE].value)
    assert client.cookies[COOKIE].value not in str(row.data)


def test_the_same_answer_for_known_and_unknown(cast: Cast) -> None:
    """S5: a wrong password, an unknown login and a mail address of two are answered alike."""
    User.objects.filter(pk=cast.ids["bob"]).update(email="alice@okna.example")
    wrong = [("alice", "x" * 9), ("nobody", "x" * 9), ("alice@okna.example", PASSWORD)]
    found = [sign_in(Client(), *pair) for pair in wrong]
    assert found[0][0] == 400
    assert found[0][1]["code"] == "session.wrong"
    assert found[0] == found[1] == found[2]


def test_errors_are_problems_in_the_askers_language(cast: Cast) -> None:
    """Both forms of an error stand side by side: allauth's and RFC 9457's."""
    client = Client(headers={"Accept-Language": "de"})
    body = orjson.dumps({"username": "alice", "password": "wrong pass"})
    got = client.post(f"{AT}auth/login", body, content_type="application/json")
    found = orjson.loads(got.content)
    assert got["Content-Type"] == "application/problem+json"
    assert found["detail"] == "Anmeldename oder Passwort ist falsch"
    assert found["errors"][0]["message"] == found["errors"][0]["detail"] == found["detail"]


def test_the_old_door_is_the_same_door(cast: Cast) -> None:
    """``POST /session`` signs in by the same road."""
    client = Client()
    body = {"login": "alice@okna.example", "password": PASSWORD}
    assert call(client, "post", "/api/v1/session", body)[0] == 200
    assert call(client, "get", "auth/session")[1]["data"]["user"]["username"] == "alice"
    assert call(client, "delete", "/api/v1/session")[0] == 204
    assert who(client) is None
    assert not Session.objects.filter(user=cast.ids["alice"]).exists()


def test_only_what_is_offered_exists(cast: Cast) -> None:
    """Sign-up, codes by mail and phones of the library are not there."""
    client = Client()
    for path in ("auth/signup", "auth/code/request", "account/phone", "account/email", "tokens/x"):
        assert call(client, "post", path, {})[0] == 404
    assert call(client, "put", "auth/login", {})[0] == 405
    assert call(client, "post", "auth/login", {"username": "x" * 40_000})[0] == 413


def test_what_is_ones_own_asks_who_one_is(cast: Cast) -> None:
    """Nobody gets near authenticators or passwords without a session."""
    for method, path in (
        ("get", "account/authenticators"), ("get", "account/authenticators/totp"),
        ("post", "account/authenticators/recovery-codes"),
        ("get", "account/authenticators/webauthn"), ("post", "account/password/change"),
        ("post", "auth/reauthenticate"), ("post", "auth/2fa/authenticate"),
        ("post", "auth/2fa/trust"), ("get", "auth/webauthn/authenticate"),
    ):  # fmt: skip
        status, found = call(Client(), method, path, {})
        assert (status, found["code"]) == (401, "session.needed"), path


def test_ended_sessions_are_over_here_too(cast: Cast) -> None:
    """S4: what ends sessions ends them for allauth's addresses in the same moment."""
    client = Client()
    sign_in(client)
    end_sessions(cast.ids["alice"])
    assert call(client, "get", "auth/session")[0] == 401
    assert who(client) is None


def test_hashes_go_by_turns_and_a_full_line_is_told(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """S0-149: who finds the line full is sent away at once, and it is no failure of his."""
    monkeypatch.setattr(turns, "_line", threading.BoundedSemaphore(1))
    with turns.turn():
        status, found = sign_in(Client())
    assert (status, found["code"], found["retry_after"]) == (429, "session.busy", 2)
    assert not AccessAttempt.objects.exists()
    assert sign_in(Client())[0] == 200


def test_a_line_that_does_not_move_is_left(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """S0-149: nobody holds a thread of the server for ever."""
    monkeypatch.setattr(turns, "_turns", threading.BoundedSemaphore(1))
    monkeypatch.setattr(turns, "PATIENCE", 0)
    with turns.turn():
        assert sign_in(Client())[1]["code"] == "session.busy"
    assert sign_in(Client())[0] == 200


def test_attempts_in_the_same_moment_are_counted_like_others(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """S0-149: all came before the first had failed; those behind the fifth get no hash."""

    @contextmanager
    def waited() -> Iterator[None]:
        more = {"ip_address": "127.0.0.1", "failures_since_start": 5}
        AccessAttempt.objects.create(username="alice", attempt_time=timezone.now(), **more)
        yield

    monkeypatch.setattr(turns, "turn", waited)
    assert sign_in(Client())[0] == 429


def test_a_login_in_other_letters_is_another_login(cast: Cast) -> None:
    """S0-149: Cyrillic letters that look like Latin ones let nobody in, and lock nobody out."""
    for _n in range(3):
        status, found = sign_in(Client(), "аliсе")
        assert (status, found["code"]) == (400, "session.wrong")
    assert sign_in(Client(), "аliсе")[1]["code"] == "session.captcha"
    assert sign_in(Client())[0] == 200


def test_forged_requests_are_refused(cast: Cast) -> None:
    """Signing in from another site's page needs the page's proof like every write."""
    client = Client(enforce_csrf_checks=True)
    assert sign_in(client)[0] == 403


def test_a_new_password_ends_the_other_sessions(cast: Cast) -> None:
    """S4: changing one's password ends all sessions but the one it was changed in."""
    here, there = Client(), Client()
    sign_in(here)
    sign_in(there)
    body = {"current_password": PASSWORD, "new_password": "left donkey"}
    assert (
        call(here, "post", "account/password/change", {**body, "current_password": "x"})[0] == 400
    )
    assert call(here, "post", "account/password/change", {**body, "new_password": "x"})[0] == 400
    assert call(here, "post", "account/password/change", body)[0] == 200
    assert (who(here), who(there)) == ("alice", None)
    assert sign_in(Client())[0] == 400
    assert sign_in(Client(), password="left donkey")[0] == 200
