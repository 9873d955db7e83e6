"""Chooses the tests' database and keeps the tests off the network.

Which database: ``tests/settings.py`` (KARTEI_TEST_DB). Only loopback may be reached: a test that
needs the outside world would fail on the next machine.
"""

import ipaddress
import os
import socket
import subprocess
from typing import Any

import pytest

#: What starts processes for tests.
STARTING = ("tests.live", "tools.postgres")
ON_POSTGRESQL = os.environ.get("KARTEI_TEST_DB") == "postgresql"


def pytest_report_header() -> str:
    """Name the database at the head of the run."""
    return f"database: {'PostgreSQL' if ON_POSTGRESQL else 'SQLite'}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip on SQLite what is marked as PostgreSQL's alone; leave out on PostgreSQL what would do
    the same as on SQLite.
    """
    if not ON_POSTGRESQL:
        for item in items:
            if item.get_closest_marker("postgresql"):
                item.add_marker(pytest.mark.skip(reason="needs PostgreSQL"))
        return
    again = [item for item in items if not meets_database(item)]
    if again:
        config.hook.pytest_deselected(items=again)
        items[:] = [item for item in items if meets_database(item)]


def meets_database(item: pytest.Item) -> bool:
    """Whether a test can come to a database: by a mark or a fixture, for to others pytest-django
    refuses it, or past that by another process that its file starts, unless a mark says that this
    process knows none.
    """
    if item.get_closest_marker("without_database"):
        return False
    fixtures = set(getattr(item, "fixturenames", ()))
    if item.get_closest_marker("django_db") or fixtures & {"db", "transactional_db"}:
        return True
    known = vars(getattr(item, "module", None) or object).values()
    starts = (one is subprocess or getattr(one, "__module__", "") in STARTING for one in known)
    return any(starts) or item.get_closest_marker("postgresql") is not None


class NetworkBlockedError(Exception):
    """A test tried to reach a host outside this machine."""


@pytest.fixture(autouse=True)
def _loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse connections to anything but loopback and local sockets."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else "localhost"
        if host not in ("localhost", "") and not ipaddress.ip_address(host).is_loopback:
            raise NetworkBlockedError(host)
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
