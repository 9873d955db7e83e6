"""Texts with places to be filled: what they can do, and that a wrong place is named."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from kartei.platform.kit.expression import Clock
from kartei.platform.kit.insertion import InsertionFault, compile_insertion, fill

CLOCK = Clock(date(2026, 11, 22), datetime(2026, 11, 22, 9, tzinfo=UTC))
KNOWN = {"name", "sum", "link"}


def filled(text: str, **values: Any) -> str:
    shown = compile_insertion(text, KNOWN)
    return fill(shown, values, CLOCK, lambda value: "" if value is None else str(value))


def test_places_are_filled_and_empty_fields_leave_nothing() -> None:
    assert filled("Hello {{ name }}{{link}}!", name="Анна {{ sum }}") == "Hello Анна {{ sum }}!"


def test_conditions_choose_and_their_lines_leave_no_gap() -> None:
    text = "a\n{{ if name }}\nfor {{ name }}\n{{ else }}\nfor all\n{{ end }}\nb"
    assert filled(text, name="Eva") == "a\nfor Eva\nb"
    assert filled(text) == "a\nfor all\nb"
    inner = "{{ if sum > 1 }}{{ if name }}{{ name }}{{ else }}?{{ end }}s{{ end }}."
    assert filled(inner, sum=Decimal(2)) == "?s."
    assert filled(inner, sum=Decimal(1)) == "."


def test_a_place_may_hold_a_formula() -> None:
    assert filled('{{ IF(name = "x"; "one"; "two") & "!" }}', name="x") == "one!"


@pytest.mark.parametrize(
    ("text", "code", "place", "line"),
    [
        ("a\n{{ nmae }}", "insertion.field", "{{ nmae }}", 2),
        ("{{ name.owner }}", "insertion.field", "{{ name.owner }}", 1),
        ("\n\n{{ if name }}x", "insertion.open", "{{ if name }}", 3),
        ("x {{ end }}", "insertion.end", "{{ end }}", 1),
        ("{{if name}}{{else}}{{else}}{{end}}", "insertion.end", "{{else}}", 1),
        ("{{ name", "insertion.open", "{{ name", 1),
        ("{{ }}", "insertion.expression", "{{ }}", 1),
        ("{{ if }}x{{ end }}", "insertion.expression", "{{ if }}", 1),
        ("{{ name.__class__ }}", "insertion.field", "{{ name.__class__ }}", 1),
        ("{{ [x for x in name] }}", "insertion.expression", "{{ [x for x in name] }}", 1),
        ("{{ open('/etc/passwd') }}", "insertion.expression", "{{ open('/etc/passwd') }}", 1),
        ("{{ name }}" * 201, "insertion.many", "{{ name }}", 1),
    ],
)
def test_a_wrong_place_is_named(text: str, code: str, place: str, line: int) -> None:
    with pytest.raises(InsertionFault) as caught:
        compile_insertion(text, KNOWN)
    assert (caught.value.code, caught.value.params) == (code, {"place": place, "line": line})


def test_values_that_do_not_fit_are_named() -> None:
    with pytest.raises(InsertionFault) as caught:
        filled("{{ name * 2 }}", name="x")
    assert caught.value.cause is not None
