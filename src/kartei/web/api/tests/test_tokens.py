"""Tokens: what they may do, how they are made and ended, and sessions of everybody."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import orjson
import pytest
from django.test import Client
from django.utils import timezone

from kartei.platform.access.actor import actor_for
from kartei.platform.access.bounds import bounds_of
from kartei.platform.access.models import Role, Session, Token, User
from kartei.platform.access.tests.cast import ORGANISATION, Cast, make_cast
from kartei.platform.access.tokens import kept, uses
from kartei.platform.flow.models import Job
from kartei.platform.flow.worker import _handle
from kartei.platform.kit.ids import uuid7
from kartei.platform.records import write
from kartei.platform.records.models import Journal
from kartei.web.api.tests.test_rights import ask
from kartei.web.sessions import COOKIE, digest

pytestmark = pytest.mark.django_db
PERSONS, COMPANIES = "/records/people.person", "/records/people.company"
PAST = "2020-01-01T00:00:00Z"
SCOPES = {"*": "read", "people.person": "write"}


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def browser(cast: Cast, who: str) -> Client:
    """A signed-in browser; proofs are another test's matter."""
    now = timezone.now()
    ends = now + timedelta(days=1)
    row = {"made_at": now, "expires_at": ends, "epoch": 1, "ip": "192.0.2.1", "agent": "curl/8"}
    key = digest(f"s{who}{Session.objects.count()}")
    Session.objects.create(key=key, user_id=cast.ids[who], **row)
    client = Client()
    client.cookies[COOKIE] = f"s{who}{Session.objects.count() - 1}"
    return client


def send(client: Client, verb: str, path: str, body: Any = None) -> tuple[int, Any]:
    """Status and decoded answer of one call."""
    more: Any = (
        {} if body is None else {"data": orjson.dumps(body), "content_type": "application/json"}
    )
    answer = getattr(client, verb)(f"/api/v1{path}", **more)
    return answer.status_code, orjson.loads(answer.content) if answer.content else None


def program(cast: Cast, who: str, **scopes: str) -> Client:
    """A program with a token of somebody's."""
    named = {name.replace("__", ".").replace("REST", "*"): how for name, how in scopes.items()}
    _row, secret = kept(cast.ids[who], "test", named, None)
    return Client(headers={"Authorization": f"Bearer {secret}"})


def test_a_token_is_told_once_and_opens_the_door(cast: Cast) -> None:
    page = browser(cast, "alice")

    status, made = send(page, "post", "/tokens", {"title": "Site", "scopes": SCOPES})
    assert (status, made["title"], made["scopes"]) == (201, "Site", SCOPES)
    client = Client(headers={"Authorization": f"Bearer {made['token']}"})
    assert send(client, "get", PERSONS)[0] == 200
    listed = send(page, "get", "/tokens")[1]["items"]
    assert [row["id"] for row in listed] == [made["id"]]
    assert made["token"] not in orjson.dumps(listed).decode()
    assert not Token.objects.filter(key=made["token"]).exists()
    assert Journal.objects.filter(verb="make_token", record=cast.ids["alice"]).count() == 1

    assert send(page, "delete", f"/tokens/{made['id']}")[0] == 204
    assert send(client, "get", PERSONS)[0] == 401
    assert send(page, "delete", f"/tokens/{made['id']}")[0] == 404


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"title": " ", "scopes": SCOPES}, "token.title"),
        ({"title": "x", "scopes": {}}, "token.scopes"),
        ({"title": "x", "scopes": {"people.nobody": "read"}}, "token.scopes"),
        (
            {"title": "x", "scopes": SCOPES, "expires_at": "2020-01-01T00:00:00Z"},
            "token.expires_at",
        ),
    ],
)
def test_a_senseless_token_is_refused(cast: Cast, body: Any, code: str) -> None:
    status, found = send(browser(cast, "alice"), "post", "/tokens", body)
    assert (status, found["code"]) == (422, code)
    assert Token.objects.count() == 0


def test_a_token_that_reads_writes_nothing(cast: Cast) -> None:
    """Nor what is only its user's own: settings, views, files."""
    key = write.create(cast.admin, "people.person", {"last_name": "Kept"})
    client = program(cast, "admin", REST="read")
    body = {"last_name": "Other"}

    assert send(client, "get", f"{PERSONS}/{key}")[0] == 200
    assert send(client, "post", f"{PERSONS}/query", {})[0] == 200
    refused = [
        send(client, "post", PERSONS, body),
        send(client, "patch", f"{PERSONS}/{key}", body),
        send(client, "delete", f"{PERSONS}/{key}"),
        send(client, "post", f"{PERSONS}/bulk", {"ids": [str(key)], "set": body}),
        send(client, "post", f"/records/access.user/{cast.ids['bob']}/disable", {}),
        send(client, "patch", "/session", {"theme": "dark"}),
        send(client, "post", "/views", {"object": "people.person", "title": "x"}),
        send(client, "post", "/tokens", {"title": "x", "scopes": {"*": "write"}}),
    ]
    assert {(status, found["code"]) for status, found in refused} == {(403, "token.only_reads")}


def test_what_is_out_of_scope_does_not_exist(cast: Cast) -> None:
    """An administrator's token for persons is no administrator, nor does a share widen it."""
    firm = write.create(cast.admin, "people.company", {"name": "Hidden"})
    key = write.create(cast.admin, "people.person", {"last_name": "A", "company": str(firm)})
    client = program(cast, "admin", people__person="write")

    assert send(client, "post", PERSONS, {"last_name": "New"})[0] == 201
    status, card = send(client, "get", f"{PERSONS}/{key}")
    assert (status, card["company"]) == (200, None)
    assert send(client, "get", COMPANIES)[0] == 403
    assert send(client, "get", f"{COMPANIES}/{firm}")[0] == 404
    meta = send(client, "get", "/meta")[1]
    assert "people.person" in meta["objects"]
    assert not {"people.company", "access.audit", "access.address"} & set(meta["objects"])
    assert meta["user"]["administrator"] is False
    doors = ["/audit", "/configuration", "/security/sign-ins", "/security/tokens", "/rights"]
    assert {send(client, "get", path)[0] for path in doors} == {403}
    assert send(client, "get", "/search?q=hid")[1].get("items", []) == []


def test_a_share_gives_a_token_nothing_beyond_its_scope(cast: Cast) -> None:
    from kartei.platform.access.models import Share

    firm = write.create(cast.admin, "people.company", {"name": "Shared"})
    cast.grant("alice", {"people.person": ORGANISATION})
    Share.objects.create(
        object="people.company", record=firm, user=cast.ids["alice"], rights=["read"],
        by=cast.ids["admin"], at=timezone.now(),
    )  # fmt: skip
    assert send(program(cast, "alice", REST="read"), "get", f"{COMPANIES}/{firm}")[0] == 200
    bounded = program(cast, "alice", people__person="write")
    assert send(bounded, "get", f"{COMPANIES}/{firm}")[0] == 404


def test_a_token_never_gives_more_than_its_user_has(cast: Cast) -> None:
    key = write.create(cast.dmitri, "people.person", {"last_name": "His"})
    client = program(cast, "alice", REST="write")
    assert send(client, "get", f"{PERSONS}/{key}")[0] == 404
    assert send(client, "get", "/audit")[0] == 403


def test_answers_are_not_mixed_up_between_tokens_of_one_user(cast: Cast) -> None:
    whole, part = program(cast, "admin"), program(cast, "admin", people__person="read")
    wide = send(whole, "get", "/openapi.json")[1]["paths"]
    narrow = send(part, "get", "/openapi.json")[1]["paths"]
    assert "/records/people.company" in wide
    assert "/records/people.company" not in narrow
    tags = {client.get("/api/v1/meta")["ETag"] for client in (whole, part)}
    assert len(tags) == 2


def test_work_in_the_background_keeps_the_bounds(cast: Cast) -> None:
    """Jobs run under the rights of their moment, within the bounds of the token that ordered."""
    from kartei.platform.flow.jobs import enqueue

    bounds = bounds_of({"people.person": "write"})
    actor = actor_for(cast.ids["admin"], via="api", bounds=bounds)
    firm = write.create(cast.admin, "people.company", {"name": "Kept"})
    act = {"set": {"name": "Other"}, "command": "", "input": {}}
    wish = {"ids": [str(firm)], "act": act, "change": str(uuid7())}
    row = enqueue(actor, "records.bulk", {"object": "people.company", "wish": wish}, title="x")

    row = Job.objects.get(pk=row.pk)
    assert row.bounds == {"people.person": "write"}
    result = _handle(row, Steps())  # type: ignore[arg-type]
    assert result is not None
    assert result["failed_count"] == 1
    assert write.one(cast.admin, "people.company", firm)["name"] == "Kept"


class Steps:
    """Progress that nobody looks at."""

    done, total, memo = 0, 0, None

    def __call__(self, *_counts: int) -> None:
        """Nothing to tell."""

    def step(self, *_counts: Any) -> None:
        """Nothing to tell."""


def test_last_use_is_written_later(cast: Cast) -> None:
    client = program(cast, "alice", REST="read")
    before = timezone.now()
    client.get("/api/v1/session", REMOTE_ADDR="192.0.2.9")
    client.get("/api/v1/session", REMOTE_ADDR="192.0.2.10")
    row = Token.objects.get(user=cast.ids["alice"])
    assert row.used_at is None

    uses.flush()

    row.refresh_from_db()
    assert row.used_at is not None
    assert row.used_at >= before
    assert row.used_ip == "192.0.2.9"


def test_administrators_make_tokens_for_programs_alone(cast: Cast) -> None:
    page, body = browser(cast, "admin"), {"title": "Site", "scopes": SCOPES}
    wish = {**body, "user": str(cast.ids["bob"])}
    assert send(page, "post", "/security/tokens", wish)[0] == 403
    User.objects.filter(pk=cast.ids["bob"]).update(program=True)
    status, made = send(page, "post", "/security/tokens", wish)
    assert (status, made["user"]["title"]) == (201, "Bob")
    cast.grant("alice", {"access.address": ORGANISATION})
    assert send(browser(cast, "alice"), "post", "/security/tokens", wish)[0] == 403
    assert ask(cast, "admin", "post", "/tokens", body)[1]["code"] == "token.by_token"

    listed = send(page, "get", "/security/tokens?search=bo")[1]["items"]
    assert [row["id"] for row in listed] == [made["id"]]
    assert send(page, "delete", f"/security/tokens/{made['id']}")[0] == 204
    assert send(page, "get", "/security/tokens?search=bo")[1]["items"] == []


def test_sessions_of_everybody_are_seen_and_ended(cast: Cast) -> None:
    pages = [browser(cast, "alice"), browser(cast, "alice"), browser(cast, "bob")]
    admin = browser(cast, "admin")
    path = "/security/sessions"
    assert send(pages[0], "get", path)[0] == 403

    found = send(admin, "get", f"{path}?user={cast.ids['alice']}")[1]["items"]
    assert {(row["user"]["title"], row["ip"], row["device"]) for row in found} == {
        ("Alice", "192.0.2.1", "curl")
    }
    assert len(send(admin, "get", f"{path}?search=BOB")[1]["items"]) == 1

    assert send(admin, "delete", f"{path}/{digest('salice0')}")[0] == 204
    assert [send(page, "get", PERSONS)[0] for page in pages] == [401, 200, 200]
    client = program(cast, "alice", REST="read")
    wish = {"user": str(cast.ids["alice"]), "tokens": True}
    status, ended = send(admin, "post", f"{path}/end", wish)
    assert (status, ended) == (200, {"sessions": 1, "tokens": 1})
    assert [send(page, "get", PERSONS)[0] for page in (*pages, client)] == [401, 401, 200, 401]


def test_nobody_ends_sessions_of_those_above_him(cast: Cast) -> None:
    cast.grant("alice", {"access.address": ORGANISATION})
    browser(cast, "admin")
    page, wish = browser(cast, "alice"), {"user": str(cast.ids["admin"])}
    assert send(page, "delete", f"/security/sessions/{digest('sadmin0')}")[0] == 403
    assert send(page, "post", "/security/sessions/end", wish)[0] == 403
    row, _secret = kept(cast.ids["admin"], "his", {"*": "read"}, None)
    assert send(page, "delete", f"/security/tokens/{row.key}")[0] == 403
    assert Session.objects.filter(user=cast.ids["admin"]).count() == 1
    assert Token.objects.filter(pk=row.key, ended=False).exists()


def test_who_may_look_at_security_ends_and_takes_nothing(cast: Cast) -> None:
    """Neither sessions nor tokens of those below him; nor does he get the attempts as a file."""
    Role.objects.filter(pk=cast.roles["bob"]).update(level=1)
    cast.grant("alice", {"access.address": {"read": "organisation"}})
    browser(cast, "bob")
    row, _secret = kept(cast.ids["bob"], "his", {"*": "read"}, None)
    page, wish = browser(cast, "alice"), {"user": str(cast.ids["bob"]), "tokens": True}
    assert send(page, "get", "/security/sign-ins")[0] == 200
    refused = [
        send(page, "delete", f"/security/sessions/{digest('sbob0')}"),
        send(page, "post", "/security/sessions/end", wish),
        send(page, "delete", f"/security/tokens/{row.key}"),
    ]
    assert {status for status, _found in refused} == {403}
    assert page.get("/api/v1/security/sign-ins/export?format=csv").status_code == 403
    assert Session.objects.filter(user=cast.ids["bob"]).count() == 1
    assert Token.objects.filter(pk=row.key, ended=False).exists()


def test_what_is_not_there_is_not_ended(cast: Cast) -> None:
    """404 for a session, a token and a user that nobody has."""
    page, nobody = browser(cast, "admin"), str(uuid7())
    wish = {"title": "Site", "scopes": SCOPES, "user": nobody}
    answers = [
        send(page, "delete", "/security/sessions/none"),
        send(page, "post", "/security/sessions/end", {"user": nobody}),
        send(page, "delete", "/security/tokens/none"),
        send(page, "post", "/security/tokens", wish),
    ]
    assert {status for status, _found in answers} == {404}
