"""How people work: acts, opened cards and times of the week."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Router

from kartei.platform.records import activity
from kartei.web.api.base import Strict, answer
from kartei.web.api.entries import Named

router = Router(tags=["audit"])


class Days(Strict):
    """Days of the asker's calendar, both included."""

    since: date
    until: date

    def period(self) -> activity.Period:
        """The same for the records room."""
        return activity.Period(self.since, self.until)


class ObjectCount(Strict):
    """How many cards of an object were opened."""

    object: str
    object_title: str
    icon: str
    count: int


class ActCount(ObjectCount):
    """How often one act was done to records of an object."""

    verb: str
    verb_title: str


class DayCount(Strict):
    """Acts and opened cards of a day."""

    day: date
    count: int


class ActivityOut(Strict):
    """One user's activity; hours: seven rows, Monday first, of 24 counts."""

    user: Named
    acts: list[ActCount]
    opened: list[ObjectCount]
    days: list[DayCount]
    hours: list[list[int]]


class PersonActivity(Strict):
    """One line of everybody's activity."""

    user: Named
    acts: int
    opened: int
    days: int
    last: datetime


class PeopleOut(Strict):
    """Who did something, most first."""

    items: list[PersonActivity]


@router.get("/activity", response=ActivityOut, operation_id="activity")
def get_activity(request: Any, days: Query[Days], user: UUID | None = None) -> HttpResponse:
    """What one user did, the asker unless named; others are for who may read the audit."""
    return answer(activity.report(request.actor, user, days.period()))


@router.get("/activity/people", response=PeopleOut, operation_id="activity_people")
def get_people(request: Any, days: Query[Days]) -> HttpResponse:
    """Everybody who did something; for who may read the audit."""
    return answer({"items": activity.people(request.actor, days.period())})
