"""Second factors, remembered devices, links in letters and locks, through allauth's addresses."""

from __future__ import annotations

import base64
import hashlib
import re
import time
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

import orjson
import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from axes.models import AccessAttempt
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from kartei.platform.access import people, pieces, sign_ins, tokens, vault
from kartei.platform.access.models import Session, SignIn, Token, User
from kartei.platform.access.rules import end_sessions
from kartei.platform.access.tests.cast import Cast, make_cast
from kartei.platform.access.vault import unsealed
from kartei.platform.flow.models import Job
from kartei.platform.mail.models import Letter
from kartei.platform.mail.post import post
from kartei.platform.signin import links, locks, passwords, riddles
from kartei.platform.signin.jobs import RECOVER, sweep
from kartei.web.api.tests.test_rights import ask
from tests.test_signin import AT, PASSWORD, call, set_up, sign_in, who

pytestmark = pytest.mark.django_db
WRONG = "wrong pass"
CODE = "auth/2fa/authenticate"


@pytest.fixture
def cast() -> Cast:
    """The cast; Alice has a password and a mail address."""
    found = make_cast()
    set_up(found, "alice")
    return found


@pytest.fixture(autouse=True)
def _no_limits_kept() -> None:
    """Limits of other tests are over."""
    cache.clear()


def code_of(secret: str, later: int = 0) -> str:
    """What an authenticator program shows."""
    return str(format_hotp_value(hotp_value(secret, int(time.time() + later) // 30)))


def with_totp(client: Client) -> str:
    """Switch codes on for the one who is signed in; the secret."""
    assert call(client, "post", "auth/reauthenticate", {"password": PASSWORD})[0] == 200
    status, found = call(client, "get", "account/authenticators/totp")
    assert (status, found["code"]) == (404, "signin.absent")
    secret = str(found["meta"]["secret"])
    assert re.match(r"otpauth://totp/\w+%40okna\.example\?", found["meta"]["totp_url"])
    assert call(client, "post", "account/authenticators/totp", {"code": "000"})[0] == 400
    body = {"code": code_of(secret)}
    assert call(client, "post", "account/authenticators/totp", body)[0] == 200
    return secret


def test_a_second_factor_is_asked_for_everywhere(cast: Cast) -> None:
    """Codes; without one neither door opens, and the log tells which factor was used."""
    client = Client()
    sign_in(client)
    secret = with_totp(client)
    kept = Authenticator.objects.get(type="totp").data["secret"]
    assert kept != secret
    assert unsealed(kept) == secret

    other = Client()
    status, found = sign_in(other)
    pending = [flow for flow in found["data"]["flows"] if flow.get("is_pending")]
    assert (status, found["code"]) == (401, "session.step")
    types = ["recovery_codes", "totp"]
    assert pending == [{"id": "mfa_authenticate", "is_pending": True, "types": types}]
    assert who(other) is None
    old = call(Client(), "post", "/api/v1/session", {"login": "alice", "password": PASSWORD})
    assert (old[0], old[1]["code"]) == (401, "session.step")

    assert call(other, "post", CODE, {"code": "123"})[1]["code"] == "signin.code"
    sign_ins.flush()
    assert SignIn.objects.get(reason="factor_wrong").user == cast.ids["alice"]
    assert call(other, "post", CODE, {"code": code_of(secret, 30)})[1]["code"] == "session.step"
    assert who(other) is None
    assert call(other, "post", "auth/2fa/trust", {"trust": True})[0] == 200
    assert who(other) == "alice"
    assert SignIn.objects.latest("pk").factor == "totp"

    # the device is remembered, another one is not
    call(other, "delete", "auth/session")
    assert sign_in(other)[0] == 200
    assert sign_in(Client())[0] == 401


def test_recovery_codes_work_once(cast: Cast) -> None:
    """Each recovery code is good for one sign-in."""
    client = Client()
    sign_in(client)
    with_totp(client)
    assert call(client, "post", "account/authenticators/recovery-codes", {})[0] == 200
    found = call(client, "get", "account/authenticators/recovery-codes")[1]
    code = found["data"]["unused_codes"][0]
    for expected in ("session.step", "signin.code"):
        other = Client()
        sign_in(other)
        assert call(other, "post", CODE, {"code": code})[1]["code"] == expected


def test_what_ends_sessions_ends_a_sign_in_under_way(cast: Cast) -> None:
    """S4: between password and code the account was shut or its password changed."""
    client = Client()
    sign_in(client)
    secret = with_totp(client)
    other = Client()
    assert sign_in(other)[0] == 401
    end_sessions(cast.ids["alice"])
    assert call(other, "post", CODE, {"code": code_of(secret, 30)})[0] == 401
    assert call(other, "post", "auth/2fa/trust", {"trust": True})[0] == 401
    assert who(other) is None


def test_changing_factors_asks_once_more_who_it_is(cast: Cast) -> None:
    """S4: whoever finds an open browser takes no account over: sensitive acts ask once more."""
    client = Client()
    sign_in(client)
    secret = call(client, "get", "account/authenticators/totp")[1]["meta"]["secret"]
    body = {"code": code_of(secret)}
    status, found = call(client, "post", "account/authenticators/totp", body)
    assert (status, found["code"]) == (401, "session.prove")
    assert call(client, "post", "auth/reauthenticate", {"password": "wrong one"})[0] == 400
    assert call(client, "post", "auth/reauthenticate", {"password": PASSWORD})[0] == 200
    assert call(client, "post", "account/authenticators/totp", body)[0] == 200


def letter_words(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The wishes that are posted, with the words that the queue keeps sealed."""
    found: list[Any] = []

    def heard(wishes: list[Any]) -> list[Any]:
        found.extend(wishes)
        return post(wishes)

    monkeypatch.setattr("kartei.platform.signin.letters.post", heard)
    return found


def test_a_lost_password_is_set_anew_by_a_link_once(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    """S0-145, S5: the same answer for known and unknown; the link is from the configured address,
    works once, and its words are kept by nobody.
    """
    settings.BASE_ADDRESS = "https://crm.okna.example"
    wishes, forged = letter_words(monkeypatch), {"HTTP_X_FORWARDED_HOST": "evil.example"}
    there, client = Client(), Client()
    sign_in(there)
    answers = [
        call(client, "post", "auth/password/request", {"email": mail}, **forged)
        for mail in ("alice@okna.example", "nobody@okna.example")
    ]
    assert answers[0] == answers[1] == (200, {"status": 200})
    for row in Job.objects.filter(kind=RECOVER):
        links.recover(row.args["email"])
    (wish,) = wishes
    assert wish.to == "alice@okna.example"
    key = re.search(r"https://crm\.okna\.example/reset/(\S+)", wish.text)
    assert key is not None
    assert "evil" not in wish.text
    assert key[1] not in str(list(Letter.objects.unguarded("a test reads what is kept").values()))

    body = {"key": key[1], "password": "left donkey"}
    assert call(client, "post", "auth/password/reset", {**body, "password": "x"})[0] == 400
    assert call(client, "post", "auth/password/reset", body)[0] == 200
    assert (who(client), who(there)) == ("alice", None)
    status, found = call(Client(), "post", "auth/password/reset", body)
    assert (status, found["code"]) == (400, "signin.link")
    assert sign_in(Client())[0] == 400


@pytest.mark.parametrize("cause", ["mail", "epoch", "disabled", "late", "bent"])
def test_links_die(cast: Cast, monkeypatch: pytest.MonkeyPatch, cause: str) -> None:
    """S5: gone after a change of mail or password, after half an hour, and for who is out."""
    alice = User.objects.get(pk=cast.ids["alice"])
    key = links.key_of(alice)
    assert passwords.Links().check_token(alice, key.partition("-")[2])
    if cause == "mail":
        User.objects.filter(pk=alice.pk).update(email="a@okna.example")
    elif cause == "epoch":
        end_sessions(alice.pk)
    elif cause == "disabled":
        User.objects.filter(pk=alice.pk).update(active=False)
    elif cause == "bent":
        key = key[:-1] + ("0" if key[-1] != "0" else "1")
    else:
        later = datetime.now() + timedelta(seconds=passwords.RECOVERY + 1)  # noqa: DTZ005
        monkeypatch.setattr(passwords.Links, "_now", lambda self: later)
    status, found = call(
        Client(), "post", "auth/password/reset", {"key": key, "password": "left donkey"}
    )
    assert (status, found["code"]) == (400, "signin.link")


def test_an_invitation_lasts_a_week(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """S0-144: who has no password yet sets his first by the letter's link."""
    wishes = letter_words(monkeypatch)
    bob = set_up(cast, "bob")
    bob.set_unusable_password()
    bob.language = "de"
    bob.save(update_fields=["password", "language"])
    links.invite(bob)
    key = wishes[0].text.partition("/invitation/")[2].split()[0]
    assert wishes[0].subject == "Okna: Ihr Zugang zu Kartei"
    day = datetime.now() + timedelta(days=6)  # noqa: DTZ005
    monkeypatch.setattr(passwords.Links, "_now", lambda self: day)
    client, body = Client(), {"key": key, "password": "left donkey"}
    assert call(client, "post", "auth/password/reset", body)[0] == 200
    assert who(client) == "bob"
    assert call(Client(), "post", "auth/password/reset", body)[1]["code"] == "signin.link"


def try_in(login: str, ip: str, password: str = WRONG, *, solve: bool = True) -> tuple[int, Any]:
    """An attempt from an address, with the riddle solved where one is put."""
    body = orjson.dumps({"username": login, "password": password})
    client, headers = Client(REMOTE_ADDR=ip), dict[str, str]()
    for _ in range(2):
        got = client.post(f"{AT}auth/login", body, content_type="application/json", headers=headers)
        found = orjson.loads(got.content)
        if not solve or "captcha" not in found:
            break
        headers = {"X-Captcha": solved(found["captcha"])}
    return got.status_code, (found, got.get("Retry-After"))


def solved(riddle: dict[str, Any]) -> str:
    """The header by which a page solves a riddle."""
    for number in range(riddle["maxnumber"] + 1):
        text = f"{riddle['salt']}{number}"
        if hashlib.sha256(text.encode()).hexdigest() == riddle["challenge"]:
            break
    return base64.b64encode(orjson.dumps({**riddle, "number": number})).decode()


def test_after_some_failures_a_riddle_is_put(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """S0-147, S0-148: from the fourth attempt on; for account and address, each solution once."""
    monkeypatch.setattr(riddles, "NUMBERS", 100)
    set_up(cast, "bob")
    for _ in range(3):
        try_in("alice", "198.51.100.7")
    status, (found, _wait) = try_in("alice", "198.51.100.7", PASSWORD, solve=False)
    assert (status, found["code"]) == (400, "session.captcha")
    header = {"X-Captcha": solved(found["captcha"])}
    body = orjson.dumps({"username": "alice", "password": PASSWORD})

    def once(ip: str, **headers: str) -> int:
        client = Client(REMOTE_ADDR=ip)
        path = f"{AT}auth/login"
        return client.post(path, body, content_type="application/json", headers=headers).status_code

    bad = [
        "x", "bnVsbA==", base64.b64encode(b'{"salt":5}').decode(),
        base64.b64encode(orjson.dumps({**found["captcha"], "number": -1})).decode(),
    ]  # fmt: skip
    assert [once("198.51.100.7", **{"X-Captcha": one}) for one in bad] == [400] * 4
    assert try_in("bob", "198.51.100.7", PASSWORD, solve=False)[0] == 200
    assert once("198.51.100.7", **header) == 200
    for _ in range(3):
        try_in("alice", "198.51.100.7")
    assert once("198.51.100.7", **header) == 400


def test_an_administrator_unlocks(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """S0-149: who has the right to security sees locks and ends them."""
    monkeypatch.setattr(riddles, "NUMBERS", 100)
    for _ in range(6):
        try_in("alice", "198.51.100.7")
    (row,) = ask(cast, "admin", "get", "/security/locks")[1]["items"]
    assert (row["login"], row["ip"], row["failures"]) == ("alice", "198.51.100.7", 5)
    assert row["user"] == {"id": str(cast.ids["alice"]), "title": "Alice"}
    assert try_in("alice", "198.51.100.7", PASSWORD)[0] == 429
    assert ask(cast, "bob", "post", "/security/unlock", {"login": "alice"})[0] == 403
    assert ask(cast, "admin", "post", "/security/unlock", {"login": "Alice"})[0] == 200
    assert try_in("alice", "198.51.100.7", PASSWORD)[0] == 200


def test_an_address_that_tries_many_accounts_is_locked(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """S0-149: however many names it tries; other addresses go on."""
    monkeypatch.setattr(riddles, "NUMBERS", 100)
    monkeypatch.setattr(locks, "ADDRESS_LIMIT", 4)
    for number in range(4):
        assert try_in(f"name{number}", "198.51.100.7")[0] == 400
    assert try_in("alice", "198.51.100.7", PASSWORD)[0] == 429
    assert try_in("alice", "203.0.113.5", PASSWORD)[0] == 200


def test_ones_own_sessions_are_listed_and_ended(cast: Cast) -> None:
    """Where one is signed in; one or all others end at once, and nobody else's."""
    firefox = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"
    here, there, third = Client(), Client(headers={"User-Agent": firefox}), Client()
    set_up(cast, "bob")
    bob = Client()
    sign_in(bob, "bob")
    for client in (here, there, third):
        sign_in(client)
    items = call(here, "get", "/api/v1/sessions")[1]["items"]
    assert [(one["device"], one["current"]) for one in items] == [
        ("", False), ("Firefox, Windows", False), ("", True),
    ]  # fmt: skip
    assert call(bob, "delete", f"/api/v1/sessions/{items[1]['id']}")[0] == 404
    assert call(here, "delete", f"/api/v1/sessions/{items[1]['id']}")[0] == 204
    assert (who(here), who(there), who(third)) == ("alice", None, "alice")
    assert call(here, "delete", "/api/v1/sessions") == (200, {"ended": 1})
    assert (who(here), who(third), who(bob)) == ("alice", None, "bob")


def test_sessions_tell_their_last_use(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Coarsely: noted in memory, written once in ten minutes, whoever notes it."""
    client = Client()
    monkeypatch.setattr(tokens.visits, "waiting", {})
    sign_in(client)
    path = "/api/v1/sessions"
    assert call(client, "get", path)[1]["items"][0]["used_at"] is None
    assert tokens.visits.flush() == 1
    (row,) = call(client, "get", path)[1]["items"]
    first = row["used_at"]
    assert first is not None
    assert tokens.visits.flush() == 0
    monkeypatch.setattr(tokens.visits, "noted", {})
    call(client, "get", path)
    assert tokens.visits.flush() == 1
    assert call(client, "get", path)[1]["items"][0]["used_at"] == first
    assert ask(cast, "admin", "get", "/security/sessions")[1]["items"][0]["used_at"] == first


def test_a_new_device_is_told_of(cast: Cast) -> None:
    """S0-146: a letter when somebody signs in from a kind of browser he never used."""
    agents = ("Firefox/140.0", "Firefox/140.0", "Chrome/150.0")
    for agent in agents:
        sign_in(Client(headers={"User-Agent": agent}))
    letters = Letter.objects.unguarded("a test reads what is kept").filter(kind="account")
    (letter,) = letters
    assert letter.recipient == "alice@okna.example"
    assert "Chrome/150.0" in letter.text


def test_what_lets_in_is_told(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """S0-146: a token made in his name, and a password that an administrator gave him; by allauth's
    own letter and once where he changed it himself.
    """
    client, wishes = Client(), letter_words(monkeypatch)
    sign_in(client)
    token = {"title": "Telephone", "scopes": {"*": "read"}, "expires_at": None}
    assert call(client, "post", "/api/v1/tokens", token)[0] == 201
    body = {"current_password": PASSWORD, "new_password": "left donkey"}
    assert call(client, "post", "account/password/change", body)[0] == 200
    path = f"/records/access.user/{cast.ids['alice']}/set_password"
    assert ask(cast, "admin", "post", path, {"password": "right horse 2"})[0] == 200
    assert [wish.subject for wish in wishes] == [
        "Okna: A token for a program was made in your name",
        "Okna: Your password was changed",
        "Okna: An administrator gave your account a new password",
    ]


def test_an_invitation_is_ordered_by_who_may(cast: Cast) -> None:
    """S0-144: a command on a user without password; again as often as wanted."""
    bob = set_up(cast, "bob")
    path = f"/records/access.user/{bob.pk}/invite"
    assert ask(cast, "admin", "post", path, {})[1]["code"] == "access.has_password"
    User.objects.filter(pk=bob.pk).update(password="!")
    assert ask(cast, "admin", "post", path, {})[0] == 200
    assert ask(cast, "admin", "post", path, {})[0] == 200
    assert User.objects.get(pk=bob.pk).invited_at is not None
    letters = Letter.objects.unguarded("a test reads what is kept").filter(recipient=bob.email)
    assert (letters.count(), letters.filter(confidential=True).count()) == (2, 2)
    User.objects.filter(pk=bob.pk).update(email="")
    assert ask(cast, "admin", "post", path, {})[1]["code"] == "records.not_now"


def test_logins_that_look_like_anothers_are_not_made(cast: Cast) -> None:
    """S0-143: letters of two alphabets are refused, compatible forms are one login."""
    unit = str(cast.units["here"]) if "here" in cast.units else str(next(iter(cast.units.values())))
    new = {"login": "\u0430lice", "name": "A", "unit": unit}
    status, found = ask(cast, "admin", "post", "/records/access.user", new)
    assert (status, found["errors"][0]["code"]) == (422, "access.login_mixed")
    assert ask(cast, "admin", "post", "/records/access.user", {**new, "login": "иван.7"})[0] == 201
    wide = {**new, "login": "\uff41lice"}
    assert ask(cast, "admin", "post", "/records/access.user", wide)[0] == 422


def test_a_lock_holds_one_account_at_one_address(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """S0-149: half an hour, told to known and unknown alike; the office and other places go on.

    Login and mail address are the same account.
    """
    monkeypatch.setattr(riddles, "NUMBERS", 100)
    set_up(cast, "bob")
    for login in ("alice", "alice@okna.example", "ALICE", "alice"):
        assert try_in(login, "198.51.100.7")[0] == 400
    status, (found, wait) = try_in("alice", "198.51.100.7")
    assert (status, found["code"], wait) == (429, "session.locked", "1800")
    assert try_in("alice", "198.51.100.7", PASSWORD)[0] == 429
    assert try_in("alice@okna.example", "198.51.100.7", PASSWORD)[0] == 429
    assert try_in("bob", "198.51.100.7", PASSWORD)[0] == 200
    assert try_in("alice", "203.0.113.5", PASSWORD)[0] == 200
    unknown = [try_in("nobody", "198.51.100.7") for _ in range(6)]
    assert unknown[-1] == (429, (found, wait))
    sign_ins.flush()
    assert SignIn.objects.filter(reason="locked").exists()
    AccessAttempt.objects.filter(username="alice").update(
        attempt_time=AccessAttempt.objects.latest("attempt_time").attempt_time
        - timedelta(minutes=31)
    )
    assert try_in("alice", "198.51.100.7", PASSWORD)[0] == 200


def test_a_huge_password_is_not_hashed(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """S0-143: a megabyte is refused, and what fits the door is not hashed at its length."""
    hashed: list[int] = []
    from kartei.platform.signin import backend

    monkeypatch.setattr(backend, "make_password", lambda word: hashed.append(len(word)))
    assert try_in("alice", "198.51.100.7", "x" * 1_000_000)[0] == 413
    assert try_in("alice", "198.51.100.7", "x" * 20_000)[0] == 400
    assert hashed == [0]


def test_secrets_of_second_factors_follow_the_keys(cast: Cast) -> None:
    """After two renewals, when the first key is gone, codes still fit."""
    client = Client()
    sign_in(client)
    secret = with_totp(client)
    codes = call(client, "get", "account/authenticators/recovery-codes")[1]["data"]
    assert [vault.renew() for _ in range(2)] == [2, 2]
    assert vault.unreadable() == 0
    assert unsealed(Authenticator.objects.get(type="totp").data["secret"]) == secret
    assert call(client, "get", "account/authenticators/recovery-codes")[1]["data"] == codes


def test_unfinished_sign_ins_are_swept_away(cast: Cast) -> None:
    """Sessions that are over go; those in force stay."""
    client = Client()
    sign_in(client)
    past = timezone.now() - timedelta(seconds=1)
    Session.objects.create(key="x", epoch=0, made_at=past, expires_at=past)
    sweep()
    assert Session.objects.get().user_id == cast.ids["alice"]


def test_who_has_his_password_elsewhere_gets_no_link(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """S5, S0-145: a link would give an account of the directory a second password; a letter tells
    where he changes his.
    """
    wishes = letter_words(monkeypatch)
    alice = User.objects.get(pk=cast.ids["alice"])
    key = links.key_of(alice)
    # any table with users will do for that of the directory
    past = timezone.now() - timedelta(days=1)
    Session.objects.create(key="x", user=alice, epoch=1, made_at=past, expires_at=past)
    monkeypatch.setattr(people, "kept_elsewhere", [Session.objects.all])
    links.recover(alice.email)
    assert [(wish.subject, wish.confidential) for wish in wishes] == [
        ("Okna: Where your password is kept", False)
    ]
    body = {"key": key, "password": "left donkey"}
    assert call(Client(), "post", "auth/password/reset", body)[1]["code"] == "signin.link"


def test_long_lists_of_sessions_and_tokens_are_turned_over(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Page by page, also when the last row of a page has ended meanwhile."""
    monkeypatch.setattr(pieces, "PAGE", 2)
    now, ids = timezone.now(), cast.ids
    for number in range(5):
        made = now - timedelta(minutes=number // 2)
        Session.objects.create(
            key=f"s{number}", user_id=ids["bob"], epoch=1, made_at=made,
            expires_at=now + timedelta(days=1),
        )  # fmt: skip
        Token.objects.create(key=f"t{number}", user_id=ids["bob"], title="x", made_at=made)
    for path, letter in (("sessions", "s"), ("tokens", "t")):
        seen, mark = [], ""
        for _ in range(3):
            query = f"/security/{path}?user={ids['bob']}&after={quote(mark)}"
            found = ask(cast, "admin", "get", query)[1]
            seen += [one["id"] for one in found["items"]]
            mark = found["next"] or ""
            Session.objects.filter(key="s1").delete()
        assert seen == [f"{letter}{number}" for number in range(5)]
        assert mark == ""
    assert ask(cast, "admin", "get", "/security/tokens?after=x")[0] == 400
