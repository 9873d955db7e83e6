"""Asking about rights: what a role can give, what its change does, who may do what and why."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import orjson
import pytest
from django.test import Client
from django.utils import timezone

from kartei.platform.access.models import Role, Share, Token, User
from kartei.platform.access.tests.cast import ORGANISATION, OWN, Cast, make_cast
from kartei.platform.meta.spec import DEPTHS, PRIVILEGES, registry
from kartei.platform.meta.versions import bump_access
from kartei.platform.records import write
from kartei.platform.records.models import Journal
from kartei.web.roles import TEMPLATES
from kartei.web.sessions import digest

pytestmark = pytest.mark.django_db
ROLE = "access.role"
PERSON = "people.person"
EDITOR = {ROLE: dict.fromkeys(("create", "write", "delete"), "organisation")}
EDITS = {ROLE: {"grants": "write", "fields": "write"}}


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def ask(
    cast: Cast, who: str, verb: str, path: str, body: Any = None, **headers: str
) -> tuple[int, Any]:
    """Status and decoded answer, as one person."""
    Token.objects.get_or_create(
        key=digest(f"kt_{who}"), defaults={"user_id": cast.ids[who], "made_at": timezone.now()}
    )
    client = Client(headers={"Authorization": f"Bearer kt_{who}", **headers})
    more = {} if body is None else {"data": orjson.dumps(body), "content_type": "application/json"}
    response = getattr(client, verb)(f"/api/v1{path}", **more)
    return response.status_code, orjson.loads(response.content) if response.content else None


def explain(cast: Cast, who: str, user: str, key: UUID, name: str = PERSON) -> tuple[int, Any]:
    """The answer to "what may he do with it?"."""
    return ask(cast, who, "get", f"/rights/explain?user={cast.ids[user]}&object={name}&id={key}")


def reasons(found: Any) -> dict[str, tuple[bool, str]]:
    """Yes or no and the reason, by privilege."""
    return {a["privilege"]: (a["yes"], a["reason"]) for a in found["answers"]}


def person(cast: Cast, who: str, name: str = "Ivanova") -> UUID:
    """A contact of somebody."""
    return write.create(getattr(cast, who), PERSON, {"last_name": name})


def test_the_catalogue_holds_every_object_and_is_for_editors_alone(cast: Cast) -> None:
    """S4-083, S4-085, MS-05: every object with what applies to it, in the asker's language."""
    status, found = ask(cast, "admin", "get", "/rights", **{"Accept-Language": "ru"})
    assert status == 200
    assert [p["name"] for p in found["privileges"]] == list(PRIVILEGES)
    assert [d["label"] for d in found["depths"]][1:] == [
        "свои", "подразделение", "подразделение с подчинёнными", "организация",
    ]  # fmt: skip
    objects = {o["name"]: o for module in found["modules"] for o in module["objects"]}
    assert set(objects) == set(registry.entities)
    assert objects[PERSON]["owned"]
    assert not objects["catalog.product"]["owned"]
    assert "assign" in objects["catalog.product"]["absent"]
    natures = {f["name"]: f["nature"] for f in objects["offers.offer"]["fields"]}
    assert (natures["profit"], natures["number"], natures["subject"]) == ("none", "read", "write")
    assert natures["lines.cost"] == "none"
    assert found["held"] == {str(role): 1 for role in cast.roles.values()}
    assert ask(cast, "head", "get", "/rights")[0] == 403


def test_the_ready_roles_can_all_be_made(cast: Cast) -> None:
    """S1-43, S2-15, S2-20: every template is a valid role, up to the customer."""
    _, found = ask(cast, "admin", "get", "/rights")
    keys = [t["key"] for t in found["templates"]]
    assert {
        "administrator", "director", "head", "manager", "operator", "storekeeper", "accountant",
        "marketer", "support", "customer", "read_only", "open_office",
    } == set(keys)  # fmt: skip
    for template in found["templates"]:
        values = {k: v for k, v in template.items() if k != "about"}
        status, made = ask(cast, "admin", "post", f"/records/{ROLE}", values)
        assert status == 201, made
        assert made["grants"] == template["grants"]


def test_a_director_makes_roles_of_the_ready_ones_below_him(cast: Cast) -> None:
    """S2-14, S2-23: with his template he makes a head of sales, but no second director."""
    templates = {t.key: t for t in TEMPLATES}
    director = templates["director"]
    Role.objects.filter(pk=cast.roles["head"]).update(level=director.level)
    cast.grant("head", director.grants, director.fields)
    for key, wanted in (("head", 201), ("manager", 201), ("accountant", 201), ("director", 422)):
        template = templates[key]
        values = {
            "name": key, "level": template.level, "grants": template.grants,
            "fields": template.fields,
        }  # fmt: skip
        status, answer = ask(cast, "head", "post", f"/records/{ROLE}", values)
        assert status == wanted, answer


def test_the_preview_counts_exactly_who_gains_and_who_loses(cast: Cast) -> None:
    """S2-58: rows read before and after per person, privileges up and down, nothing written."""
    for who, number in (("alice", 3), ("bob", 2), ("dmitri", 4)):
        for n in range(number):
            person(cast, who, f"{who}{n}")
    role = cast.roles["alice"]
    User.objects.filter(pk=cast.ids["bob"]).update(roles=[str(role)])
    bump_access()
    rows = Journal.objects.count()
    grants = {**Role.objects.get(pk=role).grants, PERSON: {**OWN, "read": "unit", "write": "none"}}
    status, found = ask(
        cast, "admin", "post", "/rights/preview", {"role": str(role), "grants": grants}
    )
    assert status == 200, found
    assert found["people"] == {
        "count": 2, "gain": 2, "lose": 2,
        "named": [
            {"id": str(cast.ids[who]), "title": who.title(), "gains": True, "loses": True}
            for who in ("alice", "bob")
        ],
    }  # fmt: skip
    (changed,) = found["objects"]
    assert changed["object"] == PERSON
    assert {(c["privilege"], c["before"], c["after"], c["people"]) for c in changed["changes"]} == {
        ("read", "own", "unit", 2), ("write", "own", "none", 2),
    }  # fmt: skip
    seen = {r["user"]["title"]: (r["before"], r["after"]) for r in changed["rows"]}
    assert seen == {"Alice": (3, 5), "Bob": (2, 5)}
    assert cast.alice.depth(PERSON, "read") == 1
    assert Journal.objects.count() == rows
    wider = {"*": ORGANISATION}
    _, found = ask(cast, "admin", "post", "/rights/preview", {"role": str(role), "grants": wider})
    contacts = next(o for o in found["objects"] if o["object"] == PERSON)
    assert {r["after"] for r in contacts["rows"]} == {9}


def test_the_preview_tells_of_fields_and_of_teams(cast: Cast) -> None:
    """A member of a team that holds the role is touched like who holds it himself."""
    role = write.create(cast.admin, ROLE, {"name": "Fair", "level": 5, "grants": {}})
    write.create(
        cast.admin, "access.team",
        {"name": "Fair", "members": [str(cast.ids["dmitri"])], "roles": [str(role)]},
    )  # fmt: skip
    body = {
        "role": str(role), "grants": {"offers.offer": {"read": "organisation"}},
        "fields": {"offers.offer": {"profit": "read"}},
    }  # fmt: skip
    _, found = ask(cast, "admin", "post", "/rights/preview", body)
    assert [p["title"] for p in found["people"]["named"]] == ["Dmitri"]
    (offers,) = found["objects"]
    assert [(f["field"], f["before"], f["after"]) for f in offers["fields"]] == [
        ("profit", "none", "read")
    ]


def test_a_change_that_touches_nobody_is_empty_and_a_wrong_one_is_refused(cast: Cast) -> None:
    role = str(cast.roles["bob"])
    path = "/rights/preview"
    status, found = ask(cast, "admin", "post", path, {"role": role, "name": "Other"})
    assert (status, found["people"]["count"], found["objects"]) == (200, 0, [])
    status, found = ask(
        cast, "admin", "post", path, {"role": role, "grants": {"no": {"read": "own"}}}
    )
    assert (status, found["errors"][0]["code"]) == (422, "access.no_object")
    assert ask(cast, "head", "post", path, {"role": role, "name": "x"})[0] == 403
    cast.grant("alice", {"*": OWN, **EDITOR}, EDITS)
    status, found = ask(cast, "alice", "post", path, {"role": role, "grants": {}})
    assert (status, found["errors"][0]["code"]) == (422, "access.level")


def test_who_edits_roles_learns_no_counts_beyond_his_own_sight(cast: Cast) -> None:
    """The numbers of the preview are cut to the records that the editor reads."""
    person(cast, "alice")
    for n in range(4):
        person(cast, "dmitri", f"D{n}")
    grants = {"*": OWN, PERSON: {**OWN, "read": "unit"}, **EDITOR}
    cast.grant("alice", grants, EDITS)
    Role.objects.filter(pk=cast.roles["dmitri"]).update(level=5)
    bump_access()
    body = {"role": str(cast.roles["dmitri"]), "grants": {}}
    _, found = ask(cast, "alice", "post", "/rights/preview", body)
    contacts = next(o for o in found["objects"] if o["object"] == PERSON)
    assert contacts["rows"] == []
    _, found = ask(cast, "admin", "post", "/rights/preview", body)
    contacts = next(o for o in found["objects"] if o["object"] == PERSON)
    assert [(r["before"], r["after"]) for r in contacts["rows"]] == [(4, 0)]


@pytest.mark.parametrize("depth", DEPTHS)
def test_every_depth_is_explained_as_it_works(cast: Cast, depth: str) -> None:
    """S4-084, S4-086: for each position the answer is what happens, with a reason in words."""
    cast.grant("alice", {PERSON: {"read": "organisation", "write": depth}})
    reached = {
        "none": (), "own": ("alice",), "unit": ("alice", "bob"),
        "subunits": ("alice", "bob", "clara"),
        "organisation": ("alice", "bob", "clara", "dmitri"),
    }[depth]  # fmt: skip
    for who in ("alice", "bob", "clara", "dmitri"):
        cast.grant(who, {PERSON: ORGANISATION}) if who != "alice" else None
        key = write.create(cast.admin, PERSON, {"last_name": who, "owner": str(cast.ids[who])})
        status, found = explain(cast, "admin", "alice", key)
        assert status == 200
        yes, reason = reasons(found)["write"]
        assert yes is (who in reached), reason
        assert reason
        tried = ask(
            cast, "alice", "patch", f"/records/{PERSON}/{key}", {"last_name": "New"},
            **{"If-Match": '"1"'},
        )  # fmt: skip
        assert (tried[0] == 200) is yes


def test_the_reasons_name_role_unit_owner_team_and_share(cast: Cast) -> None:
    """S4-090, S4-091, MS-08: by which role and depth, by whose share, for lack of what."""
    cast.grant("dmitri", {PERSON: {"read": "organisation", "write": "unit", "share": "own"}})
    cast.grant("alice", {PERSON: {"read": "unit", "delete": "own", "share": "own"}})
    key = write.create(cast.admin, PERSON, {"last_name": "I", "owner": str(cast.ids["bob"])})
    found = reasons(explain(cast, "admin", "alice", key)[1])
    assert found["read"] == (True, "Role “Role of alice”: records of the unit “Sales”")
    assert found["delete"] == (
        False, "Role “Role of alice”: only own records; this one belongs to Bob"
    )  # fmt: skip
    assert found["export"] == (False, "no role gives this right")
    found = reasons(explain(cast, "admin", "dmitri", key)[1])
    assert found["write"] == (
        False, "Role “Role of dmitri”: only the unit “Stock”; this record belongs to “Sales”"
    )  # fmt: skip
    Share.objects.create(
        object=PERSON, record=key, user=cast.ids["dmitri"], rights=["read", "write"],
        by=cast.ids["bob"], at=timezone.now(),
    )  # fmt: skip
    bump_access()
    assert reasons(explain(cast, "admin", "dmitri", key)[1])["write"] == (
        True, "shared by Bob with this user"
    )  # fmt: skip
    assert reasons(explain(cast, "admin", "admin", key)[1])["delete"] == (
        True, "administrator by the role “Role of admin”"
    )  # fmt: skip
    stage = write.create(cast.admin, "sales.funnel", {"name": "Sales"})
    assert reasons(explain(cast, "admin", "alice", stage, "sales.funnel")[1])["read"] == (
        True, "open to everybody"
    )  # fmt: skip
    role = write.create(
        cast.admin, ROLE, {"name": "Fair", "level": 5, "grants": {PERSON: {"print": "unit"}}}
    )
    write.create(
        cast.admin, "access.team",
        {"name": "Fair team", "members": [str(cast.ids["alice"])], "roles": [str(role)]},
    )  # fmt: skip
    assert reasons(explain(cast, "admin", "alice", key)[1])["print"] == (
        True, "Role “Fair” of the team “Fair team”: records of the unit “Sales”"
    )  # fmt: skip


def test_who_stands_in_for_an_absent_colleague_is_told_so(cast: Cast) -> None:
    mine = person(cast, "dmitri")
    assert reasons(explain(cast, "admin", "alice", mine)[1])["read"][0] is False
    today = timezone.now().date()
    User.objects.filter(pk=cast.ids["dmitri"]).update(
        absent_from=today - timedelta(days=2),
        absent_until=today + timedelta(days=2),
        substitute_id=cast.ids["alice"],
    )
    bump_access()
    found = reasons(explain(cast, "admin", "alice", mine)[1])
    assert found["read"] == (True, "stands in for Dmitri, who is absent")
    assert found["delete"][0] is False


def test_what_is_closed_is_explained_to_nobody_who_does_not_see_it(cast: Cast) -> None:
    """An invisible record is absent; rights of others are for who administers them."""
    cast.grant("alice", {PERSON: OWN, **EDITOR}, EDITS)
    theirs = person(cast, "dmitri")
    mine = person(cast, "alice")
    assert explain(cast, "alice", "dmitri", theirs)[0] == 404
    absent = explain(cast, "alice", "dmitri", UUID(int=5))
    assert explain(cast, "alice", "dmitri", theirs)[1] == absent[1]
    assert explain(cast, "alice", "dmitri", mine)[0] == 200
    _, found = explain(cast, "alice", "dmitri", mine)
    assert reasons(found)["write"] == (False, "He does not see this record")
    assert explain(cast, "bob", "alice", mine)[0] == 403
    his = person(cast, "bob")
    assert explain(cast, "bob", "bob", his)[0] == 200
    assert explain(cast, "admin", "alice", mine, "no.such")[0] == 404


def test_bans_on_fields_are_told_but_not_of_fields_the_asker_lacks(cast: Cast) -> None:
    cast.grant("alice", {PERSON: OWN}, {PERSON: {"phones": "none", "city": "read"}})
    mine = person(cast, "alice")
    _, found = explain(cast, "admin", "alice", mine)
    told = {(f["field"], f["right"]) for f in found["fields"]}
    assert {("phones", "none"), ("city", "read")} <= told
    # what sums up papers of which she reads none does not exist for her
    assert {right for field, right in told if field not in ("phones", "city")} == {"none"}
    cast.grant("bob", {"*": ORGANISATION, **EDITOR}, {PERSON: {"phones": "none"}, **EDITS})
    _, found = explain(cast, "bob", "alice", mine)
    assert "phones" not in str(found)


def test_a_closed_title_is_not_told_by_an_explanation(cast: Cast) -> None:
    """A field one may not read does not exist, nor does it as the name of what is explained."""
    key = person(cast, "alice")
    assert "Ivanova" in explain(cast, "alice", "alice", key)[1]["record"]["title"]
    cast.grant("alice", {"*": OWN}, {PERSON: {"name": "none"}})
    status, found = explain(cast, "alice", "alice", key)
    assert (status, found["record"]["title"]) == (200, "")
    assert "Ivanova" not in str(found)


def test_a_closed_account_may_nothing(cast: Cast) -> None:
    mine = person(cast, "alice")
    User.objects.filter(pk=cast.ids["alice"]).update(active=False)
    bump_access()
    status, found = explain(cast, "admin", "alice", mine)
    assert status == 200
    assert {a["yes"] for a in found["answers"]} == {False}
    assert found["answers"][0]["reason"] == "The account is closed"


def test_one_switch_opens_the_office_and_closes_it_again(cast: Cast) -> None:
    """S0-064: on and off by one record, weighed before, journalled; the portal stays outside."""
    person(cast, "dmitri")
    Role.objects.filter(pk=cast.roles["clara"]).update(level=0)
    bump_access()
    _, found = ask(cast, "admin", "get", "/rights")
    assert found["open_office"] == {"id": None, "on": False}
    template = next(t for t in found["templates"] if t["key"] == "open_office")
    values = {k: v for k, v in template.items() if k != "about"}
    body = {k: v for k, v in values.items() if k != "key"}
    _, weighed = ask(cast, "admin", "post", "/rights/preview", body)
    assert {p["title"] for p in weighed["people"]["named"]} == {
        "Alice",
        "Bob",
        "Dmitri",
        "Head",
    } - {"Head"}
    assert weighed["people"]["lose"] == 0
    status, made = ask(cast, "admin", "post", f"/records/{ROLE}", values)
    assert status == 201
    assert cast.bob.scope(PERSON, "write").kind == "all"
    assert cast.clara.scope(PERSON, "write").kind == "own"
    _, found = ask(cast, "admin", "get", "/rights")
    assert found["open_office"] == {"id": made["id"], "on": True}
    _, weighed = ask(
        cast, "admin", "post", "/rights/preview", {"role": made["id"], "deleted": True}
    )
    assert (weighed["people"]["gain"], weighed["people"]["lose"]) == (0, 3)
    path = f"/records/{ROLE}/{made['id']}"
    assert ask(cast, "admin", "delete", path, **{"If-Match": f'"{made["version"]}"'})[0] == 204
    assert cast.bob.scope(PERSON, "write").kind == "own"
    _, found = ask(cast, "admin", "get", "/rights")
    assert found["open_office"] == {"id": made["id"], "on": False}
    told = Journal.objects.filter(record=made["id"]).order_by("pk")
    assert [row.verb for row in told] == ["create", "delete"]
    _, weighed = ask(cast, "admin", "post", "/rights/preview", {"role": made["id"]})
    assert (weighed["people"]["gain"], weighed["people"]["lose"]) == (3, 0)
    assert ask(cast, "admin", "post", f"{path}/restore", {})[0] == 200
    assert cast.bob.scope(PERSON, "write").kind == "all"


def test_the_switch_is_for_administrators(cast: Cast) -> None:
    """Another maker of roles can neither make, change nor end a role of everybody."""
    cast.grant("head", {"*": ORGANISATION, **EDITOR}, EDITS)
    opened = write.create(
        cast.admin, ROLE, {"name": "Open", "level": 5, "everyone": True, "grants": {"*": OWN}}
    )
    path = f"/records/{ROLE}/{opened}"
    stamp = {"If-Match": '"1"'}
    assert ask(cast, "head", "patch", path, {"grants": {}}, **stamp)[0] == 422
    assert ask(cast, "head", "delete", path, **stamp)[0] == 422
    assert ask(cast, "head", "patch", path, {"name": "Open house"}, **stamp)[0] == 200
