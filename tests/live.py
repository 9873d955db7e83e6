"""A whole installation on a free port for tests: demo firm, web processes, job worker.

It lies in a folder of its own and is started and stopped as a user would, by ``kartei``. On the
PostgreSQL run it gets a database of its own there.
"""

from __future__ import annotations

import http.client
import os
import random
import secrets
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import orjson

READY = "Kartei is ready: "
PASSWORD = "Fenster-7-окно"
_START_SECONDS = 90


@dataclass
class Answer:
    """What came back: ``data`` is decoded JSON, or the bytes where it is something else."""

    status: int
    headers: http.client.HTTPMessage
    data: Any


@dataclass
class House:
    """An installation, mostly running; ``url`` has no slash at its end."""

    url: str
    folder: Path
    environment: dict[str, str]
    tokens: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """``kartei up``, until it is ready; its words stand in server.log."""
        log = self.folder / "server.log"
        with log.open("wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "kartei", "up"],
                env=self.environment,
                stdout=out,
                stderr=subprocess.STDOUT,
            )
        _wait_ready(self.process, log)

    def stop(self) -> None:
        """End the server as Ctrl C does."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def kill(self) -> None:
        """Kill all processes of the server at once, so that none can end in order (Linux).

        They are held first, parents before children: a parent would give a killed child a
        successor, which then sat on the port for ever.
        """
        if self.process is None:
            return
        for act in (signal.SIGSTOP, signal.SIGSTOP, signal.SIGKILL):
            for pid in tree(self.process.pid):
                with suppress(ProcessLookupError):
                    os.kill(pid, act)
        self.process.wait()

    def run(self, *words: str) -> str:
        """What ``kartei WORDS`` printed; it must end well."""
        return _run(self.environment, *words)

    def call(self, *words: str) -> subprocess.CompletedProcess[str]:
        """``kartei WORDS``, however it ends."""
        return _call(self.environment, *words)

    def report(self, *words: str) -> str:
        """What ``kartei WORDS`` printed, however it ended."""
        return self.call(*words).stdout

    def token(self, login: str) -> str:
        """An API token of a user, made once."""
        if login not in self.tokens:
            self.tokens[login] = self.run("token", login).splitlines()[-1]
        return self.tokens[login]

    def ask(
        self, verb: str, path: str, body: Any = None, *, login: str = "manager1", **headers: str
    ) -> Answer:
        """One call of the API below /api/v1; BODY is sent as JSON, bytes as they are.

        An empty LOGIN asks as nobody. Header names are written with ``_`` for ``-``.
        """
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if login:
            sent["Authorization"] = f"Bearer {self.token(login)}"
        if body is not None and not isinstance(body, bytes):
            body = orjson.dumps(body)
            sent.setdefault("Content-Type", "application/json")
        return self.raw(verb, f"/api/v1{path}", body, sent)

    def raw(self, verb: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> Answer:
        """One call of any address with exactly these headers."""
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=60)
        try:
            # the server may refuse a large body by its length, and answer before it has read it
            with suppress(BrokenPipeError):
                connection.request(verb, path, body, dict(headers))
            response = connection.getresponse()
            data: Any = response.read()
            kind = response.headers.get_content_type()
            if data and kind in ("application/json", "application/problem+json"):
                data = orjson.loads(data)
            return Answer(response.status, response.headers, data)
        finally:
            connection.close()


def query(house: House, statement: str) -> list[Any]:
    """What the database itself says or does, past all programs; the rows where there are any."""
    url = house.environment.get("KARTEI_DATABASE")
    if url:
        import psycopg

        with psycopg.connect(url) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []
    with closing(sqlite3.connect(house.folder / "data" / "kartei.sqlite3")) as file, file:
        return file.execute(statement).fetchall()


@contextmanager
def model_house(folder: Path) -> Iterator[House]:
    """The small demo firm in the empty FOLDER, never started: houses are copied from it.

    All demo people have the password PASSWORD.
    """
    with empty_place(folder) as found:
        found.run("migrate")
        found.run("demo", "--small", "--password", PASSWORD)
        yield found


@contextmanager
def house(folder: Path, model: House | None) -> Iterator[House]:
    """An installation in the empty FOLDER, a copy of the MODEL or without anything; runs inside the
    block.
    """
    with empty_place(folder, model) as found:
        if model is None:
            found.run("migrate")
        else:
            shutil.copytree(model.folder / "data", folder / "data")
        found.start()
        yield found


@contextmanager
def empty_place(folder: Path, model: House | None = None) -> Iterator[House]:
    """A place in FOLDER for an installation that is not made yet; what is started there is stopped
    after the block. MODEL: whose database is there already on PostgreSQL.
    """
    port = free_port()
    with _database(model) as more:
        environment = {**_clean(), **more, "KARTEI_DATA": str(folder / "data"), "PORT": str(port)}
        environment["KARTEI_THREADS"] = "64"
        found = House(f"http://127.0.0.1:{port}", folder, environment)
        try:
            yield found
        finally:
            found.stop()


def free_port() -> int:
    """A port nobody listens on just now.

    It lies below those that outgoing connections are given, so that none of these sits on it while
    a server that was killed is started again.
    """
    for port in random.sample(range(20_000, 30_000), 100):
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError("no free port among a hundred")


def tree(pid: int) -> list[int]:
    """A process and its descendants, by /proc; without those that end meanwhile."""
    found = [pid]
    with suppress(FileNotFoundError, ProcessLookupError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                found += tree(int(child))
    return found


def _clean() -> dict[str, str]:
    """This environment without anything that belongs to another installation."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("KARTEI_", "DJANGO_")) and name != "PORT"
    }


def _call(environment: Mapping[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kartei", *words],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def _run(environment: Mapping[str, str], *words: str) -> str:
    done = _call(environment, *words)
    assert done.returncode == 0, f"kartei {words[0]}: {done.stdout[-2000:]}{done.stderr[-2000:]}"
    return done.stdout


def _wait_ready(process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + _START_SECONDS
    while READY not in log.read_text(encoding="utf-8", errors="replace"):
        assert process.poll() is None, log.read_text(encoding="utf-8", errors="replace")
        assert time.monotonic() < end, "the server was not ready in time"
        time.sleep(0.1)


@contextmanager
def _database(model: House | None) -> Iterator[dict[str, str]]:
    """The variables of a database for this installation alone, a copy of the MODEL's or empty; none
    where SQLite is tested.
    """
    if os.environ.get("KARTEI_TEST_DB") != "postgresql":
        yield {}
        return
    import psycopg

    server = os.environ["KARTEI_TEST_DATABASE"]
    name = f"kartei_live_{secrets.token_hex(6)}"
    with psycopg.connect(server, autocommit=True) as connection:
        source = urlsplit(model.environment["KARTEI_DATABASE"]).path[1:] if model else "template1"
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{source}"'.encode())
        try:
            parts = urlsplit(server)
            yield {"KARTEI_DATABASE": parts._replace(path=f"/{name}").geturl()}
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())
