"""Requests at the same moment: nothing is written twice, lost or half, and nothing is a 500."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from typing import Any
from uuid import UUID

import orjson
import pytest
from django.db import connections

from kartei.platform.access.models import Role, User
from kartei.platform.access.tests.cast import ORGANISATION
from kartei.platform.meta.models import Firm as MetaFirm
from kartei.platform.meta.models import State
from kartei.platform.records import write
from kartei.platform.records.models import Journal
from tests.closed_firm import Firm, ask, build

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 6
Said = tuple[int, Any]


@pytest.fixture
def firm(tmp_path: Any, settings: Any) -> Firm:
    settings.MEDIA_ROOT = str(tmp_path / "files")
    State.objects.get_or_create(pk=1)
    MetaFirm.objects.get_or_create(pk=1)
    found = build()
    found.cast.grant("alice", {"*": ORGANISATION})
    return found


def together(asks: list[Callable[[], tuple[int, bytes]]]) -> list[Said]:
    """The answers of requests that all begin at the same moment."""
    gate = threading.Barrier(len(asks))
    said: list[Said] = []

    def run(one: Callable[[], tuple[int, bytes]]) -> None:
        try:
            gate.wait(20)
            status, data = one()
            said.append((status, orjson.loads(data) if data else None))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(one,)) for one in asks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(said) == len(asks)
    return said


def same(firm: Firm, verb: str, path: str, body: Any, **headers: str) -> list[Said]:
    """The same request of Alice, several times at once."""
    clients = [firm.client("alice") for _n in range(AT_ONCE)]
    return together([lambda c=c: ask(c, verb, path, body, **headers) for c in clients])  # type: ignore[misc]


def statuses(said: list[Said]) -> Counter[int]:
    """How often each status came."""
    return Counter(status for status, _data in said)


def test_one_value_is_given_once(firm: Firm) -> None:
    """A unique article number: one has it, the others are told so."""
    body = {"name": "Handle", "article": "H-1", "price": "5", "vat": "22"}
    found = statuses(same(firm, "post", "/records/catalog.product", body))
    assert found[201] == 1, found
    assert set(found) <= {201, 409, 422}, found


def test_one_version_is_changed_once(firm: Firm) -> None:
    """Five of six editors hear that theirs is stale; the journal holds one change."""
    at, stamp = f"/records/people.person/{firm.mine['second']}", {"If-Match": '"1"'}
    found = statuses(same(firm, "patch", at, {"city": "Here"}, **stamp))
    assert found == {200: 1, 412: AT_ONCE - 1}
    changes = Journal.objects.filter(record=firm.mine["second"], verb="change")
    assert changes.count() == 1


@pytest.mark.parametrize("stamp", [{}, {"If-Match": '"1"'}])
def test_one_task_is_completed_once(firm: Firm, stamp: dict[str, str]) -> None:
    """And plans one next task, whether or not the askers say what they saw."""
    task = write.create(firm.cast.alice, "tasks.task", {"name": "Once"})
    body = {"next_name": "Following"}
    at = f"/records/tasks.task/{task}/complete"
    found = statuses(same(firm, "post", at, body, **stamp))
    assert found[200] == 1, found
    assert set(found) <= {200, 409, 412}, found
    _, page = ask(firm.client("alice"), "get", "/records/tasks.task?search=following&count=exact")
    assert orjson.loads(page)["count"]["value"] == 1


def test_numbers_of_a_series_have_neither_holes_nor_doubles(firm: Firm) -> None:
    """Deals made at once get following numbers."""
    said = same(firm, "post", "/records/sales.deal", {"name": "Rush"})
    assert statuses(said) == {201: AT_ONCE}
    numbers = sorted(int(data["number"]) for _status, data in said)
    assert numbers == list(range(numbers[0], numbers[0] + AT_ONCE))


def test_one_key_makes_one_record(firm: Firm) -> None:
    """A request repeated before its answer came is carried out once (R4)."""
    key = {"Idempotency-Key": "again"}
    said = same(firm, "post", "/records/people.person", {"last_name": "Single"}, **key)
    assert set(statuses(said)) <= {201, 409}, said
    assert len({data["id"] for status, data in said if status == 201}) == 1
    made = Journal.objects.filter(object="people.person", verb="create", data__title="Single")
    assert made.count() == 1


def test_two_merges_into_each_other_leave_one_record(firm: Firm) -> None:
    """One goes through; the other finds its record in the bin."""
    one, other = firm.mine["person"], firm.mine["second"]

    def merge(gone: UUID, stays: UUID) -> Callable[[], tuple[int, bytes]]:
        client = firm.client("alice")
        path = f"/records/people.person/{gone}/merge"
        return lambda: ask(client, "post", path, {"into": str(stays)})

    found = statuses(together([merge(one, other), merge(other, one)]))
    assert found[200] == 1, found
    assert set(found) <= {200, 409, 412, 503}, found
    alive = [write.one(firm.cast.admin, "people.person", key) for key in (one, other)]
    rows = Journal.objects.filter(verb="merge").values_list("record", flat=True)
    assert len(alive) == len(set(rows)) == 2


def test_an_administrator_stays(firm: Firm) -> None:
    """Two administrators who lock each other out at once: one of them is left."""
    role = Role.objects.get(administrator=True)
    User.objects.filter(pk=firm.cast.ids["bob"]).update(roles=[str(role.pk)])
    firm.cast.grant("alice", {})

    def disable(who: str, whom: str) -> Callable[[], tuple[int, bytes]]:
        client = firm.client(who)
        path = f"/records/access.user/{firm.cast.ids[whom]}/disable"
        return lambda: ask(client, "post", path, {})

    found = statuses(together([disable("admin", "bob"), disable("bob", "admin")]))
    assert found[200] == 1, found
    admins = User.objects.filter(active=True, login__in=["admin", "bob"])
    assert admins.count() == 1
