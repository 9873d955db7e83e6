"""How people work: what they did, which cards they opened, and at what time of the week.

One's own activity is everybody's to see; that of others belongs to the audit and to its right.
An act is one step that can be undone: an import of thousands of rows counts once an object. What
rules, clocks and jobs do on their own is nobody's activity.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Max
from django.db.models.functions import ExtractHour, TruncDate
from django.utils.translation import gettext as _

from kartei.platform.access.actor import Actor
from kartei.platform.meta.errors import bad_question, not_found
from kartei.platform.records import audit
from kartei.platform.records.models import Journal, Opened

#: Days that one question may span.
LONGEST = 366
#: Ways in on which nobody sits at the keyboard.
UNMANNED = ("job", "rule", "clock", "setup")


@dataclass(frozen=True, slots=True)
class Period:
    """Days of the asker's calendar, both included."""

    since: date
    until: date

    def check(self) -> None:
        """400 for a period that ends before it begins, or is too long."""
        if self.until < self.since:
            raise bad_question(_("The period ends before it begins"), "query.period")
        if (self.until - self.since).days >= LONGEST:
            raise bad_question(
                _("A period has at most %(days)s days"), "query.period", days=LONGEST
            )


def report(actor: Actor, user: UUID | None, period: Period) -> dict[str, Any]:
    """``{"user", "acts", "opened", "days", "hours"}`` of one user, the asker unless named.

    hours: seven rows (Monday first) of 24 counts, in the asker's time zone; acts and opened cards
    together. 403 for others without the right to the audit, 404 for nobody's id.
    """
    period.check()
    who = user or actor.user
    if who != actor.user:
        audit.may_read(actor)
    if who not in actor.roster.user_names:
        raise not_found()
    objects = own_objects(actor) if who == actor.user else audit.visible(actor)
    acts = grouped(actor, rows_of(actor, Journal, period, objects).filter(actor=who), "verb")
    opened = grouped(actor, rows_of(actor, Opened, period, objects).filter(actor=who))
    days, hours = spread(acts + opened)
    return {
        "user": {"id": str(who), "title": actor.roster.user_names[who]},
        "acts": acts_in_words(actor, acts),
        "opened": opened_in_words(actor, opened),
        "days": [{"day": day, "count": count} for day, count in sorted(days.items())],
        "hours": hours,
    }


def people(actor: Actor, period: Period) -> list[dict[str, Any]]:
    """Everybody who did something: acts, opened cards, days at work, last moment; most first."""
    period.check()
    audit.may_read(actor)
    totals: dict[UUID, dict[str, Any]] = defaultdict(lambda: {"acts": 0, "opened": 0, "last": None})
    days: dict[UUID, set[date]] = defaultdict(set)
    objects = audit.visible(actor)
    for name, model, by in (("acts", Journal, ("object", "verb")), ("opened", Opened, ())):
        rows = counted(actor, rows_of(actor, model, period, objects), "actor", "day", *by)
        for row in rows.annotate(last=Max("at")):
            one = totals[row["actor"]]
            one[name] += row["n"]
            one["last"] = max(one["last"] or row["last"], row["last"])
            days[row["actor"]].add(row["day"])
    names = actor.roster.user_names
    found = [
        {"user": {"id": str(key), "title": names.get(key, "")}, "days": len(days[key]), **one}
        for key, one in totals.items()
    ]
    return sorted(found, key=lambda p: (-p["acts"], -p["opened"], p["user"]["title"]))


def own_objects(actor: Actor) -> list[str]:
    """The objects that are there for the asker: what he did in them is his to know."""
    return [
        name
        for name in actor.world.objects
        if actor.in_use(name) and not actor.scope(name, "read").empty
    ]


def rows_of(actor: Actor, model: Any, period: Period, objects: list[str]) -> Any:
    """What people did to records of some objects within a period."""
    zone = actor.ctx.zone
    return model.objects.filter(
        actor__isnull=False,
        object__in=objects,
        at__gte=datetime.combine(period.since, time.min, zone),
        at__lt=datetime.combine(period.until + timedelta(days=1), time.min, zone),
    ).exclude(via__in=UNMANNED)


def grouped(actor: Actor, rows: Any, *by: str) -> list[dict[str, Any]]:
    """Counts by object, day, hour and what else is named."""
    return list(counted(actor, rows, "object", *by, "day", "hour"))


def counted(actor: Actor, rows: Any, *by: str) -> Any:
    """Rows counted by fields; "day" and "hour" are those of the asker's clock."""
    zone = actor.ctx.zone
    marks = {"day": TruncDate("at", tzinfo=zone), "hour": ExtractHour("at", tzinfo=zone)}
    steps = Count("change", distinct=True) if rows.model is Journal else Count("pk")
    wanted = {name: mark for name, mark in marks.items() if name in by}
    return rows.order_by().annotate(**wanted).values(*by).annotate(n=steps)


def spread(rows: list[dict[str, Any]]) -> tuple[Counter[date], list[list[int]]]:
    """Counts by day, and by weekday and hour."""
    days: Counter[date] = Counter()
    hours = [[0] * 24 for _day in range(7)]
    for row in rows:
        days[row["day"]] += row["n"]
        hours[row["day"].weekday()][row["hour"]] += row["n"]
    return days, hours


def acts_in_words(actor: Actor, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Acts by object and verb, most first."""
    counts: Counter[tuple[str, str]] = Counter()
    for row in rows:
        counts[row["object"], row["verb"]] += row["n"]
    return [
        {
            **object_words(actor, name),
            "verb": verb,
            "verb_title": audit.verb_title(actor, name, verb),
            "count": n,
        }
        for (name, verb), n in counts.most_common()
    ]


def opened_in_words(actor: Actor, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Opened cards by object, most first."""
    counts: Counter[str] = Counter()
    for row in rows:
        counts[row["object"]] += row["n"]
    return [{**object_words(actor, name), "count": n} for name, n in counts.most_common()]


def object_words(actor: Actor, name: str) -> dict[str, str]:
    """An object as lists name it."""
    obj = actor.world.objects[name]
    return {"object": name, "object_title": str(obj.words["title"]), "icon": obj.icon}
