"""Rights that begin and end by the clock: absences with their substitutes, shares with an end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Max, Min

from kartei.platform.access.models import Share, User
from kartei.platform.meta.models import Firm

#: What a substitute may do with the rows of the absent one, as far as that one may himself. Handing
#: over, sharing, deleting and taking data along wait until he is back.
SUBSTITUTED = ("read", "write", "append", "append_to", "print")


@dataclass(frozen=True, slots=True)
class Clock:
    """Which absences count at a moment, and how long that stays so.

    since: the last moment at which rights changed by themselves, as a timestamp (0: never);
    until: the next one. substituted: substitute -> whom he stands for. away: who is absent -> his
    substitute, and the last day.
    """

    since: float
    until: float | None
    substituted: dict[UUID, tuple[UUID, ...]]
    away: dict[UUID, tuple[UUID | None, date | None]]

    def holds(self, now: datetime) -> bool:
        """Whether nothing began or ended between; a clock that was set back is looked at anew."""
        moment = now.timestamp()
        return self.since <= moment and (self.until is None or moment < self.until)


@dataclass(frozen=True, slots=True)
class Absence:
    """Somebody is away from one moment to another; an open end is None."""

    user: UUID
    substitute: UUID | None
    begins: datetime | None
    ends: datetime | None
    last_day: date | None

    def covers(self, now: datetime) -> bool:
        """Whether he is away at this moment."""
        return (self.begins is None or self.begins <= now) and (
            self.ends is None or now < self.ends
        )


def clock_at(now: datetime) -> Clock:
    """Who is away at this moment, and between which moments that holds."""
    found = absences()
    marks = [mark for one in found for mark in (one.begins, one.ends) if mark is not None]
    ends = Share.objects.exclude(until=None)
    marks += [
        mark
        for mark in (
            ends.filter(until__lte=now).aggregate(last=Max("until"))["last"],
            ends.filter(until__gt=now).aggregate(next=Min("until"))["next"],
        )
        if mark is not None
    ]
    away = [one for one in found if one.covers(now)]
    substituted: dict[UUID, tuple[UUID, ...]] = {}
    for one in away:
        if one.substitute is not None:
            substituted[one.substitute] = (*substituted.get(one.substitute, ()), one.user)
    return Clock(
        since=max((m.timestamp() for m in marks if m <= now), default=0.0),
        until=min((m.timestamp() for m in marks if m > now), default=None),
        substituted=substituted,
        away={one.user: (one.substitute, one.last_day) for one in away},
    )


def absences() -> list[Absence]:
    """All absences that are written down; days are those of the firm's time zone."""
    zone = ZoneInfo(Firm.objects.values_list("timezone", flat=True).filter(pk=1).first() or "UTC")
    rows = User.objects.exclude(absent_from=None, absent_until=None)
    columns = ("id", "substitute_id", "absent_from", "absent_until")
    return [
        Absence(
            user,
            substitute,
            None if first is None else midnight(first, zone),
            None if last is None else midnight(last + timedelta(days=1), zone),
            last,
        )
        for user, substitute, first, last in rows.values_list(*columns)
    ]


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """The moment a day begins."""
    return datetime.combine(day, time.min, zone)
