"""Two records that are one (S0-041, S1-18): merged, and parted again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from kartei.platform.access.models import Share
from kartei.platform.access.tests.cast import Cast, make_cast
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import commands, files, query, write
from kartei.platform.records.ask import Ask
from kartei.platform.records.models import Entry, Journal, Timeline
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
from kartei.platform.records.undo import undo

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture(autouse=True)
def folder(tmp_path: Any, settings: Any) -> None:
    settings.MEDIA_ROOT = str(tmp_path / "files")


def merge(cast: Cast, who: str, gone: UUID, stays: UUID, **more: Any) -> UUID:
    """Merge persons as somebody; the id of the change."""
    data = {"into": str(stays), **more}
    return UUID(commands.run(getattr(cast, who), PERSON, gone, "merge", data)["change"])


def test_values_are_united_gaps_filled_and_wishes_kept(cast: Cast) -> None:
    firm = company(cast.alice)
    stays = person(cast.alice, "Volkova", phones=["89161234567"], city="Tver", source="call")
    gone = person(
        cast.alice, "Wolkowa", first_name="Anna", phones=["+7 916 123-45-67", "89167654321"],
        city="Omsk", source="site", company=str(firm), emails=["anna@example.com"],
    )  # fmt: skip
    merge(cast, "alice", gone, stays, prefer={"source": "other", "city": "mine"})
    found = write.one(cast.alice, PERSON, stays)
    assert [p["value"] for p in found["phones"]] == ["+79161234567", "+79167654321"]
    assert (found["last_name"], found["first_name"], found["name"]) == (
        "Volkova", "Anna", "Anna Volkova",
    )  # fmt: skip
    assert (found["city"], found["source"]) == ("Tver", "site")
    assert (found["company"]["id"], found["emails"][0]["value"]) == (str(firm), "anna@example.com")
    binned = query.page(cast.alice, PERSON, Ask(deleted=True))["items"]
    assert [r["id"] for r in binned] == [str(gone)]
    rows = Journal.objects.filter(verb="merge").order_by("pk")
    assert {r.record: (r.data.get("merged_into"), r.data.get("merged_from")) for r in rows} == {
        gone: (str(stays), None),
        stays: (None, str(gone)),
    }


def test_everything_that_led_to_one_leads_to_the_other_and_back(cast: Cast) -> None:
    """Links, links to any object, several links, notes, files, shares and the timeline."""
    funnel(cast.admin)
    stays, gone = person(cast.alice, "Stays"), person(cast.alice, "Gone")
    windows = deal(cast.alice, gone)
    about = {"object": PERSON, "id": str(gone)}
    task = write.create(cast.alice, "tasks.task", {"name": "Call", "about": about})
    note(cast.alice, PERSON, gone, "Likes tea")
    both = [{"object": PERSON, "id": str(k)} for k in (stays, gone)]
    note(cast.alice, DEAL, windows, "About both", links=both)
    plan = files.upload(cast.alice, [b"plan"], "plan.txt", home=(PERSON, gone))
    share = {"user": str(cast.ids["bob"]), "rights": ["read"]}
    commands.run(cast.alice, PERSON, gone, "share", share)
    before = {name: events(cast.alice, PERSON, key) for name, key in (("s", stays), ("g", gone))}

    change = merge(cast, "alice", gone, stays)
    assert write.one(cast.alice, DEAL, windows)["person"]["id"] == str(stays)
    assert write.one(cast.alice, "tasks.task", task)["about"]["id"] == str(stays)
    texts = [e["text"] for e in events(cast.alice, PERSON, stays)]
    assert texts.count("About both") == 1
    assert {"Likes tea", "plan.txt"} <= set(texts)
    assert Entry.objects.get(text="Likes tea").record == stays
    assert [f["id"] for f in files.files_of(cast.alice, PERSON, stays)] == [str(plan.pk)]
    assert write.one(cast.bob, PERSON, stays)["id"] == str(stays)

    back = undo(cast.alice, change)
    assert back["kept"] == []
    assert write.one(cast.alice, DEAL, windows)["person"]["id"] == str(gone)
    assert write.one(cast.alice, "tasks.task", task)["about"]["id"] == str(gone)
    assert Entry.objects.get(text="Likes tea").record == gone
    assert [f["id"] for f in files.files_of(cast.alice, PERSON, gone)] == [str(plan.pk)]
    assert Share.objects.get().record == gone
    assert not write.one(cast.alice, PERSON, gone).get("deleted")
    for name, key in (("s", stays), ("g", gone)):
        now = [e["id"] for e in events(cast.alice, PERSON, key)]
        assert [i for i in now if i in {e["id"] for e in before[name]}] == [
            e["id"] for e in before[name]
        ]


def test_links_in_lines_and_in_lists_follow(cast: Cast) -> None:
    one = write.create(cast.admin, "people.group", {"name": "VIP"})
    two = write.create(cast.admin, "people.group", {"name": "V.I.P."})
    anna = person(cast.alice, groups=[str(one), str(two)])
    bert = person(cast.alice, "Bert", groups=[str(two)])
    data = {"into": str(one)}
    commands.run(cast.admin, "people.group", two, "merge", data)
    for key in (anna, bert):
        groups = write.one(cast.alice, PERSON, key)["groups"]
        assert [g["id"] for g in groups] == [str(one)]
    found = query.page(cast.alice, PERSON, Ask(filter=["groups", "has", str(one)]))["items"]
    assert len(found) == 2


def test_records_of_others_follow_without_their_leave_and_return(cast: Cast) -> None:
    """Bob's deal with Alice's client keeps its client, though Alice may not touch the deal."""
    funnel(cast.admin)
    stays, gone = person(cast.alice, "Stays"), person(cast.alice, "Gone")
    windows = deal(cast.admin, gone, owner=str(cast.ids["bob"]))
    change = merge(cast, "alice", gone, stays)
    assert write.one(cast.admin, DEAL, windows)["person"]["id"] == str(stays)
    undo(cast.alice, change)
    assert write.one(cast.admin, DEAL, windows)["person"]["id"] == str(gone)


def test_shares_do_not_widen_what_the_asker_may_not_share(cast: Cast) -> None:
    stays, gone = person(cast.alice, "Stays"), person(cast.alice, "Gone")
    share = {"user": str(cast.ids["bob"]), "rights": ["read"]}
    commands.run(cast.alice, PERSON, gone, "share", share)
    rights = dict.fromkeys(("read", "write", "delete"), "own")
    cast.grant("alice", {"*": rights})
    merge(cast, "alice", gone, stays)
    assert Share.objects.get().record == gone
    with pytest.raises(Refusal):
        write.one(cast.bob, PERSON, stays)


@pytest.mark.parametrize(
    ("rights", "status"),
    [
        ({"read": "organisation"}, 403),
        ({"read": "organisation", "write": "organisation"}, 403),
        ({"read": "own", "write": "own", "delete": "own"}, 404),
    ],
)
def test_merging_needs_reading_and_writing_both_and_deleting_the_one(
    cast: Cast, rights: dict[str, str], status: int
) -> None:
    stays, gone = person(cast.alice, "Stays"), person(cast.alice, "Gone")
    cast.grant("bob", {"*": rights})
    with pytest.raises(Refusal) as refusal:
        merge(cast, "bob", gone, stays)
    assert refusal.value.status == status
    assert not Journal.objects.filter(verb="merge").exists()


def test_wrong_input_merges_nothing(cast: Cast) -> None:
    stays, gone = person(cast.alice, "Stays"), person(cast.alice, "Gone")
    his = person(cast.bob, "His")
    for data, status in (
        ({}, 422),
        ({"into": "x"}, 422),
        ({"into": str(gone)}, 422),
        ({"into": str(his)}, 404),
        ({"into": str(stays), "color": "red"}, 400),
        ({"into": str(stays), "prefer": ["city"]}, 422),
        ({"into": str(stays), "prefer": {"nonsense": "other"}}, 422),
        ({"into": str(stays), "prefer": {"last_talk_at": "other"}}, 422),
        ({"into": str(stays), "prefer": {"city": "his"}}, 422),
    ):
        with pytest.raises(Refusal) as refusal:
            commands.run(cast.alice, PERSON, gone, "merge", data)
        assert refusal.value.status == status
    assert not Journal.objects.filter(verb="merge").exists()
    assert not Timeline.objects.filter(record=stays, home=gone).exists()
    assert write.one(cast.alice, COMPANY, company(cast.alice))["version"] == 1
