"""Periods by name, and those to compare with."""

from __future__ import annotations

from datetime import date

from kartei.modules.reports.rules.periods import Period, asked, named


def test_named_periods_follow_the_calendar() -> None:
    day = date(2024, 3, 31)
    assert named("last_month", day).since == date(2024, 2, 1)
    assert named("last_month", day).until == date(2024, 2, 29)
    assert named("last_quarter", day) == Period(date(2023, 10, 1), date(2023, 12, 31), 3)
    assert named("this_year", day).year_before().until == date(2023, 12, 31)
    assert named("this_quarter", day).before() == named("last_quarter", day)
    assert asked("own", "2024-02-01", "2024-03-31", day).before().since == date(2023, 12, 1)
    ten = Period(date(2024, 2, 20), date(2024, 2, 29))
    assert ten.before() == Period(date(2024, 2, 10), date(2024, 2, 19))
    assert ten.year_before().until == date(2023, 2, 28)
