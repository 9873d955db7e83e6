"""A load driver: clients that do a recipe's operations one request after the other, and time them.

A recipe (``recipe_*.json``) describes one product; the driver knows nothing about any of them:

    {"headers": {"Authorization": "Bearer {token}"},
     "pools": {"deal": {"csv": "deals.csv", "where": {"owner_id": "1"}, "form": "…{:012x}"},
               "own":  {"csv": "deals.csv", "apart": true},
               "q":    ["ivan", "Иванов"],
               "n":    {"counter": 0}},
     "ops":   {"a_list": {"steps": [STEP, …], "times": 2}}}

    STEP = {"method": "POST", "path": "/x/{deal}", "headers": {…}, "json": {…},
            "expect": "text that must be in the body", "save": {"version": "with.0.version"},
            "timed": false}

Strings may hold {name}; a value that is exactly "{name}" keeps its JSON type. ``form`` writes a
column's number as the product's id, ``apart`` gives each client rows of its own. ``times`` says how
often one round does the job. An operation's time is the sum over its timed steps, the body read to
the end. An answer with another status or text is an error and makes the figure invalid.
"""

import csv
import gzip
import http.client
import itertools
import json
import random
import re
import statistics
import threading
import time
import urllib.parse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Env = dict[str, Any]
_SAFE = "/?&=%:+,;@!$'()*[]~#"


class Fault(Exception):
    """The product answered something else than the recipe expects."""


class Pools:
    """The values that operations draw from."""

    def __init__(self, described: Mapping[str, Any], folder: Path) -> None:
        self.sets: dict[str, list[Any]] = {}
        self.apart: set[str] = set()
        self.counts: dict[str, itertools.count[int]] = {}
        for name, pool in described.items():
            if isinstance(pool, list):
                self.sets[name] = pool
            elif "counter" in pool:
                self.counts[name] = itertools.count(pool["counter"])
            else:
                self.sets[name] = column(folder, pool)
                if pool.get("apart"):
                    self.apart.add(name)

    def draw(self, dice: random.Random, client: int, clients: int) -> Env:
        """A value of each pool."""
        found: Env = {name: next(count) for name, count in self.counts.items()}
        for name, values in self.sets.items():
            mine = values[client::clients] if name in self.apart else values
            found[name] = dice.choice(mine or values)
        return found


def column(folder: Path, pool: Mapping[str, Any]) -> list[Any]:
    """The values of one column of a file, in the rows that are wanted."""
    wanted = {k: v if isinstance(v, list) else [v] for k, v in pool.get("where", {}).items()}
    name, form = pool.get("column", "id"), pool.get("form")
    with (folder / pool["csv"]).open(encoding="utf-8", newline="") as file:
        rows = [r for r in csv.DictReader(file) if all(r[k] in v for k, v in wanted.items())]
    return [form.format(int(r[name])) if form else r[name] for r in rows]


def fill(node: Any, env: Env) -> Any:
    """A node of a recipe with its {names} put in."""
    if isinstance(node, str):
        if (whole := re.fullmatch(r"\{(\w+)\}", node)) and whole[1] in env:
            return env[whole[1]]
        return re.sub(r"\{(\w+)\}", lambda m: str(env.get(m[1], m[0])), node)
    if isinstance(node, list):
        return [fill(part, env) for part in node]
    if isinstance(node, dict):
        return {name: fill(part, env) for name, part in node.items()}
    return node


def dig(found: Any, path: str) -> Any:
    """The value at ``a.0.b`` of a JSON answer."""
    for part in path.split("."):
        found = found[int(part)] if isinstance(found, list) else found[part]
    return found


@dataclass
class Recipe:
    """A product: where it listens, what its operations are, and values for the braces."""

    base: str
    ops: Mapping[str, Any]
    pools: Pools
    headers: Mapping[str, str]
    env: Env = field(default_factory=dict)


def read_recipe(path: Path, base: str, folder: Path, pools: Mapping[str, Any] = {}) -> Recipe:
    """The recipe in a file, with further POOLS; FOLDER holds the data set."""
    found = json.loads(path.read_text(encoding="utf-8"))
    described = {**found.get("pools", {}), **pools}
    return Recipe(base, found["ops"], Pools(described, folder), found.get("headers", {}))


class Client:
    """One kept connection and its dice."""

    def __init__(self, recipe: Recipe, number: int, clients: int) -> None:
        parts = urllib.parse.urlsplit(recipe.base)
        self.recipe, self.number, self.clients = recipe, number, clients
        self.dice = random.Random(number)
        self.bytes = 0
        self.line = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)

    def run(self, op: Mapping[str, Any]) -> float:
        """Do an operation once; the seconds of its timed steps."""
        env = {**self.recipe.env, **self.recipe.pools.draw(self.dice, self.number, self.clients)}
        return sum(self.step(step, env) for step in op["steps"])

    def step(self, step: Mapping[str, Any], env: Env) -> float:
        """One request; its seconds, or 0 when it is not timed."""
        headers = {"Accept-Encoding": "gzip", **self.recipe.headers, **step.get("headers", {})}
        headers = {name: fill(value, env) for name, value in headers.items()}
        body = None
        if "json" in step:
            body = json.dumps(fill(step["json"], env), ensure_ascii=False).encode()
            headers["Content-Type"] = "application/json"
        method = step.get("method", "GET")
        path = urllib.parse.quote(fill(step["path"], env), safe=_SAFE)
        began = time.perf_counter()
        self.line.request(method, path, body=body, headers=headers)
        answer = self.line.getresponse()
        data = answer.read()
        took = time.perf_counter() - began
        self.bytes += len(data)
        self.look(step, env, answer, data)
        return took if step.get("timed", True) else 0.0

    def look(
        self, step: Mapping[str, Any], env: Env, answer: http.client.HTTPResponse, data: bytes
    ) -> None:
        """Check an answer and keep what later steps need."""
        if answer.headers.get("Content-Encoding") == "gzip":
            data = gzip.decompress(data)
        if answer.status >= 300:
            raise Fault(f"{step['path']}: {answer.status}: {data[:300]!r}")
        if step.get("expect", "").encode() not in data:
            raise Fault(f"{step['path']}: {step['expect']} is missing in {data[:300]!r}")
        for name, path in step.get("save", {}).items():
            env[name] = dig(json.loads(data), path)


@dataclass
class Slice:
    """What one measured slice came to; times in seconds."""

    times: list[float]
    faults: list[str]
    wall: float
    bytes: int = 0

    def share(self, part: float) -> float:
        """A quantile in milliseconds."""
        ordered = sorted(self.times)
        return ordered[min(len(ordered) - 1, int(len(ordered) * part))] * 1000

    @property
    def p50(self) -> float:
        """The median in milliseconds."""
        return statistics.median(self.times) * 1000


def measure(clients: Sequence[Client], op: Mapping[str, Any], seconds: float, least: int) -> Slice:
    """Let all clients do an operation for SECONDS, and until LEAST rounds are done (at most ten
    times as long).
    """
    times: list[float] = []
    faults: list[str] = []
    bytes_before = sum(c.bytes for c in clients)
    began = time.perf_counter()

    def enough() -> bool:
        spent = time.perf_counter() - began
        return (spent > seconds and len(times) >= least) or spent > 10 * seconds or len(faults) > 5

    def work(client: Client) -> None:
        while not enough():
            try:
                times.append(client.run(op))
            except (Fault, OSError, http.client.HTTPException) as error:
                faults.append(f"{type(error).__name__}: {error}")
                client.line.close()

    together([lambda c=c: work(c) for c in clients])  # type: ignore[misc]
    wall = time.perf_counter() - began
    return Slice(times, faults, wall, sum(c.bytes for c in clients) - bytes_before)


def together(works: Sequence[Callable[[], None]]) -> None:
    """Do all at once, one thread each."""
    threads = [threading.Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@dataclass(frozen=True)
class Figure:
    """One operation beside its floor: medians over the slices, in milliseconds."""

    name: str
    clients: int
    p50: float
    p95: float
    rate: float
    floor: float
    ratio: float
    ratios: tuple[float, ...]
    kib: float
    faults: tuple[str, ...]


def beside(
    ours: Recipe,
    floor: Recipe,
    names: tuple[str, str],
    clients: int,
    rounds: int,
    seconds: float,
) -> Figure:
    """Alternate slices of an operation and of its counterpart on the floor."""
    ops = (ours.ops[names[0]], floor.ops[names[1]])
    sides = [[Client(r, n, clients) for n in range(clients)] for r in (ours, floor)]
    for side, op in zip(sides, ops, strict=True):
        measure(side, op, 0, 4)
    took: list[tuple[Slice, Slice]] = []
    for _ in range(rounds):
        pair = [measure(s, op, seconds, 10) for s, op in zip(sides, ops, strict=True)]
        took.append((pair[0], pair[1]))
    for side in sides:
        for client in side:
            client.line.close()
    return figure(names[0], clients, took, [op.get("times", 1) for op in ops])


def figure(
    name: str, clients: int, took: list[tuple[Slice, Slice]], times: Sequence[int]
) -> Figure:
    """The medians of alternating slices; TIMES: how often a round of each side does the job."""
    faults = tuple(f for pair in took for one in pair for f in one.faults)
    if not all(one.times for pair in took for one in pair):
        return Figure(name, clients, 0, 0, 0, 0, 0, (), 0, faults or ("nothing was done",))
    ratios = [(a.p50 / times[0]) / (b.p50 / times[1]) for a, b in took]
    mine = [a for a, _ in took]
    return Figure(
        name=name,
        clients=clients,
        p50=statistics.median(s.p50 for s in mine) / times[0],
        p95=statistics.median(s.share(0.95) for s in mine) / times[0],
        rate=statistics.median(len(s.times) / s.wall for s in mine) * times[0],
        floor=statistics.median(b.p50 for _, b in took) / times[1],
        ratio=statistics.median(ratios),
        ratios=tuple(ratios),
        kib=statistics.median(s.bytes / len(s.times) / 1024 for s in mine) / times[0],
        faults=faults,
    )
