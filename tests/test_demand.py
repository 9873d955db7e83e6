"""A second factor that the firm demands: grace, what is open without, and the ways back in."""

from __future__ import annotations

from argparse import Namespace
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from kartei.platform.access.models import User
from kartei.platform.access.tests.cast import Cast, make_cast
from kartei.platform.meta.versions import bump_access
from kartei.platform.records.models import Journal
from kartei.web.api.tests.test_rights import ask
from kartei.web.commands import factor
from tests.test_signin import call, set_up, sign_in
from tests.test_signin_steps import with_totp

pytestmark = pytest.mark.django_db
META = "/api/v1/meta"


@pytest.fixture
def cast() -> Cast:
    """The cast; everybody named has a password."""
    cache.clear()
    found = make_cast()
    for who in ("alice", "bob", "admin"):
        set_up(found, who)
    return found


def demand(cast: Cast, **rule: Any) -> tuple[int, Any]:
    """Demand a second factor."""
    whole = {"everybody": False, "roles": [], "days": 0, **rule}
    return ask(cast, "admin", "patch", "/firm", {"second_factor": whole})


def inside(who: str = "alice") -> Client:
    """A browser of somebody."""
    client = Client()
    assert sign_in(client, who)[0] == 200
    return client


def take_off(login: str) -> int:
    """``kartei factor LOGIN``."""
    return factor.run(Namespace(login=login))


def told(client: Client) -> Any:
    """What a page is told of it."""
    return call(client, "get", "/api/v1/session")[1]["user"]["second_factor"]


def test_who_lacks_one_can_do_nothing_else(cast: Cast) -> None:
    """Not in sessions from before either; setting it up opens everything at once."""
    client = inside()
    assert demand(cast, everybody=True)[0] == 200
    for method, path in (
        ("get", "meta"), ("get", "tokens"), ("post", "tokens"), ("get", "sessions"),
        ("get", "records/people.person"),
    ):  # fmt: skip
        status, found = call(client, method, f"/api/v1/{path}", {})
        assert (status, found["code"]) == (403, "session.factor"), path
    assert told(client)["late"] is True
    assert call(client, "patch", "/api/v1/session", {"language": "de"})[0] == 200
    with_totp(client)
    assert told(client) is None
    assert call(client, "get", META)[0] == 200
    assert call(client, "delete", "account/authenticators/totp")[0] == 200
    assert call(client, "get", META)[1]["code"] == "session.factor"


def test_programs_go_on(cast: Cast) -> None:
    """Tokens have no second factor."""
    demand(cast, everybody=True)
    assert ask(cast, "alice", "get", "/meta")[0] == 200


def test_days_of_grace_count_from_the_first_time(cast: Cast) -> None:
    """Until then it is told and nothing is closed; a demand made anew gives them anew."""
    client = inside()
    assert told(client) is None
    demand(cast, everybody=True, days=3)
    assert call(client, "get", META)[0] == 200
    alice = User.objects.filter(pk=cast.ids["alice"])
    first = alice.get().factor_asked_at
    assert first is not None
    assert told(client)["late"] is False
    assert call(client, "get", META)[0] == 200
    assert alice.get().factor_asked_at == first
    alice.update(factor_asked_at=timezone.now() - timedelta(days=3))
    bump_access()
    assert call(client, "get", META)[1]["code"] == "session.factor"
    demand(cast, everybody=True, days=4)
    assert call(client, "get", META)[0] == 200


def test_of_holders_of_a_role_alone(cast: Cast) -> None:
    """By role, also when it is given later."""
    role = str(cast.roles["bob"])
    assert demand(cast, roles=[role])[0] == 200
    bob, alice = inside("bob"), inside()
    assert call(bob, "get", META)[1]["code"] == "session.factor"
    assert call(alice, "get", META)[0] == 200
    User.objects.filter(pk=cast.ids["alice"]).update(roles=[str(cast.roles["alice"]), role])
    bump_access()
    assert call(alice, "get", META)[1]["code"] == "session.factor"
    wrong = demand(cast, roles=["01a204f1-c929-7227-b0d6-7258de5fb11b"])
    assert (wrong[0], wrong[1]["errors"][0]["field"]) == (422, "second_factor")


def test_the_last_administrator_gets_back_in(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    """He is led to set one up; who lost it has it taken off on the machine itself."""
    demand(cast, everybody=True)
    client = inside("admin")
    assert call(client, "get", META)[1]["code"] == "session.factor"
    with_totp(client)
    assert call(client, "get", META)[0] == 200
    assert take_off("") == 0
    assert "admin  second factor" in capsys.readouterr().out
    assert take_off("nobody") == 1
    assert take_off("Admin") == 0
    assert not Authenticator.objects.exists()
    assert Journal.objects.filter(verb="take_factor_off", record=cast.ids["admin"]).exists()
    assert call(client, "get", META)[0] == 401
    again = inside("admin")
    assert call(again, "get", META)[1]["code"] == "session.factor"
