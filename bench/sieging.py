"""Besieges the door of a running installation with attempts to sign in.

    KARTEI_DATA=… python -m bench.sieging [SECONDS] [TRIES]

Starts the installation that the environment names, behind a proxy's header, so that attempts come
from as many addresses as are claimed. First the time of refusals: known and unknown logins and mail
addresses in turn, each from an address of its own; then what a flood does to others: the middle
time of a small question without it, with attempts from one address, and with attempts from many.
"""

from __future__ import annotations

import http.client
import os
import secrets
import statistics
import sys
import threading
import time
from collections import Counter

import orjson

from bench.servers import PYTHON, free_port, serving

#: Askers at the same time.
CROWD = 40
PATH = "/api/v1/session"
#: Whose password is guessed at, by login and by mail address.
LOGIN, ADDRESS = "manager1", "manager1@vector.example"


class Door:
    """One connection of a stranger, with the page's proof."""

    def __init__(self, port: int) -> None:
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        _status, headers, data = self.ask("GET", PATH)
        cookie = (headers.get("Set-Cookie") or "").partition(";")[0]
        self.proof = {"X-CSRFToken": str(data["csrf"]), "Cookie": cookie}

    def ask(
        self, verb: str, path: str, body: object = None, **more: str
    ) -> tuple[int, http.client.HTTPMessage, dict[str, object]]:
        """Status, headers and answer."""
        headers = {"Content-Type": "application/json", **more}
        self.line.request(verb, path, orjson.dumps(body) if body else None, headers)
        got = self.line.getresponse()
        return got.status, got.headers, orjson.loads(got.read())

    def knock(self, login: str, address: str, password: str = "wrong") -> str:  # noqa: S107
        """How an attempt ends: the code of the refusal."""
        body = {"login": login, "password": password}
        more = {"X-Forwarded-For": address, **self.proof}
        return str(self.ask("POST", PATH, body, **more)[2].get("code"))


def address(number: int) -> str:
    """One of many addresses."""
    return f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"


def compare(port: int, names: dict[str, str], tries: int) -> dict[str, float]:
    """Kind of name -> middle time of a refusal in milliseconds; the kinds take turns."""
    door, times = Door(port), {kind: list[float]() for kind in names}
    for number in range(tries):
        for place, (kind, name) in enumerate(names.items()):
            before = time.perf_counter()
            code = door.knock(name, address(number * len(names) + place))
            times[kind].append(time.perf_counter() - before)
            if code != "session.wrong":
                raise RuntimeError(f"{kind}: {code}")
    return {kind: statistics.median(found) * 1000 for kind, found in times.items()}


def middle(port: int, seconds: float) -> tuple[float, float]:
    """Middle and slowest time of a small question in milliseconds."""
    door, times, end = Door(port), list[float](), time.monotonic() + seconds
    while time.monotonic() < end:
        before = time.perf_counter()
        if door.ask("GET", PATH)[0] != 200:
            raise RuntimeError("others are not answered")
        times.append(time.perf_counter() - before)
        time.sleep(0.02)
    return statistics.median(times) * 1000, max(times) * 1000


def siege(port: int, seconds: float, *, many: bool) -> tuple[float, float, Counter[str]]:
    """The same during a flood, and how its attempts ended."""
    over, ends = threading.Event(), Counter[str]()

    def storm(first: int) -> None:
        door, number = Door(port), first
        while not over.is_set():
            number += CROWD
            ends[door.knock("admin", address(0x100000 + number) if many else "192.0.2.7")] += 1

    crowd = [threading.Thread(target=storm, args=(n,), daemon=True) for n in range(CROWD)]
    for one in crowd:
        one.start()
    found = middle(port, seconds)
    over.set()
    for one in crowd:
        one.join()
    return *found, ends


def give_address() -> None:
    """The sample people have no mail addresses of their own."""
    from kartei.web.loading import set_up

    set_up()
    from kartei.platform.access.models import User

    User.objects.filter(login=LOGIN).update(email=ADDRESS)


def main() -> None:
    """All of it, a figure a line."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 20
    tries = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    names = {
        "known login": LOGIN, "unknown login": "nobody-" + secrets.token_hex(3),
        "known address": ADDRESS, "unknown address": "nobody@vector.example",
    }  # fmt: skip
    give_address()
    port = free_port()
    environment = {**os.environ, "PORT": str(port), "KARTEI_PROXY": "yes"}
    with serving([PYTHON, "-m", "kartei", "up"], port, PATH, environment):
        for kind, found in compare(port, names, tries).items():
            print(f"refused   {kind:16} {found:8.1f} ms", flush=True)
        quiet, worst = middle(port, seconds)
        print(f"others    without flood    {quiet:8.1f} ms, slowest {worst:.0f}")
        for many in (False, True):
            busy, worst, ends = siege(port, seconds, many=many)
            told = ", ".join(f"{count} {code}" for code, count in ends.most_common())
            print(f"others    {'many addresses' if many else 'one address':16} {busy:8.1f} ms, "
                  f"slowest {worst:.0f}, {busy / quiet:.1f} times; "
                  f"{sum(ends.values()) * 60 / seconds:.0f} attempts a minute: {told}")  # fmt: skip


if __name__ == "__main__":
    main()
