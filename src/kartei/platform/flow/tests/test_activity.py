"""Activity: what people did, which cards they opened, at what time; one's own and others'."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from kartei.platform.access.models import User
from kartei.platform.access.tests.cast import Cast, make_cast
from kartei.platform.kit.ids import uuid7
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import activity, write
from kartei.platform.records.activity import Period
from kartei.platform.records.models import Journal, Opened
from kartei.platform.records.tests.scene import COMPANY, PERSON, company, person

pytestmark = pytest.mark.django_db
WEEK = Period(date(2026, 11, 16), date(2026, 11, 22))
READ = {"read": "organisation"}


@pytest.fixture
def cast() -> Cast:
    """Everybody's clock is that of Berlin, an hour ahead of UTC in November."""
    made = make_cast()
    User.objects.update(timezone="Europe/Berlin")
    return made


def acts(found: dict[str, Any]) -> dict[tuple[str, str], int]:
    """Object and verb, with their count."""
    return {(row["object"], row["verb"]): row["count"] for row in found["acts"]}


def did(cast: Cast, who: str, moment: datetime, via: str = "page") -> UUID:
    """A person is created at a moment."""
    key = person(getattr(cast, who), who)
    Journal.objects.filter(record=key).update(at=moment, via=via)
    return key


def look(cast: Cast, who: str, key: UUID, moment: datetime) -> None:
    """A card is opened at a moment."""
    Opened.objects.create(at=moment, actor=cast.ids[who], via="page", object=PERSON, record=key)


def test_everybody_sees_his_own_acts_and_hours(cast: Cast) -> None:
    """S2-17, S0-154: what one did, which cards one opened, and at what time of the week."""
    anna = did(cast, "alice", datetime(2026, 11, 18, 8, 30, tzinfo=UTC))
    did(cast, "alice", datetime(2026, 11, 19, 23, 30, tzinfo=UTC))
    did(cast, "alice", datetime(2026, 11, 15, 22, 59, tzinfo=UTC))
    did(cast, "bob", datetime(2026, 11, 18, 8, 30, tzinfo=UTC))
    look(cast, "alice", anna, datetime(2026, 11, 18, 8, 45, tzinfo=UTC))
    found = activity.report(cast.alice, None, WEEK)
    assert found["user"]["title"] == "Alice"
    assert acts(found) == {(PERSON, "create"): 2}
    assert [(row["object"], row["count"]) for row in found["opened"]] == [(PERSON, 1)]
    assert found["hours"][2][9] == 2
    assert found["hours"][4][0] == 1
    assert sum(map(sum, found["hours"])) == 3
    assert found["days"] == [
        {"day": date(2026, 11, 18), "count": 2},
        {"day": date(2026, 11, 20), "count": 1},
    ]


def test_a_step_counts_once_and_machines_do_not(cast: Cast) -> None:
    """An import or bulk edit is one act; what a rule or job did is nobody's."""
    moment, change = datetime(2026, 11, 18, 8, 30, tzinfo=UTC), uuid7()
    keys = [did(cast, "alice", moment, via="import") for _n in range(3)]
    Journal.objects.filter(record__in=keys).update(change=change)
    did(cast, "alice", moment, via="rule")
    assert acts(activity.report(cast.alice, None, WEEK)) == {(PERSON, "create"): 1}


def test_others_belong_to_the_audit(cast: Cast) -> None:
    """Others' activity needs its right, and shows objects alone that are reached as a whole."""
    did(cast, "alice", datetime(2026, 11, 18, 8, 30, tzinfo=UTC))
    key = company(cast.alice)
    Journal.objects.filter(record=key).update(at=datetime(2026, 11, 18, 9, tzinfo=UTC), via="page")
    for asked in (
        lambda: activity.report(cast.bob, cast.ids["alice"], WEEK),
        lambda: activity.people(cast.bob, WEEK),
    ):
        with pytest.raises(Refusal) as refusal:
            asked()
        assert refusal.value.status == 403
    cast.grant("head", {PERSON: READ, COMPANY: {"read": "unit"}, "access.audit": READ})
    assert acts(activity.report(cast.head, cast.ids["alice"], WEEK)) == {(PERSON, "create"): 1}
    told = [(p["user"]["title"], p["acts"], p["days"]) for p in activity.people(cast.head, WEEK)]
    assert told == [("Alice", 1, 1)]
    with pytest.raises(Refusal) as refusal:
        activity.report(cast.admin, uuid7(), WEEK)
    assert refusal.value.status == 404


def test_an_object_that_is_closed_now_is_not_told(cast: Cast) -> None:
    """What somebody did in an object that he may not open any more does not name it."""
    did(cast, "alice", datetime(2026, 11, 18, 8, 30, tzinfo=UTC))
    cast.grant("alice", {COMPANY: READ})
    assert activity.report(cast.alice, None, WEEK)["acts"] == []


@pytest.mark.parametrize("until", [date(2026, 11, 15), date(2027, 11, 20)])
def test_a_period_has_a_beginning_and_a_length(cast: Cast, until: date) -> None:
    with pytest.raises(Refusal) as refusal:
        activity.report(cast.alice, None, Period(WEEK.since, until))
    assert refusal.value.status == 400


def test_undoing_and_changing_are_acts_of_their_own(cast: Cast) -> None:
    """Each verb is told in the words of the audit."""
    key = did(cast, "alice", datetime(2026, 11, 18, 8, 30, tzinfo=UTC))
    write.change(replace(cast.alice, via="page"), PERSON, key, {"city": "Omsk"})
    Journal.objects.filter(record=key, verb="change").update(
        at=datetime(2026, 11, 18, 9, tzinfo=UTC)
    )
    words = {row["verb_title"] for row in activity.report(cast.alice, None, WEEK)["acts"]}
    assert words == {"Created", "Changed"}


def test_the_list_of_people_agrees_with_each_report(cast: Cast) -> None:
    """S0-048: one step that touched two objects counts in both places alike."""
    moment, change = datetime(2026, 11, 18, 8, 30, tzinfo=UTC), uuid7()
    keys = [did(cast, "alice", moment), company(cast.alice)]
    Journal.objects.filter(record__in=keys).update(change=change, at=moment, via="page")
    look(cast, "alice", keys[0], datetime(2026, 11, 19, 9, tzinfo=UTC))
    row = activity.people(cast.admin, WEEK)[0]
    found = activity.report(cast.admin, cast.ids["alice"], WEEK)
    assert row["acts"] == sum(acts(found).values()) == 2
    assert (row["opened"], row["days"]) == (1, len(found["days"])) == (1, 2)
