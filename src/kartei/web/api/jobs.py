"""Background work as its owner sees it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import ngettext
from ninja import Router

from kartei.platform.access.actor import Actor
from kartei.platform.flow import jobs
from kartei.web.api.base import Strict, answer, as_id

router = Router(tags=["jobs"])


class JobOut(Strict):
    """One piece of background work."""

    id: str
    kind: str
    title: str
    state: str
    done: int
    total: int
    result: dict[str, Any] | None
    error: str | None


class JobsOut(Strict):
    """The asker's newest jobs."""

    items: list[JobOut]


@router.get("/jobs", response=JobsOut)
def list_jobs(request: Any) -> HttpResponse:
    """The asker's newest jobs, running ones among them."""
    return answer({"items": [jobs.wire(row) for row in jobs.own_jobs(request.actor)]})


@router.get("/jobs/{id}", response=JobOut)
def get_job(request: Any, id: str) -> HttpResponse:
    """One job with its progress and result."""
    return answer(jobs.wire(jobs.own_job(request.actor, as_id(id))))


@router.post("/jobs/{id}/cancel", response=JobOut)
def cancel_job(request: Any, id: str) -> HttpResponse:
    """End a job; a running one stops at its next step, what is done stays done."""
    return answer(jobs.wire(jobs.cancel(jobs.own_job(request.actor, as_id(id)))))


def start_bulk(actor: Actor, name: str, wish: dict[str, Any]) -> HttpResponse:
    """A change of many records goes on in the background, under one change id."""
    title = ngettext(
        "Change of %(count)s record: %(title)s", "Change of %(count)s records: %(title)s",
        len(wish["ids"]),
    ) % {"count": len(wish["ids"]), "title": actor.obj(name).words["title"]}  # fmt: skip
    with transaction.atomic():
        args = {"object": name, "wish": wish}
        row = jobs.enqueue(actor, "records.bulk", args, title=title, total=len(wish["ids"]))
    return answer({"job": str(row.pk), "change": wish["change"]}, 202)


def start_merging(actor: Actor, name: str, groups: list[list[str]]) -> HttpResponse:
    """Merging what is surely the same goes on in the background, a change for each group."""
    title = ngettext(
        "Merging %(count)s group of duplicates: %(title)s",
        "Merging %(count)s groups of duplicates: %(title)s",
        len(groups),
    ) % {"count": len(groups), "title": actor.obj(name).words["title"]}
    with transaction.atomic():
        args = {"object": name, "groups": groups}
        row = jobs.enqueue(actor, "records.merge_sure", args, title=title, total=len(groups))
    return answer({"job": str(row.pk)}, 202)
