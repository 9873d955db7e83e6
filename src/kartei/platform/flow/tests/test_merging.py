"""Merging what is surely the same as a job (S1-18): done, stopped, gone on with."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import transaction

from kartei.platform.access.tests.cast import Cast, make_cast
from kartei.platform.flow import jobs, queue
from kartei.platform.flow.handlers import MERGE_SURE
from kartei.platform.flow.models import Job
from kartei.platform.flow.worker import perform
from kartei.platform.records import merge_sure, write

pytestmark = pytest.mark.django_db(transaction=True)
PERSON = "people.person"


@pytest.fixture
def cast(monkeypatch: pytest.MonkeyPatch) -> Cast:
    """The firm with five pairs of cards; each pair is a transaction of its own."""
    monkeypatch.setattr(merge_sure, "TOGETHER", 1)
    made = make_cast()
    items = [
        {"last_name": f"P{n}", "phones": [f"+7916000000{n}"]} for n in range(5) for _twin in "ab"
    ]
    write.create_many(made.alice, PERSON, items)
    return made


def order(cast: Cast) -> Job:
    """The job for all that is sure."""
    seal = merge_sure.page(cast.alice, PERSON)["seal"]
    groups = merge_sure.order(cast.alice, PERSON, {"seal": seal})
    with transaction.atomic():
        return jobs.enqueue(
            cast.alice, MERGE_SURE, {"object": PERSON, "groups": groups}, title="m", total=5
        )


def do(row: Job) -> Job:
    """Claim and perform a job here."""
    claimed = queue.claim("me")
    assert claimed is not None
    assert claimed.pk == row.pk
    perform(claimed, "me", threading.Event())
    row.refresh_from_db()
    return row


def test_all_pairs_become_one_card_each(cast: Cast) -> None:
    done = do(order(cast))
    assert (done.state, done.done, done.total) == (Job.DONE, 5, 5)
    assert done.result is not None
    assert (done.result["done"], done.result["failed"]) == (5, [])
    assert len({one["change"] for one in done.result["merges"]}) == 5
    assert merge_sure.page(cast.alice, PERSON)["groups"] == 0


def test_a_stopped_one_tells_what_it_merged(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The wish to stop counts before the next group; what was merged stays and is named."""
    row = order(cast)
    plain = merge_sure.united
    begun: list[Any] = []

    def stop_after_two(*args: Any) -> dict[str, Any]:
        begun.append(args)
        if len(begun) == 2:
            Job.objects.filter(pk=row.pk).update(cancel=True)
        return plain(*args)

    monkeypatch.setattr(merge_sure, "united", stop_after_two)
    done = do(row)
    assert done.state == Job.CANCELLED
    assert done.result is not None
    left = merge_sure.page(cast.alice, PERSON)["groups"]
    assert 0 < left < 5
    assert done.result["done"] == len(done.result["merges"]) == 5 - left


def test_an_interrupted_one_goes_on_where_it_was(cast: Cast) -> None:
    row = order(cast)
    groups = row.args["groups"]
    kept: list[tuple[int, dict[str, Any]]] = []
    merge_sure.run(
        cast.alice, PERSON, groups[:2], lambda done, total, told: kept.append((done, told))
    )
    done, memo = kept[-1]
    Job.objects.filter(pk=row.pk).update(done=done, memo=memo)
    found = do(row).result
    assert found is not None
    assert (found["done"], found["groups"], found["failed_count"]) == (5, 5, 0)
