"""The bin over all objects: seen under rights, back, or away for good."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from kartei.platform.access.models import Share
from kartei.platform.access.tests.cast import Cast, make_cast
from kartei.platform.records import bin, commands, write
from kartei.platform.records.models import Entry, Journal, SearchEntry, Timeline, Value
from kartei.platform.records.search import hits
from kartei.platform.records.tests.scene import (
    COMPANY,
    PERSON,
    company,
    drop_runtime_tables,
    note,
    own_field,
    own_object,
    person,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Any:
    yield make_cast()
    drop_runtime_tables()


def titles(actor: Any, **wish: Any) -> list[str]:
    """What lies in the bin."""
    return [item["title"] for item in bin.page(actor, **wish)["items"]]


def test_it_holds_all_objects_last_thrown_first(cast: Cast) -> None:
    visit = own_object(cast.admin, "visit")
    anna, firm = person(cast.alice, "Adler"), company(cast.alice, "Romashka")
    made = write.create(cast.alice, visit, {"name": "Balcony"})
    for name, key in ((PERSON, anna), (COMPANY, firm), (visit, made)):
        write.bin_many(cast.alice, name, [key])
    found = bin.page(cast.admin)["items"]
    assert [i["title"] for i in found] == ["Balcony", "Romashka", "Adler"]
    assert (found[0]["by"]["title"], found[0]["can_restore"], found[0]["can_purge"]) == (
        "Alice", True, True,
    )  # fmt: skip
    assert titles(cast.admin, object=PERSON) == ["Adler"]
    assert titles(cast.admin, by=cast.ids["bob"]) == []


def test_nobody_sees_what_he_may_not_read(cast: Cast) -> None:
    write.bin_many(cast.alice, PERSON, [person(cast.alice, "Adler")])
    assert titles(cast.bob) == []
    assert titles(cast.alice) == ["Adler"]
    assert bin.page(cast.alice)["items"][0]["can_purge"] is False


def test_what_came_back_is_not_in_it_and_what_went_twice_is_once(cast: Cast) -> None:
    anna = person(cast.alice, "Adler")
    write.bin_many(cast.alice, PERSON, [anna])
    done = bin.restore(cast.alice, [(PERSON, anna)])
    assert (done["done"], done["failed"], titles(cast.alice)) == (1, [], [])
    write.bin_many(cast.alice, PERSON, [anna])
    assert titles(cast.alice) == ["Adler"]


def test_pages_join_to_the_whole(cast: Cast) -> None:
    for n in range(5):
        write.bin_many(cast.alice, PERSON, [person(cast.alice, f"P{n}")])
    seen: list[str] = []
    after = 0
    while True:
        found = bin.page(cast.alice, limit=2, after=after)
        seen += [i["title"] for i in found["items"]]
        if found["next"] is None:
            break
        after = int(found["next"])
    assert seen == ["P4", "P3", "P2", "P1", "P0"]


def test_what_is_refused_is_named_and_the_rest_is_done(cast: Cast) -> None:
    mine, other = person(cast.alice), person(cast.bob)
    write.bin_many(cast.alice, PERSON, [mine])
    write.bin_many(cast.bob, PERSON, [other])
    done = bin.restore(cast.alice, [(PERSON, other), (PERSON, mine), ("no.such", mine)])
    assert done["done"] == 1
    assert [f["id"] for f in done["failed"]] == [str(other), str(mine)]


def purge(cast: Cast, name: str, key: UUID, who: str = "admin") -> dict[str, Any]:
    """Delete one record for good."""
    return bin.purge_many(getattr(cast, who), [(name, key)])


def test_for_good_means_that_nothing_is_left(cast: Cast) -> None:
    """Rows, runtime fields, notes, search text, shares; the journal keeps no content."""
    name = own_field(cast.admin, PERSON, "text")
    anna = person(
        cast.alice, "Adler", city="Tver", phones=[{"kind": "mobile", "value": "+79161234567"}],
        **{name: "secret"},
    )  # fmt: skip
    note(cast.alice, PERSON, anna, "A word on Adler")
    data = {"user": str(cast.ids["bob"]), "rights": ["read"]}
    commands.run(cast.alice, PERSON, anna, "share", data)
    write.bin_many(cast.alice, PERSON, [anna])
    assert purge(cast, PERSON, anna)["done"] == 1
    for model in (Entry, SearchEntry, Timeline, Value, Share):
        assert not model.objects.filter(record=anna).exists()
    told = list(Journal.objects.filter(record=anna).values_list("verb", "changes", "data"))
    assert told[-1] == ("purge", {}, {"title": ""})
    assert all((changes, data) == ({}, {}) for _verb, changes, data in told[:-1])
    assert hits(cast.admin, [PERSON], "adler", deleted=True) == []
    assert titles(cast.admin) == []


def test_only_an_administrator_and_only_from_the_bin(cast: Cast) -> None:
    anna = person(cast.alice, "Adler")
    assert purge(cast, PERSON, anna)["done"] == 0
    write.bin_many(cast.alice, PERSON, [anna])
    assert purge(cast, PERSON, anna, "alice")["failed"][0]["detail"].startswith("Only an admin")
    assert titles(cast.alice) == ["Adler"]


def test_what_others_lead_to_stays(cast: Cast) -> None:
    firm = company(cast.alice)
    person(cast.alice, company=str(firm))
    write.bin_many(cast.alice, COMPANY, [firm])
    failed = purge(cast, COMPANY, firm)["failed"]
    assert failed[0]["detail"] == "Other records lead to it: Contacts (1)"
    assert titles(cast.alice) == ["Romashka"]


def test_people_stay_for_what_they_did(cast: Cast) -> None:
    key = write.create(
        cast.admin, "access.user", {"login": "x", "name": "X", "unit": str(cast.units["root"])}
    )
    write.bin_many(cast.admin, "access.user", [key])
    assert purge(cast, "access.user", key)["done"] == 0


def test_own_objects_go_for_good(cast: Cast) -> None:
    visit = own_object(cast.admin, "visit")
    made = write.create(cast.alice, visit, {"name": "Balcony"})
    write.bin_many(cast.alice, visit, [made])
    assert purge(cast, visit, made)["done"] == 1
    assert not cast.admin.world.objects[visit].twin.objects.filter(pk=made).exists()
