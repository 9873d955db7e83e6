"""Live changes (server-sent events, WHATWG HTML 9.2) and the list of changes since a cursor."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson
from django.apps import apps
from django.db import connection
from django.http import StreamingHttpResponse
from ninja import Router

from kartei.platform.flow.changes import changes, cursor_at, epoch
from kartei.platform.flow.feed import Event, Feed, Listener, feed
from kartei.platform.flow.tail import position_now
from kartei.platform.meta.errors import Refusal
from kartei.web.api.base import OPTIONS, Strict, plain

router = Router(tags=["live"])
if apps.is_installed("kartei.modules.tasks"):
    from kartei.modules.tasks.contract import reminder_source

    feed.sources.append(reminder_source)

#: A sign of life for proxies, in seconds.
HEARTBEAT = 15.0
#: How long a browser waits before it comes again, in milliseconds.
COME_AGAIN = 2000


class ChangeOut(Strict):
    """What happened to one record; ``gone``: it left the asker's sight."""

    object: str
    id: str
    verb: str
    version: int | None


class ChangesOut(Strict):
    """Changes since a cursor; an empty list says that everything is read."""

    items: list[ChangeOut]
    cursor: str
    meta: str | None = None


@router.get("/changes", response=ChangesOut, exclude_unset=True)
def get_changes(request: Any, after: str = "") -> dict[str, Any]:
    """What changed since a cursor: changes, tombstones, and rows that left the asker's sight."""
    return changes(request.actor, after)


@router.get("/stream")
def get_stream(request: Any) -> StreamingHttpResponse:
    """Live events. ``Last-Event-ID`` (a cursor) brings what was missed meanwhile."""
    actor, seen = request.actor, request.seen
    listener = Listener(
        seen.user,
        seen.key,
        seen.by_token,
        actor.language,
        bounds=seen.bounds,
        ip=actor.ip,
    )
    feed.join(listener)
    try:
        first = missed(actor, request.headers.get("Last-Event-ID", ""))
        here = cursor_at(actor, position_now(), epoch()).text()
    except BaseException:
        feed.leave(listener)
        raise
    # the thread stays parked here for hours; the connection must not
    connection.close()
    response = StreamingHttpResponse(
        stream(feed, listener, first, here), content_type="text/event-stream"
    )
    response["Cache-Control"] = "no-store"
    response["X-Accel-Buffering"] = "no"
    return response


def missed(actor: Any, cursor: str) -> list[Event]:
    """What a returning browser did not hear; one who was away too long reads everything anew."""
    if not cursor:
        return []
    try:
        found = changes(actor, cursor)
    except Refusal:
        return [("meta", {"reload": True}, None)]
    events: list[Event] = [("change", {**item, "by": None}, None) for item in found["items"]]
    if "meta" in found:
        events.append(("meta", {"version": found["meta"]}, None))
    return events


def stream(source: Feed, listener: Listener, first: list[Event], cursor: str) -> Iterator[bytes]:
    """The body: what was missed, then events as they come, until the session is over
    or the server ends.
    """
    try:
        yield f"retry: {COME_AGAIN}\nid: {cursor}\n\n".encode()
        for event in first:
            yield written(event)
        while not listener.closed:
            event_or_none = listener.wait(HEARTBEAT)
            if event_or_none is None:
                yield b": still here\n\n"
                continue
            yield written(event_or_none)
            if event_or_none[0] == "end":
                return
    finally:
        source.leave(listener)


def written(event: Event) -> bytes:
    """One event in the form of the standard."""
    name, data, cursor = event
    mark = f"id: {cursor}\n".encode() if cursor else b""
    body = orjson.dumps(data, default=plain, option=OPTIONS)
    return b"event: " + name.encode() + b"\n" + mark + b"data: " + body + b"\n\n"
