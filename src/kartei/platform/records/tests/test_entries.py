"""Notes, calls and meetings (S0-001, S0-008, S0-050, S0-055, S0-062, S0-111, S0-112, S0-117)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from kartei.platform.access.tests.cast import Cast, make_cast
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import entries, files, write
from kartei.platform.records.models import Entry, Journal
from kartei.platform.records.tests.scene import (
    COMPANY,
    DEAL,
    PERSON,
    company,
    deal,
    events,
    funnel,
    note,
    person,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def call(**values: Any) -> dict[str, Any]:
    """A call as somebody notes it."""
    return {"kind": "call", "direction": "in", "phone": "8 916 123-45-67", **values}


def refused(run: Any, *args: Any) -> Refusal:
    """The refusal of a call."""
    with pytest.raises(Refusal) as caught:
        run(*args)
    return caught.value


def test_a_call_keeps_time_gist_result_and_number(cast: Cast) -> None:
    """S0-008, S0-062, S0-111: the talk with its result, on the client's card at once."""
    anna = person(cast.alice)
    made = entries.add(
        cast.alice, PERSON, anna, call(text="Wants two windows", result="agreed", minutes=7)
    )
    assert made["title"] == "Incoming call"
    assert made["data"]["phone"] == "+79161234567"
    assert made["data"]["phone_show"] == "+7 (916) 123-45-67"
    assert made["data"]["result_label"] == "agreed"
    assert events(cast.alice, PERSON, anna)[0] == {**made, "id": made["id"]}
    assert Journal.objects.filter(object=PERSON, record=anna, verb="call").exists()


def test_the_last_talk_is_seen_on_the_deal_and_its_clients(cast: Cast) -> None:
    """S0-117, S0-050: a talk on a deal dates the person and the company, too."""
    funnel(cast.admin)
    firm = company(cast.alice)
    anna = person(cast.alice, company=str(firm))
    windows = deal(cast.alice, anna, company=str(firm))
    moment = (timezone.now() - timedelta(hours=3)).replace(microsecond=0)
    entries.add(cast.alice, DEAL, windows, call(at=moment.isoformat()))
    for name, key in ((DEAL, windows), (PERSON, anna), (COMPANY, firm)):
        assert (
            write.one(cast.alice, name, key)["last_talk_at"].replace(tzinfo=moment.tzinfo) == moment
        )
        assert "call" in [e["kind"] for e in events(cast.alice, name, key)]
    note(cast.alice, PERSON, anna)
    entries.add(cast.alice, PERSON, anna, call(at=(moment - timedelta(days=1)).isoformat()))
    assert (
        write.one(cast.alice, PERSON, anna)["last_talk_at"].replace(tzinfo=moment.tzinfo) == moment
    )


def test_the_next_step_is_set_with_the_talk_in_one_change(cast: Cast) -> None:
    anna = person(cast.alice)
    alice = cast.alice
    entries.add(
        alice, PERSON, anna, call(next_step="Send the offer", next_step_on="2026-12-01T09:00:00Z")
    )
    record = write.one(alice, PERSON, anna)
    assert record["next_step"] == "Send the offer"
    assert alice.change is not None
    changes = set(Journal.objects.filter(change=alice.change).values_list("verb", flat=True))
    assert changes == {"change", "call"}


def test_a_next_step_that_may_not_be_set_refuses_the_whole_entry(cast: Cast) -> None:
    anna = person(cast.alice)
    cast.grant("bob", {"*": {"read": "organisation", "append_to": "organisation"}})
    error = refused(entries.add, cast.bob, PERSON, anna, call(next_step="Mine now"))
    assert [f.code for f in error.faults] == ["access.forbidden"]
    assert not Entry.objects.exists()


def test_reading_alone_lets_nobody_write_an_entry(cast: Cast) -> None:
    """S4-083: writing on a record needs «append to» there."""
    anna = person(cast.alice)
    cast.grant("bob", {"*": {"read": "organisation"}})
    assert refused(note, cast.bob, PERSON, anna).status == 403
    assert refused(note, cast.dmitri, PERSON, anna).status == 404
    cast.grant("bob", {"*": {"read": "organisation", "append_to": "organisation"}})
    note(cast.bob, PERSON, anna, "Bob was here")
    assert events(cast.alice, PERSON, anna)[0]["author"]["title"] == "Bob"


def test_a_talk_by_somebody_who_may_not_write_still_dates_the_client(cast: Cast) -> None:
    anna = person(cast.alice)
    cast.grant("bob", {"*": {"read": "organisation", "append_to": "organisation"}})
    entries.add(cast.bob, PERSON, anna, call())
    assert write.one(cast.alice, PERSON, anna)["last_talk_at"] is not None


def test_who_is_mentioned_must_be_able_to_read_the_record(cast: Cast) -> None:
    anna = person(cast.alice)
    ids = [str(cast.ids["bob"]), str(cast.ids["head"])]
    error = refused(lambda: note(cast.alice, PERSON, anna, mentions=ids))
    assert [f.detail for f in error.faults] == [
        "Bob may not see this record and cannot be mentioned here"
    ]
    made = note(cast.alice, PERSON, anna, mentions=ids[1:])
    assert made["data"]["mentioned"] == [{"id": ids[1], "title": "Head"}]


def test_a_link_needs_a_readable_target_that_may_be_attached_to(cast: Cast) -> None:
    anna, hers = person(cast.alice), company(cast.alice, "Hers")
    his = company(cast.bob, "His")
    error = refused(
        lambda: note(cast.alice, PERSON, anna, links=[{"object": COMPANY, "id": str(his)}])
    )
    assert [f.code for f in error.faults] == ["link.absent"]
    made = note(cast.alice, PERSON, anna, links=[{"object": COMPANY, "id": str(hers)}])
    assert made["data"]["links"] == [{"object": COMPANY, "id": str(hers), "title": "Hers"}]
    assert events(cast.alice, COMPANY, hers)[0]["id"] == made["id"]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"kind": "letter", "text": "x"}, "kind"),
        ({"kind": ["note"], "text": "x"}, "kind"),
        ({"kind": "note"}, "text"),
        ({"kind": "note", "text": 7}, "text"),
        ({"kind": "note", "text": "a\x00b"}, "text"),
        ({"kind": "note", "text": "x" * 50_001}, "text"),
        ({"kind": "note", "text": "x", "minutes": 3}, "minutes"),
        ({"kind": "note", "text": "x", "color": "red"}, "color"),
        ({"kind": "call", "direction": "up"}, "direction"),
        ({"kind": "call", "result": "maybe"}, "result"),
        ({"kind": "call", "minutes": -1}, "minutes"),
        ({"kind": "call", "minutes": True}, "minutes"),
        ({"kind": "call", "phone": "call me"}, "phone"),
        ({"kind": "call", "at": "2999-01-01T00:00:00Z"}, "at"),
        ({"kind": "call", "at": "1901-01-01T00:00:00Z"}, "at"),
        ({"kind": "call", "at": "yesterday"}, "at"),
        ({"kind": "call", "links": "all"}, "links"),
        ({"kind": "call", "links": [{"object": "no.such", "id": "x"}]}, "links"),
        ({"kind": "call", "links": [{"object": PERSON, "id": "x"}] * 21}, "links"),
        ({"kind": "call", "mentions": ["x"]}, "mentions"),
        ({"kind": "call", "files": ["00000000-0000-0000-0000-000000000000"]}, "files"),
        ({"kind": "call", "next_step": "x" * 300}, "next_step"),
        ({"kind": "call", "next_step_on": "soon"}, "next_step_at"),
    ],
)
def test_wrong_input_is_a_fault_of_its_field_and_writes_nothing(
    cast: Cast, values: dict[str, Any], field: str
) -> None:
    anna = person(cast.alice)
    before = Journal.objects.count()
    error = refused(entries.add, cast.alice, PERSON, anna, values)
    assert error.status == 422
    assert field in [f.field for f in error.faults]
    assert (Entry.objects.count(), Journal.objects.count()) == (0, before)


def test_only_its_author_edits_and_removes_an_entry(cast: Cast) -> None:
    anna = person(cast.alice)
    made = note(cast.alice, PERSON, anna, "Frist draft")
    key = Entry.objects.get().pk
    assert made["editable"] is True
    assert refused(entries.change, cast.bob, key, {"text": "x"}).status == 404
    assert refused(entries.change, cast.head, key, {"text": "x"}).status == 403
    assert entries.change(cast.alice, key, {"text": "First draft"})["text"] == "First draft"
    assert refused(entries.change, cast.alice, key, {"text": ""}).status == 422
    assert refused(entries.delete, cast.head, key).status == 403
    entries.delete(cast.alice, key)
    assert [e["kind"] for e in events(cast.alice, PERSON, anna)] == ["create"]
    assert refused(entries.delete, cast.alice, key).status == 404


def test_a_record_in_the_bin_takes_no_entries(cast: Cast) -> None:
    anna = person(cast.alice)
    write.bin_many(cast.alice, PERSON, [anna])
    assert refused(note, cast.alice, PERSON, anna).status == 409


def test_files_go_with_the_entry_and_are_only_ones_own(cast: Cast) -> None:
    anna = person(cast.alice)
    mine = files.upload(cast.alice, [b"a plan"], "plan.txt")
    his = files.upload(cast.bob, [b"his"], "his.txt")
    assert refused(lambda: note(cast.alice, PERSON, anna, files=[str(his.pk)])).status == 422
    made = note(cast.alice, PERSON, anna, "", files=[str(mine.pk)])
    assert [f["name"] for f in made["files"]] == ["plan.txt"]
    entries.delete(cast.alice, Entry.objects.get().pk)
    assert files.files_of(cast.alice, PERSON, anna) == []
