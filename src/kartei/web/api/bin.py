"""The bin over all objects, and notices to single users."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Router
from pydantic import Field

from kartei.platform.flow.feed import feed
from kartei.platform.records import bin, notices
from kartei.web.api.base import Strict, answer, as_id, whole_number
from kartei.web.api.entries import Named

router = Router(tags=["bin"])
feed.sources.append(notices.source)
MOST = 200


class Binned(Strict):
    """A record in the bin: what, since when, by whom."""

    id: str
    at: datetime
    by: Named | None
    object: str
    object_title: str
    icon: str
    record: str
    title: str
    can_restore: bool
    can_purge: bool


class BinPage(Strict):
    """What was thrown away last first; next: the value of ``after`` for what lies behind."""

    items: list[Binned]
    next: str | None


class Place(Strict):
    """One record."""

    object: Annotated[str, Field(max_length=64)]
    id: UUID


class Places(Strict):
    """Some records."""

    items: Annotated[list[Place], Field(min_length=1, max_length=MOST)]


class Failed(Strict):
    """A record that was left as it is, and why."""

    object: str
    id: str
    detail: str


class Outcome(Strict):
    """How many were done, what was refused, and the change by which it can be undone."""

    done: int
    failed: list[Failed]
    change: str | None


class NoticeOut(Strict):
    """What the asker is told; count: so many records came together."""

    id: str
    kind: str
    at: datetime
    by: Named
    object: str
    object_title: str
    many_title: str
    record: str
    title: str
    version: int
    count: int
    rights: list[str]
    until: datetime | None


class Notices(Strict):
    """What the asker has not seen yet, newest first."""

    items: list[NoticeOut]


class Accepted(Strict):
    """The request was taken; whether there is such a record is not told."""

    accepted: bool


def places(body: Places) -> list[tuple[str, UUID]]:
    """The records named in a body."""
    return [(one.object, one.id) for one in body.items]


@router.get("/bin", response=BinPage, operation_id="bin")
def get_bin(
    request: Any, object: str = "", by: UUID | None = None, limit: str = "50", after: str = ""
) -> HttpResponse:
    """What is in the bin, of all that the asker may read."""
    last = whole_number(after, "after", 0, 10**9 - 1) if after else 0
    size = whole_number(limit, "limit", 1, MOST)
    return answer(bin.page(request.actor, object=object, by=by, limit=size, after=last))


@router.post("/bin/restore", response=Outcome, operation_id="bin_restore")
def restore(request: Any, body: Places) -> HttpResponse:
    """Take records out of the bin."""
    return answer(bin.restore(request.actor, places(body)))


@router.post("/bin/purge", response=Outcome, operation_id="bin_purge")
def purge(request: Any, body: Places) -> HttpResponse:
    """Delete records for good; nothing brings them back."""
    found = bin.purge_many(request.actor, places(body))
    return answer({**found, "change": None})


@router.get("/notices", response=Notices, operation_id="notices")
def get_notices(request: Any) -> HttpResponse:
    """What others shared with the asker, gave him, or ask of him."""
    return answer({"items": notices.mine(request.actor)})


@router.post("/notices/{id}/seen", response={204: None}, operation_id="notice_seen")
def notice_seen(request: Any, id: str) -> HttpResponse:
    """The asker has seen a notice; it does not come again."""
    notices.mark_seen(request.actor, as_id(id))
    return HttpResponse(status=204)


@router.post("/access/requests", response=Accepted, operation_id="request_access")
def request_access(request: Any, body: Place) -> HttpResponse:
    """Ask for access to a record; answered alike whether or not there is such a record."""
    notices.request_access(request.actor, body.object, body.id)
    return answer({"accepted": True})
