"""Periods of reports: named ones that move with the day, and the one to compare with."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from kartei.platform.meta.errors import bad_question

#: Months that a named period has.
LENGTHS = {"month": 1, "quarter": 3, "year": 12}
NAMES = (
    "this_month", "last_month", "this_quarter", "last_quarter", "this_year", "last_year", "own",
)  # fmt: skip
USUAL = "this_year"
COMPARED = ("", "before", "year")


@dataclass(frozen=True, slots=True)
class Period:
    """Days, both included; months: how many whole ones it is, 0 for any other length."""

    since: date
    until: date
    months: int = 0

    def before(self) -> Period:
        """The one that ends where this begins, of the same length."""
        if self.months:
            return whole(self.since, -self.months, self.months)
        days = self.until - self.since
        last = self.since - timedelta(days=1)
        return Period(last - days, last)

    def year_before(self) -> Period:
        """The same days a year ago."""
        if self.months:
            return whole(self.since, -12, self.months)
        return Period(a_year_before(self.since), a_year_before(self.until))


def a_year_before(day: date) -> date:
    """That day of the year before; the last of February for the 29th."""
    return date(day.year - 1, day.month, min(day.day, monthrange(day.year - 1, day.month)[1]))


def whole(first: date, moved: int, months: int) -> Period:
    """So many whole months, from the month ``moved`` months away from that of a day on."""
    at = first.year * 12 + first.month - 1 + moved
    end = at + months
    since = date(at // 12, at % 12 + 1, 1)
    return Period(since, date(end // 12, end % 12 + 1, 1) - timedelta(days=1), months)


def named(name: str, today: date) -> Period:
    """``this_quarter`` as it stands on a day."""
    which, _dash, length = name.partition("_")
    months = LENGTHS[length]
    back = (today.month - 1) % months
    return whole(today, -back - (months if which == "last" else 0), months)


def asked(name: str, since: str, until: str, today: date) -> Period:
    """The period of a question; 400 for one that is none."""
    if name not in NAMES:
        raise bad_question(_("There is no period “%(name)s”"), "reports.period", name=name[:40])
    if name != "own":
        return named(name, today)
    first, last = day_of(since), day_of(until)
    if last < first:
        raise bad_question(_("The period ends before it begins"), "reports.period")
    after = last + timedelta(days=1)
    if first.day == after.day == 1:
        return whole(first, 0, (after.year - first.year) * 12 + after.month - first.month)
    return Period(first, last)


def day_of(text: str) -> date:
    """An ISO day that reckoning a year or a period back from cannot leave the calendar with."""
    try:
        found = date.fromisoformat(text)
    except ValueError as error:
        raise bad_question(_("Say from which day to which"), "reports.period") from error
    if not 1900 <= found.year <= 2200:
        raise bad_question(_("Say from which day to which"), "reports.period")
    return found
