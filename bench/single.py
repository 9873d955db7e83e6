"""Figures that have no floor: starting, memory, papers, callers, a crowd, an import."""

import random
import statistics
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tools.steps import ROOT

from bench import browser, drive, servers, serving

OFFER = "/api/v1/records/offers.offer"
#: What people of a crowd do, with how often of ten; the rest is thinking.
CROWD = {"list_all": 4, "card": 3, "search_text": 2, "board": 1}
THINKING = (0.5, 2.5)


def starting(where: servers.Place) -> dict[str, Any]:
    """Seconds to the first answer (the better of two starts) and idle memory."""
    took, size = [], 0.0
    for _ in range(2):
        with servers.kartei(where) as server:
            took.append(server.started_in)
            drive.measure([client(server.base)], {"steps": [{"path": "/api/v1/session"}]}, 0, 20)
            time.sleep(2)
            size = servers.memory(server.process.pid)
    return {"start to first answer, s": min(took), "idle memory (PSS), MiB": size}


def client(base: str) -> drive.Client:
    """Somebody without a recipe."""
    return drive.Client(drive.Recipe(base, {}, drive.Pools({}, Path()), {}), 0, 1)


def reading(ours: drive.Recipe, call: Callable[..., Any], seconds: float) -> dict[str, Any]:
    """Callers, search over everything, a paper of one page, the first page after signing in."""
    ours.env["offer"] = make_offer(ours.base, call)
    found: dict[str, Any] = {}
    for title, op in (
        ("caller by phone, ms", "caller"),
        ("search over all objects, ms", "search_everywhere"),
        ("offer PDF of one page, ms", "paper"),
        ("who am I (least work of a request), ms", "who"),
    ):
        one = drive.Client(ours, 0, 1)
        drive.measure([one], ours.ops[op], 0, 3)
        took = drive.measure([one], ours.ops[op], seconds, 20)
        found[title] = took.p50 if not took.faults else took.faults[0]
    return {**found, **browser.first_page(ours.base)}


def make_offer(base: str, call: Callable[..., Any]) -> str:
    """An offer with ten lines; its id."""
    line = {"name": "Window", "quantity": "2", "price": {"amount": "350.00", "currency": "EUR"}}
    body = {"person": "00000000-0000-7003-8000-000000000001", "lines": [line] * 10}
    return str(call(base, "POST", OFFER, "admin", body)["id"])


def crowd(ours: drive.Recipe, people: int, requests: int) -> dict[str, Any]:
    """Simultaneous users on a connection each, who read and think; their waiting in ms."""
    took: list[float] = []
    faults: list[str] = []

    def work(number: int) -> None:
        dice = random.Random(number)
        env = {**ours.env, "token": f"kt_bench_user{number % 50 + 1:02d}"}
        # the card is of the measured user's own deals, so those who may not see it have others
        mine = drive.Recipe(ours.base, ours.ops, ours.pools, ours.headers, env)
        one = drive.Client(mine, number, people)
        for _ in range(requests):
            time.sleep(dice.uniform(*THINKING))
            names = [n for n, often in CROWD.items() for _ in range(often)]
            if number % 50:
                names = [n for n in names if n != "card"]
            try:
                took.append(one.run(ours.ops[dice.choice(names)]))
            except (drive.Fault, OSError) as error:
                faults.append(f"{type(error).__name__}: {error}")
        one.line.close()

    began = time.perf_counter()
    drive.together([lambda n=n: work(n) for n in range(people)])  # type: ignore[misc]
    rate = len(took) / (time.perf_counter() - began)
    ordered = sorted(took)
    return {
        f"{people} simultaneous users: errors": len(faults) if not faults else faults[:1],
        f"{people} simultaneous users: p50, ms": statistics.median(ordered) * 1000,
        f"{people} simultaneous users: p95, ms": ordered[int(len(ordered) * 0.95)] * 1000,
        f"{people} simultaneous users: requests a second": rate,
    }


def beside_streams(ours: drive.Recipe, streams: int, seconds: float) -> dict[str, Any]:
    """The list of persons while as many pages are open as there are STREAMS, four a person."""
    sites = [
        serving.Site(ours.base, [f"Authorization: Bearer kt_bench_user{n % 50 + 1:02d}"])
        for n in range(streams // 4)
    ]
    parked = [serving.Streams(site, "/api/v1/stream", 4) for site in sites]
    heard = sum(one.wait_heard(10) for one in parked)
    one = drive.Client(ours, 0, 1)
    drive.measure([one], ours.ops["list_all"], 0, 3)
    took = drive.measure([one], ours.ops["list_all"], seconds, 20)
    for each in parked:
        each.close()
    name = f"list beside {streams} open streams"
    return {
        f"{name}: streams that were heard": heard,
        f"{name}: p50, ms": took.p50 if took.times else took.faults[0],
        f"{name}: p95, ms": took.share(0.95) if took.times else 0.0,
        f"{name}: errors": len(took.faults),
    }


def importing(where: servers.Place, data: Path) -> dict[str, Any]:
    """Seconds of an import of the contacts with company, owner and duplicate check."""
    return told("import", where, "bench.importing", str(data))


def signing_in(where: servers.Place) -> dict[str, Any]:
    """What a sign-in costs beside its password's hash."""
    return told("sign in", where, "bench.signing_in", "admin", servers.PASSWORD, "20")


def told(title: str, where: servers.Place, *words: str) -> dict[str, Any]:
    """What a module of the bench prints in a process of its own, one figure a line."""
    done = subprocess.run(
        [servers.PYTHON, "-m", *words],
        cwd=ROOT,
        env=where.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        return {title: done.stderr.strip().splitlines()[-1][:200]}
    found = {}
    for line in done.stdout.splitlines():
        name, _, value = line.rpartition(": ")
        found[name] = float(value)
    return found
