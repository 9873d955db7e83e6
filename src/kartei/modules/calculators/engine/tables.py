"""Tables: read from the cells of a spreadsheet, and looked up."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from decimal import Decimal, localcontext

from kartei.modules.calculators.engine.faults import Fault, Refused
from kartei.modules.calculators.engine.plan import EXACT, LINEAR, Picked, Step, Table
from kartei.platform.kit.decimals import read_decimal
from kartei.platform.kit.expression import Value
from kartei.platform.kit.expression.values import ARITHMETIC, text
from kartei.platform.kit.faults import ValueFault
from kartei.platform.kit.text import fold

MOST_ROWS = 400
MOST_COLUMNS = 100
#: Digits before the point; a price beyond is a slip, and would not fit its column.
LONGEST = 12


def grid_of(cells: str) -> list[list[str]]:
    """The cells of a text as spreadsheets copy it: lines, and tabs between."""
    lines = cells.replace("\r\n", "\n").strip("\n").split("\n")
    return [[cell.strip() for cell in line.split("\t")] for line in lines if lines != [""]]


def text_of(grid: Sequence[Sequence[str]]) -> str:
    """Cells as one text, the way `grid_of` reads it."""
    flat = ((" ".join(cell.split()) for cell in row) for row in grid)
    return "\n".join("\t".join(row) for row in flat)


def number_of(cell: str) -> Decimal:
    """A number as spreadsheets show it. Errors: ValueFault."""
    found = read_decimal(cell)
    if len(found.whole.lstrip("0")) > LONGEST:
        raise ValueFault("number.too_large")
    made = Decimal(f"{found.whole}.{found.fraction or 0}")
    return -made if found.negative else made


def numeric(cells: Sequence[str]) -> bool:
    """Whether an axis is of numbers: most of it is, so that one slip is not taken for a text."""
    good = 0
    for cell in cells:
        try:
            number_of(cell)
        except ValueFault:
            continue
        good += 1
    return good * 2 > len(cells)


def table_of(
    name: str, label: str, down: str, across: str, how: str, grid: Sequence[Sequence[str]]
) -> Table:
    """A table of its cells: the first column and, with a second axis, the first row are steps.

    Refused: `calculators.table_empty`, `.table_size`, `.table_width`, `.table_step`,
    `.table_order`, `.table_twice`, `.table_cell`, with row and column as a spreadsheet counts.
    """
    head, body = parted(grid, two=bool(across))
    width = len(head) if across else 2
    if not body or width < 2:
        raise Refused(Fault("calculators.table_empty", {"table": label}))
    if len(grid) > MOST_ROWS or width > MOST_COLUMNS:
        raise Refused(Fault("calculators.table_size", {"rows": MOST_ROWS, "columns": MOST_COLUMNS}))
    first = 2 if across else 1
    faults = [
        Fault("calculators.table_width", {"row": at, "found": len(row), "wanted": width})
        for at, row in enumerate(body, first)
        if len(row) != width
    ]
    if faults:
        raise Refused(*faults)
    rows = axis([row[0] for row in body], faults, how, row=None, start=first)
    columns = axis(head[1:], faults, how, row=1, start=2)
    cells = tuple(
        tuple(cell(found, row, at, faults) for at, found in enumerate(line[1:], 2))
        for row, line in enumerate(body, first)
    )
    if faults:
        raise Refused(*faults)
    return Table(name, label, down, across, how, rows, columns, cells)


def parted(grid: Sequence[Sequence[str]], *, two: bool) -> tuple[list[str], list[Sequence[str]]]:
    """The head and the rows below it. A text that is kept loses the blanks at its ends: those of
    an empty corner and of empty cells at the end of the last row are put back.
    """
    head = list(grid[0]) if two and grid else []
    body = list(grid[1:] if two else grid)
    if head and body and len(head) == len(body[0]) - 1:
        head.insert(0, "")
    width = len(head) if two else 2
    if body and len(body[-1]) < width:
        body[-1] = [*body[-1], *[""] * (width - len(body[-1]))]
    return head, body


def axis(
    cells: Sequence[str], faults: list[Fault], how: str, *, row: int | None, start: int
) -> tuple[Step, ...]:
    """The steps of an axis. row: in which row it stands; None: in the first column."""
    found: list[Step] = []
    numbers = numeric(cells)
    for at, written in enumerate(cells, start):
        where = {"row": row or at, "column": letter(at if row else 1), "value": written[:40]}
        try:
            step: Step = number_of(written) if numbers else written
        except ValueFault:
            faults.append(Fault("calculators.table_step", where))
            continue
        if step == "":
            faults.append(Fault("calculators.table_step", where))
        elif numbers and found and isinstance(step, Decimal) and step <= found[-1]:  # type: ignore[operator]  # an axis of numbers holds nothing else
            faults.append(Fault("calculators.table_order", where))
        elif isinstance(step, str) and fold(step) in {fold(str(one)) for one in found}:
            faults.append(Fault("calculators.table_twice", where))
        else:
            found.append(step)
    return tuple(found)


def cell(written: str, row: int, column: int, faults: list[Fault]) -> Decimal | None:
    """One value; an empty cell is a size that is not made."""
    if not written:
        return None
    try:
        return number_of(written)
    except ValueFault:
        where = {"row": row, "column": letter(column), "value": written[:40]}
        faults.append(Fault("calculators.table_cell", where))
        return None


def letter(column: int) -> str:
    """A column as spreadsheets name it: 1 is A, 27 is AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


Share = tuple[int, int, Decimal]


def look_up(table: Table, down: Value, across: Value = None) -> Decimal:
    """The value of a table.

    Refused: `calculators.axis_empty`, `.axis_low`, `.axis_high`, `.axis_absent`, `.cell_empty`.
    """
    low, high, share = place(table, table.down, table.rows, down, "row")
    if not table.across:
        return between(value(table, low, 0), value(table, high, 0), share)
    left, right, part = place(table, table.across, table.columns, across, "column")
    first, last = (
        between(value(table, at, left), value(table, at, right), part) for at in (low, high)
    )
    return between(first, last, share)


def place(table: Table, name: str, steps: tuple[Step, ...], given: Value, of: str) -> Share:
    """The two steps around a value, and how far it is from the first to the second (0 to 1)."""
    said = {"table": table.label, "axis": name, "of": of}
    if given is None or given == "":
        raise Refused(Fault("calculators.axis_empty", said))
    if not isinstance(steps[0], Decimal) or not isinstance(given, Decimal):
        at = same(steps, given)
        if at is None:
            raise Refused(absent(said, given))
        return at, at, Decimal(0)
    numbers: list[Decimal] = list(steps)  # type: ignore[arg-type]  # an axis is of one kind
    at = bisect_left(numbers, given)
    if at == len(numbers):
        raise Refused(
            Fault("calculators.axis_high", {**said, "value": given, "limit": numbers[-1]})
        )
    if numbers[at] == given:
        return at, at, Decimal(0)
    if table.how == EXACT:
        raise Refused(absent(said, given))
    if table.how == LINEAR and at == 0:
        raise Refused(Fault("calculators.axis_low", {**said, "value": given, "limit": numbers[0]}))
    if table.how == LINEAR:
        with localcontext(ARITHMETIC):
            share = (given - numbers[at - 1]) / (numbers[at] - numbers[at - 1])
        return at - 1, at, share
    return at, at, Decimal(0)


def absent(said: dict[str, str], given: Value) -> Fault:
    """A step that the table does not have."""
    shown = given.label if isinstance(given, Picked) else given
    return Fault("calculators.axis_absent", {**said, "value": shown})


def same(steps: tuple[Step, ...], given: Value) -> int | None:
    """Where a step stands that is looked up as it is; a choice by its value or its label."""
    words = given.words if isinstance(given, Picked) else (fold(text(given)),)
    return next((at for at, step in enumerate(steps) if fold(text(step)) in words), None)


def value(table: Table, row: int, column: int) -> Decimal:
    """One cell; an empty one is not sold."""
    found = table.cells[row][column]
    if found is None:
        params = {"table": table.label, "row": table.rows[row]}
        if table.across:
            raise Refused(
                Fault("calculators.cell_empty", {**params, "column": table.columns[column]})
            )
        raise Refused(Fault("calculators.row_empty", params))
    return found


def between(first: Decimal, last: Decimal, share: Decimal) -> Decimal:
    """In proportion between two values; at a step exactly its own."""
    if not share:
        return first
    with localcontext(ARITHMETIC):
        return first + (last - first) * share
