"""Roles made and changed on screen: what can be granted, by whom, told and taken back."""

from __future__ import annotations

from typing import Any

import pytest

from kartei.platform.access.models import Role
from kartei.platform.access.tests.cast import ORGANISATION, OWN, Cast, make_cast
from kartei.platform.meta.errors import Refusal
from kartei.platform.meta.spec import PRIVILEGES
from kartei.platform.records import merge, telling, undo, write
from kartei.platform.records.models import Journal

pytestmark = pytest.mark.django_db
ROLE = "access.role"
PERSON = "people.person"
#: What a maker of roles needs besides.
EDITOR = {ROLE: {"create": "organisation", "write": "organisation", "delete": "organisation"}}
EDITS = {ROLE: {"grants": "write", "fields": "write"}}


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def codes(refused: pytest.ExceptionInfo[Refusal]) -> list[str]:
    """The codes of all faults."""
    return [f.code for f in refused.value.faults]


def refuse(cast: Cast, who: str, values: dict[str, Any], role: str | None = None) -> Refusal:
    """The refusal of making a role, or of changing that of somebody."""
    actor = getattr(cast, who)
    if role is None:
        values = {"name": "New", "level": 5, **values}
        with pytest.raises(Refusal) as refused:
            write.create(actor, ROLE, values)
    else:
        with pytest.raises(Refusal) as refused:
            write.change(actor, ROLE, cast.roles[role], values)
    return refused.value


def test_what_is_granted_holds_at_once(cast: Cast) -> None:
    """S2-16, S2-21, S2-22, S4-087, S4-088, S4-092: rights are written like any other field."""
    assert not cast.dmitri.may("sales.funnel", "write")
    grants = {
        "*": {"read": "own"},
        PERSON: {"read": "organisation", "delete": "unit", "write": "none"},
        "sales.funnel": {"write": "organisation"},
    }
    role = cast.roles["dmitri"]
    write.change(cast.admin, ROLE, role, {"grants": grants, "fields": {PERSON: {"city": "none"}}})
    actor = cast.dmitri
    assert actor.may("sales.funnel", "write")
    assert (actor.depth(PERSON, "read"), actor.depth(PERSON, "delete")) == (4, 2)
    assert (actor.depth(PERSON, "write"), actor.depth("people.company", "delete")) == (0, 0)
    assert "city" not in actor.fields(actor.obj(PERSON))
    assert write.one(cast.admin, ROLE, role)["grants"] == grants


@pytest.mark.parametrize(
    ("values", "code", "words"),
    [
        ({"grants": {"no.such": {"read": "own"}}}, "access.no_object", "no.such"),
        ({"grants": {PERSON: {"fly": "own"}}}, "access.no_privilege", "fly"),
        ({"grants": {PERSON: {"read": "deep"}}}, "access.no_depth", "deep"),
        ({"grants": {"catalog.product": {"write": "unit"}}}, "access.ownerless", "Products, write"),
        ({"fields": {PERSON: {"nowhere": "none"}}}, "access.no_field", "nowhere"),
        ({"fields": {PERSON: {"city": "maybe"}}}, "access.no_right", "maybe"),
        ({"fields": {"no.such": {"city": "none"}}}, "access.no_object", "no.such"),
        ({"grants": {PERSON: "all"}}, "value.type", "kind"),
        ({"grants": [PERSON]}, "value.type", "kind"),
        ({"level": 101}, "access.levels", "100"),
        ({"level": -1}, "access.levels", "100"),
    ],
)
def test_what_cannot_be_granted_is_named(
    cast: Cast, values: dict[str, Any], code: str, words: str
) -> None:
    """Unknown objects, privileges, depths and fields are refused with object and right."""
    found = refuse(cast, "admin", values)
    assert [f.code for f in found.faults] == [code]
    assert words in found.faults[0].detail
    assert not Role.objects.filter(name="New").exists()


def test_what_stood_in_a_role_is_not_judged_again(cast: Cast) -> None:
    """A right to an object that is gone does not keep the role from being changed."""
    key = cast.roles["bob"]
    Role.objects.filter(pk=key).update(grants={"own.gone": {"read": "own"}})
    left = {"own.gone": {"read": "own"}, PERSON: {"read": "unit"}}
    write.change(cast.admin, ROLE, key, {"grants": left})
    assert write.one(cast.admin, ROLE, key)["grants"] == left


def test_roles_are_made_only_below_ones_own_level_and_give_nothing_one_lacks(cast: Cast) -> None:
    """S2-23: neither the same level nor a right, a depth or a field that the maker has not."""
    cast.grant("alice", {"*": OWN, **EDITOR}, {**EDITS, PERSON: {"city": "read"}})
    made = write.create(
        cast.alice, ROLE, {"name": "Helper", "level": 5, "grants": {PERSON: {"read": "own"}},
                           "fields": {PERSON: {"city": "read"}}}
    )  # fmt: skip
    write.change(cast.alice, ROLE, made, {"grants": {"*": {"read": "own"}}})
    below = {"level": 5}
    for values, code in (
        ({"level": 10}, "access.level"),
        ({**below, "grants": {PERSON: {"read": "unit"}}}, "access.lacking"),
        ({**below, "grants": {"*": {"read": "unit"}}}, "access.lacking"),
        ({**below, "grants": {PERSON: {"read": "own"}}, "fields": {PERSON: {"city": "write"}}},
         "access.lacking"),
        ({**below, "administrator": True}, "access.level"),
        ({**below, "everyone": True}, "access.level"),
    ):  # fmt: skip
        assert code in [f.code for f in refuse(cast, "alice", values).faults], values
    assert "access.level" in [f.code for f in refuse(cast, "alice", {"name": "X"}, "bob").faults]


def test_a_maker_may_narrow_what_he_lacks_and_leave_the_rest(cast: Cast) -> None:
    """A role that reaches further than its editor is cut down by him, but not widened."""
    cast.grant("alice", {"*": OWN, **EDITOR}, EDITS)
    wide = Role.objects.get(pk=cast.roles["bob"])
    Role.objects.filter(pk=wide.pk).update(level=5, grants={PERSON: ORGANISATION})
    narrower = {PERSON: {**ORGANISATION, "delete": "none"}}
    write.change(cast.alice, ROLE, wide.pk, {"grants": narrower})
    with pytest.raises(Refusal) as refused:
        write.change(cast.alice, ROLE, wide.pk, {"grants": {PERSON: ORGANISATION}})
    assert codes(refused) == ["access.lacking"]
    assert "delete" in refused.value.faults[0].detail


def test_rights_of_roles_are_closed_to_who_does_not_make_them(cast: Cast) -> None:
    """Everybody sees the names of roles; what they give, only who is granted it."""
    cast.grant("bob", {"*": ORGANISATION, **EDITOR})
    shown = write.one(cast.bob, ROLE, cast.roles["alice"])
    assert shown["name"] == "Role of alice"
    assert not {"grants", "fields"} & shown.keys()
    refused = refuse(cast, "bob", {"grants": {}}, "alice")
    assert "field.unknown" in [f.code for f in refused.faults]


def test_somebody_stays_an_administrator(cast: Cast) -> None:
    """A change that would lock everybody out of the settings is refused in words."""
    refused = refuse(cast, "admin", {"administrator": False}, "admin")
    assert [f.code for f in refused.faults] == ["access.last_administrator"]
    second = write.create(cast.admin, ROLE, {"name": "Second", "level": 100, "administrator": True})
    assert refuse(cast, "admin", {"administrator": False}, "admin").faults
    write.change(cast.admin, "access.user", cast.ids["head"], {"roles": [str(second)]})
    write.change(cast.admin, ROLE, cast.roles["admin"], {"administrator": False})
    assert cast.head.administrator


def test_a_role_of_a_team_stays_while_it_is_held(cast: Cast) -> None:
    role = write.create(cast.admin, ROLE, {"name": "Fair", "level": 5})
    team = {"name": "Fair", "members": [str(cast.ids["bob"])], "roles": [str(role)]}
    key = write.create(cast.admin, "access.team", team)
    with pytest.raises(Refusal) as refused:
        write.bin_many(cast.admin, ROLE, [role])
    assert codes(refused) == ["access.role_in_use"]
    write.bin_many(cast.admin, "access.team", [key])
    write.bin_many(cast.admin, ROLE, [role])


def test_roles_are_not_merged(cast: Cast) -> None:
    """Merging would give or take a role without asking who may: the last administrator's, too."""
    for gone, stays in (("admin", "bob"), ("bob", "admin")):
        into = {"into": str(cast.roles[stays])}
        actor = cast.admin
        with pytest.raises(Refusal) as refused:
            merge.run(actor, actor.obj(ROLE), cast.roles[gone], into)
        assert "access.no_merge" in codes(refused)
    assert cast.admin.administrator
    assert not cast.bob.administrator


def test_a_change_of_rights_is_told_cell_by_cell_and_taken_back(cast: Cast) -> None:
    """The journal says "Contacts: write, own → unit"; undo gives the old rights back."""
    key = cast.roles["bob"]
    before = {"*": {"read": "own"}, PERSON: {"write": "own", "read": "unit"}}
    cast.grant("bob", before)
    after = {PERSON: {"write": "unit", "read": "unit"}}
    actor = cast.admin
    write.change(actor, ROLE, key, {"grants": after, "fields": {PERSON: {"phones": "read"}}})
    row = Journal.objects.filter(record=key).latest("pk")
    fields = telling.told_fields(cast.admin, ROLE, row.changes)
    words = [(f["label"], f["old"], f["new"]) for f in telling.told(cast.admin, fields, {})]
    assert sorted(words) == [
        ("Contacts: field Phones", "by nature", "read only"),
        ("Contacts: write", "own", "unit"),
        ("Everything else: read", "own", "as everything else"),
    ]
    undo.undo(cast.admin, row.change)
    assert write.one(cast.admin, ROLE, key)["grants"] == before
    assert cast.bob.depth(PERSON, "write") == 1


def test_a_role_of_everybody_reaches_those_of_its_level(cast: Cast) -> None:
    """S0-064: one role opens the house to all who work in it, not to those below its level."""
    Role.objects.filter(pk=cast.roles["dmitri"]).update(level=1)
    everything = {"*": dict.fromkeys(PRIVILEGES, "organisation")}
    opened = write.create(
        cast.admin, ROLE, {"name": "Open", "level": 5, "everyone": True, "grants": everything}
    )
    assert cast.bob.depth(PERSON, "delete") == 4
    assert cast.dmitri.depth(PERSON, "read") == 1
    assert not cast.bob.may("access.user", "create")
    assert not cast.bob.may("meta.field", "create")
    write.bin_many(cast.admin, ROLE, [opened])
    assert cast.bob.depth(PERSON, "delete") == 1
