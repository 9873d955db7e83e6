"""Imports, exports and bulk edits as jobs."""

from __future__ import annotations

import threading
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction

from kartei.platform.access.actor import Actor
from kartei.platform.access.tests.cast import Cast, make_cast
from kartei.platform.flow import jobs, queue
from kartei.platform.flow.handlers import BULK, EXPORT, IMPORT, UNDO_IMPORT
from kartei.platform.flow.models import Job
from kartei.platform.flow.progress import Progress
from kartei.platform.flow.worker import perform
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import blobs, bulk, files, write
from kartei.platform.records.ask import Ask
from kartei.platform.records.importing import run, service
from kartei.platform.records.importing.models import Import
from kartei.platform.records.models import Journal
from kartei.platform.records.query import page

pytestmark = pytest.mark.django_db(transaction=True)
PERSON = "people.person"


@pytest.fixture
def cast(settings: Any, tmp_path: Any) -> Cast:
    """The firm, with files of its own."""
    settings.MEDIA_ROOT = str(tmp_path / "files")
    return make_cast()


def do(row: Job) -> Job:
    """Claim and perform a job here."""
    claimed = queue.claim("me")
    assert claimed is not None
    assert claimed.pk == row.pk
    perform(claimed, "me", threading.Event())
    row.refresh_from_db()
    return row


def upload(actor: Actor, rows: int) -> Import:
    """A started import of some people."""
    lines = ["Фамилия;E-mail", *(f"P{n};p{n}@firm.example" for n in range(rows))]
    row = service.upload(actor, ["\n".join(lines).encode()], "people.csv", PERSON)
    service.start(actor, row)
    return row


def order(actor: Actor, kind: str, args: dict[str, Any]) -> Job:
    with transaction.atomic():
        return jobs.enqueue(actor, kind, args, title=kind)


def test_an_import_and_its_undo_run_as_jobs(cast: Cast) -> None:
    row = upload(cast.alice, 30)
    done = do(order(cast.alice, IMPORT, {"import": str(row.id)}))
    assert done.state == Job.DONE
    assert done.result is not None
    assert (done.result["new"], done.result["change"]) == (30, str(row.change))
    assert {j.via for j in Journal.objects.all()} == {"import"}
    back = do(order(cast.alice, UNDO_IMPORT, {"import": str(row.id)}))
    assert back.result is not None
    assert back.result["undone"] == 30
    assert page(cast.alice, PERSON, Ask())["items"] == []


def test_a_cancelled_import_says_how_far_it_came(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = upload(cast.alice, 1_200)
    job = order(cast.alice, IMPORT, {"import": str(row.id)})
    monkeypatch.setattr("kartei.platform.flow.progress.PAUSE", 0)
    plain = Progress.__call__

    def cancel_late(self: Progress, done: int, total: int | None = None) -> None:
        if done >= 1_000:
            Job.objects.filter(pk=job.pk).update(cancel=True)
        plain(self, done, total)

    monkeypatch.setattr(Progress, "__call__", cancel_late)
    done = do(job)
    assert done.state == Job.CANCELLED
    assert done.result is not None
    assert done.result["new"] == 1_000
    row.refresh_from_db()
    assert row.state == Import.CANCELLED


def test_an_import_of_somebody_without_the_right_fails_with_the_reason(cast: Cast) -> None:
    row = upload(cast.alice, 3)
    job = order(cast.alice, IMPORT, {"import": str(row.id)})
    cast.grant("alice", {PERSON: {"read": "own"}})
    done = do(job)
    assert (done.state, done.attempts) == (Job.FAILED, 1)
    assert "create" in done.error
    row.refresh_from_db()
    assert row.state == Import.FAILED


def test_an_import_whose_job_is_called_off_or_breaks_is_over(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = upload(cast.alice, 3)
    jobs.cancel(order(cast.alice, IMPORT, {"import": str(waiting.id)}))
    waiting.refresh_from_db()
    assert waiting.state == Import.CANCELLED
    broken = upload(cast.alice, 3)
    job = order(cast.alice, IMPORT, {"import": str(broken.id)})
    Job.objects.filter(pk=job.pk).update(max_attempts=1)

    def fail(*_rest: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("kartei.platform.flow.handlers.run.run", fail)
    assert do(job).state == Job.FAILED
    broken.refresh_from_db()
    assert broken.state == Import.FAILED


def test_two_workers_cannot_write_the_same_rows(cast: Cast) -> None:
    """The slower one finds the rows written, and its own batch is rolled back."""
    row = upload(cast.alice, 30)
    job = order(cast.alice, IMPORT, {"import": str(row.id)})
    taken: list[int] = []

    def overtaken(done: int, total: int) -> None:
        if not taken:
            taken.append(done)
            assert run.run(cast.alice, row.id, lambda _d, _t: None)["new"] == 30

    with pytest.raises(run.RunsElsewhere):
        run.run(cast.alice, row.id, overtaken)
    assert Journal.objects.filter(change=str(row.change)).count() == 30
    assert do(job).state == Job.DONE


def test_a_large_edit_runs_as_a_job_and_an_interrupted_one_goes_on(cast: Cast) -> None:
    items = [{"last_name": f"P{n}"} for n in range(1_100)]
    write.create_many(cast.alice, PERSON, items)
    wish = bulk.bulk(cast.alice, PERSON, {"filter": None, "set": {"city": "Bonn"}})["large"]
    job = order(cast.alice, BULK, {"object": PERSON, "wish": wish})
    Job.objects.filter(pk=job.pk).update(
        done=500, memo={"change": wish["change"], "done": 500, "failed": [], "failed_count": 0}
    )
    done = do(job)
    assert done.state == Job.DONE
    assert done.result is not None
    assert done.result["done"] == 1_100
    assert done.done == 1_100
    assert Journal.objects.filter(change=wish["change"]).count() == 600


def test_an_export_leaves_a_file_for_its_orderer_alone(cast: Cast) -> None:
    write.create(cast.alice, PERSON, {"last_name": "Ёлкин"})
    ask = {"filter": ["name", "=", "ёлкин"], "sort": "name", "fields": ["name"], "search": ""}
    done = do(order(cast.alice, EXPORT, {"object": PERSON, "ask": ask, "format": "csv"}))
    assert done.result is not None
    key = UUID(done.result["url"].rsplit("/", 1)[1])
    stored = files.one(cast.alice, key)
    content = blobs.place(stored.sha256).read_bytes().decode("utf-8-sig")
    assert content == "Full name\r\nЁлкин\r\n"
    assert stored.name.endswith(".csv")
    with pytest.raises(Refusal):
        files.one(cast.bob, key)
