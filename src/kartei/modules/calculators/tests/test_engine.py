"""Tables, rules and rounding of calculators, apart from any database."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kartei.modules.calculators.engine.build import Builder
from kartei.modules.calculators.engine.faults import Fault, Refused
from kartei.modules.calculators.engine.plan import Plan
from kartei.modules.calculators.engine.work import Names, Result, work
from kartei.modules.calculators.words import words
from kartei.platform.kit.expression import Clock

CLOCK = Clock(date(2026, 11, 22), datetime(2026, 11, 22, tzinfo=UTC))
NAMES = Names("Price", "Cost")
GRID = "\t600\t900\t1200\n1000\t100\t130\t170\n2000\t150\t190\t240"
WIDTH = {"name": "width", "label": "Width", "kind": "number"}
HEIGHT = {"name": "height", "label": "Height", "kind": "number"}
BASE = {"name": "base", "label": "Sizes", "down": "height", "across": "width", "cells": GRID}
CHOICES = [
    {"parameter": "colour", "value": "w", "label": "white"},
    {"parameter": "colour", "value": "g", "label": "gold", "price": 20_000_000, "cost": 7_500_000},
]
COLOUR = {"name": "colour", "label": "Colour", "kind": "choice", "default": "w"}


def built(**values: Any) -> Plan:
    """A calculator that has nothing wrong with it."""
    made = Builder({"parameters": [WIDTH, HEIGHT], "price": "1", **values})
    plan = made.build()
    assert plan is not None, [words(fault) for fault in made.faults]
    return plan


def faults(**values: Any) -> list[tuple[str, tuple[str | int, ...]]]:
    """What is wrong with a calculator, and where."""
    made = Builder({"parameters": [WIDTH, HEIGHT], "price": "1", **values})
    assert made.build() is None
    assert all(words(fault) for fault in made.faults)
    return [(fault.code.removeprefix("calculators."), fault.at) for fault in made.faults]


def priced(plan: Plan, digits: int = 2, **given: Any) -> Result:
    return work(plan, given, CLOCK, digits, NAMES)


def refused(plan: Plan, **given: Any) -> list[Fault]:
    with pytest.raises(Refused) as caught:
        priced(plan, **given)
    return list(caught.value.faults)


def test_beyond_a_table_the_message_names_axis_value_limit_and_cure() -> None:
    """Told at the parameter, in words that help."""
    plan = built(tables=[BASE], price="base")
    [fault] = refused(plan, width="3400", height="1000")
    assert fault.at == ("width",)
    assert words(fault) == (
        "Width 3,400 is beyond the last column 1,200 of the table “Sizes”;"
        " take at most that, or add a column to the table"
    )
    [low] = refused(plan, width="600", height="10")
    assert low.code == "calculators.axis_low"


def test_a_size_without_a_value_is_not_sold() -> None:
    cells = "\t1\t2\n1\t5\t\n2\t6\t"
    plan = built(tables=[{**BASE, "cells": cells}], price="base")
    assert priced(plan, width="1", height="2").price == 6
    [fault] = refused(plan, width="2", height="2")
    assert fault.code == "calculators.cell_empty"


def test_choices_are_looked_up_by_value_or_label() -> None:
    cells = "gold\t7\nw\t5"
    one_way = {"name": "paint", "label": "Paint", "down": "colour", "cells": cells, "how": "exact"}
    plan = built(parameters=[COLOUR], options=CHOICES, tables=[one_way], price="paint")
    assert [priced(plan, colour=one).price for one in ("w", "g", "Gold")] == [5, 7, 7]


def test_surcharges_of_choices_are_known_to_formulas() -> None:
    plan = built(
        parameters=[WIDTH, COLOUR],
        options=CHOICES,
        price="width + colour.price + surcharge.price",
        cost="surcharge.cost",
    )
    found = priced(plan, width="100", colour="g")
    assert (found.price, found.cost) == (Decimal(140), Decimal("7.50"))


def test_only_the_branch_that_holds_is_worked_out() -> None:
    """What is not taken may lie beyond its table."""
    plan = built(tables=[BASE], price="IF(width > 1200; 5; base)")
    assert priced(plan, width="9000", height="1").price == 5


def test_what_does_not_go_together_is_said_in_the_words_of_the_rule() -> None:
    rule = {"condition": "colour = 'gold' and width > 10", "message": "Gold is small"}
    plan = built(parameters=[WIDTH, COLOUR], options=CHOICES, rules=[rule])
    assert [words(fault) for fault in refused(plan, width="11", colour="g")] == ["Gold is small"]
    assert priced(plan, width="10", colour="g").price == 1


def test_what_is_entered_is_judged_all_at_once() -> None:
    bounded = {**WIDTH, "low": 100_000_000, "high": 300_000_000, "step": 50_000_000, "unit": "mm"}
    plan = built(parameters=[bounded, HEIGHT, COLOUR], options=CHOICES)
    given = {"width": "90", "height": "abc", "colour": "red", "depth": "1"}
    codes = {f.at[0]: f.code.removeprefix("calculators.") for f in refused(plan, **given)}
    assert codes == {
        "width": "low", "height": "not_a_number", "colour": "no_choice",
        "depth": "unknown_parameter",
    }  # fmt: skip
    [step] = refused(plan, width="160", height="1")
    assert words(step) == "Width: 160 is between two steps; take 150 or 200"
    [empty] = refused(plan, width="150")
    assert empty.code == "calculators.parameter_empty"
    assert priced(plan, width="150.0", height="1 000,5").price == 1


@pytest.mark.parametrize(
    ("way", "step", "price"),
    [("nearest", 10, "130"), ("up", 10, "130"), ("down", 10, "120"), ("nearest", None, "125.13")],
)
def test_a_price_is_rounded_the_way_that_was_chosen(way: str, step: int | None, price: str) -> None:
    rounding = None if step is None else step * 1_000_000
    plan = built(price="125.125", rounding=rounding, rounding_way=way)
    assert priced(plan, width="1", height="1").price == Decimal(price)


@settings(max_examples=60)
@given(st.decimals(0, 10**9, places=6), st.sampled_from(["0.05", "0.5", "1", "10", "99"]))
def test_rounding_never_moves_a_price_by_more_than_its_step(value: Decimal, step: str) -> None:
    scaled = int(Decimal(step) * 1_000_000)
    for way in ("nearest", "up", "down"):
        plan = built(price=str(value), rounding=scaled, rounding_way=way)
        found = priced(plan, width="1", height="1").price
        assert found % Decimal(step) == 0
        assert abs(found - value) < Decimal(step)
        assert way != "up" or found >= value
        assert way != "down" or found <= value


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"price": "depth"}, ("unknown_name", ("price",))),
        ({"price": "width +"}, ("wrong_formula", ("price",))),
        ({"price": "width.price"}, ("unknown_name", ("price",))),
        ({"price": ""}, ("wrong_formula", ("price",))),
        ({"cost": "SQRT(2)"}, ("wrong_formula", ("cost",))),
        ({"line": "{{ nothing }}"}, ("wrong_text", ("line",))),
        ({"tables": [{**BASE, "down": "depth"}]}, ("unknown_name", ("tables", 0, "down"))),
        ({"tables": [{**BASE, "cells": "x"}]}, ("table_empty", ("tables", 0, "cells"))),
        ({"parameters": [WIDTH, {**HEIGHT, "name": "Width"}]},
         ("name_taken", ("parameters", 1, "name"))),
        ({"parameters": [{**WIDTH, "name": "the width"}]}, ("name", ("parameters", 0, "name"))),
        ({"parameters": [{**WIDTH, "name": "true"}]}, ("name", ("parameters", 0, "name"))),
        ({"parameters": [COLOUR]}, ("no_choices", ("parameters", 0, "kind"))),
        ({"parameters": [{**WIDTH, "low": 2, "high": 1}]}, ("bounds", ("parameters", 0, "high"))),
        ({"parameters": [{**WIDTH, "step": -1}]}, ("step_positive", ("parameters", 0, "step"))),
        ({"parameters": [{**WIDTH, "default": "x"}]},
         ("not_a_number", ("parameters", 0, "default"))),
        ({"options": CHOICES}, ("option_parameter", ("options", 0, "parameter"))),
        ({"rules": [{"condition": "width > 1", "message": ""}]},
         ("no_message", ("rules", 0, "message"))),
        ({"formulas": [{"name": "a", "formula": "b"}, {"name": "b", "formula": "a + 1"}]},
         ("circle", ("formulas", 0, "formula"))),
        ({"parameters": [WIDTH] * 61}, ("too_many", ("parameters",))),
    ],
)  # fmt: skip
def test_a_fault_of_a_calculator_is_told_at_its_place(values: Any, fault: Any) -> None:
    assert fault in faults(**values)


@pytest.mark.parametrize(
    ("price", "code"),
    [
        ("0 - width", "negative"),
        ("'a' & width", "formula"),
        ("width * 'x'", "formula"),
        ("1 / (width - width)", "no_price"),
        ("99999999999999", "too_large"),
    ],
)
def test_a_price_is_an_amount(price: str, code: str) -> None:
    [fault] = refused(built(price=price), width="1", height="1")
    assert fault.code == f"calculators.{code}"
    assert words(fault)


def test_formulas_over_many_stages_come_to_an_end() -> None:
    """Each formula leans on the one before; deep ones are refused, never a crash."""
    chain = [
        {"name": f"f{n}", "formula": "((((((((" * 2 + (f"f{n - 1}" if n else "width") + ")" * 16}
        for n in range(60)
    ]
    assert priced(built(formulas=chain, price="f59"), width="7", height="1").price == 7
