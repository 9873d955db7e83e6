"""Times how long somebody who was disabled is still let in: by streams, a token and a session.

    KARTEI_DATA=… python -m bench.revoking session|disable LOGIN

A whole run disables one user through the server and another from a process of its own, as another
machine would; both web processes have to notice. The two words above are what it calls besides.
"""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

#: Streams and ways in of each kind: so many that each web process has to do with some.
EACH = 4
#: Between two tries to get in, and how long after the act they are made, in seconds.
PAUSE = 0.01
WATCHED = 3.0
COOKIE = "kartei_session=bench-{}"


def measured(base: str, call: Callable[..., Any], environment: dict[str, str]) -> dict[str, Any]:
    """The figures of both ways; call: bench.run's, which asks the server as the administrator."""

    def inside(login: str) -> float:
        asked = f'/api/v1/records/access.user?filter=["login","=","{login}"]'
        found = call(base, "GET", asked, "admin")
        key = found["items"][0]["id"]
        call(base, "POST", f"/api/v1/records/access.user/{key}/disable", "admin", {})
        return time.time()

    def outside(login: str) -> float:
        return float(helper("disable", login, environment))

    figures: dict[str, Any] = {}
    for title, login, act in (
        ("disabled through the server", "user49", inside),
        ("disabled by another process", "user50", outside),
    ):
        helper("session", login, environment)
        found = Watch(base, login).ended_by(act)
        figures.update({f"{title}: {name}, s": seconds for name, seconds in found.items()})
    return figures


def helper(act: str, login: str, environment: dict[str, str]) -> str:
    """What this module prints in a process of its own."""
    words = [sys.executable, "-m", "bench.revoking", act, login]
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()


class Watch:
    """Open streams of a user, and tries to get in as he."""

    def __init__(self, base: str, login: str) -> None:
        self.place = urlsplit(base).netloc
        self.login = login
        self.until = float("inf")
        self.lock = threading.Lock()
        self.last: dict[str, list[float]] = {}

    def ended_by(self, act: Callable[[str], float]) -> dict[str, float]:
        """Seconds after the act until the last stream ended and nobody was let in any more."""
        token = {"Authorization": f"Bearer kt_bench_{self.login}"}
        page = {"Cookie": COOKIE.format(self.login)}
        ways = {"streams heard for": (self.hear, token), "token let in for": (self.enter, token)}
        ways["session let in for"] = (self.enter, page)
        threads = [
            threading.Thread(target=work, args=(name, headers))
            for name, (work, headers) in ways.items()
            for _ in range(EACH)
        ]
        for thread in threads:
            thread.start()
        while sum(map(len, list(self.last.values()))) < len(threads):
            if not all(thread.is_alive() for thread in threads):
                raise RuntimeError(f"{self.login} is not let in")
            time.sleep(PAUSE)
        acted = act(self.login)
        self.until = time.time() + WATCHED
        for thread in threads:
            thread.join()
        return {name: max(0.0, max(self.last[name]) - acted) for name in ways}

    def note(self, name: str) -> Callable[[], None]:
        """A place in which one thread keeps the last moment at which it was still let in."""
        with self.lock:
            mine = self.last.setdefault(name, [])
            at = len(mine)
            mine.append(time.time())

        def keep() -> None:
            mine[at] = time.time()

        return keep

    def hear(self, name: str, headers: dict[str, str]) -> None:
        """Listen until the stream ends."""
        with closing(http.client.HTTPConnection(self.place, timeout=60)) as line:
            line.request("GET", "/api/v1/stream", headers=headers)
            with line.getresponse() as stream:
                stream.readline()
                keep = self.note(name)
                while stream.readline():
                    keep()
                keep()

    def enter(self, name: str, headers: dict[str, str]) -> None:
        """Ask on a connection of its own each time, so that both processes are asked."""
        keep: Callable[[], None] | None = None
        while time.time() < self.until:
            with closing(http.client.HTTPConnection(self.place, timeout=60)) as line:
                line.request("GET", "/api/v1/meta", headers=headers)
                answer = line.getresponse()
                answer.read()
            if answer.status == http.HTTPStatus.OK:
                keep = keep or self.note(name)
                keep()
            elif keep is None:
                return  # never let in: whoever waits for this thread tells
            time.sleep(PAUSE)


def make_session(login: str) -> None:
    """A signed-in browser, whose cookie is known."""
    from django.utils import timezone

    from kartei.platform.access.models import Session, User
    from kartei.web.sessions import digest

    now = timezone.now()
    user = User.objects.get(login=login)
    Session.objects.create(
        key=digest(COOKIE.format(login).partition("=")[2]), user=user, epoch=user.epoch,
        made_at=now, expires_at=now + timedelta(hours=1), agent="bench",
    )  # fmt: skip


def disable(login: str) -> None:
    """Keep a user out from here, and print when that was committed."""
    from kartei.platform.access.actor import an_administrator
    from kartei.platform.access.models import User
    from kartei.platform.records import commands

    admin = an_administrator()
    if admin is None:
        raise RuntimeError("the installation has no administrator")
    commands.run(admin, "access.user", User.objects.get(login=login).pk, "disable", {})
    print(time.time())


def main() -> None:
    """Do one act in the installation that the environment names."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kartei.web.settings")
    import django

    django.setup()
    {"session": make_session, "disable": disable}[sys.argv[1]](sys.argv[2])


if __name__ == "__main__":
    main()
