"""Sample data: what there is, fill in, clear."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpResponse
from ninja import Router

from kartei.platform.access.actor import Actor
from kartei.platform.flow import jobs
from kartei.platform.flow import samples as work
from kartei.platform.meta.errors import forbidden
from kartei.platform.records import samples
from kartei.web.api.base import Strict, answer
from kartei.web.api.jobs import JobOut

router = Router(tags=["samples"])


class ObjectSamples(Strict):
    """The samples of one object: how many, changed by people, led to by real records."""

    object: str
    title: str
    icon: str
    count: int
    edited: int
    held: int


class Holder(Strict):
    """A real record that leads to a sample."""

    object: str
    object_title: str
    id: str
    title: str


class Held(Holder):
    """A sample with some of the real records that lead to it, and how many these are."""

    by: list[Holder]
    count: int


class SamplesOut(Strict):
    """All samples, and the filling or clearing that is under way."""

    count: int
    edited: int
    held_count: int
    objects: list[ObjectSamples]
    held: list[Held]
    job: JobOut | None


class FillIn(Strict):
    """How much sample data."""

    amount: Literal["small", "medium"] = "small"


class ClearIn(Strict):
    """What becomes of samples that people changed, and of those real records lead to."""

    keep_edited: bool = False
    empty_links: bool = False


class Ordered(Strict):
    """The job that was ordered."""

    job: str


def administrator(request: Any) -> Actor:
    """Who asks; 403 for others than administrators."""
    actor: Actor = request.actor
    if not actor.administrator:
        raise forbidden()
    return actor


@router.get("/samples", response=SamplesOut)
def get_samples(request: Any) -> HttpResponse:
    """What samples there are and what hangs on them: the look before they are cleared."""
    found = samples.preview(administrator(request))
    running = work.running()
    return answer({**found, "job": jobs.wire(running) if running else None})


@router.post("/samples", response={202: Ordered})
def fill_samples(request: Any, body: FillIn) -> HttpResponse:
    """Fill in sample data, in the background; 409 while that goes on."""
    row = work.order(administrator(request), work.FILL, {"amount": body.amount})
    return answer({"job": str(row.pk)}, 202)


@router.delete("/samples", response={202: Ordered})
def clear_samples(request: Any, body: ClearIn) -> HttpResponse:
    """Clear the samples for good, in the background; 409 while that goes on."""
    row = work.order(administrator(request), work.CLEAR, body.model_dump())
    return answer({"job": str(row.pk)}, 202)
