"""Days: what people type, what spreadsheets hold, relative days."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kartei.platform.kit.dates import parse_date, relative
from kartei.platform.kit.faults import ValueFault
from kartei.platform.kit.tests.outcomes import outcome

_DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("raw", "order"),
    [
        ("22.11.2026", "dmy"),
        ("22.11.2026", "mdy"),
        ("22.11.26", "dmy"),
        ("22. 11. 2026", "dmy"),
        ("2026-11-22", "mdy"),
        ("2026/11/22", "dmy"),
        ("11/22/2026", "mdy"),
        ("11/22/2026", "dmy"),
        ("22/11/26", "dmy"),
        ("26/11/22", "ymd"),
        ("20261122", "dmy"),
        ("22 ноября 2026 г.", "dmy"),
        ("22 ноя 2026", "dmy"),
        ("22. November 2026", "dmy"),
        ("22-Nov-26", "dmy"),
        ("Nov 22, 2026", "dmy"),
        ("November 22nd, 2026", "dmy"),
        ("22.11.2026 10:30", "dmy"),
        ("2026-11-22T10:30:00Z", "dmy"),
        ("46348", "dmy"),
        ("46348.5", "dmy"),
        (46348, "dmy"),
        (46348.75, "dmy"),
    ],
)
def test_day_is_read(raw: str | float, order: str) -> None:
    assert parse_date(raw, order) == _DAY


def test_order_settles_what_may_be_either() -> None:
    assert parse_date("05/06/2026", "dmy") == date(2026, 6, 5)
    assert parse_date("05/06/2026", "mdy") == date(2026, 5, 6)
    assert parse_date("05.06.2026", "mdy") == date(2026, 6, 5)


@pytest.mark.parametrize("name", ["märz", "mrz", "марта", "march", "Mär"])
def test_month_names_of_three_languages(name: str) -> None:
    assert parse_date(f"3 {name} 2026", "dmy") == date(2026, 3, 3)


def test_birthday_is_never_to_come() -> None:
    assert parse_date("12.04.45", "dmy", past=True) == date(1945, 4, 12)
    assert parse_date("12.04.45", "dmy") == date(2045, 4, 12)
    assert parse_date("12.04.85", "dmy") == date(1985, 4, 12)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("", "date.invalid"),
        ("31.02.2026", "date.invalid"),
        ("13/13/2026", "date.invalid"),
        ("22.11-2026", "date.invalid"),
        ("1.1.123", "date.invalid"),
        ("завтра", "date.invalid"),
        ("5 foo 2026", "date.invalid"),
        ("12", "date.invalid"),
        (0, "date.invalid"),
        (1e300, "date.invalid"),
        (float("nan"), "date.invalid"),
        ("--0412", "date.no_year"),
    ],
)
def test_refuses_what_is_no_day(raw: str | float, code: str) -> None:
    with pytest.raises(ValueFault) as caught:
        parse_date(raw)

    assert caught.value.code == code


@given(st.dates(min_value=date(1900, 3, 1)))
def test_written_day_reads_back(day: date) -> None:
    assert parse_date(day.isoformat()) == day
    assert parse_date(f"{day.day}.{day.month}.{day.year:04}") == day
    assert parse_date((day - date(1899, 12, 30)).days) == day


@given(st.text(max_size=30) | st.from_regex(r"\A\d{1,4}[./-]\d{1,3}[./-]\d{1,5}\Z"))
def test_any_text_is_a_day_or_a_fault(raw: str) -> None:
    read = outcome(parse_date, raw, past=True)

    assert isinstance(read, date) or read.code in ("date.invalid", "date.no_year")


@pytest.mark.parametrize(
    ("word", "day"),
    [
        ("today", _DAY),
        ("yesterday", date(2026, 11, 21)),
        ("tomorrow", date(2026, 11, 23)),
        ("today-7", date(2026, 11, 15)),
        ("today+30", date(2026, 12, 22)),
        ("week", date(2026, 11, 16)),
        ("month", date(2026, 11, 1)),
        ("quarter", date(2026, 10, 1)),
        ("year", date(2026, 1, 1)),
    ],
)
def test_relative_day_is_seen_from_today(word: str, day: date) -> None:
    assert relative(word, _DAY) == day


@pytest.mark.parametrize("word", ["now", "today+", "today*2", "", "today-99999x"])
def test_refuses_unknown_relative_days(word: str) -> None:
    with pytest.raises(ValueFault) as caught:
        relative(word, _DAY)

    assert caught.value.code == "date.relative"


def test_refuses_a_relative_day_beyond_the_calendar() -> None:
    with pytest.raises(ValueFault):
        relative("today+99999", date(9999, 1, 1))
