"""The log of sign-ins and the rules about addresses, asked for over HTTP."""

from __future__ import annotations

from argparse import Namespace
from datetime import timedelta
from typing import Any

import orjson
import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.utils import timezone

from kartei.platform.access import sign_ins
from kartei.platform.access.models import AddressRule, SignIn, User
from kartei.platform.access.tests.cast import ORGANISATION, Cast, make_cast
from kartei.web.api.tests.test_rights import ask
from kartei.web.commands import addresses

pytestmark = pytest.mark.django_db
RULES = "/records/access.address"
PASSWORD = "right horse"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def cast() -> Cast:
    made = make_cast()
    User.objects.filter(pk=made.ids["alice"]).update(password=make_password(PASSWORD))
    sign_ins.flush()
    SignIn.objects.all().delete()
    return made


def sign_in(login: str, password: str, address: str = "198.51.100.7", **more: Any) -> int:
    """The status that somebody gets who tries to sign in."""
    body = orjson.dumps({"login": login, "password": password})
    client = Client(headers={"User-Agent": FIREFOX}, REMOTE_ADDR=address)
    return client.post("/api/v1/session", body, content_type="application/json", **more).status_code


def log(cast: Cast, question: str = "") -> list[dict[str, Any]]:
    """The rows that the administrator sees."""
    status, found = ask(cast, "admin", "get", f"/security/sign-ins{question}")
    assert status == 200, found
    return found["items"]  # type: ignore[no-any-return]


def test_log_tells_who_tried_from_where_and_how_it_ended(cast: Cast) -> None:
    """S0-156: login, moment, address, agent and result, of failures too."""
    before = timezone.now()
    User.objects.filter(pk=cast.ids["bob"]).update(active=False)
    User.objects.filter(pk=cast.ids["clara"]).update(program=True)
    tries = {
        " Alice ": PASSWORD, "alice": "wrong", "nobody": "x", "bob": "x", "clara": "x",
    }  # fmt: skip
    statuses = [sign_in(login, word) for login, word in tries.items()]

    found = {row["login"]: row for row in log(cast)}

    assert statuses == [200, 401, 401, 401, 401]
    assert [row["reason"] for row in found.values()] == [
        "program", "disabled", "unknown", "wrong", "ok",
    ]  # fmt: skip
    assert found["Alice"]["user"] == {"id": str(cast.ids["alice"]), "title": "Alice"}
    assert found["nobody"]["user"] is None
    one = found["alice"]
    assert (one["ip"], one["device"], one["ok"]) == ("198.51.100.7", "Firefox, Windows", False)
    assert SignIn.objects.filter(at__gte=before, at__lte=timezone.now()).count() == 5


def test_failures_wait_for_the_next_batch(cast: Cast, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        for number in range(100):
            sign_ins.note_attempt(f"login{number}", reason="wrong", ip="192.0.2.1")
    assert SignIn.objects.count() == 0

    assert sign_ins.flush() == 100
    assert SignIn.objects.count() == 100


def test_what_was_typed_is_cut_and_made_harmless(cast: Cast) -> None:
    sign_ins.note_attempt("\x1b[31m" + "x" * 5000, reason="wrong", agent="a\nb" * 900)
    sign_ins.flush()

    row = SignIn.objects.get()
    assert len(row.login) == 100
    assert len(row.agent) == 200
    assert (row.login + row.agent).isprintable()


def test_log_is_searched_filtered_and_paged(cast: Cast) -> None:
    for number in range(5):
        sign_ins.note_attempt("eve", reason="wrong", ip=f"192.0.2.{number}")
    sign_ins.note_attempt("alice", reason="ok", user=cast.ids["alice"], ip="::ffff:10.0.0.9")

    status, first = ask(cast, "admin", "get", "/security/sign-ins?limit=4")
    _status, rest = ask(cast, "admin", "get", f"/security/sign-ins?limit=4&after={first['next']}")

    assert (status, len(first["items"]), len(rest["items"]), rest["next"]) == (200, 4, 2, None)
    assert [row["ip"] for row in log(cast, "?ok=true")] == ["10.0.0.9"]
    assert len(log(cast, "?login=EVE&ip=192.0.2.3")) == 1
    assert len(log(cast, "?search=ALI")) == 1
    assert len(log(cast, f"?user={cast.ids['alice']}")) == 1
    later = (timezone.now() + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert log(cast, f"?since={later}") == []
    assert ask(cast, "admin", "get", "/security/sign-ins?limit=0")[0] == 400


def test_log_goes_out_as_a_table(cast: Cast) -> None:
    sign_ins.note_attempt("=cmd()", reason="wrong", ip="192.0.2.3")
    ask(cast, "admin", "get", "/session")
    client = Client(headers={"Authorization": "Bearer kt_admin"})

    answer = client.get("/api/v1/security/sign-ins/export?format=csv")

    assert answer.status_code == 200
    text = answer.content.decode("utf-8-sig")
    assert "192.0.2.3" in text
    assert "wrong password" in text
    assert "\n=cmd" not in text
    assert ";=cmd" not in text


def test_log_is_for_those_with_the_right_alone(cast: Cast) -> None:
    paths = [f"/security/sign-ins{rest}" for rest in ("", "/choices", "/export?format=csv")]
    cast.grant("alice", {"*": ORGANISATION})
    assert {ask(cast, "alice", "get", path)[0] for path in paths} == {403}

    cast.grant("alice", {"access.address": {"read": "organisation"}})
    assert [ask(cast, "alice", "get", path)[0] for path in paths] == [200, 200, 403]


def test_old_attempts_are_forgotten(cast: Cast, settings: Any) -> None:
    settings.SIGN_IN_DAYS = 30
    sign_ins.note_attempt("old", reason="wrong")
    sign_ins.flush()
    SignIn.objects.update(at=timezone.now() - timedelta(days=31))
    sign_ins.note_attempt("new", reason="wrong")
    sign_ins.flush()

    assert sign_ins.sweep() == 1
    assert SignIn.objects.get().login == "new"


def rule(cast: Cast, name: str, kind: str = "block", **more: Any) -> tuple[int, Any]:
    """An administrator, who is at 127.0.0.1, writes a rule."""
    return ask(cast, "admin", "post", RULES, {"address": name, "kind": kind, **more})


def test_a_shut_out_address_gets_nothing(cast: Cast) -> None:
    """S0-157: an address is blocked out of the log, and is let in again."""
    assert sign_in("alice", PASSWORD) == 200
    status, made = rule(cast, "198.51.100.7", note="guesses")
    assert (status, made["by"]["title"]) == (201, "Admin")

    assert sign_in("alice", PASSWORD) == 403
    assert sign_in("alice", PASSWORD, "::ffff:198.51.100.7") == 403
    assert sign_in("alice", PASSWORD, "198.51.100.8") == 200
    page = Client(REMOTE_ADDR="198.51.100.7").get("/", headers={"Accept-Language": "de"})
    assert (page.status_code, page["Content-Type"]) == (403, "application/problem+json")
    token = Client(headers={"Authorization": "Bearer kt_admin"}, REMOTE_ADDR="198.51.100.7")
    found = token.get("/api/v1/meta")
    assert (found.status_code, found.json()["code"]) == (403, "access.shut_out")
    assert {row["ip"]: row["blocked"] for row in log(cast)} == {
        "198.51.100.7": True, "198.51.100.8": False,
    }  # fmt: skip

    status, _gone = ask(cast, "admin", "delete", f"{RULES}/{made['id']}", **{"If-Match": '"1"'})
    assert status == 204
    assert sign_in("alice", PASSWORD) == 200


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" 203.0.113.9/24 ", "203.0.113.0/24"),
        ("203.0.113.9/32", "203.0.113.9"),
        ("2001:DB8:0:0::1", "2001:db8::1"),
        ("2001:db8::/32", "2001:db8::/32"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("::ffff:203.0.113.0/120", "203.0.113.0/24"),
    ],
)
def test_addresses_are_kept_in_their_usual_form(cast: Cast, typed: str, kept: str) -> None:
    status, made = rule(cast, typed)
    assert (status, made["address"]) == (201, kept)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("example.com", "access.address"),
        ("203.0.113.256", "access.address"),
        ("203.0.113.0/33", "access.address"),
        ("0177.0.0.1", "access.address"),
        ("0.0.0.0/0", "access.address_wide"),
        ("::/0", "access.address_wide"),
        ("127.0.0.1", "access.address_own"),
        ("127.0.0.0/8", "access.address_own"),
        ("::ffff:127.0.0.1", "access.address_own"),
    ],
)
def test_what_is_no_address_or_one_s_own_is_refused(cast: Cast, typed: str, code: str) -> None:
    status, found = rule(cast, typed)
    assert (status, found["errors"][0]["code"]) == (422, code)
    assert AddressRule.objects.count() == 0


def test_only_from_some_networks_and_always_from_one(cast: Cast) -> None:
    assert rule(cast, "198.51.100.0/24", "only")[0] == 422
    assert rule(cast, "127.0.0.0/8", "allow")[0] == 201
    assert rule(cast, "198.51.100.0/24", "only")[0] == 201
    assert rule(cast, "198.51.100.7")[0] == 201

    assert sign_in("alice", PASSWORD, "198.51.100.8") == 200
    assert sign_in("alice", PASSWORD, "198.51.100.7") == 403
    assert sign_in("alice", PASSWORD, "203.0.113.1") == 403
    assert sign_in("alice", PASSWORD, "2001:db8::1") == 403
    allowed = AddressRule.objects.get(kind="allow")
    status, found = ask(cast, "admin", "delete", f"{RULES}/{allowed.pk}", **{"If-Match": '"1"'})
    assert (status, found["errors"][0]["code"]) == (422, "access.address_own")


def test_a_rule_ends_by_itself(cast: Cast) -> None:
    soon = (timezone.now() + timedelta(minutes=5)).isoformat()
    assert rule(cast, "198.51.100.7", until=soon)[0] == 201
    assert sign_in("alice", PASSWORD) == 403

    AddressRule.objects.update(until=timezone.now() - timedelta(seconds=1))
    ask(cast, "admin", "patch", "/session", {"theme": "dark"})

    assert sign_in("alice", PASSWORD) == 200


def test_proxy_tells_the_address_only_where_it_is_trusted(cast: Cast, settings: Any) -> None:
    """What the asker claims himself stands in front and counts for nothing."""
    said = {"HTTP_X_FORWARDED_FOR": "127.0.0.1, 203.0.113.50"}
    assert rule(cast, "203.0.113.50")[0] == 201

    assert sign_in("alice", PASSWORD, "10.0.0.1", **said) == 200
    settings.BEHIND_PROXY = True
    assert sign_in("alice", PASSWORD, "10.0.0.1", **said) == 403
    said["HTTP_X_FORWARDED_FOR"] = "203.0.113.50, 198.51.100.1"
    assert sign_in("alice", PASSWORD, "10.0.0.1", **said) == 200
    assert log(cast)[0]["ip"] == "198.51.100.1"


def test_command_is_the_way_back_in(cast: Cast, capsys: Any) -> None:
    rule(cast, "198.51.100.7", note="guesses")

    assert addresses.run(Namespace(clear=False)) == 0
    assert "block  198.51.100.7  guesses" in capsys.readouterr().out
    assert addresses.run(Namespace(clear=True)) == 0

    assert sign_in("alice", PASSWORD) == 200
    assert AddressRule.objects.get().deleted
