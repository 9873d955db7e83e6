"""The firm, a mail server and an account that leads to it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from kartei.platform.access import vault
from kartei.platform.access.tests.cast import Cast, make_cast
from kartei.platform.kit.vault import Vault
from kartei.platform.mail import delivery
from kartei.platform.mail.tests import sink as sinks
from kartei.platform.records import write


@pytest.fixture
def cast(db: Any) -> Cast:
    return make_cast()


@pytest.fixture(autouse=True)
def keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A vault of the test's own."""
    path = tmp_path / "keys"
    made = Vault(path)
    monkeypatch.setattr(vault, "vault", lambda: made)
    return path


@pytest.fixture
def sink() -> Iterator[sinks.Sink]:
    with sinks.running() as made:
        yield made


@pytest.fixture
def account(cast: Cast, sink: sinks.Sink) -> UUID:
    """The firm's account."""
    return make_account(cast, sink)


def make_account(cast: Cast, sink: sinks.Sink, **more: Any) -> UUID:
    """An account of the firm on the sink."""
    values = {
        "name": "Office", "address": "office@Окна.example", "sender": "Окна & Türen",
        "host": sink.host, "port": sink.port, "tls": "none", "firm": True, "owner": None,
    }  # fmt: skip
    return write.create(cast.admin, "mail.account", {**values, **more})


@pytest.fixture
def drain() -> Callable[[UUID], int]:
    """Hands over what is due, as the worker does."""
    return drained


def drained(account: UUID) -> int:
    """What one look of the worker hands over through an account."""
    return delivery.drain(account, delivery.Desk(), threading.Event())
