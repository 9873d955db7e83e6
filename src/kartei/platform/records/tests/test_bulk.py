"""Bulk edits: rights per row, faults per row, one change, and the way back (S0-045, S0-080)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from kartei.platform.access.tests.cast import Cast, make_cast
from kartei.platform.kit.ids import uuid7
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import bulk, write
from kartei.platform.records.ask import Ask
from kartei.platform.records.models import Journal
from kartei.platform.records.query import page
from kartei.platform.records.turns import BATCH
from kartei.platform.records.undo import undo

pytestmark = pytest.mark.django_db
PERSON = "people.person"


@pytest.fixture
def cast() -> Cast:
    """The firm."""
    return make_cast()


def make(cast: Cast, count: int, who: str = "alice") -> list[UUID]:
    """Some people with a city each."""
    keys = [uuid7() for _ in range(count)]
    for at in range(0, count, 500):
        items = [
            {"last_name": f"P{n:05}", "city": f"City {n % 7}"}
            for n in range(at, min(at + 500, count))
        ]
        write.create_many(getattr(cast, who), PERSON, items, ids=keys[at : at + 500])
    return keys


def cities(cast: Cast) -> dict[str, str | None]:
    """City by id, of everybody."""
    found: dict[str, str | None] = {}
    after = ""
    while True:
        part = page(cast.head, PERSON, Ask(fields=("id", "city"), limit=200, after=after))
        found.update({r["id"]: r["city"] for r in part["items"]})
        if not part["next"]:
            return found
        after = part["next"]


def test_an_edit_of_12480_rows_and_its_undo_restore_each_old_value(cast: Cast) -> None:
    """One edited since stays and is listed."""
    keys = make(cast, 12_480)
    before = cities(cast)
    asked = {"filter": ["name", "starts", "p"], "set": {"city": "Bonn"}}
    assert bulk.bulk(cast.alice, PERSON, asked, dry_run=True) == {"count": 12_480, "refused": 0}
    large = bulk.bulk(cast.alice, PERSON, asked)
    told: list[int] = []
    done = bulk.run(cast.alice, PERSON, large["large"], lambda d, _t, _r: told.append(d))
    assert (done["done"], done["failed"], done["failed_count"]) == (12_480, [], 0)
    assert told[:2] == [BATCH, 2 * BATCH]
    assert set(cities(cast).values()) == {"Bonn"}
    assert Journal.objects.filter(change=done["change"]).count() == 12_480
    write.change(cast.alice, PERSON, keys[3], {"city": "Ulm"})
    found = undo(cast.alice, UUID(done["change"]))
    assert found["undone"] == 12_479
    assert [k["id"] for k in found["kept"]] == [str(keys[3])]
    after = cities(cast)
    assert after.pop(str(keys[3])) == "Ulm"
    before.pop(str(keys[3]))
    assert after == before


def test_an_interrupted_edit_goes_on_where_it_stopped(cast: Cast) -> None:
    """What a batch wrote and what is noted of it stand or fall together."""
    make(cast, 1_200)
    wish = bulk.bulk(cast.alice, PERSON, {"filter": None, "set": {"city": "Bonn"}})["large"]
    noted: dict[str, Any] = {"done": 0, "result": None}

    def die_in_the_third(done: int, _total: int, result: dict[str, Any]) -> None:
        if done > 1_000:
            raise RuntimeError
        noted.update(done=done, result=result)

    with pytest.raises(RuntimeError):
        bulk.run(cast.alice, PERSON, wish, die_in_the_third)
    assert noted["done"] == 1_000
    assert Journal.objects.filter(change=wish["change"]).count() == 1_000
    done = bulk.run(cast.alice, PERSON, wish, done=1_000, result=noted["result"])
    assert done["done"] == 1_200
    assert Journal.objects.filter(change=wish["change"]).count() == 1_200


def test_what_is_so_already_is_counted_apart_and_is_no_change(cast: Cast) -> None:
    keys = make(cast, 8)
    edit: dict[str, Any] = {"ids": [str(k) for k in keys], "set": {"city": "City 1"}}
    first = bulk.bulk(cast.alice, PERSON, edit)
    assert (first["done"], first["unchanged"]) == (7, 1)
    cast.alice.change = None
    again = bulk.bulk(cast.alice, PERSON, edit)
    assert again == {"change": None, "done": 0, "unchanged": 8, "failed": []}
    wish = {"ids": edit["ids"], "change": str(uuid7()), "act": bulk.Act(edit["set"]).wire()}
    told = bulk.run(cast.alice, PERSON, wish)
    assert (told["done"], told["unchanged"]) == (0, 8)


def test_rights_are_asked_row_by_row_and_the_rest_is_listed(cast: Cast) -> None:
    mine, theirs = make(cast, 1)[0], make(cast, 1, "dmitri")[0]
    cast.grant("alice", {PERSON: {"read": "organisation", "write": "own"}})
    ids = [str(mine), str(theirs), str(uuid7())]
    asked = {"ids": ids, "set": {"city": "Bonn"}}
    assert bulk.bulk(cast.alice, PERSON, asked, dry_run=True) == {"count": 3, "refused": 2}
    done = bulk.bulk(cast.alice, PERSON, asked)
    assert done["done"] == 1
    assert [(f["id"], f["title"]) for f in done["failed"]] == [(ids[1], "P00000"), (ids[2], "")]
    assert cities(cast) == {str(mine): "Bonn", str(theirs): "City 0"}


def test_an_invisible_record_is_listed_like_an_absent_one(cast: Cast) -> None:
    theirs = make(cast, 1, "dmitri")[0]
    ids = [str(theirs), str(uuid7())]
    failed = bulk.bulk(cast.alice, PERSON, {"ids": ids, "set": {"city": "Bonn"}})["failed"]
    assert {(f["title"], f["detail"]) for f in failed} == {("", "There is no such record")}


def test_a_value_that_cannot_be_writes_nothing(cast: Cast) -> None:
    mine = make(cast, 1)[0]
    count = Journal.objects.count()
    done = bulk.bulk(cast.alice, PERSON, {"ids": [str(mine)], "set": {"birthday": "never"}})
    assert done["done"] == 0
    assert done["failed"][0]["detail"] == "This is not a date: never"
    assert Journal.objects.count() == count


def test_deleting_restoring_and_assigning_many(cast: Cast) -> None:
    """S3-07: what is handed over belongs to the other."""
    keys = make(cast, 5)
    ids = [str(key) for key in keys]
    assert bulk.bulk(cast.alice, PERSON, {"ids": ids, "command": "delete"})["done"] == 5
    assert cities(cast) == {}
    again = bulk.bulk(cast.alice, PERSON, {"ids": ids[:1], "command": "delete"})
    assert again["failed"][0]["detail"] == "This record is in the bin"
    assert bulk.bulk(cast.alice, PERSON, {"filter": None, "command": "restore"})["done"] == 5
    wish = {"filter": None, "command": "assign", "input": {"owner": str(cast.bob.user)}}
    cast.grant("alice", {PERSON: {"read": "own", "write": "own"}})
    refused = bulk.bulk(cast.alice, PERSON, wish)
    assert (refused["done"], len(refused["failed"])) == (0, 5)
    assert bulk.bulk(cast.head, PERSON, wish)["done"] == 5
    assert len(page(cast.bob, PERSON, Ask())["items"]) == 5


def test_one_that_refuses_does_not_hold_the_others_back(cast: Cast) -> None:
    """A rule that refuses a batch as a whole is asked again for each record."""
    units = [
        write.create(cast.admin, "access.unit", {"name": name, "parent": str(cast.units["root"])})
        for name in ("Empty", "Old")
    ]
    ids = [str(units[0]), str(cast.units["sales"]), str(units[1])]
    done = bulk.bulk(cast.admin, "access.unit", {"ids": ids, "command": "delete"})
    assert done["done"] == 2
    words = "Move the people and sub-units first: Alice, Bob, Branch"
    assert [f["detail"] for f in done["failed"]] == [words]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 400), ({"ids": []}, 400), ({"ids": ["x"], "set": {"city": "a"}}, 400),
        ({"set": {"city": "a"}}, 400), ({"ids": [str(UUID(int=1))]}, 400),
        ({"ids": [str(UUID(int=1))], "set": {"city": "a"}, "command": "delete"}, 400),
        ({"ids": [str(UUID(int=1))], "set": []}, 400),
        ({"ids": [str(UUID(int=1))], "set": {}}, 400),
        ({"ids": [str(UUID(int=1))], "set": {"nowhere": 1}}, 422),
        ({"ids": [str(UUID(int=1))], "set": {"name": "x"}}, 422),
        ({"ids": [str(UUID(int=1))], "command": "fly"}, 404),
        ({"ids": [str(UUID(int=1))], "command": "delete", "x": 1}, 400),
        ({"filter": ["nowhere", "=", "x"], "set": {"city": "a"}}, 400),
        ({"filter": None, "search": 5, "set": {"city": "a"}}, 400),
    ],
)  # fmt: skip
def test_a_wish_that_makes_no_sense_is_refused(
    cast: Cast, body: dict[str, Any], status: int
) -> None:
    with pytest.raises(Refusal) as refused:
        bulk.bulk(cast.alice, PERSON, body)
    assert refused.value.status == status
