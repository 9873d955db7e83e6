"""People and their places: dismissal with hand-over, who is away, the tree of units."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.http import HttpResponse
from ninja import Router

from kartei.platform.access.actor import Actor
from kartei.platform.access.models import Unit, User
from kartei.platform.flow import people
from kartei.platform.records.ask import Ask
from kartei.platform.records.query import page
from kartei.web.api.base import Strict, answer, as_id, yes
from kartei.web.api.entries import Named
from kartei.web.api.idempotency import once

router = Router(tags=["team"])
#: What is still to be done among a leaving user's records: object, condition beside the owner.
OPEN: dict[str, list[Any]] = {
    "tasks.task": ["done", "=", False],
    "sales.deal": ["state", "=", "open"],
    "offers.offer": ["status", "=", "draft"],
}


class DismissIn(Strict):
    """Who gets what a leaving user owns; others names heirs of single objects."""

    successor: UUID | None = None
    others: dict[str, UUID] = {}
    left_on: date | None = None


class Holding(Strict):
    """A user's records of one object; open: those not finished yet, where that can be said."""

    object: str
    title: str
    icon: str
    count: int
    binned: int
    open: int | None


class Leaving(Strict):
    """What a user leaves behind; beyond: some of it lies outside the asker's rights."""

    objects: list[Holding]
    records: int
    beyond: bool
    views: int
    own_views: int
    shares: int
    sessions: int
    tokens: int
    substitutes: int
    active: bool


class Dismissed(Strict):
    """The change, by which it can be undone, and the job that hands the records over."""

    change: str | None
    job: str | None


class Away(Strict):
    """An absent user, who substitutes him and his last day away."""

    user: Named
    substitute: Named | None
    until: date | None


class AwayList(Strict):
    """Who is away at this moment."""

    items: list[Away]


class UnitOut(Strict):
    """A unit of the tree; people: active users of this very unit."""

    id: str
    name: str
    parent: str | None
    version: int
    people: int


class UnitTree(Strict):
    """All units, in the order of their names."""

    items: list[UnitOut]


@router.post(
    "/records/access.user/{id}/dismiss",
    response={200: Dismissed | Leaving},
    operation_id="user_dismiss",
)
def dismiss(request: Any, id: str, body: DismissIn, dry_run: str = "0") -> HttpResponse:
    """Keep a user out and hand his records over; with ``dry_run=1`` only what that concerns."""
    actor, key = request.actor, as_id(id)
    if yes({"dry_run": dry_run}, "dry_run"):
        found = people.preview(actor, key)
        objects = [
            {**one, "open": unfinished(actor, one["object"], key)} for one in found["objects"]
        ]
        return answer({**found, "objects": objects})
    wish = people.Wish(body.successor, body.others, body.left_on)

    def make() -> HttpResponse:
        job = people.dismiss(actor, key, wish)
        change = str(actor.change) if actor.change else None
        return answer({"change": change, "job": str(job.pk) if job else None})

    return once(request, make)


def unfinished(actor: Actor, name: str, user: UUID) -> int | None:
    """How many of a user's records the asker sees as not finished; None where nothing is open."""
    if name not in OPEN or not actor.in_use(name) or actor.scope(name, "read").empty:
        return None
    if not {"owner", OPEN[name][0]} <= actor.fields(actor.obj(name)).keys():
        return None
    ask = Ask(filter=["and", ["owner", "=", str(user)], OPEN[name]], limit=1, count="exact")
    counted: dict[str, int] = page(actor, name, ask)["count"]
    return counted["value"]


@router.get("/team/away", response=AwayList, operation_id="team_away")
def away(request: Any) -> HttpResponse:
    """Who is absent now, and whom to turn to meanwhile."""
    roster = request.actor.roster
    names = roster.user_names

    def named(user: UUID | None) -> dict[str, str] | None:
        return None if user is None else {"id": str(user), "title": names.get(user, "")}

    absent = sorted(roster.clock.away.items(), key=lambda one: names.get(one[0], ""))
    return answer(
        {
            "items": [
                {"user": named(user), "substitute": named(substitute), "until": until}
                for user, (substitute, until) in absent
            ]
        }
    )


@router.get("/team/units", response=UnitTree, operation_id="team_units")
def units(request: Any) -> HttpResponse:
    """The tree of units with the number of people in each."""
    actor: Actor = request.actor
    actor.obj("access.unit")
    there = Q(deleted=False, active=True)
    people_in = dict(
        User.objects.filter(there).values_list("unit").annotate(n=Count("pk")).order_by()
    )
    rows = Unit.objects.filter(deleted=False).order_by("name_key", "pk")
    return answer(
        {
            "items": [
                {
                    "id": str(key),
                    "name": name,
                    "parent": str(parent) if parent else None,
                    "version": version,
                    "people": people_in.get(key, 0),
                }
                for key, name, parent, version in rows.values_list(
                    "pk", "name", "parent", "version"
                )
            ]
        }
    )
