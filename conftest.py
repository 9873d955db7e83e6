"""Chooses the tests' database and keeps the tests off the network.

Which database: ``tests/settings.py`` (KARTEI_TEST_DB). Only loopback may be reached: a test that
needs the outside world would fail on the next machine.
"""

import ipaddress
import os
import socket
from typing import Any

import pytest

ON_POSTGRESQL = os.environ.get("KARTEI_TEST_DB") == "postgresql"


def pytest_report_header() -> str:
    """Name the database at the head of the run."""
    return f"database: {'PostgreSQL' if ON_POSTGRESQL else 'SQLite'}"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip on SQLite what is marked as PostgreSQL's alone."""
    if not ON_POSTGRESQL:
        for item in items:
            if item.get_closest_marker("postgresql"):
                item.add_marker(pytest.mark.skip(reason="needs PostgreSQL"))


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
