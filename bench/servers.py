"""The two servers beside each other on one database: Kartei as a firm runs it, and the bare floor.

Both are granian with 2 processes on loopback; each is ended by the id of its own process.
"""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tools import postgres
from tools.steps import ROOT, Failed, run

PYTHON = sys.executable
FLOOR_THREADS = 4
#: Of the administrator of the measured installation, which is thrown away.
PASSWORD = "of-no-use-elsewhere"  # noqa: S105


@dataclass(frozen=True)
class Place:
    """Where one run keeps its rows; the URLs are empty on SQLite."""

    kind: str
    folder: Path
    kartei_url: str = ""
    floor_url: str = ""

    @property
    def floor_dsn(self) -> str:
        """What the floor connects to."""
        return self.floor_url or str(self.folder / "floor.sqlite3")

    @property
    def environment(self) -> dict[str, str]:
        """The environment of Kartei's processes; a developer's own installation stays out.

        Byte code is kept, as pip keeps it: else each start would translate the program anew.
        """
        shed = ("KARTEI_", "PYTHONDONTWRITEBYTECODE")
        kept = {k: v for k, v in os.environ.items() if not k.startswith(shed)}
        here = {"KARTEI_DATA": str(self.folder / "data"), "KARTEI_DATABASE": self.kartei_url}
        here["PYTHONPYCACHEPREFIX"] = str(self.folder / "bytecode")
        return {**kept, **here, "DJANGO_SETTINGS_MODULE": "kartei.web.settings"}


@contextmanager
def place(kind: str, folder: Path) -> Iterator[Place]:
    """A fresh place for rows, on SQLite or on a throw-away PostgreSQL that waits for the disk."""
    if kind == "sqlite":
        yield Place(kind, folder)
        return
    binaries = postgres.binaries()
    if binaries is None:
        raise Failed("no initdb found (Debian: apt install postgresql)")
    with postgres.cluster(binaries, safe=True) as url:
        import psycopg

        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("CREATE DATABASE kartei")
            connection.execute("CREATE DATABASE floor")
        top = url.rsplit("/", 1)[0]
        yield Place(kind, folder, f"{top}/kartei", f"{top}/floor")


def load(where: Place, data: Path) -> None:
    """Fill both databases with the data set."""
    environment = where.environment
    run([PYTHON, "-m", "kartei", "migrate"], what="kartei migrate", env=environment)
    words: list[str | Path] = [PYTHON, "-m", "bench.load", data]
    run(words, what="bench.load", env=environment, quiet=False)
    words = [PYTHON, "-m", "bench.floor_load", where.floor_dsn, data]
    run(words, what="bench.floor", quiet=False)


@dataclass
class Server:
    """A running server: its address, its process, and the seconds until its first answer."""

    base: str
    process: subprocess.Popen[bytes]
    started_in: float


@contextmanager
def serving(
    words: list[str], port: int, path: str, environment: dict[str, str]
) -> Iterator[Server]:
    """Run a server until the block is left; it is ready when PATH is answered."""
    began = time.perf_counter()
    process = subprocess.Popen(
        words, cwd=ROOT, env=environment, start_new_session=True, stdout=subprocess.DEVNULL
    )
    try:
        while not answers(port, path):
            if process.poll() is not None or time.perf_counter() - began > 60:
                raise Failed(f"{' '.join(words[:4])} does not answer")
            time.sleep(0.02)
        yield Server(f"http://127.0.0.1:{port}", process, time.perf_counter() - began)
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def answers(port: int, path: str) -> bool:
    """Whether a server answers with something else than a fault of its own."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        line.request("GET", path)
        return line.getresponse().status < 500
    except OSError:
        return False
    finally:
        line.close()


@contextmanager
def kartei(where: Place) -> Iterator[Server]:
    """``kartei up``: two web processes and the job worker."""
    port = free_port()
    environment = {**where.environment, "PORT": str(port)}
    with serving([PYTHON, "-m", "kartei", "up"], port, "/api/v1/session", environment) as server:
        yield server


@contextmanager
def floor(where: Place) -> Iterator[Server]:
    """The bare WSGI function."""
    port = free_port()
    words = [PYTHON, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--workers", "2"]
    words += ["--blocking-threads", str(FLOOR_THREADS), "--backpressure", "4096", "--no-ws"]
    words += ["--log-level", "warning", "bench.floor:app"]
    environment = {**os.environ, "FLOOR_DSN": where.floor_dsn}
    with serving(words, port, "/ready", environment) as server:
        yield server


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def memory(pid: int) -> float:
    """Proportional memory of a process and all its children in MiB, from /proc; 0 elsewhere."""
    total = 0.0
    for one in tree(pid):
        for line in Path(f"/proc/{one}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1]) / 1024
    return total


def tree(pid: int) -> list[int]:
    """A process and its descendants."""
    if not Path(f"/proc/{pid}/task").exists():
        return []
    found = [pid]
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            found += tree(int(child))
    return found
