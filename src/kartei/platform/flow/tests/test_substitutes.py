"""Substitution during absence: what the absent one owns is reached, no more and no longer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from kartei.platform.access import clock
from kartei.platform.access.models import User
from kartei.platform.access.tests.cast import Cast, make_cast
from kartei.platform.flow.sight import fingerprint
from kartei.platform.meta.errors import Refusal
from kartei.platform.meta.versions import bump_access
from kartei.platform.records import write
from kartei.platform.records.ask import Ask
from kartei.platform.records.board import board
from kartei.platform.records.query import page
from kartei.platform.records.search import hits
from kartei.platform.records.tests.scene import DEAL, PERSON, deal, funnel, note, person

pytestmark = pytest.mark.django_db
#: noon of the last day away, in the firm's zone (Moscow, UTC+3)
NOON = datetime(2026, 11, 20, 9, tzinfo=UTC)
LAST_SECOND = datetime(2026, 11, 20, 20, 59, 59, tzinfo=UTC)


@pytest.fixture
def cast(monkeypatch: pytest.MonkeyPatch) -> Cast:
    """Alice is away until the 20th, and it is that day; Dmitri of another unit stands in."""
    made = make_cast()
    at(monkeypatch, NOON)
    User.objects.filter(pk=made.ids["alice"]).update(
        absent_from="2026-11-09", absent_until="2026-11-20", substitute=made.ids["dmitri"]
    )
    bump_access()
    return made


def at(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    """Set the clock."""
    monkeypatch.setattr(timezone, "now", lambda: now)


def names(actor: Any, **wishes: Any) -> list[str]:
    """The names on a list of persons."""
    return [r["name"] for r in page(actor, PERSON, Ask(fields=("name",), **wishes))["items"]]


def test_the_substitute_reads_and_writes(cast: Cast) -> None:
    """Lists, counts, cards, search and boards hold the rows of the absent one; Bob's stay away."""
    anna = person(cast.alice, "Adler")
    person(cast.bob, "Berger")
    person(cast.dmitri, "Dorn")
    assert names(cast.dmitri, sort="name") == ["Adler", "Dorn"]
    assert page(cast.dmitri, PERSON, Ask(count="exact"))["count"]["value"] == 2
    assert names(cast.dmitri, search="Adler") == ["Adler"]
    assert [row[2] for row in hits(cast.dmitri, [PERSON], "adler")] == ["Adler"]
    write.change(cast.dmitri, PERSON, anna, {"city": "Tver"})
    note(cast.dmitri, PERSON, anna)
    assert write.one(cast.alice, PERSON, anna)["city"] == "Tver"


@pytest.mark.parametrize("depth", ["none", "own", "unit", "subunits"])
def test_beside_every_depth(cast: Cast, depth: str) -> None:
    """Each row once, in order, over pages of one; totals agree with them."""
    made, first, _second = funnel(cast.admin)
    anna = person(cast.alice, "Adler")
    person(cast.dmitri, "Dorn")
    deal(cast.alice, anna, name="A", funnel=str(made), stage=str(first))
    cast.grant("dmitri", {"*": {"read": depth}, "sales.stage": {"read": "organisation"}})
    wanted = ["Adler"] if depth == "none" else ["Adler", "Dorn"]
    seen, after = [], ""
    while True:
        found = page(cast.dmitri, PERSON, Ask(sort="name", limit=1, after=after, count="exact"))
        seen += [r["name"] for r in found["items"]]
        assert found["count"]["value"] == len(wanted)
        if not found["next"]:
            break
        after = found["next"]
    assert seen == wanted
    columns = board(cast.dmitri, DEAL, filter=["funnel", "=", str(made)])["columns"]
    assert [c["count"] for c in columns] == [1, 0]


def test_links_and_dots_follow_the_same_rows(cast: Cast) -> None:
    """A deal of the substitute shows the absent one's client, and filters by it."""
    made, first, _second = funnel(cast.admin)
    anna = person(cast.alice, "Adler")
    key = deal(cast.admin, anna, funnel=str(made), stage=str(first))
    write.change(cast.admin, DEAL, key, {"owner": str(cast.ids["dmitri"])})
    own = {"read": "own", "write": "own"}
    cast.grant("dmitri", {"*": own, "sales.stage": {"read": "organisation"}})
    asked = Ask(filter=["person.name", "=", "Adler"], fields=("person",))
    assert page(cast.dmitri, DEAL, asked)["items"][0]["person"]["title"] == "Adler"
    cast.grant("dmitri", {PERSON: {}, "sales.deal": own, "sales.stage": {"read": "organisation"}})
    assert page(cast.dmitri, DEAL, asked)["items"][0]["person"]["title"] == "Adler"


def test_it_ends_with_the_day_though_nothing_is_written(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing cached outlives midnight of the firm: list, card, search, cursor's fingerprint."""
    anna = person(cast.alice, "Adler")
    at(monkeypatch, LAST_SECOND)
    before = cast.dmitri
    assert names(before) == ["Adler"]
    at(monkeypatch, LAST_SECOND + timedelta(seconds=1))
    assert names(cast.dmitri) == []
    assert hits(cast.dmitri, [PERSON], "adler") == []
    with pytest.raises(Refusal) as refusal:
        write.one(cast.dmitri, PERSON, anna)
    assert refusal.value.status == 404
    assert fingerprint(cast.dmitri) != fingerprint(before)
    assert cast.dmitri.roster.mark != before.roster.mark


def test_it_begins_with_the_day(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    person(cast.alice, "Adler")
    at(monkeypatch, datetime(2026, 11, 8, 20, 59, 59, tzinfo=UTC))
    assert names(cast.dmitri) == []
    at(monkeypatch, datetime(2026, 11, 8, 21, tzinfo=UTC))
    assert names(cast.dmitri) == ["Adler"]


def test_never_more_than_the_absent_one_has(cast: Cast) -> None:
    """What her own role does not give goes to nobody; deleting and handing over stay with her."""
    anna = person(cast.alice, "Adler")
    with pytest.raises(Refusal):
        write.change(cast.dmitri, PERSON, anna, {"owner": str(cast.ids["dmitri"])})
    with pytest.raises(Refusal):
        write.bin_many(cast.dmitri, PERSON, [anna])
    cast.grant("alice", {"*": {"read": "own"}})
    assert names(cast.dmitri) == ["Adler"]
    with pytest.raises(Refusal):
        write.change(cast.dmitri, PERSON, anna, {"city": "Tver"})
    cast.grant("alice", {})
    assert names(cast.dmitri) == []


def test_a_dismissed_one_is_substituted_by_nobody(cast: Cast) -> None:
    person(cast.alice, "Adler")
    User.objects.filter(pk=cast.ids["alice"]).update(active=False)
    bump_access()
    assert names(cast.dmitri) == []


def test_substitutes_of_substitutes_reach_nothing(cast: Cast) -> None:
    person(cast.alice, "Adler")
    User.objects.filter(pk=cast.ids["dmitri"]).update(
        absent_from="2026-11-01", substitute=cast.ids["clara"]
    )
    bump_access()
    assert names(cast.clara) == []
    assert clock.clock_at(timezone.now()).away.keys() == {cast.ids["alice"], cast.ids["dmitri"]}


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("absent_until", {"absent_from": "2026-11-20", "absent_until": "2026-11-19"}),
        ("substitute", {"substitute": "bob"}),
        ("substitute", {"substitute": "gone"}),
        ("birthday", {"birthday": "2999-01-01"}),
    ],
)
def test_absences_make_sense(cast: Cast, field: str, values: dict[str, Any]) -> None:
    User.objects.filter(pk=cast.ids["clara"]).update(active=False)
    ids: dict[str, UUID] = {"bob": cast.ids["bob"], "gone": cast.ids["clara"]}
    sent = {n: str(ids[v]) if v in ids else v for n, v in values.items()}
    with pytest.raises(Refusal) as refusal:
        write.change(cast.admin, "access.user", cast.ids["bob"], sent)
    assert [f.field for f in refusal.value.faults] == [field]


def test_nobody_arranges_a_sight_that_he_lacks(cast: Cast) -> None:
    """Who may change accounts gives himself no stranger's records by naming himself."""
    users = {"write": "organisation"}
    own = dict.fromkeys(("read", "write"), "own")
    cast.grant("head", {"*": own, "access.user": users})
    with pytest.raises(Refusal) as refusal:
        write.change(
            cast.head, "access.user", cast.ids["dmitri"], {"substitute": str(cast.ids["head"])}
        )
    assert [f.code for f in refusal.value.faults] == ["access.unit_beyond"]
