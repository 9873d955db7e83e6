"""How numbers are written, and that two of them are never the same."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kartei.modules.documents.papers import patterns

LETTERS = st.text("AZ09-/. Ж", max_size=3)
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
NUMBERS = st.integers(1, 99999)
#: Restarts, and places that such a pattern must have.
CASES = (("never", ()), ("year", ("{year}",)), ("year", ("{yy}",)), ("month", ("{yy}", "{month}")))


@st.composite
def faultless(draw: st.DrawFn) -> tuple[str, str]:
    """(pattern, when it starts anew): its places in any order, texts between them."""
    anew, needed = draw(st.sampled_from(CASES))
    number = draw(st.sampled_from(("{number}", "{number:4}")))
    more = draw(st.lists(st.sampled_from(("{year}", "{yy}", "{month}")), max_size=2))
    places = draw(st.permutations([*needed, number, *more]))
    return "".join(draw(LETTERS) + place for place in places) + draw(LETTERS), anew


@given(faultless(), DAYS, DAYS, NUMBERS, NUMBERS)
def test_two_papers_never_get_the_same_number(
    made: tuple[str, str], one: date, other: date, first: int, second: int
) -> None:
    """Other counter or other number: another text; and a text tells its number."""
    pattern, anew = made
    assert not patterns.unknown(pattern)
    assert not patterns.lacks(pattern, anew)
    here, there = patterns.series(pattern, anew, one), patterns.series(pattern, anew, other)
    same = (here.key, first) == (there.key, second)
    assert same or here.text(first) != there.text(second)
    assert here.read(here.text(first)) == first


@pytest.mark.parametrize(
    ("pattern", "anew", "key", "text"),
    [
        ("RE-{year}-{number:4}", "year", "RE-2026", "RE-2026-0007"),
        ("RE-{year}-{number:4}", "never", "RE-{year}", "RE-2026-0007"),
        ("{yy}{month}/{number}", "month", "2603/{number}", "2603/7"),
        ("{number:2}-{month}.{year}", "year", "{number}-{month}.2026", "07-03.2026"),
    ],
)
def test_a_series_has_its_counter(pattern: str, anew: str, key: str, text: str) -> None:
    """What has always been RE-2026 keeps its counter."""
    found = patterns.series(pattern, anew, date(2026, 3, 9))
    assert (found.key, found.text(7)) == (key, text)
    assert found.read("another") == 0


@pytest.mark.parametrize(
    ("pattern", "place"),
    [("{day}-{number}", "{day}"), ("{number", "{"), ("{number:0}", "{number:0}"), ("{number}", "")],
)
def test_a_strange_place_is_found(pattern: str, place: str) -> None:
    assert patterns.unknown(pattern) == place


@pytest.mark.parametrize(
    ("pattern", "anew", "lacks"),
    [
        ("{number}", "never", False), ("{number}", "year", True), ("{yy}{number}", "year", False),
        ("{month}{number}", "year", True), ("{year}{number}", "month", True),
        ("{month}{number}", "month", True), ("{year}{month}{number}", "month", False),
    ],
)  # fmt: skip
def test_what_the_counter_starts_anew_with_stands_in_the_number(
    pattern: str, anew: str, lacks: bool
) -> None:
    assert patterns.lacks(pattern, anew) is lacks


def test_the_filling_up_alone_tells_nothing_apart() -> None:
    assert patterns.alike("A{number}", "A{number:4}")
    assert not patterns.alike("A{number}", "B{number}")
