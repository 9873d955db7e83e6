"""The page of requirements and their tests is that of these tests."""

import pytest
from tools.coverage_page import PAGE, ids, page, proofs, titles


def test_page_is_up_to_date() -> None:
    known, found = titles(), proofs()

    assert found.keys() <= known.keys(), "name it in tools/requirements.tsv"
    assert PAGE.read_text(encoding="utf-8") == page(known, found), (
        "run: python -m tools.coverage_page"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("S0-001: a talk.", ["S0-001"]),
        ("It (S4-083, S1-18).", ["S4-083", "S1-18"]),
        ("S4-090…S4-092", ["S4-090", "S4-091", "S4-092"]),
        ("S4-090…092", ["S4-090", "S4-091", "S4-092"]),
        ("MS-02…MS-04 and AM-08", ["MS-02", "MS-03", "MS-04", "AM-08"]),
        ("S2 and R4 are other lists", []),
    ],
)
def test_ids_are_found_in_docstrings(text: str, expected: list[str]) -> None:
    assert list(ids(text)) == expected
