"""Undo: a whole change goes back, what was changed since stays and is named (issue 2, point 4)."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest

from kartei.platform.access.actor import Actor
from kartei.platform.access.tests.cast import Cast, make_cast
from kartei.platform.kit.ids import uuid7
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import entries, files, query, write
from kartei.platform.records.ask import Ask
from kartei.platform.records.models import Entry, Journal
from kartei.platform.records.tests.scene import (
    COMPANY,
    DEAL,
    PERSON,
    company,
    deal,
    events,
    funnel,
    last_change,
    note,
    person,
)
from kartei.platform.records.undo import undo

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def bulk(actor: Actor, ids: list[UUID], values: dict[str, Any]) -> UUID:
    """One change of many persons."""
    actor.change = uuid7()
    write.change_many(actor, PERSON, dict.fromkeys(ids, values))
    return actor.change


def cities(actor: Actor) -> dict[str, str]:
    """City by last name."""
    rows = query.page(actor, PERSON, Ask(fields=("last_name", "city"), limit=200))["items"]
    return {r["last_name"]: r["city"] for r in rows}


def test_a_bulk_edit_gives_each_record_its_own_value_back(cast: Cast) -> None:
    ids = [person(cast.alice, f"P{n}", city=f"City {n}") for n in range(12)]
    change = bulk(cast.alice, ids, {"city": "Berlin"})
    result = undo(cast.alice, change)
    assert (result["undone"], result["kept"]) == (12, [])
    assert cities(cast.alice) == {f"P{n}": f"City {n}" for n in range(12)}
    rows = Journal.objects.filter(change=result["change"])
    assert set(rows.values_list("verb", flat=True)) == {"undo"}
    undo(cast.alice, UUID(result["change"]))
    assert set(cities(cast.alice).values()) == {"Berlin"}


def test_later_edits_stay_and_are_named(cast: Cast) -> None:
    """Per field: the later edit of one field does not keep the others of its record."""
    cast.grant("bob", {"*": {"read": "organisation", "write": "organisation"}})
    one, two, three = (person(cast.alice, n, city="Tver") for n in ("One", "Two", "Three"))
    change = bulk(cast.alice, [one, two, three], {"city": "Berlin", "source": "call"})
    write.change(cast.bob, PERSON, two, {"city": "Omsk"})
    write.change(cast.bob, PERSON, three, {"wishes": "tea"})
    result = undo(cast.alice, change)
    assert result["undone"] == 3
    bob = {"id": str(cast.ids["bob"]), "title": "Bob"}
    assert result["kept"] == [
        {"object": PERSON, "id": str(two), "title": "Two", "field": "city", "by": bob}
    ]
    assert cities(cast.alice) == {"One": "Tver", "Two": "Omsk", "Three": "Tver"}
    assert write.one(cast.alice, PERSON, two)["source"] is None


def test_what_was_created_goes_into_the_bin_unless_somebody_worked_on_it(cast: Cast) -> None:
    """The undo of an import: a note written since keeps the client."""
    alice = cast.alice
    alice.change = uuid7()
    firm = company(alice)
    drafts = write.create_many(
        alice, PERSON, [{"last_name": f"P{n}", "company": str(firm)} for n in range(3)]
    )
    note(cast.alice, PERSON, drafts[1].id)
    result = undo(cast.alice, alice.change)
    assert result["undone"] == 3
    assert [k["id"] for k in result["kept"]] == [str(drafts[1].id)]
    assert list(cities(cast.alice)) == ["P1"]
    assert query.page(cast.alice, COMPANY, Ask())["items"] == []


def test_what_was_changed_and_changed_back_stands_in_no_ones_way(cast: Cast) -> None:
    alice = cast.alice
    alice.change = uuid7()
    anna = person(alice)
    edit = bulk(cast.alice, [anna], {"city": "Berlin"})
    back = UUID(undo(cast.alice, edit)["change"])
    undo(cast.alice, back)
    assert len(undo(cast.alice, alice.change)["kept"]) == 1
    undo(cast.alice, edit)
    assert undo(cast.alice, alice.change)["kept"] == []
    assert cities(cast.alice) == {}


def test_a_bin_is_emptied_back(cast: Cast) -> None:
    anna = person(cast.alice)
    write.bin_many(cast.alice, PERSON, [anna])
    undo(cast.alice, last_change("delete"))
    assert cities(cast.alice) == {"Volkova": None}


def test_every_kind_of_value_returns(cast: Cast) -> None:
    _funnel, first, second = funnel(cast.admin)
    group = write.create(cast.admin, "people.group", {"name": "VIP"})
    anna, bert = person(cast.alice), person(cast.alice, "Bert")
    values = {
        "phones": ["89161234567"], "groups": [str(group)], "interests": ["windows"],
        "birthday": "1980-02-29", "next_step_at": "2026-12-01T09:00:00Z", "source": "call",
    }  # fmt: skip
    write.change(cast.alice, PERSON, anna, values)
    before = write.one(cast.alice, PERSON, anna)
    write.change(cast.alice, PERSON, anna, dict.fromkeys(values))
    undo(cast.alice, last_change())
    after = write.one(cast.alice, PERSON, anna)
    assert {n: after[n] for n in values} == {n: before[n] for n in values}
    hit = query.page(cast.alice, PERSON, Ask(filter=["phones", "contains", "4567"]))["items"]
    assert len(hit) == 1

    windows = deal(cast.alice, anna, amount={"amount": "1000.50", "currency": "RUB"})
    moved = {"amount": "7.00", "person": str(bert), "stage": str(second)}
    alice = cast.alice
    alice.change = uuid7()
    write.change(alice, DEAL, windows, moved)
    undo(cast.alice, alice.change)
    found = write.one(cast.alice, DEAL, windows)
    assert found["amount"] == {"amount": "1000.50", "currency": "RUB"}
    assert (found["person"]["id"], found["stage"]["id"]) == (str(anna), str(first))


def test_only_the_author_or_who_may_write_all_undoes(cast: Cast) -> None:
    ids = [person(cast.alice, n, city="Tver") for n in ("One", "Two")]
    change = bulk(cast.alice, ids, {"city": "Berlin"})
    with pytest.raises(Refusal) as refusal:
        undo(cast.bob, change)
    assert refusal.value.status == 404
    cast.grant("bob", {"*": {"read": "organisation"}})
    with pytest.raises(Refusal) as refusal:
        undo(cast.bob, change)
    assert refusal.value.status == 403
    assert undo(cast.head, change)["undone"] == 2
    with pytest.raises(Refusal) as refusal:
        undo(cast.alice, uuid4())
    assert refusal.value.status == 404


def test_an_author_who_lost_his_right_changes_nothing(cast: Cast) -> None:
    anna = person(cast.alice, city="Tver")
    change = bulk(cast.alice, [anna], {"city": "Berlin"})
    write.change(cast.admin, PERSON, anna, {"owner": str(cast.ids["bob"])})
    result = undo(cast.alice, change)
    assert (result["undone"], [k["title"] for k in result["kept"]]) == (0, [""])
    assert write.one(cast.admin, PERSON, anna)["city"] == "Berlin"


def test_a_field_one_may_no_longer_write_stays(cast: Cast) -> None:
    anna = person(cast.alice, city="Tver", wishes="tea")
    change = bulk(cast.alice, [anna], {"city": "Berlin", "wishes": "coffee"})
    own = dict.fromkeys(("read", "write", "delete"), "own")
    alice = cast.grant("alice", {"*": own}, {PERSON: {"city": "read", "wishes": "none"}})
    result = undo(alice, change)
    assert [k["field"] for k in result["kept"]] == ["city"]
    found = write.one(cast.admin, PERSON, anna)
    assert (found["city"], found["wishes"]) == ("Berlin", "coffee")


def test_notes_and_calls_come_back_and_go(cast: Cast) -> None:
    anna = person(cast.alice)
    alice = cast.alice
    alice.change = None
    entries.add(alice, PERSON, anna, {"kind": "call", "text": "Hello"})
    entry = Entry.objects.get()
    assert alice.change is not None
    undo(cast.alice, alice.change)
    assert "call" not in [e["kind"] for e in events(cast.alice, PERSON, anna)]
    assert write.one(cast.alice, PERSON, anna)["last_talk_at"] is None

    note(cast.alice, PERSON, anna, "Frist")
    entry = Entry.objects.get(kind="note")
    entries.change(cast.alice, entry.pk, {"text": "First"})
    edit = last_change("note")
    entries.delete(cast.alice, entry.pk)
    undo(cast.alice, last_change("note"))
    assert events(cast.alice, PERSON, anna)[0]["text"] == "First"
    undo(cast.alice, edit)
    assert events(cast.alice, PERSON, anna)[0]["text"] == "Frist"
    assert len(undo(cast.alice, edit)["kept"]) == 1


def test_who_may_only_add_takes_his_own_call_back(cast: Cast) -> None:
    anna = person(cast.alice)
    bob = cast.grant("bob", {"*": {"read": "organisation", "append_to": "organisation"}})
    entries.add(bob, PERSON, anna, {"kind": "call", "text": "Hello"})
    assert bob.change is not None
    assert undo(cast.bob, bob.change)["kept"] == []
    assert write.one(cast.alice, PERSON, anna)["last_talk_at"] is None


def test_files_come_back_and_go(cast: Cast, tmp_path: Any, settings: Any) -> None:
    settings.MEDIA_ROOT = str(tmp_path / "files")
    anna = person(cast.alice)
    row = files.upload(cast.alice, [b"plan"], "plan.txt", home=(PERSON, anna))
    files.delete(cast.alice, row.pk)
    assert undo(cast.alice, last_change("file"))["undone"] == 1
    assert files.one(cast.alice, row.pk).name == "plan.txt"
    first = Journal.objects.filter(verb="file").order_by("pk")[0].change
    undo(cast.alice, first)
    assert files.files_of(cast.alice, PERSON, anna) == []
    titles = [e["title"] for e in events(cast.alice, PERSON, anna, kinds=("file",))]
    assert titles == ["File deleted", "File added", "File deleted", "File added"]
