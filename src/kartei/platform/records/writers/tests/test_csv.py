"""Delimited text: formulas are defused, and everything comes back as it was."""

import csv
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kartei.platform.kit.money import Amount
from kartei.platform.records.writers.columns import Cell, Column, Look, Row
from kartei.platform.records.writers.csv import protect, unprotect, write_csv

MOSCOW = ZoneInfo("Europe/Moscow")
RU = Look("ru", MOSCOW, "RUB")


def read(data: bytes, delimiter: str) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    text = data.decode("utf-8-sig")
    return list(csv.reader(StringIO(text, newline=""), delimiter=delimiter))


def cells(look: Look, kind: str, *values: Cell) -> list[str]:
    data = b"".join(write_csv([Column("A", kind), Column("B")], [(v, "") for v in values], look))
    return [row[0] for row in read(data, ";" if look.language in ("ru", "de") else ",")[1:]]


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+79161234567", "-5", "@SUM(A1)", "\tx", "\rx", "\nx", "＝1", "'=A", "''+7", "=A",
     "=cmd|' /C calc'!A0", "", "'", "O'Neil", "'90er", "a=b", 'a"b;c,d\r\ne', "Ёж"],
)  # fmt: skip
def test_a_text_is_no_formula_and_comes_back(text: str) -> None:
    """R: S14, formula injection."""
    (cell,) = cells(RU, "text", text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝"))
    assert unprotect(cell) == text


def test_only_dangerous_texts_are_changed() -> None:
    assert protect("=A") == "'=A"
    assert protect("'=A") == "''=A"
    assert [protect(text) for text in ("a", "'a", "5", "")] == ["a", "'a", "5", ""]


@given(st.text(st.sampled_from("'=+-@\t\r\nＡ＝a"), max_size=8))
def test_unprotect_undoes_protect(text: str) -> None:
    assert unprotect(protect(text)) == text


@given(st.text(), st.text())
def test_protected_texts_stay_different(one: str, other: str) -> None:
    assert (protect(one) == protect(other)) == (one == other)


def test_numbers_stay_numbers_in_the_language_of_the_reader() -> None:
    values: list[tuple[str, Cell, str, str]] = [
        ("integer", -5, "-5", "-5"),
        ("number", -12_500_000, "-12,5", "-12.5"),
        ("percent", 8_000_000, "8", "8"),
        ("money", Amount(-12_345_678, "RUB"), "-123456,78", "-123456.78"),
        ("money", Amount(500, "USD"), "5,00 USD", "5.00 USD"),
        ("bool", True, "да", "yes"),
    ]
    for kind, value, russian, english in values:
        assert cells(RU, kind, value) == [russian]
        assert cells(Look("en", UTC, "RUB"), kind, value) == [english]


def test_days_moments_lists_and_nothing() -> None:
    moment = datetime(2026, 11, 22, 22, 30, 15, 999, tzinfo=UTC)
    assert cells(RU, "date", date(2026, 11, 22)) == ["2026-11-22"]
    assert cells(RU, "moment", moment) == ["2026-11-23 01:30:15"]
    assert cells(RU, "phones", ["+7916", "+7917"]) == ["'+7916\n+7917"]
    assert cells(RU, "text", None) == [""]


def test_labels_are_defused_too() -> None:
    data = b"".join(write_csv([Column("=cmd"), Column("б")], [], RU))
    assert read(data, ";") == [["'=cmd", "б"]]


def test_rows_are_not_gathered() -> None:
    taken = 0

    def endless() -> Iterator[Row]:
        nonlocal taken
        while True:
            taken += 1
            yield ("x" * 1000, taken)

    pieces = write_csv([Column("A"), Column("B", "integer")], endless(), RU)
    for _ in range(4):
        next(pieces)
    assert taken < 1000


def test_a_row_of_another_width_and_a_strange_value_are_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        list(write_csv([Column("A")], [("a", "b")], RU))
    with pytest.raises(TypeError, match="Decimal"):
        list(write_csv([Column("A")], [(Decimal(1),)], RU))  # type: ignore[list-item]
