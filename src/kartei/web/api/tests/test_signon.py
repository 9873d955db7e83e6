"""Signing in with a provider: who comes in, and as whom."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from kartei.platform.access import vault
from kartei.platform.access.models import SignIn, User
from kartei.platform.access.rules import disable, enable
from kartei.platform.access.sign_ins import flush
from kartei.platform.access.tests.cast import Cast, make_cast
from kartei.platform.federation import client as asking
from kartei.platform.federation import proof
from kartei.platform.federation.door import challenge_of
from kartei.platform.federation.store import made_there
from kartei.platform.federation.tests import provider as fakes
from kartei.platform.federation.tests.provider import Fake
from kartei.platform.kit.vault import Vault
from kartei.platform.mail.models import Letter
from kartei.platform.records import write
from kartei.platform.signin.links import recover
from kartei.web.api.tests.signing_on import NAME, back, begin, join, row, through, who, why
from kartei.web.api.tests.test_tokens import send

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture(autouse=True)
def keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A vault of the test's own."""
    made = Vault(tmp_path / "keys")
    monkeypatch.setattr(vault, "vault", lambda: made)


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Iterator[Fake]:
    """A provider that may take its time: the machine may be slow."""
    monkeypatch.setattr(asking, "PATIENCE", 60)
    monkeypatch.setattr(asking, "WHOLE", 60.0)
    proof.forget()
    with fakes.running() as found:
        yield found


def test_somebody_new_comes_in_at_once(cast: Cast, fake: Fake) -> None:
    """S4-081: with PKCE, state and nonce; roles by his groups, and where he wanted to be."""
    key = join(cast, fake, admits="all")
    role = {"provider": str(key), "name": "CRM", "role": str(cast.roles["alice"])}
    write.create(cast.admin, "federation.group", role)
    fake.claims = {"groups": ["crm", "other"], "email": "n@okna.example", "email_verified": True}
    browser = Client()
    assert send(browser, "get", "/signon")[1]["items"] == [{"id": str(key), "name": "Office"}]
    asked = begin(browser, key, fake)
    assert asked["response_type"] == "code"
    assert asked["code_challenge_method"] == "S256"

    assert back(browser, key, state=asked["state"], code="good") == "/o/sales.deal"

    assert who(browser) == "nina"
    sent = fake.forms[-1]
    assert (sent["client_id"], sent["client_secret"]) == (fakes.CLIENT, fakes.SECRET)
    assert sent["redirect_uri"] == asked["redirect_uri"]
    assert challenge_of(sent["code_verifier"]) == asked["code_challenge"]
    user = User.objects.get(login="nina")
    assert (user.name, user.email, user.unit_id) == (
        "Nina Neu",
        "n@okna.example",
        cast.units["sales"],
    )
    assert user.roles == [str(cast.roles["alice"])]
    assert SignIn.objects.get(login="nina").ok


def test_roles_follow_the_groups_and_others_are_left(cast: Cast, fake: Fake) -> None:
    key = join(cast, fake, admits="all")
    role = {"provider": str(key), "name": "CRM", "role": str(cast.roles["alice"])}
    write.create(cast.admin, "federation.group", role)
    fake.claims = {"groups": ["CRM"]}
    through(Client(), key, fake)
    user = User.objects.get(login="nina")
    other = str(cast.roles["bob"])
    write.change(cast.admin, "access.user", user.pk, {"roles": [*user.roles, other]})
    fake.claims = {}
    browser = Client()

    through(browser, key, fake)

    assert who(browser) == "nina"
    user.refresh_from_db()
    assert user.roles == [other]


@pytest.mark.parametrize(
    ("admits", "reason"), [("known", "signon.unknown"), ("mapped", "signon.unknown")]
)
def test_strangers_stay_out(cast: Cast, fake: Fake, admits: str, reason: str) -> None:
    key = join(cast, fake, admits=admits, role=str(cast.roles["bob"]))
    browser = Client()
    assert through(browser, key, fake) == "/"
    assert (why(browser), who(browser)) == (reason, None)
    assert why(browser) is None
    assert not User.objects.filter(login="nina").exists()
    flush()
    assert not SignIn.objects.get(reason="provider").ok


def test_a_new_account_waits_until_an_administrator_enables_it(cast: Cast, fake: Fake) -> None:
    key = join(cast, fake, admits="released")
    browser = Client()
    assert through(browser, key, fake) == "/"
    assert why(browser) == "signon.waiting"
    user = User.objects.get(login="nina")
    assert not user.active
    through(browser, key, fake)
    assert why(browser) == "signon.waiting"

    enable(cast.admin, None, [user.pk], {})
    through(browser, key, fake)
    assert who(browser) == "nina"

    disable(cast.admin, None, [user.pk], {})
    assert who(browser) is None
    through(browser, key, fake)
    assert why(browser) == "signon.disabled"


def test_accounts_are_found_by_verified_addresses_alone(cast: Cast, fake: Fake) -> None:
    """S5: an address that somebody only typed at the provider gives him nobody's account."""
    User.objects.filter(pk=cast.ids["alice"]).update(email="alice@okna.example")
    key = join(cast, fake, links=True)
    fake.claims = {"email": "alice@okna.example", "email_verified": False}
    browser = Client()
    through(browser, key, fake)
    assert (who(browser), why(browser)) == (None, "signon.unknown")
    fake.claims = {"email": "Alice@okna.example", "email_verified": True}
    through(browser, key, fake)
    assert who(browser) == "alice"

    fake.claims = {"email": "alice@okna.example", "email_verified": True, "sub": "other"}
    browser = Client()
    through(browser, key, fake)
    assert (who(browser), why(browser)) == (None, "signon.taken")


def test_verified_addresses_find_nobody_where_that_is_not_wanted(cast: Cast, fake: Fake) -> None:
    User.objects.filter(pk=cast.ids["alice"]).update(email="alice@okna.example")
    key = join(cast, fake)
    fake.claims = {"email": "alice@okna.example", "email_verified": True}
    browser = Client()
    through(browser, key, fake)
    assert (who(browser), why(browser)) == (None, "signon.unknown")


def test_a_login_is_no_proof(cast: Cast, fake: Fake) -> None:
    """S5: a provider's Alice is not ours because she is called so."""
    key = join(cast, fake, admits="all")
    fake.claims = {"preferred_username": "Alice"}
    browser = Client()
    through(browser, key, fake)
    assert (who(browser), why(browser)) == (None, "signon.taken")


@pytest.mark.parametrize(
    ("claims", "good"),
    [
        ({"email": "n@okna.example", "email_verified": True}, True),
        ({"email": "n@Sub.example", "email_verified": True}, True),
        ({"email": "n@okna.example", "email_verified": False}, False),
        ({"email": "n@okna.example.evil.example", "email_verified": True}, False),
        ({}, False),
    ],
)
def test_only_the_named_domains(cast: Cast, fake: Fake, claims: dict[str, Any], good: bool) -> None:
    key = join(cast, fake, admits="all", domains="okna.example, @sub.example")
    fake.claims = claims
    browser = Client()
    through(browser, key, fake)
    assert (who(browser) == "nina") is good
    assert (why(browser) is None) is good


def test_the_address_may_stand_beside_the_proof(cast: Cast, fake: Fake) -> None:
    key = join(cast, fake, admits="all")
    fake.more = {"sub": "77", "email": "n@okna.example", "email_verified": True, "iss": "x"}
    browser = Client()
    through(browser, key, fake)
    assert who(browser) == "nina"
    assert User.objects.get(login="nina").email == "n@okna.example"
    fake.more = {"sub": "78", "email": "boss@okna.example", "email_verified": True}
    through(Client(), key, fake)
    assert "somebody else" in row(key).fault


def test_a_second_factor_of_ours_is_asked_for_unless_theirs_is_trusted(
    cast: Cast, fake: Fake
) -> None:
    User.objects.filter(pk=cast.ids["alice"]).update(email="alice@okna.example")
    TOTP.activate(User.objects.get(pk=cast.ids["alice"]), "JBSWY3DPEHPK3PXP")
    key = join(cast, fake, links=True)
    fake.claims = {"email": "alice@okna.example", "email_verified": True}
    browser = Client()
    assert through(browser, key, fake) == "/o/sales.deal"
    assert who(browser) is None
    assert send(browser, "get", "/signon")[1]["pending"] is True
    status, found = send(browser, "get", "/auth/browser/v1/auth/session")
    assert status == 401
    assert "mfa_authenticate" in [f["id"] for f in found["data"]["flows"] if f.get("is_pending")]

    write.change(cast.admin, NAME, key, {"trusts": True})
    browser = Client()
    through(browser, key, fake)
    assert who(browser) == "alice"


def test_who_was_made_by_a_provider_gets_no_second_door(cast: Cast, fake: Fake) -> None:
    """S5: a recovery letter would outlast what the provider says."""
    key = join(cast, fake, admits="all")
    fake.claims = {"email": "n@okna.example", "email_verified": True}
    through(Client(), key, fake)
    user = User.objects.get(login="nina")
    assert made_there().filter(user=user.pk).exists()
    assert not user.has_usable_password()
    recover("n@okna.example")
    letters = Letter.objects.unguarded("the test looks at all").values_list("name", flat=True)
    assert list(letters) == ["Okna: Where your password is kept"]
