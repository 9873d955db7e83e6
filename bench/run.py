"""Measures Kartei beside the floor on SQLite and PostgreSQL and writes the table of figures.

    python -m bench.run [--scale 1] [--quick] [--only sqlite|postgresql] [--write]

Both servers run at once on the same database; slices of the same operation alternate, so that the
ratio holds also where the machine is busy. --quick takes short slices; --write puts the table into
bench/README.md, else it is only printed.
"""

import argparse
import json
import os
import platform
import shutil
import subprocess
import tempfile
import time
import urllib.parse
import urllib.request
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tools.steps import ROOT, say

from bench import dataset, drive, plan, revoking, servers, shape, single, table

HERE = Path(__file__).parent
TEAM = "/api/v1/records/access.team/00000000-0000-700a-8000-000000000001"
ROLE = "00000000-0000-7009-8000-{:012x}"
#: In the order in which bench/filling.py makes the roles.
ROLES = ("own", "unit", "organisation", "card")
PAGES = 30


@dataclass
class Results:
    """Everything that one database came to."""

    kind: str
    figures: list[tuple[plan.Task, drive.Figure]] = field(default_factory=list)
    single: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Pace:
    """How long the slices are."""

    rounds: int
    seconds: float
    clients: tuple[int, ...] = (1, 8)


def call(base: str, method: str, path: str, login: str, body: Any = None, version: int = 0) -> Any:
    """A request outside of all measuring; the JSON of the answer."""
    url = base + urllib.parse.quote(path, safe="/?&=:,")
    headers = {"Authorization": f"Bearer kt_bench_{login}", "Content-Type": "application/json"}
    if version:
        headers["If-Match"] = f'"{version}"'
    data = None if body is None else json.dumps(body).encode()
    asked = urllib.request.Request(url, data, headers, method=method)  # noqa: S310 (loopback)
    with urllib.request.urlopen(asked, timeout=60) as answer:  # noqa: S310
        return json.load(answer)


def take_role(base: str, depth: str) -> None:
    """Give the measured user the role of a depth, by way of his team."""
    version = call(base, "GET", TEAM, "admin")["version"]
    roles = [ROLE.format(ROLES.index(depth))]
    call(base, "PATCH", TEAM, "admin", {"roles": roles}, version)


def cursors(base: str, narrowed: str) -> list[str]:
    """Page marks of the first pages of a list, the empty one of the first page included."""
    marks = [""]
    while len(marks) < PAGES:
        path = f"/api/v1/records/people.person?sort=name&limit=50{narrowed}&after={marks[-1]}"
        following = call(base, "GET", path, "user01")["next"]
        if not following:
            break
        marks.append(following)
    return marks


@dataclass
class Stage:
    """Both products, ready to be asked."""

    ours: drive.Recipe
    floor: drive.Recipe
    base: str


def stage(base: str, floor: str, data: Path) -> Stage:
    """Read both recipes; the pages of lists are those that the measured user can turn to."""
    take_role(base, "own")
    mine = cursors(base, '&filter=["owner","=","me"]')
    take_role(base, "organisation")
    whole = cursors(base, "")
    pools = {"after_mine": mine, "after_all": whole}
    offsets = {
        "off_mine": [50 * n for n in range(len(mine))],
        "off_all": [50 * n for n in range(len(whole))],
    }
    ours = drive.read_recipe(HERE / "recipe_kartei.json", base, data, pools)
    ours.env["token"] = "kt_bench_user01"  # noqa: S105 (of a throw-away installation)
    bare = drive.read_recipe(HERE / "recipe_floor.json", floor, data, offsets)
    return Stage(ours, bare, base)


def figures(on: Stage, tasks: tuple[plan.Task, ...], pace: Pace, results: Results) -> None:
    """Measure tasks, depth by depth."""
    for depth in plan.DEPTHS:
        mine = [task for task in tasks if task.depth == depth]
        if mine:
            take_role(on.base, depth)
        for task in mine:
            on.floor.env["scope"] = task.scope
            for clients in pace.clients:
                found = drive.beside(
                    on.ours, on.floor, (task.op, task.floor), clients, pace.rounds, pace.seconds
                )
                results.figures.append((task, found))
                print(table.line(task, found), flush=True)


def measure(kind: str, data: Path, pace: Pace, top: Path) -> Results:
    """Everything on one database."""
    results = Results(kind)
    with servers.place(kind, top / kind) as where:
        where.folder.mkdir()
        servers.load(where, data)
        say(f"{kind}: loaded")
        results.single.update(single.starting(where))
        with ExitStack() as running:
            ours = running.enter_context(servers.kartei(where))
            bare = running.enter_context(servers.floor(where))
            on = stage(ours.base, bare.base, data)
            figures(on, plan.READS, pace, results)
            results.single.update(single.reading(on.ours, call, pace.seconds))
            results.single.update(single.beside_streams(on.ours, 200, pace.seconds))
            results.single.update(single.crowd(on.ours, 200, 6 if pace.rounds > 1 else 2))
            figures(on, plan.WRITES, pace, results)
            results.single.update(shape.measured(on.base, call, pace.rounds, pace.seconds))
            results.single.update(revoking.measured(on.base, call, where.environment))
            results.single.update(single.signing_in(where))
        results.single.update(single.importing(where, data))
    return results


def describe(scale: float) -> str:
    """Commit, machine and date of a run."""
    asked = ["git", "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False).stdout
    model = next(
        (
            line.split(":", 1)[1].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.processor(),
    )
    return (
        f"Commit {commit.strip()}, {time.strftime('%Y-%m-%d %H:%M')}, {os.cpu_count()} × {model}, "
        f"Python {platform.python_version()}, scale {scale:g}, load {os.getloadavg()[0]:.1f}"
    )


def arguments() -> argparse.Namespace:
    """The options of the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", choices=("sqlite", "postgresql"))
    parser.add_argument("--write", action="store_true")
    return parser.parse_args()


def main() -> None:
    """Measure as the command line says."""
    options = arguments()
    pace = Pace(1, 0.4) if options.quick else Pace(3, 1.0)
    top = Path(tempfile.mkdtemp(prefix="kartei-bench-"))
    kinds = (options.only,) if options.only else ("postgresql", "sqlite")
    try:
        dataset.build(top / "set", options.scale)
        say("the data set is made")
        head = describe(options.scale)
        found = []
        for kind in kinds:
            found.append(measure(kind, top / "set", pace, top))
            print(table.whole(head, found[-1:]), flush=True)
    finally:
        shutil.rmtree(top, ignore_errors=True)
    if options.write:
        table.put(HERE / "README.md", table.whole(head, found))


if __name__ == "__main__":
    main()
