"""Merging at once all that is surely the same (S0-041, S1-18)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from kartei.platform.access.tests.cast import OWN, Cast, make_cast
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import merge_sure as room
from kartei.platform.records import query, write
from kartei.platform.records.apart import set_apart
from kartei.platform.records.ask import Ask
from kartei.platform.records.sure import same_name
from kartei.platform.records.tests.scene import COMPANY, PERSON, company, person
from kartei.platform.records.undo import undo

pytestmark = pytest.mark.django_db
PHONE, OTHER = "+79161234567", "+79167654321"


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def groups(found: dict[str, Any]) -> list[tuple[str, set[str], list[str]]]:
    """(id that stays, ids that go, why) of each group."""
    return [
        (one["stays"]["id"], {r["id"] for r in one["others"]}, list(one["why"]))
        for one in found["items"]
    ]


def ordered(cast: Cast, name: str = PERSON, **more: Any) -> list[list[str]]:
    """What the administrator orders after he saw the list."""
    seal = room.page(cast.admin, name)["seal"]
    return room.order(cast.admin, name, {"seal": seal, **more})


def carry_out(cast: Cast, wanted: list[list[str]], name: str = PERSON) -> dict[str, Any]:
    """The job's work."""
    return room.run(cast.admin, name, wanted, lambda done, total, told: None)


def names(cast: Cast, name: str = PERSON) -> list[str]:
    """Titles of the records that are left."""
    return sorted(r["name"] for r in query.page(cast.admin, name, Ask(fields=("name",)))["items"])


def test_records_with_one_phone_and_no_contradiction_are_sure(cast: Cast) -> None:
    """The oldest stays; a gap contradicts nothing, another city does."""
    old = person(cast.alice, "Volkova", phones=[PHONE])
    new = person(cast.alice, "VOLKOVA", first_name="Anna", phones=["8 (916) 123-45-67"])
    person(cast.alice, "Volkova")
    one = person(cast.alice, "Berg", emails=["b@firm.example"], city="Tver")
    two = person(cast.alice, "Berg", emails=["B@firm.example"], city="Omsk")
    found = room.page(cast.admin, PERSON)
    assert groups(found) == [(str(old), {str(new)}, ["phones"])]
    assert (found["groups"], found["records"], found["doubtful"]) == (1, 1, 1)
    (doubt,) = found["doubts"]
    assert [r["id"] for r in doubt["records"]] == [str(one), str(two)]
    assert (list(doubt["why"]), list(doubt["fields"])) == (["emails"], ["city"])


def test_one_leads_to_another_but_must_fit_all(cast: Cast) -> None:
    """By a phone to the second, by its mail to the third; the fourth contradicts the third."""
    first = person(cast.alice, "Volkova", phones=[PHONE])
    third = person(cast.alice, "Volkova", emails=["v@firm.example"], city="Tver")
    second = person(cast.alice, "Volkova", phones=[PHONE], emails=["v@firm.example"])
    fourth = person(cast.alice, "Volkova", phones=[PHONE], city="Omsk")
    found = room.page(cast.admin, PERSON)
    assert groups(found) == [(str(first), {str(second), str(third)}, ["phones", "emails"])]
    (doubt,) = found["doubts"]
    assert [r["id"] for r in doubt["records"]] == [str(third), str(fourth)]
    told = carry_out(cast, ordered(cast))
    assert (told["done"], told["groups"], told["failed"]) == (2, 1, [])
    stays = write.one(cast.admin, PERSON, first)
    assert (stays["city"], stays["emails"][0]["value"]) == ("Tver", "v@firm.example")
    undo(cast.admin, UUID(told["merges"][0]["change"]))
    back = write.one(cast.admin, PERSON, first)
    assert (back["city"], back["emails"]) == (None, [])
    assert len(names(cast)) == 4


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("ООО «Светлый дом»", "Светлый Дом", True),
        ("Lichthaus GmbH", "Lichthaus", True),
        ("Lichthaus GmbH", "Lichthaus AG", False),
        ("ООО Дом", "ооо  «дом»", True),
        ("Дом", "Домик", False),
    ],
)
def test_a_name_may_lack_its_legal_form_but_not_have_another(
    one: str, other: str, same: bool
) -> None:
    assert same_name(one, other) is same
    assert same_name(other, one) is same


def test_companies_are_sure_by_their_tax_number(cast: Cast) -> None:
    """Branches share the tax number and differ in the registration code."""
    old = company(cast.alice, "Romashka", tax_id="7701234567")
    new = company(cast.alice, "ООО «Ромашка»", tax_id="7701234567")
    assert groups(room.page(cast.admin, COMPANY)) == []
    write.change(cast.alice, COMPANY, new, {"name": "ROMASHKA"})
    assert groups(room.page(cast.admin, COMPANY)) == [(str(old), {str(new)}, ["tax_id"])]
    for key, code in ((old, "770101001"), (new, "770201001")):
        write.change(cast.alice, COMPANY, key, {"reg_code": code})
    found = room.page(cast.admin, COMPANY)
    assert (found["items"], list(found["doubts"][0]["fields"])) == ([], ["reg_code"])


def test_two_owners_and_what_was_set_apart_are_left_to_people(cast: Cast) -> None:
    mine = person(cast.alice, "Volkova", phones=[PHONE])
    twin = person(cast.alice, "Volkova", phones=[PHONE])
    person(cast.bob, "Berg", phones=[OTHER])
    person(cast.alice, "Berg", phones=[OTHER])
    set_apart(cast.admin, PERSON, {"ids": [str(mine), str(twin)], "apart": True})
    found = room.page(cast.admin, PERSON)
    assert found["items"] == []
    assert [list(one["fields"]) for one in found["doubts"]] == [["owner"]]


def test_rights_hold_for_each_pair(cast: Cast) -> None:
    """S1-18: what one may read but not delete is counted and not offered; the rest is not told."""
    both = [person(cast.bob, "Volkova", phones=[PHONE]) for _ in range(2)]
    for _ in range(2):
        person(cast.alice, "Berg", phones=[OTHER])
        person(cast.dmitri, "Secret", phones=["+79160000000"])
    reads = {**OWN, "read": "unit", "write": "unit"}
    bob = cast.grant("bob", {PERSON: reads})
    found = room.page(bob, PERSON)
    assert groups(found) == [(str(both[0]), {str(both[1])}, ["phones"])]
    assert (found["refused"], found["doubtful"]) == (1, 0)
    wanted = room.order(bob, PERSON, {"seal": found["seal"]})
    cast.grant("bob", {PERSON: {**reads, "delete": None}})
    with pytest.raises(Refusal):
        room.page(cast.bob, PERSON)
    told = room.run(bob, PERSON, wanted, lambda done, total, result: None)
    assert (told["done"], told["failed_count"]) == (0, 1)
    assert len(room.page(cast.admin, PERSON)["items"]) == 3


def test_an_order_holds_for_the_list_that_was_seen(cast: Cast) -> None:
    kept = person(cast.alice, "Volkova", phones=[PHONE])
    person(cast.alice, "Volkova", phones=[PHONE])
    seen = room.page(cast.admin, PERSON)["seal"]
    assert len(room.order(cast.admin, PERSON, {"seal": seen})) == 1
    person(cast.alice, "Volkova", phones=[PHONE])
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"seal": seen}, "duplicates.changed"),
        ({}, "records.invalid"),
        ({"seal": seen, "without": ["x"]}, "records.invalid"),
        ({"seal": seen, "more": 1}, "records.invalid"),
        (
            {"seal": room.page(cast.admin, PERSON)["seal"], "without": [str(kept)]},
            "records.invalid",
        ),
    ]
    for data, code in wrong:
        with pytest.raises(Refusal) as caught:
            room.order(cast.admin, PERSON, data)
        assert caught.value.code == code


def test_what_changed_since_the_order_is_not_merged(cast: Cast) -> None:
    """Each group has a change of its own: one is taken back and the other stays."""
    for last, phone in (("Volkova", PHONE), ("Berg", OTHER), ("Late", "+79160000000")):
        for _ in range(2):
            person(cast.alice, last, phones=[phone])
    wanted = ordered(cast)
    late = next(k for k in wanted if write.one(cast.admin, PERSON, UUID(k[0]))["name"] == "Late")
    write.change(cast.alice, PERSON, UUID(late[1]), {"first_name": "Another"})
    write.change(cast.alice, PERSON, UUID(late[0]), {"first_name": "One"})
    told = carry_out(cast, wanted)
    assert (told["done"], told["groups"], told["failed_count"]) == (2, 2, 1)
    assert [one["id"] for one in told["failed"]] == [late[1]]
    assert len({one["change"] for one in told["merges"]}) == 2
    berg = next(one for one in told["merges"] if one["title"] == "Berg")
    assert undo(cast.admin, UUID(berg["change"]))["kept"] == []
    assert names(cast) == ["Another Late", "Berg", "Berg", "One Late", "Volkova"]


def test_closed_fields_leave_it_to_single_merges(cast: Cast) -> None:
    """Nobody learns from a list of contradictions what a closed field holds."""
    bob = cast.grant("bob", {PERSON: OWN}, {PERSON: {"notes": "none"}})
    with pytest.raises(Refusal) as caught:
        room.page(bob, PERSON)
    assert (caught.value.status, caught.value.code) == (403, "access.forbidden")
