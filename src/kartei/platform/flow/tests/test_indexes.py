"""Indexes of fields made at run time: beside the writers where the table is large (S4-070)."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import DatabaseError, connection, connections, transaction

from kartei.platform.access.tests.cast import Cast, make_cast
from kartei.platform.flow import jobs, queue
from kartei.platform.flow.handlers import INDEX
from kartei.platform.flow.models import Job
from kartei.platform.flow.worker import perform
from kartei.platform.meta import indexes, keeper
from kartei.platform.meta.errors import Refusal
from kartei.platform.meta.models import RuntimeField
from kartei.platform.records import write
from kartei.platform.records.tests.scene import PERSON, drop_runtime_tables, own_field, person

pytestmark = pytest.mark.django_db(transaction=True)
TABLE = "x_people_person"


@pytest.fixture
def cast(monkeypatch: pytest.MonkeyPatch) -> Iterator[Cast]:
    """A firm in which three filled rows are many."""
    monkeypatch.setattr(indexes, "AT_ONCE", 2)
    yield make_cast()
    drop_runtime_tables()


def filled_field(cast: Cast) -> RuntimeField:
    """A field with a value in three records, two of them alike."""
    name = own_field(cast.admin, PERSON, "text")
    for value in ("one", "two", "two"):
        person(cast.admin, **{name: value})
    return RuntimeField.objects.get()


def wish(cast: Cast, row: RuntimeField, *, indexed: bool) -> RuntimeField:
    """Ask for the index of a field, or for none."""
    write.change(cast.admin, "meta.field", row.pk, {"indexed": indexed})
    row.refresh_from_db()
    return row


def name_of(row: RuntimeField) -> str:
    return indexes.index_name(TABLE, row)


def left_names() -> set[str]:
    """All indexes of the side table, those that do not serve included."""
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, TABLE)
    return {name for name, about in found.items() if about["index"]}


def do(row: Job) -> Job:
    """Claim and perform a job here."""
    claimed = queue.claim("me")
    assert claimed is not None
    assert claimed.pk == row.pk
    perform(claimed, "me", threading.Event())
    row.refresh_from_db()
    return row


def wait_for(found: Any) -> None:
    """Until something holds, at most a minute."""
    until = time.monotonic() + 60
    while not found():
        assert time.monotonic() < until
        time.sleep(0.02)


def test_a_small_table_gets_its_index_at_once(cast: Cast) -> None:
    own_field(cast.admin, PERSON, "date", indexed=True)
    assert indexes.stands(name_of(RuntimeField.objects.get()))
    assert not Job.objects.exists()


def test_a_large_table_gets_its_index_from_a_job(cast: Cast) -> None:
    """The job tells in the list what it does; a field made with an index has one as well."""
    row = wish(cast, filled_field(cast), indexed=True)
    assert not indexes.stands(name_of(row))
    job = Job.objects.get(kind=INDEX)
    assert (job.actor, job.total) == (cast.admin.user, 1)
    assert row.name in job.title
    assert do(job).state == Job.DONE
    assert (job.done, job.error) == (1, "")
    assert indexes.stands(name_of(row))
    own_field(cast.admin, PERSON, "date", indexed=True)
    second = Job.objects.exclude(pk=job.pk).get()
    assert do(second).state == Job.DONE
    assert indexes.stands(name_of(RuntimeField.objects.order_by("number").last()))  # type: ignore[arg-type]


def test_an_index_is_dropped_or_left_alone_as_the_field_says(cast: Cast) -> None:
    row = wish(cast, filled_field(cast), indexed=True)
    job = Job.objects.get()
    wish(cast, row, indexed=False)
    assert do(job).state == Job.DONE
    assert name_of(row) not in left_names()
    wish(cast, row, indexed=True)
    assert do(Job.objects.exclude(pk=job.pk).get()).state == Job.DONE
    wish(cast, row, indexed=False)
    assert name_of(row) not in left_names()


def hold_open(entered: threading.Event, leave: threading.Event, row: RuntimeField) -> None:
    """A writer whose transaction lasts."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            field = f"f_{row.number}"
            cursor.execute(f"UPDATE {TABLE} SET {field} = 'held' WHERE {field} = 'one'")
            entered.set()
            leave.wait(60)
    finally:
        connections.close_all()


def build_apart(row: RuntimeField) -> None:
    try:
        indexes.build(row.pk)
    finally:
        connections.close_all()


def waiting() -> bool:
    """Whether an index is being built."""
    try:
        keeper.must_be_free(TABLE)
    except keeper.IndexUnderWay:
        return True
    return False


@pytest.mark.postgresql
def test_writers_go_on_while_an_index_waits_and_the_schema_is_left_alone(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An index in the plain way would stand before all writers until the first one has ended."""
    row = wish(cast, filled_field(cast), indexed=True)
    entered, leave = threading.Event(), threading.Event()
    holder = threading.Thread(target=hold_open, args=(entered, leave, row))
    holder.start()
    assert entered.wait(60)
    builder = threading.Thread(target=build_apart, args=(row,))
    builder.start()
    try:
        wait_for(waiting)
        with transaction.atomic():
            keeper.run("SET LOCAL lock_timeout = '5s'")
            person(cast.admin, **{f"f_{row.number}": "meanwhile"})
        monkeypatch.setattr(keeper, "TRIES", 2)
        with pytest.raises(Refusal) as caught:
            own_field(cast.admin, PERSON, "text", "Another")
        assert (caught.value.code, caught.value.status) == ("meta.busy", 409)
    finally:
        leave.set()
        holder.join(60)
        builder.join(60)
    assert indexes.stands(name_of(row))


@pytest.mark.postgresql
def test_what_a_failed_attempt_leaves_is_made_anew_or_dropped(cast: Cast) -> None:
    row = wish(cast, filled_field(cast), indexed=True)
    broken = f"CREATE UNIQUE INDEX CONCURRENTLY {name_of(row)} ON {TABLE} (f_{row.number})"
    with pytest.raises(DatabaseError):
        keeper.run(broken)
    assert name_of(row) in left_names()
    assert not indexes.stands(name_of(row))
    assert do(Job.objects.get()).state == Job.DONE
    assert indexes.stands(name_of(row))

    wish(cast, row, indexed=False)
    wish(cast, row, indexed=True)
    with pytest.raises(DatabaseError):
        keeper.run(broken)
    jobs.cancel(Job.objects.get(state=Job.WAITING))
    assert name_of(row) not in left_names()
