"""Sessions, tokens, proofs and levels: who acts, and that nobody raises himself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import orjson
import pytest
from django.test import Client
from django.utils import timezone

from kartei.platform.access.models import Role, Session, Share, Team, Token, User
from kartei.platform.access.tests.cast import ORGANISATION, OWN
from kartei.platform.meta.errors import Refusal
from kartei.platform.meta.spec import PRIVILEGES
from kartei.platform.records import write
from kartei.platform.records.models import Journal
from kartei.platform.signin.backend import check
from kartei.web.sessions import COOKIE, digest
from tests.closed_firm import OPEN, Firm, ask, build, tables

pytestmark = pytest.mark.django_db

SETTLER: dict[str, Any] = {
    "*": {**dict.fromkeys(PRIVILEGES, "unit")},
    **{f"access.{n}": dict.fromkeys(PRIVILEGES, "organisation") for n in ("user", "team", "unit")},
    "access.role": {"write": "organisation", "create": "organisation"},
}


@pytest.fixture
def firm(tmp_path: Any, settings: Any) -> Firm:
    settings.MEDIA_ROOT = str(tmp_path / "files")
    return build()


def browser(firm: Firm, who: str, **values: Any) -> Client:
    """A signed-in browser that has no proof for its writes yet."""
    now = timezone.now()
    kept = {"made_at": now, "expires_at": now + timedelta(days=1), "epoch": 1, **values}
    Session.objects.create(key=digest(f"s{who}"), user_id=firm.cast.ids[who], **kept)
    client = Client(enforce_csrf_checks=True)
    client.cookies[COOKIE] = f"s{who}"
    return client


def operations(firm: Firm) -> Iterator[tuple[str, str]]:
    """(verb, path) of every operation that the administrator's document names, ids filled in."""
    from kartei.web.api.openapi import document

    for address, verbs in document(firm.cast.admin)["paths"].items():
        path = re.sub(r"\{\w+\}", str(firm.mine["person"]), address)
        for verb in verbs:
            if verb != "parameters":
                yield verb, path


def test_no_write_passes_on_the_cookie_alone(firm: Firm) -> None:
    """S15: a page elsewhere cannot write with the session of whoever looks at it."""
    client = browser(firm, "admin")
    before = tables()
    for verb, path in operations(firm):
        if verb not in ("get", "head"):
            status, data = ask(client, verb, path, {})
            assert (status, b"session.csrf" in data) == (403, True), (verb, path, status)
    assert tables() == before


def test_no_question_changes_anything(firm: Firm) -> None:
    """S15: GET is safe; only an issued offer leaves its version behind, once."""
    client = firm.client("admin")
    before = tables()
    for verb, path in operations(firm):
        if verb == "get" and path != "/stream" and not re.search(r"/(pdf|eml)$", path):
            status, data = ask(client, verb, path)
            assert status < 500, (path, data)
            assert tables() == before, path
    offer = f"/records/offers.offer/{firm.mine['offer']}"
    assert ask(client, "get", f"{offer}/pdf?draft=1")[0] == 200
    assert tables() == before
    assert ask(client, "get", f"{offer}/pdf")[0] == 200
    issued = tables()
    assert ask(client, "get", f"{offer}/pdf")[0] == 200
    assert tables() == issued


@pytest.mark.parametrize("how", ["disabled", "deleted", "expired", "ended", "password", "role"])
def test_a_dead_account_is_nobody_at_once(firm: Firm, how: str) -> None:
    """S4: the next request of every session and token is answered 401."""
    past = timezone.now() - timedelta(seconds=1)
    page = browser(firm, "alice", **({"expires_at": past} if how == "expired" else {}))
    program, admin = firm.client("alice"), firm.client("admin")
    if how != "expired":
        assert ask(page, "get", "/meta")[0] == ask(program, "get", "/meta")[0] == 200
    user = f"/records/access.user/{firm.cast.ids['alice']}"
    if how == "disabled":
        assert ask(admin, "post", f"{user}/disable", {})[0] == 200
        with pytest.raises(Refusal):  # a job of his does not go on either
            _ = firm.cast.alice
    elif how == "deleted":
        assert ask(admin, "delete", user, None, **{"If-Match": '"1"'})[0] == 204
    elif how == "role":
        roles = {"roles": [str(firm.cast.roles["bob"])]}
        assert ask(admin, "patch", user, roles, **{"If-Match": '"1"'})[0] == 200
    elif how == "password":
        body = {"password": "a long new one"}
        assert ask(admin, "post", f"{user}/set_password", body)[0] == 200
    else:
        token = Token.objects.filter(key=digest("kt_alice"))
        token.update(**({"ended": True} if how == "ended" else {"expires_at": past}))
        Session.objects.filter(user_id=firm.cast.ids["alice"]).update(expires_at=past)
    assert ask(page, "get", "/meta")[0] == 401
    assert ask(program, "get", "/meta")[0] == 401


def test_a_repeated_request_is_remembered_for_its_author_and_question_alone(firm: Firm) -> None:
    """Another's key is another; a preview is not the act; another question is a conflict."""
    at, key = "/records/people.person", {"Idempotency-Key": "one"}
    alice, bob = firm.client("alice"), firm.client("bob")
    first = ask(alice, "post", at, {"last_name": "Once"}, **key)
    assert ask(alice, "post", at, {"last_name": "Once"}, **key) == first
    status, data = ask(bob, "post", at, {"last_name": "Once"}, **key)
    assert status == 201
    assert orjson.loads(data)["id"] != orjson.loads(first[1])["id"]
    assert ask(alice, "post", at, {"last_name": "Twice"}, **key)[0] == 409
    task, key = f"/records/tasks.task/{firm.mine['task']}/complete", {"Idempotency-Key": "two"}
    assert b"possible" in ask(alice, "post", f"{task}?dry_run=1", {}, **key)[1]
    assert b"possible" not in ask(alice, "post", task, {}, **key)[1]
    assert write.one(firm.cast.alice, "tasks.task", firm.mine["task"])["done"] is True


def test_nobody_raises_himself_or_others_above_what_he_has(firm: Firm) -> None:
    """S3: teams, units, roles, passwords, shares; a level opens only what its holder has."""
    cast = firm.cast
    Role.objects.filter(pk=cast.roles["clara"]).update(grants={"*": OWN}, level=5)
    Role.objects.filter(pk=cast.roles["dmitri"]).update(grants={"*": ORGANISATION}, level=5)
    cast.grant("alice", SETTLER)
    now = timezone.now()
    team = Team.objects.create(
        name="Heads", roles=[str(cast.roles["head"])], members=[str(cast.ids["clara"])],
        created_at=now, changed_at=now,
    )  # fmt: skip
    me, clara, dmitri = (str(cast.ids[n]) for n in ("alice", "clara", "dmitri"))
    stock, branch, sales = (str(cast.units[n]) for n in ("stock", "branch", "sales"))
    wide, low = str(cast.roles["dmitri"]), str(cast.roles["clara"])
    users = "/records/access.user"
    new = {"login": "fresh", "name": "Fresh", "unit": sales, "roles": [low]}
    client, stamp = firm.client("alice"), {"If-Match": '"1"'}
    before = tables()
    for verb, path, body in (
        ("patch", f"/records/access.team/{team.pk}", {"members": [clara, me]}),
        ("patch", f"/records/access.team/{team.pk}", {"roles": []}),
        ("post", "/records/access.team", {"name": "T", "members": [me], "roles": [wide]}),
        ("patch", f"{users}/{me}", {"unit": stock}),
        ("patch", f"{users}/{me}", {"unit": branch}),
        ("patch", f"{users}/{me}", {"roles": [str(cast.roles["admin"])]}),
        ("patch", f"{users}/{dmitri}", {"roles": [str(cast.roles["head"])]}),
        ("post", users, {**new, "unit": stock}),
        ("post", users, {**new, "roles": [wide]}),
        ("post", f"{users}/{clara}/set_password", {"password": "taken over 1"}),
        ("post", f"{users}/{cast.ids['head']}/set_password", {"password": "taken over 1"}),
        ("post", f"{users}/{cast.ids['admin']}/disable", {}),
        ("patch", f"/records/access.role/{cast.roles['head']}", {"level": 1}),
        ("patch", f"/records/access.role/{low}", {"level": 90}),
        ("patch", f"/records/access.role/{low}", {"grants": {"*": {"read": "organisation"}}}),
        ("patch", f"{users}/{me}", {"password": "x" * 20}),
        ("delete", f"{users}/{cast.ids['admin']}", None),
    ):
        status, data = ask(client, verb, path, body, **stamp)
        assert status in (403, 422), (verb, path, body, status, data)
        assert tables() == before, (verb, path, body)
    assert ask(client, "post", users, new)[0] == 201
    user = User.objects.get(login="fresh")
    assert (str(user.unit_id), user.roles) == (sales, [low])


def test_the_last_administrator_stays_one(firm: Firm) -> None:
    """S3: he does not give himself other roles, so that nobody could set the house up."""
    user = f"/records/access.user/{firm.cast.ids['admin']}"
    body = {"roles": [str(firm.cast.roles["alice"])]}
    status, data = ask(firm.client("admin"), "patch", user, body, **{"If-Match": '"1"'})
    assert (status, b"access.last_administrator" in data) == (422, True), data


def test_a_share_gives_no_more_than_the_giver_has(firm: Firm) -> None:
    """Frappe's CVE-2026-29077: no right passes on that one lacks; reading alone shares nothing."""
    cast, person = firm.cast, firm.theirs["person"]
    Share.objects.create(
        object="people.person", record=person, user=cast.ids["alice"], rights=["read", "share"],
        by=cast.ids["dmitri"], at=timezone.now(),
    )  # fmt: skip
    cast.grant("alice", {"*": OWN, **OPEN})
    client = firm.client("alice")
    at = f"/records/people.person/{person}"
    bob = str(cast.ids["bob"])
    before = tables()
    for right in ("write", "delete", "assign", "export", "create", "everything"):
        status, _ = ask(client, "post", f"{at}/share", {"user": bob, "rights": ["read", right]})
        assert status == 422, right
        assert tables() == before
    assert ask(client, "post", f"{at}/share", {"user": bob, "rights": ["read"]})[0] == 200
    Share.objects.filter(user=cast.ids["alice"]).update(rights=["read"])
    cast.grant("alice", {"*": OWN, **OPEN})
    assert ask(client, "post", f"{at}/unshare", {"user": bob})[0] == 403
    assert Share.objects.filter(record=person).count() == 2


def test_a_new_user_gets_his_password_in_one_step_or_is_not_made(firm: Firm) -> None:
    """Who makes a user names his first password in the same request; a poor one makes nobody."""
    client = firm.client("admin")
    anna = {"name": "Anna", "login": "anna", "unit": str(firm.cast.units["sales"])}

    def made(password: str, **more: Any) -> int:
        wish = {**anna, **more, "with": {"set_password": {"password": password}}}
        status, found = ask(client, "post", "/records/access.user", wish)
        if status == 422:
            assert orjson.loads(found)["errors"][0]["field"] == "set_password.password"
        return status

    assert made("short") == 422
    assert not User.objects.filter(login="anna").exists()
    assert made("right horse") == 201
    assert check("anna", "right horse") is not None
    assert not Journal.objects.filter(changes__icontains="right horse").exists()
    # what no form of a new record asks is no part of the creation
    odd = {**anna, "login": "b", "with": {"disable": {}}}
    assert ask(client, "post", "/records/access.user", odd)[0] == 400
    elsewhere = {"last_name": "A", "with": {"set_password": {"password": "right horse"}}}
    assert ask(client, "post", "/records/people.person", elsewhere)[0] == 400
