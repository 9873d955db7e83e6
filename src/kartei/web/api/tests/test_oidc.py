"""Kartei as a provider: consent, codes, and words about people."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import jwt
import orjson
import pytest
from django.test import Client
from django.utils import timezone

from kartei.platform.access import vault
from kartei.platform.access.models import User
from kartei.platform.access.tests.cast import ORGANISATION, Cast, make_cast
from kartei.platform.federation import issuer, jobs
from kartei.platform.federation import keys as signing
from kartei.platform.federation.models import Consent, Key, Program
from kartei.platform.kit.vault import Vault
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import write
from kartei.platform.records.models import Idempotency, Journal
from kartei.web.api.tests.joining import BACK, NAME, VERIFIER, Joined, about, decided, ends, opened
from kartei.web.api.tests.test_tokens import browser, program, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    found = make_cast()
    User.objects.filter(pk=found.ids["alice"]).update(email="alice@okna.example", language="de")
    return found


@pytest.fixture(autouse=True)
def keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A vault of the test's own; making keys for signing is slow, so one does for all."""
    made = Vault(tmp_path / "keys")
    monkeypatch.setattr(vault, "vault", lambda: made)
    monkeypatch.setattr(signing, "fresh", cache(signing.fresh))


@pytest.fixture
def joined(cast: Cast) -> Joined:
    return Joined(cast)


def test_a_program_learns_who_somebody_is(cast: Cast, joined: Joined) -> None:
    """S4-081, to the end: question, consent, code, word, and what is asked afterwards."""
    alice = browser(cast, "alice")
    status, found = send(alice, "post", "/oidc/question", joined.wish())
    assert status == 200
    assert found == {
        "program": "Wiki", "host": "wiki.example", "trusted": False,
        "scopes": ["openid", "profile", "email", "groups"],
    }  # fmt: skip
    answer = decided(alice, joined.wish())
    assert (answer["state"], answer["iss"]) == ("st", issuer.issuer())

    status, given = joined.redeem(answer["code"])

    assert (status, given["token_type"]) == (200, "Bearer")
    claims = opened(given["id_token"], joined.key)
    assert claims["sub"] == str(cast.ids["alice"])
    assert (claims["nonce"], claims["exp"] - claims["iat"]) == ("no", issuer.WORD)
    told = about(given["access_token"])
    assert told == (
        200,
        {
            "sub": str(cast.ids["alice"]), "name": "Alice", "preferred_username": "alice",
            "locale": "de", "email": "alice@okna.example", "email_verified": False,
            "groups": ["Role of alice"],
        },
    )  # fmt: skip


def test_the_description_leads_to_what_there_is(cast: Cast) -> None:
    said = orjson.loads(Client().get("/.well-known/openid-configuration").content)
    assert said["issuer"] == issuer.issuer()
    for name in ("jwks_uri", "userinfo_endpoint", "token_endpoint"):
        path = urlsplit(said[name]).path
        assert Client().get(path).status_code in (200, 401, 405)
    for key in orjson.loads(Client().get("/api/v1/oidc/jwks").content)["keys"]:
        assert not {"d", "p", "q"} & set(key)


def test_what_a_program_holds_opens_nothing_of_the_api(cast: Cast, joined: Joined) -> None:
    given = joined.redeem(decided(browser(cast, "alice"), joined.wish())["code"])[1]
    for word in (given["access_token"], given["id_token"]):
        got = Client().get("/api/v1/meta", headers={"Authorization": f"Bearer {word}"})
        assert got.status_code == 401


@pytest.mark.parametrize(
    "wish",
    [
        {"redirect_uri": "https://evil.example/back"},
        {"redirect_uri": f"{BACK}/more"},
        {"redirect_uri": f"{BACK}?x=1"},
        {"redirect_uri": "https://wiki.example@evil.example/back"},
        {"redirect_uri": ""},
        {"client_id": "nobody"},
        {"client_id": "01a204f1-c929-7227-b0d6-7258de5fb11b"},
    ],
)
def test_nobody_is_sent_where_a_program_is_not(
    cast: Cast, joined: Joined, wish: dict[str, str]
) -> None:
    """S5: the code would be another's; so it is told here and nowhere else."""
    alice = browser(cast, "alice")
    for path in ("question", "decision"):
        more = {"allow": True} if path == "decision" else {}
        status, found = send(alice, "post", f"/oidc/{path}", {**joined.wish(**wish), **more})
        assert (status, found["code"]) == (400, "oidc.unknown")
    assert not Consent.objects.exists()


@pytest.mark.parametrize(
    ("wish", "error"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"scope": "profile"}, "invalid_scope"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge": "", "nonce": ""}, "invalid_request"),
        ({"prompt": "none"}, "interaction_required"),
    ],
)
def test_a_program_that_asks_wrongly_is_told_so(
    cast: Cast, joined: Joined, wish: dict[str, str], error: str
) -> None:
    alice = browser(cast, "alice")
    answer = decided(alice, joined.wish(**wish))
    assert (answer["error"], answer["state"], "code" in answer) == (error, "st", False)
    status, found = send(alice, "post", "/oidc/question", joined.wish(**wish))
    assert (status, f"error={error}" in found["address"]) == (200, True)


def test_no_is_no(cast: Cast, joined: Joined) -> None:
    answer = decided(browser(cast, "alice"), joined.wish(), allow=False)
    assert answer["error"] == "access_denied"
    assert not Consent.objects.exists()


def test_a_code_is_good_once(cast: Cast, joined: Joined) -> None:
    """S5: who brings it a second time has caught it, so that what came of it ends."""
    code = decided(browser(cast, "alice"), joined.wish())["code"]
    given = joined.redeem(code)[1]
    assert about(given["access_token"])[0] == 200
    assert joined.redeem(code) == (400, {"error": "invalid_grant"})
    assert about(given["access_token"])[0] == 401


@pytest.mark.parametrize(
    "form", [{"redirect_uri": "https://wiki.example/"}, {"code_verifier": "w" * 50},
             {"code_verifier": ""}, {"code": "x"}]
)  # fmt: skip
def test_a_caught_code_is_of_no_use(cast: Cast, joined: Joined, form: dict[str, str]) -> None:
    code = decided(browser(cast, "alice"), joined.wish())["code"]
    usual = {"redirect_uri": BACK, "code_verifier": VERIFIER, "code": code, **form}
    status = joined.token({"grant_type": "authorization_code", **usual})
    assert status == (400, {"error": "invalid_grant"})


def test_a_code_is_one_programs(cast: Cast, joined: Joined) -> None:
    code = decided(browser(cast, "alice"), joined.wish())["code"]
    assert Joined(cast, name="Other").redeem(code) == (400, {"error": "invalid_grant"})
    assert joined.redeem(code)[0] == 200


def test_a_verifier_that_was_not_announced_is_refused(cast: Cast, joined: Joined) -> None:
    """S5: a code asked for without proof must not be taken from who adds one (downgrade)."""
    wish = joined.wish(code_challenge="", code_challenge_method="")
    code = decided(browser(cast, "alice"), wish)["code"]
    assert joined.redeem(code)[0] == 400
    code = decided(browser(cast, "alice"), wish)["code"]
    assert joined.redeem(code, code_verifier="")[0] == 200


def test_an_old_code_is_refused(cast: Cast, joined: Joined) -> None:
    code = decided(browser(cast, "alice"), joined.wish())["code"]
    Consent.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert joined.redeem(code)[0] == 400


WAYS = ("sessions", "user", "role", "secret", "program", "bin")


@pytest.mark.parametrize("what", WAYS)
def test_what_ends_a_user_or_a_program_ends_what_it_holds(
    cast: Cast, joined: Joined, what: str
) -> None:
    """S4: at once, the code that is under way and the token."""
    alice = browser(cast, "alice")
    code = decided(alice, joined.wish())["code"]
    given = joined.redeem(decided(alice, joined.wish())["code"])[1]
    ends(cast, joined, what)
    assert about(given["access_token"])[0] == 401
    assert joined.redeem(code)[0] in (400, 401)


def test_only_people_decide(cast: Cast, joined: Joined) -> None:
    """S3: a key of a program is no person who could be asked."""
    robot = program(cast, "alice", REST="write")
    for path, more in (("question", {}), ("decision", {"allow": True})):
        status, found = send(robot, "post", f"/oidc/{path}", {**joined.wish(), **more})
        assert (status, found["code"]) == (403, "token.by_token")
    forged = Client(enforce_csrf_checks=True)
    forged.cookies.update(browser(cast, "alice").cookies)
    assert send(forged, "post", "/oidc/decision", {**joined.wish(), "allow": True})[0] == 403
    assert not Consent.objects.exists()


def test_the_secret_is_told_once_and_kept_by_nobody(cast: Cast, joined: Joined) -> None:
    """S18: neither in the record, nor the journal, nor among kept answers."""
    found = Program.objects.unguarded("the test looks at all").get(pk=joined.key)
    texts = [*Journal.objects.values_list("changes", flat=True), vars(found)]
    assert joined.secret not in str(texts)
    assert not Idempotency.objects.exists()
    assert "secret" not in send(joined.admin, "get", f"/records/{NAME}/{joined.key}")[1]


def test_only_administrators_join_programs(cast: Cast, joined: Joined) -> None:
    """S3: who names a program could have everybody sent to himself."""
    cast.grant("head", {"*": ORGANISATION, NAME: ORGANISATION})
    with pytest.raises(Refusal):
        write.create(cast.head, NAME, {"name": "Mine", "redirects": "https://evil.example/"})
    path = f"/oidc/programs/{joined.key}/secret"
    assert send(browser(cast, "head"), "post", path, {})[0] == 403
    assert send(program(cast, "admin", REST="write"), "post", path, {})[0] == 403
    assert send(joined.admin, "post", f"/oidc/programs/{cast.ids['alice']}/secret", {})[0] == 404


@pytest.mark.parametrize(
    "line",
    ["http://wiki.example/back", "https://*.example/", "https://wiki.example/#x", "wiki.example",
     "javascript:alert(1)", "https://user:word@wiki.example/"],
)  # fmt: skip
def test_addresses_to_return_to_are_written_out(cast: Cast, line: str) -> None:
    with pytest.raises(Refusal) as refused:
        write.create(cast.admin, NAME, {"name": "Wiki", "redirects": f"{BACK}\n{line}"})
    assert [fault.code for fault in refused.value.faults] == ["federation.redirects"]


def test_keys_are_renewed_and_old_words_hold(cast: Cast, joined: Joined) -> None:
    """A key signs for its time, is told for a day more, and goes; the vault keeps it."""
    given = joined.redeem(decided(browser(cast, "alice"), joined.wish())["code"])[1]
    old = Key.objects.get()
    assert "PRIVATE" not in old.secret
    Key.objects.update(made_at=timezone.now() - signing.SIGNS)
    jobs.sweep()
    assert Key.objects.count() == 2
    assert opened(given["id_token"], joined.key)["nonce"] == "no"
    fresh = joined.redeem(decided(browser(cast, "alice"), joined.wish())["code"])[1]
    assert jwt.get_unverified_header(fresh["id_token"])["kid"] != str(old.pk)
    Key.objects.filter(pk=old.pk).update(made_at=timezone.now() - signing.TOLD)
    jobs.sweep()
    assert not Key.objects.filter(pk=old.pk).exists()
