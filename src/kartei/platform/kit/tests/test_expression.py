"""The language of formulas: what it can say, and what nobody can make it do."""

from __future__ import annotations

import contextlib
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kartei.platform.kit.expression import (
    FUNCTIONS,
    Chosen,
    Clock,
    ExpressionFault,
    compile_text,
    evaluate,
    with_names,
)
from kartei.platform.kit.expression.functions import BY_NAME

CLOCK = Clock(date(2026, 11, 22), datetime(2026, 11, 22, 9, tzinfo=UTC))
RECORD: dict[tuple[str, ...], Any] = {
    ("amount",): Decimal(1000),
    ("cost",): Decimal(700),
    ("name",): "Ёлкин",
    ("stage",): Chosen("k1", ("В работе", "In Arbeit")),
    ("tags",): (Chosen("t1", ("ВИП",)), Chosen("t2", ("Опт",))),
    ("day",): date(2026, 1, 31),
    ("at",): datetime(2026, 1, 31, 22, tzinfo=UTC),
    ("company", "city"): "Berlin",
    ("nothing",): None,
    ("paid",): True,
}


def worth(text: str) -> Any:
    """What an expression comes to over the record above."""
    return evaluate(compile_text(text), RECORD.__getitem__, CLOCK)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("amount - cost", Decimal(300)),
        ("(amount - cost) / amount * 100", Decimal(30)),
        ("0.1 + 0.2", Decimal("0.3")),
        ("-amount % 7", Decimal("-6")),
        ('IF(amount > 500; "big"; "small")', "big"),
        ('WENN(amount >= 1000 und stage = "in arbeit", "ja", "nein")', "ja"),
        ('ЕСЛИ(amount < 1000 или не paid, "a", "b")', "b"),
        ('stage <> "в работе"', False),
        ('stage = "k1"', True),
        ('name & " " & company.city', "Ёлкин Berlin"),
        ('"елкин" = name', True),
        ("day + 30", date(2026, 3, 2)),
        ("TODAY() - day", Decimal(295)),
        ("at + 0.5", datetime(2026, 2, 1, 10, tzinfo=UTC)),
        ("day < at", False),
        ("day = at", True),
        ('"вип" in tags', True),
        ('"vip" not in tags', True),
        ("COUNT(tags)", Decimal(2)),
        ("ADDMONTHS(day, 1)", date(2026, 2, 28)),
        ("ADDMONTHS(day, -11)", date(2025, 2, 28)),
        ("DATE(2026, 2, 30)", None),
        ("YEARS(DATE(1980, 11, 23))", Decimal(45)),
        ("WEEKDAY(day)", Decimal(6)),
        ("ROUND(amount / 7, 2)", Decimal("142.86")),
        ("ROUND(2.5)", Decimal(3)),
        ("ROUND(1250, -2)", Decimal(1300)),
        ("ROUNDUP(1.01)", Decimal(2)),
        ("MAX(1, nothing, 3)", Decimal(3)),
        ("MIN(day, DATE(2025, 1, 1))", date(2025, 1, 1)),
        ("SUM(1, nothing, paid)", Decimal(2)),
        ("FIRST(nothing, name)", "Ёлкин"),
        ("EMPTY(nothing) and FILLED(name)", True),
        ("nothing = empty", True),
        ("nothing * 2", None),
        ("nothing < 1", False),
        ("amount / 0", None),
        ('PROPER("anna  müller")', "Anna Müller"),
        ('DIGITS("8 (495) 1-2")', "849512"),
        ('REPLACE("a-b-c", "-", "")', "abc"),
        ('LEFT("Kartei", 3) & RIGHT("Kartei", 2)', "Karei"),
        ('RIGHT("abc", 0)', ""),
        ('STARTS(name, "ел")', True),
        ('"x" if paid else "y"', "x"),
        ("да", True),
    ],
)
def test_expressions_come_to_what_a_spreadsheet_user_expects(text: str, value: Any) -> None:
    """S0-152, S0-133: formulas over one's own fields, exact and without arithmetical errors."""
    found = worth(text)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "expression.nothing"),
        ("amount **2", "expression.not_allowed"),
        ("9**9**9", "expression.not_allowed"),
        ("().__class__", "expression.not_allowed"),
        ("(1).real", "expression.not_allowed"),
        ("[1, 2]", "expression.not_allowed"),
        ("{1: 2}", "expression.not_allowed"),
        ("lambda: 1", "expression.not_allowed"),
        ('f"{name}"', "expression.not_allowed"),
        ("[x for x in tags]", "expression.not_allowed"),
        ("name[0]", "expression.not_allowed"),
        ("(a := 1)", "expression.not_allowed"),
        ("amount, cost", "expression.not_allowed"),
        ("b'x'", "expression.not_allowed"),
        ("1j", "expression.not_allowed"),
        ("amount << 9", "expression.not_allowed"),
        ("MAX(*tags)", "expression.not_allowed"),
        ("name.upper()", "expression.not_allowed"),
        ("open(name)", "expression.function"),
        ("__import__(name)", "expression.function"),
        ("ROUND()", "expression.arguments"),
        ("IF(", "expression.syntax"),
        ("amount amount", "expression.syntax"),
        ("import os", "expression.syntax"),
        ("amount # note", "expression.sign"),
        ("(" * 3000 + "1" + ")" * 900, "expression.syntax"),
        ("1" + "+1" * 600, "expression.too_large"),
        ("not " * 100 + "1", "expression.too_large"),
        ("1" * 4001, "expression.too_long"),
        ('amount * "a"', "expression.number"),
        ('"a" * 1000000000', "expression.number"),
        ("YEAR(name)", "expression.date"),
    ],
)
def test_what_is_no_expression_is_refused_in_words(text: str, code: str) -> None:
    with pytest.raises(ExpressionFault) as refused:
        worth(text)
    assert refused.value.code == code


def test_numbers_and_texts_stay_within_bounds() -> None:
    """No memory is eaten: huge products are empty, long texts are refused."""
    assert worth(" * ".join(["9999999999999999"] * 12)) is None
    doubled = "name"
    for _ in range(6):
        doubled = f"({doubled} & {doubled})"
    assert len(worth(doubled)) == 5 * 2**6
    with pytest.raises(ExpressionFault, match=r"long_text"):
        evaluate(compile_text("a & a"), lambda path: "x" * 60_000, CLOCK)


@pytest.mark.parametrize(
    "text",
    ["ROUND(1e50; 2)", "ROUND(1e30; 12)", "SUM(9e60; 9e60)", "SUM(9e60; 9e60) + 1"],
)
def test_a_function_without_a_result_is_empty_as_an_operator_is(text: str) -> None:
    assert worth(text) is None


@pytest.mark.parametrize("text", ["1e999", "LEFT('abc'; 1e999)", "ADDMONTHS(TODAY(); -1e400)"])
def test_a_number_without_end_is_refused(text: str) -> None:
    with pytest.raises(ExpressionFault):
        compile_text(text)


def test_a_text_is_not_replaced_beyond_the_longest() -> None:
    many = " & ".join(["'" + "a" * 300 + "'"] * 9)
    assert worth(f"LEN(REPLACE({many}; 'a'; 'bc'))") == 5400
    with pytest.raises(ExpressionFault):
        worth(f"REPLACE({many}; 'a'; '{'b' * 50}')")


def test_fields_are_told_by_their_paths() -> None:
    made = compile_text("amount * company.owner.level + SUM(lines.total)")
    assert made.paths == {("amount",), ("company", "owner", "level"), ("lines", "total")}
    assert not made.moves
    assert compile_text("СЕГОДНЯ() > day").moves


def test_labels_in_brackets_become_names() -> None:
    names = {"сумма сделки": "amount", "cost": "cost"}
    text = with_names('[Сумма сделки] - [COST] & "[x]"', names)
    assert text == 'amount - cost & "[x]"'
    with pytest.raises(ExpressionFault, match=r"expression\.label"):
        with_names("[Сума]", names)


def test_functions_have_one_meaning_each() -> None:
    assert len(BY_NAME) == sum(1 + len(f.also) for f in FUNCTIONS)


@given(st.text(alphabet="ab1.(),+-*/=<>&;[]{}'\" \n\\:_#@!ё", max_size=60))
def test_no_text_breaks_the_reader(text: str) -> None:
    with contextlib.suppress(ExpressionFault):
        evaluate(compile_text(text), lambda path: Decimal(1), CLOCK)
