"""The day and the reminders of a user over HTTP."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from kartei.platform.access.models import Token
from kartei.platform.access.tests.cast import Cast, make_cast
from kartei.platform.records import write

pytestmark = pytest.mark.django_db
API = "/api/v1"


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def client(cast: Cast, name: str) -> Client:
    secret = f"kt_{name}"
    key = hashlib.sha256(secret.encode()).hexdigest()
    Token.objects.create(key=key, user_id=cast.ids[name], made_at=timezone.now())
    return Client(headers={"Authorization": f"Bearer {secret}"})


def make(actor: Any, name: str, **moments: timedelta) -> str:
    values = {field: (timezone.now() + delta).isoformat() for field, delta in moments.items()}
    return str(write.create(actor, "tasks.task", {"name": name, **values}))


def test_the_day_over_http(cast: Cast) -> None:
    make(cast.alice, "late", due_at=timedelta(hours=-1))
    make(cast.bob, "of Bob", due_at=timedelta(hours=-1))
    found = client(cast, "alice").get(f"{API}/tasks/day")
    assert found.status_code == 200
    day = found.json()
    assert [task["name"] for task in day["overdue"]] == ["late"]
    assert (day["today"], day["later"], day["done"]) == ([], [], [])


def test_reminders_over_http(cast: Cast) -> None:
    task = make(cast.alice, "call", remind_at=timedelta(minutes=-1))
    alice, bob = client(cast, "alice"), client(cast, "bob")
    (reminder,) = alice.get(f"{API}/reminders").json()["items"]
    assert reminder["task"]["id"] == task
    seen = f"{API}/reminders/{reminder['id']}/seen"
    assert bob.post(seen).status_code == 404
    assert alice.post(seen).status_code == 204
    assert alice.get(f"{API}/reminders").json() == {"items": []}


@pytest.mark.parametrize("key", ["nonsense", str(UUID(int=7)), "%00"])
def test_no_such_reminder(cast: Cast, key: str) -> None:
    assert client(cast, "alice").post(f"{API}/reminders/{key}/seen").status_code == 404


def test_nobody_has_no_day(cast: Cast) -> None:
    for path in ("tasks/day", "reminders"):
        assert Client().get(f"{API}/{path}").status_code == 401


def test_unknown_parameters_are_refused(cast: Cast) -> None:
    assert client(cast, "alice").get(f"{API}/tasks/day?zone=x").status_code == 400
