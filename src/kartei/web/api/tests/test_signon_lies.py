"""Signing in with a provider: every lie that is refused, and providers that are none."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jwt
import orjson
import pytest
from django.test import Client

from kartei.platform.access import vault
from kartei.platform.access.models import User
from kartei.platform.access.tests.cast import Cast, make_cast
from kartei.platform.federation import client as asking
from kartei.platform.federation import proof
from kartei.platform.federation.models import Identity
from kartei.platform.federation.tests import provider as fakes
from kartei.platform.federation.tests.provider import Fake
from kartei.platform.kit.vault import Vault
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import write
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


def other_secret(fake: Fake) -> str:
    """Signed with what we share with the provider, not by him."""
    return jwt.encode(fake.word(), fakes.SECRET.ljust(32), "HS256", headers={"kid": fake.kid})


def public_as_secret(fake: Fake) -> str:
    """Signed with the provider's public key, as if it were a secret."""
    head = orjson.dumps({"alg": "HS256", "kid": fake.kid, "typ": "JWT"})
    body = orjson.dumps(fake.word())
    parts = [jwt.utils.base64url_encode(part) for part in (head, body)]
    secret = orjson.dumps(fake.keys()["keys"][0])
    sign = jwt.algorithms.HMACAlgorithm(jwt.algorithms.HMACAlgorithm.SHA256).sign
    return b".".join([*parts, jwt.utils.base64url_encode(sign(b".".join(parts), secret))]).decode()


LIES: dict[str, Any] = {
    "issuer": lambda f: f.signed(iss="https://evil.example"),
    "audience": lambda f: f.signed(aud="another program"),
    "several audiences": lambda f: f.signed(aud=[fakes.CLIENT, "other"]),
    "for another": lambda f: f.signed(azp="other"),
    "expired": lambda f: f.signed(exp=1),
    "no end": lambda f: f.signed(exp=None),
    "nonce": lambda f: f.signed(nonce="of another sign-on"),
    "no nonce": lambda f: f.signed(nonce=None),
    "nobody": lambda f: f.signed(sub=""),
    "no algorithm": lambda f: jwt.encode(f.word(), "", "none", headers={"kid": f.kid}),
    "our secret": other_secret,
    "public key": public_as_secret,
    "foreign key": lambda f: jwt.encode(f.word(), fakes.pair(), "RS256", headers={"kid": f.kid}),
    "unknown key": lambda f: jwt.encode(f.word(), f.key, "RS256", headers={"kid": "x"}),
    "rubbish": lambda _f: "a.b.c",
}


@pytest.mark.parametrize("lie", LIES)
def test_what_is_not_proved_lets_nobody_in(cast: Cast, fake: Fake, lie: str) -> None:
    """S5: signature, issuer, audience, times, nonce."""
    key = join(cast, fake, admits="all")
    browser = Client()
    asked = begin(browser, key, fake)
    fake.token = LIES[lie](fake)

    assert back(browser, key, state=asked["state"], code="good") == "/"

    assert (who(browser), why(browser)) == (None, "signon.failed")
    assert "not proved" in row(key).fault
    assert not User.objects.filter(login="nina").exists()


def test_a_new_key_is_asked_for(cast: Cast, fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    key = join(cast, fake, admits="all")
    through(Client(), key, fake)
    fake.key, fake.kid = fakes.pair(), "second"
    monkeypatch.setattr(proof, "AGAIN", 0)
    browser = Client()
    through(browser, key, fake)
    assert who(browser) == "nina"


def test_an_answer_is_taken_once_and_by_who_asked(cast: Cast, fake: Fake) -> None:
    """S5: replayed, put into another browser, with another state, without any."""
    key = join(cast, fake, admits="all")
    browser, other = Client(), Client()
    asked = begin(browser, key, fake)
    begin(other, key, fake)
    for thief in (other, Client()):
        back(thief, key, state=asked["state"], code="good")
        assert (who(thief), why(thief)) == (None, "signon.old")
    assert back(browser, key, state="x", code="good") == "/"
    assert why(browser) == "signon.old"
    back(browser, key, state=asked["state"], code="good")
    assert (who(browser), why(browser)) == (None, "signon.old")
    through(browser, key, fake)
    assert who(browser) == "nina"
    assert fake.asked.count("/token") == 1


def test_an_answer_of_another_provider_is_not_taken(cast: Cast, fake: Fake) -> None:
    """S5 (mix-up): the address to return to, and the issuer in the answer, are the asked one's."""
    key = join(cast, fake, admits="all")
    with fakes.running() as second:
        evil = join(cast, second, admits="all")
        browser = Client()
        asked = begin(browser, key, fake)
        back(browser, evil, state=asked["state"], code="good")
        assert (who(browser), why(browser)) == (None, "signon.old")
        asked = begin(browser, key, fake)
        back(browser, key, state=asked["state"], code="good", iss=second.address)
        assert (who(browser), why(browser)) == (None, "signon.failed")
        assert (fake.forms, second.forms) == ([], [])


def test_what_the_provider_refuses_is_no_fault_of_it(cast: Cast, fake: Fake) -> None:
    key = join(cast, fake)
    browser = Client()
    for answer in ({"error": "access_denied"}, {"code": "wrong"}, {}):
        asked = begin(browser, key, fake)
        back(browser, key, state=asked["state"], **answer)
        assert why(browser) == "signon.refused"
    assert row(key).fault == ""


@pytest.mark.parametrize(
    "said",
    [
        {"issuer": "https://login.example"},
        {"token_endpoint": "http://login.example/token"},
        {"jwks_uri": None},
    ],
)
def test_a_provider_that_is_none_is_not_used(cast: Cast, fake: Fake, said: dict[str, Any]) -> None:
    fake.said = said
    key = join(cast, fake)
    status, found = send(Client(), "post", "/signon", {"provider": str(key)})
    assert (status, found["code"]) == (502, "signon.failed")
    assert row(key).fault


def test_a_provider_that_keeps_silent_is_left_alone(
    cast: Cast, fake: Fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It waits its seconds, then rests; meanwhile people hear so without a question."""
    monkeypatch.setattr(asking, "PATIENCE", 0.2)
    fake.hold = threading.Event()
    key = join(cast, fake)
    for _n in range(2):
        status, found = send(Client(), "post", "/signon", {"provider": str(key)})
        assert (status, found["code"]) == (503, "signon.away")
    assert len(fake.asked) == 1
    assert row(key).fault == "The provider does not answer"


def test_nobody_is_sent_elsewhere_afterwards(cast: Cast, fake: Fake) -> None:
    """S5: an open redirect would lend our name to another's page."""
    key = join(cast, fake, admits="all")
    for onward in ("//evil.example", "https://evil.example", "/\\evil.example", "/\t/evil.example"):
        browser = Client()
        asked = begin(browser, key, fake, onward)
        assert back(browser, key, state=asked["state"], code="good") == "/"
        assert who(browser) == "nina"


def test_a_provider_out_of_use_lets_nobody_in(cast: Cast, fake: Fake) -> None:
    key = join(cast, fake, admits="all")
    browser = Client()
    asked = begin(browser, key, fake)
    write.change(cast.admin, NAME, key, {"active": False})
    assert send(Client(), "post", "/signon", {"provider": str(key)})[0] == 404
    assert back(browser, key, state=asked["state"], code="good") == "/"
    assert who(browser) is None
    assert not Identity.objects.exists()


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"issuer": "http://login.example"}, "federation.issuer"),
        ({"issuer": "https://user@login.example"}, "federation.issuer"),
        ({"issuer": "login.example"}, "federation.issuer"),
        ({"scopes": "profile email"}, "federation.openid"),
        ({"domains": "not a domain"}, "federation.domains"),
    ],
)
def test_what_is_no_provider_is_refused(
    cast: Cast, fake: Fake, values: dict[str, Any], code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        join(cast, fake, **values)
    assert [fault.code for fault in refused.value.faults] == [code]


def test_only_an_administrator_says_who_vouches(cast: Cast, fake: Fake) -> None:
    """S3: else somebody could vouch for himself as anybody."""
    rights = {NAME: dict.fromkeys(("read", "create", "write"), "organisation")}
    head = cast.grant("head", {"*": {"read": "organisation"}, **rights})
    key = join(cast, fake)
    with pytest.raises(Refusal):
        write.change(head, NAME, key, {"issuer": "https://evil.example"})


def test_the_secret_goes_with_the_issuer_it_was_for(cast: Cast, fake: Fake) -> None:
    """S18: another issuer would be sent the secret of the first."""
    key = join(cast, fake)
    assert (row(key).has_secret, bool(row(key).secret)) == (True, True)
    write.change(cast.admin, NAME, key, {"issuer": "https://login.example"})
    assert (row(key).has_secret, row(key).secret) == (False, "")
