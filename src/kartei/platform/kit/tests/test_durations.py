"""Lengths of time in the forms people write."""

import pytest

from kartei.platform.kit.durations import parse_duration, show_duration
from kartei.platform.kit.faults import ValueFault


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("1:30", 5400),
        ("0:05:10", 310),
        ("100:00", 360_000),
        ("-1:00", -3600),
        ("90 min", 5400),
        ("90мин.", 5400),
        ("1,5 ч", 5400),
        ("1.5", 5400),
        ("1 Std. 30 Min.", 5400),
        ("2 Stunden", 7200),
        ("1 день 2 часа", 93_600),
        ("45 секунд", 45),
        ("PT1H30M", 5400),
        ("P1DT1S", 86_401),
    ],
)
def test_written_forms_are_understood(text: str, seconds: int) -> None:
    assert parse_duration(text) == seconds


@pytest.mark.parametrize("text", ["", "x", "1:75", "PT", "5 apples", "1:", "-", "9" * 30, "1 h x"])
def test_what_is_no_length_of_time_is_refused(text: str) -> None:
    with pytest.raises(ValueFault) as refused:
        parse_duration(text)
    assert refused.value.code == "duration.invalid"


@pytest.mark.parametrize(
    ("seconds", "locale", "words"),
    [
        (5400, "ru", "1 ч 30 мин"),
        (5400, "de", "1 Std. 30 Min."),
        (61, "en", "1 min 1 s"),
        (0, "en", "0 min"),
        (-3600, "ru", "−1 ч"),
        (360_000, "de", "100 Std."),
    ],
)
def test_they_are_shown_in_three_languages(seconds: int, locale: str, words: str) -> None:
    assert show_duration(seconds, locale).replace("\u00a0", " ") == words
    assert seconds < 0 or parse_duration(show_duration(seconds, locale)) == seconds
