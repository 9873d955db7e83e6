"""Tables of calculators: exact at their steps, sound between them, faults by row and column."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kartei.modules.calculators.engine.faults import Refused
from kartei.modules.calculators.engine.plan import Table
from kartei.modules.calculators.engine.tables import grid_of, look_up, table_of, text_of

GRID = "\t600\t900\t1200\n1000\t100\t130\t170\n2000\t150\t190\t240"


def table(how: str) -> Table:
    return table_of("base", "Sizes", "height", "width", how, grid_of(GRID))


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """A two-way table of rising steps, interpolated."""
    size = st.integers(2, 6)
    steps = st.integers(1, 5000)
    rows, columns = (
        sorted(draw(st.sets(steps, min_size=n, max_size=n))) for n in (draw(size), draw(size))
    )
    cell = st.decimals(0, 100_000, places=2).map(str)
    body = [[str(row), *(draw(cell) for _c in columns)] for row in rows]
    return table_of("t", "T", "a", "b", "linear", [["", *map(str, columns)], *body])


def inside(draw: st.DrawFn, steps: tuple[Any, ...]) -> Decimal:
    return draw(st.decimals(steps[0], steps[-1], places=2))


@st.composite
def points(draw: st.DrawFn) -> tuple[Table, Decimal, Decimal]:
    made = draw(tables())
    return made, inside(draw, made.rows), inside(draw, made.columns)


@settings(max_examples=60)
@given(tables())
def test_a_table_is_exact_at_its_steps(made: Table) -> None:
    for row, line in zip(made.rows, made.cells, strict=True):
        for column, cell in zip(made.columns, line, strict=True):
            assert look_up(made, row, column) == cell


@settings(max_examples=60)
@given(points())
def test_between_steps_a_value_lies_between_its_four_neighbours(
    point: tuple[Table, Decimal, Decimal],
) -> None:
    made, row, column = point
    near = [
        made.cells[r][c] or 0 for r in around(made.rows, row) for c in around(made.columns, column)
    ]
    error = Decimal("1e-20")
    assert min(near) - error <= look_up(made, row, column) <= max(near) + error


def around(steps: tuple[Any, ...], value: Decimal) -> list[int]:
    """The places of the steps on both sides of a value."""
    after = next(at for at, step in enumerate(steps) if step >= value)
    return [after] if steps[after] == value else [after - 1, after]


@settings(max_examples=60)
@given(points(), st.data())
def test_a_table_that_rises_gives_rising_values(
    point: tuple[Table, Decimal, Decimal], data: st.DataObject
) -> None:
    made, row, column = point
    rising = tuple(tuple(sorted(line)) for line in made.cells)  # type: ignore[type-var]  # no empty cells
    held = Table("t", "T", "a", "b", "linear", made.rows, made.columns, rising)
    further = data.draw(st.decimals(column, made.columns[-1], places=2))
    assert look_up(held, row, column) - look_up(held, row, further) <= Decimal("1e-20")


def test_next_step_takes_the_higher_one_and_exact_takes_none() -> None:
    assert look_up(table("next"), Decimal(1001), Decimal(601)) == 190
    assert look_up(table("next"), Decimal(1), Decimal(600)) == 100
    assert look_up(table("linear"), Decimal(1500), Decimal(750)) == Decimal("142.5")
    with pytest.raises(Refused) as caught:
        look_up(table("exact"), Decimal(1001), Decimal(600))
    assert caught.value.faults[0].code == "calculators.axis_absent"


@pytest.mark.parametrize(
    ("cells", "code", "params"),
    [
        ("\t600\t900\n1000\t1\tx", "table_cell", {"row": 2, "column": "C", "value": "x"}),
        ("\t600\t500\n1000\t1\t2", "table_order", {"row": 1, "column": "C", "value": "500"}),
        ("\t600\t9OO\t1200\n1\t1\t2\t3", "table_step", {"row": 1, "column": "C", "value": "9OO"}),
        ("\t600\n1000\t1\n\n2000\t2", "table_width", {"row": 3, "found": 1, "wanted": 2}),
        ("\ta\tA\n1\t1\t2", "table_twice", {"row": 1, "column": "C", "value": "A"}),
        ("x", "table_empty", {"table": "Sizes"}),
    ],
)
def test_a_wrong_cell_is_named_by_row_and_column(
    cells: str, code: str, params: dict[str, Any]
) -> None:
    with pytest.raises(Refused) as caught:
        table_of("base", "Sizes", "h", "w", "linear", grid_of(cells))
    assert (caught.value.faults[0].code, caught.value.faults[0].params) == (
        f"calculators.{code}",
        params,
    )


def test_cells_survive_being_kept_as_text() -> None:
    """The blanks of an empty corner and of a last cell are lost at the ends, and put back."""
    kept = text_of(grid_of("\t600\t900\n1000\t1\t2\n2000\t3\t")).strip()
    made = table_of("t", "T", "a", "b", "next", grid_of(kept))
    assert list(made.columns) == [600, 900]
    assert [list(line) for line in made.cells] == [[1, 2], [3, None]]
