"""The one stream of a record and who is told what (S0-001, S0-055, S0-060, S4-032, S4-084)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kartei.platform.access.tests.cast import Cast, make_cast
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import write
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
from kartei.platform.records.timeline import timeline

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def test_a_change_is_told_in_words_with_author_and_moment(cast: Cast) -> None:
    """S0-001, S0-055: who, when, which field from what to what, in the asker's language."""
    anna = person(cast.alice)
    write.change(cast.alice, PERSON, anna, {"source": "call", "consent_on": "2026-11-02"})
    first = events(cast.alice, PERSON, anna)[0]
    assert (first["kind"], first["author"]["title"], first["title"]) == (
        "change",
        "Alice",
        "Changed",
    )
    told = {c["field"]: (c["label"], c["old"], c["new"]) for c in first["changes"]}
    assert told["source"] == ("Source", "", "call")
    assert told["consent_on"] == ("Consent given on", "", "2 Nov 2026")
    assert first["at"].endswith("Z")


def test_links_are_told_by_title_and_an_unreadable_target_not_at_all(cast: Cast) -> None:
    """S4-084: a link to a record of somebody else shows no title in the history."""
    mine = company(cast.alice, "Romashka")
    hidden = company(cast.bob, "Secret Ltd")
    anna = person(cast.alice)
    write.change(cast.alice, PERSON, anna, {"company": str(mine)})
    write.change(cast.admin, PERSON, anna, {"company": str(hidden)})
    last, before = events(cast.alice, PERSON, anna)[:2]
    assert before["changes"][0]["new"] == "Romashka"
    assert (last["changes"][0]["old"], last["changes"][0]["new"]) == ("Romashka", "")
    assert events(cast.admin, PERSON, anna)[0]["changes"][0]["new"] == "Secret Ltd"


def test_a_field_one_may_not_read_leaves_no_trace(cast: Cast) -> None:
    """S4-087: a row whose every change is unreadable vanishes; others lose the field."""
    anna = person(cast.alice)
    write.change(cast.alice, PERSON, anna, {"wishes": "a discount"})
    write.change(cast.alice, PERSON, anna, {"wishes": "more", "city": "Berlin"})
    blind = cast.grant("alice", {"*": {"read": "own"}}, {PERSON: {"wishes": "none"}})
    found = events(blind, PERSON, anna)
    assert [e["kind"] for e in found] == ["change", "create"]
    assert [c["field"] for c in found[0]["changes"]] == ["city"]


def test_a_note_on_an_unreadable_deal_is_not_on_the_shared_client(cast: Cast) -> None:
    """S4-085: what hangs on a hidden home stays hidden on every timeline."""
    funnel(cast.admin)
    anna = person(cast.alice)
    cast.grant("bob", {"*": {"read": "own"}, PERSON: {"read": "organisation"}})
    windows = deal(cast.alice, anna)
    note(
        cast.alice, DEAL, windows, "He pays any price", links=[{"object": PERSON, "id": str(anna)}]
    )
    note(cast.alice, PERSON, anna, "Likes tea")
    assert [e["text"] for e in events(cast.bob, PERSON, anna)] == ["Likes tea", ""]
    seen = events(cast.alice, PERSON, anna)
    assert [e["text"] for e in seen] == ["Likes tea", "He pays any price", "", ""]
    assert seen[1]["object"] == DEAL
    assert seen[2]["title"] == "Deal “Windows”: Created"


def test_a_stage_move_of_a_deal_is_told_on_the_client_other_edits_are_not(cast: Cast) -> None:
    """S0-055: at which stage the order is, from the client's card."""
    _funnel, _first, second = funnel(cast.admin)
    anna = person(cast.alice)
    windows = deal(cast.alice, anna)
    write.change(cast.alice, DEAL, windows, {"name": "Big windows"})
    write.change(cast.alice, DEAL, windows, {"stage": str(second)})
    told = events(cast.alice, PERSON, anna)
    assert [e["kind"] for e in told] == ["stage", "create", "create"]
    assert told[0]["changes"][0]["new"] == "Talks"
    assert [e["kind"] for e in events(cast.alice, DEAL, windows)] == ["stage", "change", "create"]
    assert events(cast.alice, PERSON, anna, kinds=("stage",)) == told[:1]


def test_a_task_about_a_client_is_told_when_made_and_when_done(cast: Cast) -> None:
    anna = person(cast.alice)
    about = {"object": PERSON, "id": str(anna)}
    task = write.create(cast.alice, "tasks.task", {"name": "Call back", "about": about})
    write.change(cast.alice, "tasks.task", task, {"done": True})
    told = events(cast.alice, PERSON, anna, kinds=("task",))
    assert [e["title"] for e in told] == ["Task “Call back”: Done", "Task “Call back”: Created"]


def test_pages_follow_each_other_without_gap_or_repetition(cast: Cast) -> None:
    anna = person(cast.alice)
    texts = [f"note {n}" for n in range(25)]
    for text in texts:
        note(cast.alice, PERSON, anna, text)
    found: list[str] = []
    after = ""
    while True:
        page = timeline(cast.alice, PERSON, anna, after=after, limit=7, kinds=("note",))
        found += [e["text"] for e in page["items"]]
        after = page["next"]
        if not after:
            break
    assert found == texts[::-1]


def test_invisible_rows_do_not_shorten_a_page(cast: Cast) -> None:
    funnel(cast.admin)
    anna = person(cast.alice)
    note(cast.alice, PERSON, anna, "first")
    windows = deal(cast.alice, anna)
    for n in range(30):
        note(cast.alice, DEAL, windows, f"hidden {n}")
    note(cast.alice, PERSON, anna, "last")
    cast.grant("bob", {"*": {"read": "own"}, PERSON: {"read": "organisation"}})
    page = timeline(cast.bob, PERSON, anna, limit=2)
    assert [e["text"] for e in page["items"]] == ["last", "first"]


def test_twenty_events_cost_at_most_four_questions(cast: Cast) -> None:
    """Blueprint 10: a card is one cheap request."""
    mine = company(cast.alice)
    anna = person(cast.alice, company=str(mine))
    for n in range(10):
        note(cast.alice, PERSON, anna, f"note {n}")
        write.change(cast.alice, PERSON, anna, {"city": f"City {n}"})
    alice = cast.alice
    timeline(alice, PERSON, anna, limit=20)
    with CaptureQueriesContext(
        connection,
    ) as told:
        assert len(timeline(alice, PERSON, anna, limit=20)["items"]) == 20
    assert len(told) <= 4
    timeline(alice, COMPANY, mine, limit=20)
    with CaptureQueriesContext(connection) as of_company:
        timeline(alice, COMPANY, mine, limit=20)
    assert len(of_company) <= 4


@pytest.mark.parametrize(
    "wish",
    [
        {"after": "x"},
        {"after": "WyJ4IiwxXQ"},
        {"after": "AAAA"},
        {"limit": 0},
        {"limit": 201},
        {"kinds": ("secret",)},
    ],
)
def test_a_wrong_question_is_a_clear_400(cast: Cast, wish: dict[str, Any]) -> None:
    anna = person(cast.alice)
    with pytest.raises(Refusal) as refusal:
        timeline(cast.alice, PERSON, anna, **wish)
    assert refusal.value.status == 400


def test_an_invisible_record_has_no_timeline(cast: Cast) -> None:
    with pytest.raises(Refusal) as refusal:
        timeline(cast.bob, PERSON, person(cast.alice))
    assert refusal.value.status == 404


def test_the_words_are_in_the_askers_language(cast: Cast) -> None:
    anna = person(cast.alice)
    note(cast.alice, PERSON, anna)
    alice = cast.alice
    alice.language = "ru"
    assert events(alice, PERSON, anna)[0]["title"] == "Заметка"
    alice.language = "de"
    assert [e["title"] for e in events(alice, PERSON, anna)] == ["Notiz", "Angelegt"]


@pytest.mark.parametrize(
    ("language", "day", "moment"),
    [
        ("ru", "02.11.2026", "24.11.2026, 15:05"),
        ("de", "02.11.2026", "24.11.2026, 15:05"),
        ("en", "2 Nov 2026", "24 Nov 2026, 15:05"),
    ],
)
def test_days_are_told_as_the_card_shows_them(
    cast: Cast, language: str, day: str, moment: str
) -> None:
    zone = cast.alice.ctx.zone
    due = datetime(2026, 11, 24, 15, 5, tzinfo=zone).isoformat()
    anna = person(cast.alice)
    write.change(cast.alice, PERSON, anna, {"consent_on": "2026-11-02", "next_step_at": due})
    alice = cast.alice
    alice.language = language
    told = {c["field"]: c["new"] for c in events(alice, PERSON, anna)[0]["changes"]}
    assert (told["consent_on"], told["next_step_at"]) == (day, moment)
