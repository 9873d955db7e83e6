"""Programs that work by themselves: their secrets, bounds and ends."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kartei.platform.access import vault
from kartei.platform.access.models import Token, User
from kartei.platform.access.rules import disable
from kartei.platform.access.tests.cast import ORGANISATION, Cast, make_cast
from kartei.platform.federation import jobs, programs
from kartei.platform.federation import keys as signing
from kartei.platform.federation.models import Issued, Program
from kartei.platform.kit.vault import Vault
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import write
from kartei.web.api.tests.joining import NAME, Joined, ends
from kartei.web.api.tests.test_tokens import send

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
def robot(cast: Cast) -> Joined:
    """A program that works by itself, as Bob's role lets it, reading deals and writing people."""
    User.objects.filter(pk=cast.ids["bob"]).update(program=True)
    bounds = "*:read people.person:write"
    return Joined(cast, redirects="", account=str(cast.ids["bob"]), scopes=bounds)


def ask(token: str, verb: str, path: str, body: Any = None) -> int:
    """How one call with a token is answered."""
    client = Client(HTTP_AUTHORIZATION=f"Bearer {token}", enforce_csrf_checks=True)
    return send(client, verb, path, body)[0]


@pytest.mark.parametrize("basic", [True, False])
def test_a_program_works_by_itself(cast: Cast, robot: Joined, basic: bool) -> None:
    """S4-081: client credentials; the token carries the bounds and its account's rights."""
    cast.grant("bob", {"*": ORGANISATION})
    status, given = robot.token({"grant_type": "client_credentials"}, basic=basic)
    assert (status, given["expires_in"]) == (200, 3600)
    assert given["scope"] == "*:read people.person:write"
    token = given["access_token"]
    assert ask(token, "get", "/records/sales.deal") == 200
    assert ask(token, "post", "/records/people.person", {"last_name": "Neu"}) == 201
    assert ask(token, "post", "/records/people.company", {"name": "Neu"}) == 403
    cast.grant("bob", {})
    assert ask(token, "post", "/records/people.person", {"last_name": "Neu"}) == 403


@pytest.mark.parametrize(
    ("scope", "given"),
    [
        ("people.person:read", "people.person:read"),
        ("*:write", "*:read people.person:write"),
        ("sales.deal:write", "sales.deal:read"),
    ],
)
def test_a_program_may_ask_for_less_and_gets_no_more(robot: Joined, scope: str, given: str) -> None:
    status, found = robot.alone(scope=scope)
    assert (status, found["scope"]) == (200, given)
    kept = dict(one.split(":") for one in given.split())
    assert Token.objects.get().bounds == kept


@pytest.mark.parametrize("scope", ["sales.deal:delete", "nonsense"])
def test_bounds_that_are_none_are_refused(robot: Joined, scope: str) -> None:
    assert robot.alone(scope=scope) == (400, {"error": "invalid_scope"})


@pytest.mark.parametrize(
    ("name", "value"),
    [("client_secret", "wrong"), ("client_secret", ""), ("client_id", "nobody"), ("client_id", "")],
)
def test_without_its_secret_it_is_nobody(robot: Joined, name: str, value: str) -> None:
    assert robot.alone(**{name: value}) == (401, {"error": "invalid_client"})
    assert not Token.objects.exists()


def test_a_program_without_a_secret_is_nobody(cast: Cast, robot: Joined) -> None:
    Program.objects.unguarded("the test looks at all").update(secret="")
    robot.secret = ""
    assert robot.alone() == (401, {"error": "invalid_client"})


def test_a_program_for_people_gets_no_token_for_itself(cast: Cast) -> None:
    joined = Joined(cast)
    assert joined.alone() == (400, {"error": "unauthorized_client"})
    assert joined.token({"grant_type": "password"})[1] == {"error": "unsupported_grant_type"}


def test_people_are_no_accounts_of_programs(cast: Cast, robot: Joined) -> None:
    """S3: a program in an administrator's name would be one."""
    with pytest.raises(Refusal) as refused:
        write.change(cast.admin, NAME, robot.key, {"account": str(cast.ids["alice"])})
    assert [fault.code for fault in refused.value.faults] == ["federation.person"]
    User.objects.filter(pk=cast.ids["bob"]).update(program=False)
    assert robot.alone() == (400, {"error": "unauthorized_client"})


@pytest.mark.parametrize("what", ["account", "role", "secret", "program", "bin", "scopes"])
def test_a_token_ends_with_what_it_was_given_for(cast: Cast, robot: Joined, what: str) -> None:
    """S4: the next request is refused."""
    cast.grant("bob", {"*": ORGANISATION})
    token = robot.alone()[1]["access_token"]
    assert ask(token, "get", "/records/sales.deal") == 200
    if what == "account":
        disable(cast.admin, None, [cast.ids["bob"]], {})
    elif what == "role":
        roles = {"roles": [str(cast.roles["alice"])]}
        write.change(cast.admin, "access.user", cast.ids["bob"], roles)
    elif what == "scopes":
        write.change(cast.admin, NAME, robot.key, {"scopes": "*:write"})
    else:
        ends(cast, robot, what)
    assert ask(token, "get", "/records/sales.deal") == 401


def test_one_program_does_not_fill_the_table(
    robot: Joined, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(programs, "MOST", 1)
    assert robot.alone()[0] == 200
    assert robot.alone() == (429, {"error": "slow_down"})
    Token.objects.update(expires_at=timezone.now() - programs.LASTS - timedelta(seconds=1))
    jobs.sweep()
    assert not Issued.objects.exists()
    assert not Token.objects.exists()
    assert robot.alone()[0] == 200
