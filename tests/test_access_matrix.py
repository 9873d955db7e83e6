"""A1: privilege × depth × position over every owned object and every way to its rows.

The oracle is written from the specification (blueprint 5, Microsoft's model), not from the code:
S0-016, S0-017, S0-018, S0-137, S4-083…S4-092, MS-02…MS-08. After every
refusal the tables are as they were (S2).
"""

from __future__ import annotations

import hashlib
from typing import Any
from uuid import UUID

import orjson
import pytest
from django.test import Client
from django.utils import timezone

from kartei.platform.access.models import Share, Token
from kartei.platform.access.tests.cast import SHARED_OBJECTS, Cast, make_cast
from kartei.platform.meta.spec import PRIVILEGES, registry
from kartei.platform.meta.versions import bump_access
from kartei.platform.records.models import Journal
from kartei.web.sessions import digest
from tests.entities import NAMED, all_names, make, owned_names, values_for

pytestmark = pytest.mark.django_db

DEPTHS = ("none", "own", "unit", "subunits", "organisation")
#: position -> who owns the record, seen from Alice
POSITIONS = {"own": "alice", "same unit": "bob", "sub-unit": "clara", "outside": "dmitri"}
#: the specification's table: depth -> positions that a privilege reaches
REACH: dict[str, set[str]] = {
    "none": set(),
    "own": {"own"},
    "unit": {"own", "same unit"},
    "subunits": {"own", "same unit", "sub-unit"},
    "organisation": {"own", "same unit", "sub-unit", "outside"},
}
OPEN = {o: {"read": "organisation", "append_to": "organisation"} for o in SHARED_OBJECTS}
#: All rights to an object; some objects are reached only by who is granted them by name.
#: What a new record has to lead to, where its maker must reach that.
MADE_FOR = {
    "billing.plan": "billing.invoice", "pricing.approval": "offers.offer",
    "finance.promise": "people.company", "people.payer": "people.company",
    "finance.payment": "finance.account",
}  # fmt: skip
EVERYTHING = dict.fromkeys(PRIVILEGES, "organisation")


class Door:
    """HTTP as one person, with a token."""

    def __init__(self, cast: Cast, who: str) -> None:
        secret = f"kt_{who}"
        Token.objects.get_or_create(
            key=digest(secret), defaults={"user_id": cast.ids[who], "made_at": timezone.now()}
        )
        self.client = Client(headers={"Authorization": f"Bearer {secret}"})

    def ask(self, verb: str, path: str, body: Any = None, **headers: str) -> tuple[int, Any]:
        """Status and decoded answer."""
        sender = getattr(self.client, verb)
        more = {} if body is None else {"data": body, "content_type": "application/json"}
        response = sender(f"/api/v1{path}", headers=headers, **more)
        data = response.content if not response.streaming else b""
        kind = response.headers.get("Content-Type", "")
        return response.status_code, orjson.loads(data) if data and "json" in kind else data


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def four_records(cast: Cast, name: str) -> dict[str, UUID]:
    """One record in each position, made by its owner with full rights."""
    found = {}
    for number, (position, who) in enumerate(POSITIONS.items()):
        cast.grant(who, {"*": EVERYTHING, name: EVERYTHING})
        found[position] = make(getattr(cast, who), name, number + 1)
    return found


def grant(cast: Cast, name: str, **depths: str) -> None:
    """Alice's role: exactly these privileges on the object, reading of what is open."""
    cast.grant("alice", {**OPEN, name: depths})


def tables() -> str:
    """A hash of everything that a refused request must not touch."""
    parts = []
    for entity in registry.entities.values():
        rows = entity.model._base_manager.order_by("pk").values_list()
        parts.append(repr(list(rows)))
    parts.append(str(Journal.objects.count()))
    parts.append(repr(list(Share.objects.order_by("pk").values_list())))
    return hashlib.sha256("".join(parts).encode()).hexdigest()


@pytest.mark.parametrize("depth", DEPTHS)
@pytest.mark.parametrize("name", owned_names())
def test_reading_reaches_exactly_its_depth_through_every_door(
    cast: Cast, name: str, depth: str
) -> None:
    """List, query, count, record, search, groups, board, export and timeline agree."""
    records = four_records(cast, name)
    expected = {str(records[p]) for p in REACH[depth]}
    grant(cast, name, read=depth, export=depth, create="own")
    door = Door(cast, "alice")

    status, page = door.ask("get", f"/records/{name}?count=exact&limit=200")
    if depth == "none":
        assert status == 403
    else:
        assert {r["id"] for r in page["items"]} & set(map(str, records.values())) == expected
        assert page["count"]["value"] == len(page["items"])
        _, asked = door.ask("post", f"/records/{name}/query", {"count": "exact"})
        assert asked["count"] == page["count"]
        _, groups = door.ask("get", f"/records/{name}/groups?by=owner")
        assert sum(g["count"] for g in groups["groups"]) == page["count"]["value"]
        declared = registry.entities[name].board
        if declared is not None:
            by = declared.by
            _, board = door.ask("get", f"/records/{name}/board?by={by}")
            assert sum(c["count"] for c in board["columns"]) == page["count"]["value"]
    for position, key in records.items():
        status, record = door.ask("get", f"/records/{name}/{key}?with=links,related,timeline")
        status_time, _ = door.ask("get", f"/records/{name}/{key}/timeline")
        if position in REACH[depth]:
            assert (status, status_time) == (200, 200), position
        else:
            assert (status, status_time) == (404, 404), position
            absent = door.ask("get", f"/records/{name}/{UUID(int=5)}")
            assert record == absent[1]


@pytest.mark.parametrize("depth", DEPTHS)
@pytest.mark.parametrize("name", owned_names())
def test_each_privilege_acts_exactly_at_its_depth(cast: Cast, name: str, depth: str) -> None:
    """Write, delete, assign and share: allowed inside, 403 with a reason outside, nothing moved."""
    records = four_records(cast, name)
    title = NAMED.get(name, "name")
    acts: dict[str, Any] = {
        "write": lambda key: ("patch", f"/records/{name}/{key}", {title: "New words"}),
        "delete": lambda key: ("delete", f"/records/{name}/{key}", None),
        "share": lambda key: (
            "post", f"/records/{name}/{key}/share",
            {"user": str(cast.ids["bob"]), "rights": ["read"]},
        ),
        "assign": lambda key: (
            "post", f"/records/{name}/{key}/assign", {"owner": str(cast.ids["head"])}
        ),  # last: it moves the records
    }  # fmt: skip
    for privilege, act in acts.items():
        depths = {"read": "organisation", privilege: depth}
        if privilege == "assign":
            depths["write"] = "organisation"
        grant(cast, name, **depths)
        door = Door(cast, "alice")
        for position, key in records.items():
            version = door.ask("get", f"/records/{name}/{key}")[1]["version"]
            before = tables()
            verb, path, body = act(key)
            status, answer = door.ask(verb, path, body, **{"If-Match": f'"{version}"'})
            where = (privilege, position, answer)
            if position in REACH[depth]:
                assert status in (200, 204), where
            else:
                assert status in (403, 422), where
                assert answer["detail"], where
                assert tables() == before, where
            if privilege == "delete" and status == 204:
                cast.grant("head", {"*": EVERYTHING, name: EVERYTHING})
                restore = f"/records/{name}/{key}/restore"
                assert Door(cast, "head").ask("post", restore, {})[0] == 200


@pytest.mark.parametrize("depth", DEPTHS)
@pytest.mark.parametrize("name", owned_names())
def test_creating_for_others_needs_depth_and_the_right_to_assign(
    cast: Cast, name: str, depth: str
) -> None:
    """A record is made for whom the depth of create and assign reaches."""
    rights = {"read": "organisation", "append": "organisation", "create": depth, "assign": depth}
    reached = {"read": "organisation", "append_to": "organisation"}
    leads = {MADE_FOR[name]: reached} if name in MADE_FOR else {}
    cast.grant("alice", {**OPEN, **leads, name: rights})
    needless = () if leads.get("people.company") else ("person", "company")
    values = {k: v for k, v in values_for(cast.admin, name, 3).items() if k not in needless}
    door = Door(cast, "alice")
    for position, who in POSITIONS.items():
        before = tables()
        body = {**values, "owner": str(cast.ids[who])}
        status, answer = door.ask("post", f"/records/{name}", body)
        if position in REACH[depth]:
            assert status == 201, (position, answer.get("errors"))
        else:
            assert status in (403, 422), (position, answer)
            assert tables() == before


@pytest.mark.parametrize("name", owned_names())
def test_a_share_opens_one_record_with_the_chosen_rights(cast: Cast, name: str) -> None:
    """Shared reading shows the record in list, search and card; writing needs its own right."""
    records = four_records(cast, name)
    grant(cast, name, read="own", write="none")
    shared = records["outside"]
    Share.objects.create(
        object=name, record=shared, user=cast.ids["alice"], rights=["read"],
        by=cast.ids["dmitri"], at=timezone.now(),
    )  # fmt: skip
    bump_access()
    door = Door(cast, "alice")
    _, page = door.ask("get", f"/records/{name}?count=exact")
    assert {r["id"] for r in page["items"]} == {str(records["own"]), str(shared)}
    assert page["count"]["value"] == 2
    record = door.ask("get", f"/records/{name}/{shared}")[1]
    assert record["can"]["read"] is True
    assert record["can"]["write"] is False
    status, _ = door.ask("delete", f"/records/{name}/{shared}", **{"If-Match": '"1"'})
    assert status == 403


@pytest.mark.parametrize("name", [n for n in all_names() if n not in owned_names()])
def test_ownerless_objects_know_only_nothing_and_everything(cast: Cast, name: str) -> None:
    """S4-085: catalogue and settings belong to nobody; a smaller depth gives nothing."""
    key = make(cast.admin, name, 1)
    entity = registry.entities[name]
    for depth in DEPTHS:
        cast.grant("alice", {name: dict.fromkeys(PRIVILEGES, depth)})
        door = Door(cast, "alice")
        readable = depth == "organisation" or entity.open_to_all
        status, _ = door.ask("get", f"/records/{name}/{key}")
        assert (status == 200) is readable, depth
        before = tables()
        status, _ = door.ask("post", f"/records/{name}", {"name": "x"})
        if depth != "organisation":
            assert status == 403, depth
            assert tables() == before


def test_a_field_without_the_right_does_not_exist(cast: Cast) -> None:
    """Filter, sort, group, sum, search, history, export, meta and OpenAPI answer like unknown."""
    name = "people.person"
    cast.grant("alice", {"*": dict.fromkeys(PRIVILEGES, "organisation")})
    key = make(cast.alice, name, 1, city="Geheimstadt", emails=["secret@example.com"])
    cast.grant(
        "alice",
        {"*": dict.fromkeys(PRIVILEGES, "organisation")},
        {name: {"city": "none", "emails": "none"}},
    )
    door = Door(cast, "alice")
    for question in (
        'filter=["city","=","Geheimstadt"]',
        "sort=city",
        "fields=name,city",
        'filter=["emails","contains","secret"]',
    ):
        got = door.ask("get", f"/records/{name}?{question}")
        unknown = question.replace("city", "nowhere").replace("emails", "nowhere")
        like = door.ask("get", f"/records/{name}?{unknown}")
        assert got[0] == like[0] == 400, question
        assert got[1]["code"] == like[1]["code"] == "query.unknown_field"
    assert door.ask("get", f"/records/{name}/groups?by=city")[0] == 400
    assert door.ask("get", f"/records/{name}?search=geheimstadt")[1]["items"] == []
    assert door.ask("get", f"/records/{name}?search=secret")[1]["items"] == []
    record = door.ask("get", f"/records/{name}/{key}?with=timeline")[1]
    assert "city" not in record
    assert "Geheimstadt" not in str(record)
    assert "secret" not in str(record)
    stamp = {"If-Match": '"1"'}
    status, answer = door.ask("patch", f"/records/{name}/{key}", {"city": "x"}, **stamp)
    assert status == 422
    assert answer["errors"][0]["code"] == "field.unknown"
    meta = door.ask("get", "/meta")[1]["objects"][name]
    assert "city" not in str([f["name"] for f in meta["fields"]])
    openapi = door.ask("get", "/openapi.json")[1]["components"]["schemas"]["PeoplePerson"]
    assert "city" not in openapi["properties"]


#: Where somebody who has not signed in is heard: signing in, registering, answering a letter.
HEARD = (
    "/session", "/setup", "/signup", "/signup/link", "/signup/confirm", "/account/email/confirm",
    "/signon",
)  # fmt: skip


def test_nobody_gets_in_without_signing_in(cast: Cast) -> None:
    """S13: every route but the listed public ones answers 401."""
    from kartei.web.api.openapi import document

    key = make(cast.admin, "people.person", 1)
    anonymous = Client()
    for address, verbs in document(cast.admin)["paths"].items():
        path = address.replace("{id}", str(key)).replace("{change}", str(key))
        for verb in verbs:
            if verb == "parameters" or path in HEARD:
                continue
            response = getattr(anonymous, verb)(f"/api/v1{path}")
            assert response.status_code == 401, (verb, path)
