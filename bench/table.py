"""The figures as text: lines while measuring, and the table of bench/README.md."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.drive import Figure
from bench.plan import LIMITS, Task

if TYPE_CHECKING:
    from bench.run import Results

BEGIN, END = "<!-- figures -->", "<!-- end of figures -->"
HEAD = (
    "| work | clients | p50 ms | p95 ms | a second | floor p50 ms | × floor | slices | budget ×"
    " | KiB |\n|---|---|---|---|---|---|---|---|---|---|\n"
)


def line(task: Task, found: Figure) -> str:
    """One operation on the terminal."""
    faults = f"  FAULTS {len(found.faults)}: {found.faults[0][:300]}" if found.faults else ""
    return (
        f"{task.title:<42} {found.clients} cl  p50 {found.p50:7.2f}  p95 {found.p95:7.2f} ms  "
        f"floor {found.floor:6.2f}  × {found.ratio:5.2f} (budget {task.budget:g}){faults}"
    )


def whole(head: str, results: list[Results]) -> str:
    """Everything as Markdown."""
    parts = [head + "\n"]
    waits: dict[tuple[str, int], float] = {}
    for one in results:
        name = "PostgreSQL" if one.kind == "postgresql" else "SQLite"
        parts.append(f"\n### {name}\n\n" + HEAD)
        for task, found in one.figures:
            # the budget of the second database: no slower than the first one
            parts.append(row(task, found, waits.get((task.title, found.clients), 0)))
            waits.setdefault((task.title, found.clients), found.p50)
    parts.append("\n### Without a floor\n\n")
    parts.append(beside(results))
    return "".join(parts)


def row(task: Task, found: Figure, other: float = 0) -> str:
    """One operation as a row of the table. other: what it took on the other database, in ms."""
    slices = " ".join(f"{ratio:.1f}" for ratio in found.ratios)
    budget = f"{other:.1f} ms" if other else f"{task.budget:g}"
    good = found.p50 <= other if other else found.ratio <= task.budget
    met = f"**{found.ratio:.1f}**" if good and not found.faults else f"{found.ratio:.1f}"
    faults = f" ({len(found.faults)} errors)" if found.faults else ""
    return (
        f"| {task.title}{faults} | {found.clients} | {found.p50:.1f} | {found.p95:.1f} | "
        f"{found.rate:.0f} | {found.floor:.2f} | {met} | {slices} | {budget} | {found.kib:.1f} |\n"
    )


def beside(results: list[Results]) -> str:
    """The figures without a floor, a column per database."""
    names = list(dict.fromkeys(name for one in results for name in one.single))
    kinds = " | ".join(one.kind for one in results)
    text = f"| | {kinds} | budget |\n|---|{'---|' * (len(results) + 1)}\n"
    for name in names:
        values = " | ".join(marked(name, one.single.get(name, "–")) for one in results)
        text += f"| {name} | {values} | {LIMITS.get(name, '–')} |\n"
    return text


def marked(name: str, value: Any) -> str:
    """A figure, bold within its limit."""
    limit = LIMITS.get(name)
    good = limit is not None and isinstance(value, int | float) and value <= limit
    return f"**{shown(value)}**" if good else shown(value)


def shown(value: Any) -> str:
    """A figure with the digits that mean something."""
    if isinstance(value, float):
        return f"{value:.0f}" if value >= 100 or value == int(value) else f"{value:.2f}"
    return str(value)


def put(path: Path, text: str) -> None:
    """Replace the figures in a Markdown file."""
    before, rest = path.read_text(encoding="utf-8").split(BEGIN)
    after = rest.split(END)[1]
    path.write_text(f"{before}{BEGIN}\n{text}{END}{after}", encoding="utf-8")
