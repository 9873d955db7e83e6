"""Sharing one record (S4-091)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from kartei.platform.access.models import Share
from kartei.platform.access.tests.cast import Cast, make_cast
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import commands, write
from kartei.platform.records.shares import shares_of
from kartei.platform.records.tests.scene import PERSON, events, last_change, person
from kartei.platform.records.undo import undo

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def share(cast: Cast, who: str, key: Any, rights: list[str], **grantee: str) -> Any:
    """Share as somebody."""
    data = {**grantee, "rights": rights}
    return commands.run(getattr(cast, who), PERSON, key, "share", data)


def test_a_shared_record_is_read_and_taken_back(cast: Cast) -> None:
    anna = person(cast.alice)
    with pytest.raises(Refusal):
        write.one(cast.bob, PERSON, anna)
    share(cast, "alice", anna, ["write"], user=str(cast.ids["bob"]))
    write.change(cast.bob, PERSON, anna, {"city": "Tver"})
    held = shares_of(cast.alice, PERSON, anna)
    assert (held[0]["user"]["title"], held[0]["rights"]) == ("Bob", ["read", "write"])
    told = events(cast.alice, PERSON, anna)[1]
    assert (told["title"], told["text"]) == ("Access granted", "Bob: read, write")
    share(cast, "alice", anna, ["read"], user=str(cast.ids["bob"]))
    with pytest.raises(Refusal):
        write.change(cast.bob, PERSON, anna, {"city": "Omsk"})
    commands.run(cast.alice, PERSON, anna, "unshare", {"user": str(cast.ids["bob"])})
    with pytest.raises(Refusal):
        write.one(cast.bob, PERSON, anna)
    assert events(cast.alice, PERSON, anna)[0]["title"] == "Access withdrawn"


def test_sharing_with_a_unit_reaches_its_people(cast: Cast) -> None:
    anna = person(cast.alice)
    share(cast, "alice", anna, ["read"], unit=str(cast.units["stock"]))
    assert write.one(cast.dmitri, PERSON, anna)["id"] == str(anna)


def test_nobody_shares_what_he_lacks(cast: Cast) -> None:
    """A reader with the right to share gives reading, never writing."""
    anna = person(cast.alice)
    cast.grant("bob", {"*": {"read": "organisation", "share": "organisation"}})
    with pytest.raises(Refusal) as refusal:
        share(cast, "bob", anna, ["read", "write"], user=str(cast.ids["clara"]))
    assert [f.code for f in refusal.value.faults] == ["access.lacking"]
    share(cast, "bob", anna, ["read"], user=str(cast.ids["clara"]))
    cast.grant("bob", {"*": {"read": "organisation"}})
    with pytest.raises(Refusal) as refusal:
        share(cast, "bob", anna, ["read"], user=str(cast.ids["clara"]))
    assert refusal.value.status == 403


@pytest.mark.parametrize(
    "data",
    [
        {"rights": ["read"]},
        {"user": "x", "rights": ["read"]},
        {"user": "00000000-0000-0000-0000-000000000000", "rights": ["read"]},
        {"unit": "BOB", "rights": ["read"]},
        {"user": "BOB", "team": "BOB", "rights": ["read"]},
        {"user": "BOB", "rights": []},
        {"user": "BOB", "rights": "read"},
        {"user": "BOB", "rights": ["create"]},
        {"user": "BOB", "rights": ["own"]},
        {"user": "BOB", "rights": ["read"], "color": 1},
    ],
)
def test_wrong_input_shares_nothing(cast: Cast, data: dict[str, Any]) -> None:
    anna = person(cast.alice)
    bob = str(cast.ids["bob"])
    filled = {n: bob if v == "BOB" else v for n, v in data.items()}
    with pytest.raises(Refusal) as refusal:
        commands.run(cast.alice, PERSON, anna, "share", filled)
    assert refusal.value.status in (400, 422)
    assert not Share.objects.exists()


def rights_of(cast: Cast, key: Any) -> list[list[str]]:
    """What is given on a record now."""
    return [one["rights"] for one in shares_of(cast.alice, PERSON, key)]


def test_giving_and_taking_a_share_are_undone(cast: Cast) -> None:
    anna, bob = person(cast.alice), str(cast.ids["bob"])
    share(cast, "alice", anna, ["read", "write"], user=bob)
    narrowed = share(cast, "alice", anna, ["read"], user=bob)
    assert undo(cast.alice, UUID(narrowed["change"]))["undone"] == 1
    assert rights_of(cast, anna) == [["read", "write"]]
    taken = commands.run(cast.alice, PERSON, anna, "unshare", {"user": bob})
    assert rights_of(cast, anna) == []
    undo(cast.alice, UUID(taken["change"]))
    assert rights_of(cast, anna) == [["read", "write"]]
    undo(cast.alice, last_change("share"))
    assert rights_of(cast, anna) == []


def test_a_share_changed_since_stays_and_is_named(cast: Cast) -> None:
    anna, bob = person(cast.alice), str(cast.ids["bob"])
    given = share(cast, "alice", anna, ["read"], user=bob)
    share(cast, "alice", anna, ["read", "write"], user=bob)
    found = undo(cast.alice, UUID(given["change"]))
    assert (found["undone"], len(found["kept"])) == (0, 1)
    assert rights_of(cast, anna) == [["read", "write"]]


def test_undo_gives_nobody_rights_that_the_asker_lacks(cast: Cast) -> None:
    """S4-091: whoever may no longer share a record cannot by undoing."""
    anna, bob = person(cast.alice), str(cast.ids["bob"])
    share(cast, "alice", anna, ["read", "write"], user=bob)
    taken = commands.run(cast.alice, PERSON, anna, "unshare", {"user": bob})
    cast.grant("alice", {"*": {"read": "organisation", "write": "organisation"}})
    assert undo(cast.alice, UUID(taken["change"]))["undone"] == 0
    assert not Share.objects.exists()
