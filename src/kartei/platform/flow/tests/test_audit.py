"""The audit: who did what, from where, to whom it is shown; opened cards; accounts among it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from kartei.platform.access.tests.cast import Cast, make_cast
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import audit, commands, opened, write
from kartei.platform.records.audit import Wish
from kartei.platform.records.models import Journal, Opened
from kartei.platform.records.tests.scene import COMPANY, PERSON, company, person

pytestmark = pytest.mark.django_db
READ = {"read": "organisation"}


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is left of what other tests opened."""
    monkeypatch.setattr(opened, "_looks", {})
    opened._waiting.clear()


def items(actor: Any, **wish: Any) -> list[dict[str, Any]]:
    """The first page."""
    found: list[dict[str, Any]] = audit.page(actor, Wish(**wish))["items"]
    return found


def test_before_and_after_with_who_when_and_where(cast: Cast) -> None:
    """Issue point 11: who did what, when, from where, before and after."""
    anna = person(cast.alice, "Adler", city="Tver")
    write.change(replace(cast.alice, ip="10.0.0.7", via="page"), PERSON, anna, {"city": "Omsk"})
    row = items(cast.admin, record=anna)[0]
    assert (row["by"]["title"], row["via"], row["ip"]) == ("Alice", "page", "10.0.0.7")
    assert (row["verb_title"], row["title"]) == ("Changed", "Adler")
    assert [(c["label"], c["old"], c["new"]) for c in row["changes"]] == [("City", "Tver", "Omsk")]


@pytest.mark.parametrize(
    ("wish", "count"),
    [
        ({"user": "bob"}, 1),
        ({"verb": "create"}, 3),
        ({"verb": "change"}, 1),
        ({"object": COMPANY}, 1),
        ({"field": "city", "verb": "change"}, 1),
        ({"field": "city", "object": COMPANY}, 0),
        ({"field": "no_such"}, 0),
        ({"ip": "10.0."}, 1),
        ({"ip": "10.1."}, 0),
        ({"via": "page"}, 1),
    ],
)
def test_it_is_searched(cast: Cast, wish: dict[str, Any], count: int) -> None:
    anna = person(cast.alice, "Adler")
    person(cast.bob)
    company(cast.alice)
    write.change(replace(cast.alice, ip="10.0.0.7", via="page"), PERSON, anna, {"city": "Omsk"})
    asked = {n: cast.ids[v] if n == "user" else v for n, v in wish.items()}
    assert len(items(cast.admin, **asked)) == count


def test_pages_join_to_the_whole(cast: Cast) -> None:
    for n in range(5):
        person(cast.alice, f"P{n}")
    seen: list[str] = []
    after: int | None = None
    while True:
        found = audit.page(cast.admin, Wish(object=PERSON, limit=2, after=after))
        seen += [row["title"] for row in found["items"]]
        if found["next"] is None:
            break
        after = int(found["next"])
    assert seen == ["P4", "P3", "P2", "P1", "P0"]


def test_only_who_is_named_reads_it(cast: Cast) -> None:
    """The star gives it to nobody; a role that names it does."""
    with pytest.raises(Refusal) as refusal:
        audit.page(cast.head, Wish())
    assert refusal.value.status == 403
    cast.grant("head", {"*": READ, "access.audit": READ})
    person(cast.alice)
    assert items(cast.head)
    with pytest.raises(Refusal):
        next(audit.all_items(cast.head, Wish()))


def test_it_shows_no_more_than_one_may_read(cast: Cast) -> None:
    """Objects reached as a whole alone, and of them the fields that exist for the reader."""
    anna = person(cast.alice, "Adler")
    write.change(cast.alice, PERSON, anna, {"city": "Omsk"})
    company(cast.alice)
    cast.grant(
        "head", {PERSON: READ, COMPANY: {"read": "unit"}, "access.audit": READ},
        {PERSON: {"city": "none"}},
    )  # fmt: skip
    shown = items(cast.head)
    assert COMPANY not in {row["object"] for row in shown}
    assert not [c for row in shown for c in row["changes"] if c["field"] == "city"]
    assert items(cast.head, field="city") == []
    assert items(cast.head, record=anna)


def test_acts_on_accounts_stand_in_it(cast: Cast) -> None:
    """A new password and a closed account are told, the password itself is not."""
    bob = cast.ids["bob"]
    commands.run(cast.admin, "access.user", bob, "set_password", {"password": "secret-words"})
    commands.run(cast.admin, "access.user", bob, "disable", {})
    commands.run(cast.admin, "access.user", bob, "enable", {})
    told = [(row["verb"], [(c["old"], c["new"]) for c in row["changes"]]) for row in items(
        cast.admin, object="access.user", record=bob
    )]  # fmt: skip
    assert told == [("enable", [("no", "yes")]), ("disable", [("yes", "no")]), ("set_password", [])]
    assert "secret-words" not in str(list(Journal.objects.values_list("changes", "data")))


def test_a_password_offers_no_undo(cast: Cast) -> None:
    done = commands.run(
        cast.admin, "access.user", cast.ids["bob"], "set_password", {"password": "secret-words"}
    )
    assert done["change"] is None


def look(cast: Cast, who: str, key: UUID) -> None:
    """Open a card."""
    opened.note(replace(getattr(cast, who), via="page", ip="10.0.0.7"), PERSON, key)


def test_opened_cards_are_counted(cast: Cast) -> None:
    """Looks wait in memory, are written together, and an open page counts as one look."""
    anna, boris = person(cast.alice, "Adler"), person(cast.alice, "Berger")
    for who, key in (("alice", anna), ("alice", anna), ("alice", boris), ("head", anna)):
        look(cast, who, key)
    assert Opened.objects.count() == 0
    assert opened.flush() == 3
    shown = items(cast.admin, verb="opened")
    assert [(r["by"]["title"], r["title"], r["ip"]) for r in shown] == [
        ("Head", "Adler", "10.0.0.7"),
        ("Alice", "Berger", "10.0.0.7"),
        ("Alice", "Adler", "10.0.0.7"),
    ]
    by_user = audit.opened_by(cast.admin, Wish(), "user")
    assert [(r["title"], r["opened"], r["of"]) for r in by_user] == [
        ("Alice", 2, 2),
        ("Head", 1, 1),
    ]
    by_record = audit.opened_by(cast.admin, Wish(object=PERSON), "record")
    assert next((r["title"], r["opened"], r["of"]) for r in by_record) == ("Adler", 2, 2)
    assert len(items(cast.admin, verb="opened", user=cast.ids["head"])) == 1


def test_an_export_holds_everything(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "MAX_LIMIT", 2)
    for n in range(5):
        person(cast.alice, f"P{n}")
    rows = list(audit.all_items(cast.admin, Wish(object=PERSON)))
    assert [row["title"] for row in rows] == ["P4", "P3", "P2", "P1", "P0"]
