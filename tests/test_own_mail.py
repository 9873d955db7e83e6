"""One's own mail address: it counts when the letter to the new one was answered."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client

from kartei.platform.access.models import User
from kartei.platform.access.rules import end_sessions
from kartei.platform.access.tests.cast import Cast, make_cast
from kartei.platform.records.models import Journal
from kartei.platform.signin import mailboxes
from kartei.web.api.tests.test_rights import ask
from tests.test_signin import PASSWORD, call, set_up, sign_in
from tests.test_signin_steps import letter_words

pytestmark = pytest.mark.django_db
AT, NEW = "/api/v1/account/email", "neu@okna.example"


@pytest.fixture
def cast() -> Cast:
    """The cast; Alice has a password and a mail address."""
    cache.clear()
    found = make_cast()
    set_up(found, "alice")
    return found


def proven() -> Client:
    """Alice's browser, in which she has just proved herself once more."""
    client = Client()
    sign_in(client)
    assert call(client, "post", "auth/reauthenticate", {"password": PASSWORD})[0] == 200
    return client


def mail_of(cast: Cast) -> str:
    """Alice's address."""
    return str(User.objects.get(pk=cast.ids["alice"]).email)


def test_the_new_address_counts_when_its_letter_was_answered(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """S0-146: a link to the new one, word to the old one, both ways; the link works once."""
    wishes = letter_words(monkeypatch)
    assert call(proven(), "post", AT, {"email": NEW}) == (200, {"sent": True})
    assert [(wish.to, wish.confidential) for wish in wishes] == [
        (NEW, True), ("alice@okna.example", False),
    ]  # fmt: skip
    assert mail_of(cast) == "alice@okna.example"
    key = wishes[0].text.partition("/mail/")[2].split()[0].replace("%3A", ":")
    assert call(Client(), "post", f"{AT}/confirm", {"key": key}) == (200, {"email": NEW})
    assert mail_of(cast) == NEW
    assert (wishes[2].to, NEW in wishes[2].text) == ("alice@okna.example", True)
    row = Journal.objects.get(verb="confirm_mail")
    assert (row.actor, row.record) == (cast.ids["alice"], cast.ids["alice"])
    status, found = call(Client(), "post", f"{AT}/confirm", {"key": key})
    assert (status, found["code"]) == (400, "signin.link")


def test_an_open_browser_is_not_enough(cast: Cast) -> None:
    """S5: the password or a code is asked for, and a program never changes the address."""
    client = Client()
    sign_in(client)
    status, found = call(client, "post", AT, {"email": NEW})
    assert (status, found["code"]) == (401, "session.prove")
    assert found["data"]["flows"] == [{"id": "reauthenticate"}]
    assert ask(cast, "alice", "post", "/account/email", {"email": NEW})[0] == 403
    assert call(proven(), "post", AT, {"email": "no address"})[1]["code"] == "signin.email"


@pytest.mark.parametrize("cause", ["epoch", "mail", "disabled", "old", "bent", "signup"])
def test_links_die(cast: Cast, monkeypatch: pytest.MonkeyPatch, cause: str) -> None:
    """S5: with the sessions, the address and the account for which they were made."""
    alice = User.objects.filter(pk=cast.ids["alice"])
    key = mailboxes.key_of(alice.get(), NEW)
    if cause == "epoch":
        end_sessions(cast.ids["alice"])
    elif cause == "mail":
        alice.update(email="other@okna.example")
    elif cause == "disabled":
        alice.update(active=False)
    elif cause == "old":
        monkeypatch.setattr(mailboxes, "LASTS", -1)
    elif cause == "bent":
        key = key[:-1] + ("A" if key[-1] != "A" else "B")
    else:
        monkeypatch.setattr(mailboxes, "SALT", "another purpose")
    status, found = call(Client(), "post", f"{AT}/confirm", {"key": key})
    assert (status, found["code"]) == (400, "signin.link")
    assert mail_of(cast) != NEW


@pytest.mark.parametrize("who", ["admin", "alice"])
def test_nobody_changes_his_own_on_his_card(cast: Cast, who: str) -> None:
    """S5: not an administrator either; others' he may, and his own first one."""
    set_up(cast, "admin")
    path = f"/records/access.user/{cast.ids[who]}"
    stamp = {"If-Match": '"1"'}
    status, found = ask(cast, "admin", "patch", path, {"email": NEW}, **stamp)
    if who == "alice":
        assert (status, mail_of(cast)) == (200, NEW)
        return
    assert (status, found["errors"][0]["code"]) == (422, "access.own_mail")
    User.objects.filter(pk=cast.ids["admin"]).update(email="")
    assert ask(cast, "admin", "patch", path, {"email": NEW}, **stamp)[0] == 200
