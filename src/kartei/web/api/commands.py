"""Endpoints of the record path beside plain reading and writing."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from kartei.platform.access.actor import Actor
from kartei.platform.meta.versions import raised
from kartei.platform.records import (
    apart,
    board,
    bulk,
    commands,
    duplicates,
    entries,
    merge_sure,
    similar,
)
from kartei.platform.records.timeline import timeline
from kartei.web.api import cards, exports, jobs
from kartei.web.api.base import answer, as_id, json_parameter, only, read_json, whole_number, yes
from kartei.web.api.idempotency import once


def run_command(request: Any, object: str, id: str, command: str) -> HttpResponse:
    """POST /records/{object}/{id}/{command}"""
    only(request.GET, "dry_run")
    actor: Actor = request.actor
    key = as_id(id)
    trial = yes(request.GET, "dry_run")
    body = read_json(request)
    version = None
    if "If-Match" in request.headers:
        from kartei.web.api.records import version_of

        version = version_of(request)

    def make() -> HttpResponse:
        before = raised()
        done = commands.run(actor, object, key, command, body, version=version, dry_run=trial)
        if trial:
            return answer(done)
        from kartei.web.api.records import fresh

        after = fresh(actor, before)
        shown = cards.after_change(after, object, done.pop("record", key))
        return answer({**done, "record": shown})

    return make() if trial else once(request, make)


def bulk_records(request: Any, object: str) -> HttpResponse:
    """POST /records/{object}/bulk"""
    only(request.GET, "dry_run")
    trial = yes(request.GET, "dry_run")
    done = bulk.bulk(request.actor, object, read_json(request), dry_run=trial)
    if "large" in done:
        return jobs.start_bulk(request.actor, object, done["large"])
    return answer(done)


BOARD = ("by", "filter", "search", "sum", "limit", "column", "after")


def board_records(request: Any, object: str) -> HttpResponse:
    """GET /records/{object}/board"""
    raw = request.GET
    only(raw, *BOARD)
    return answer(
        board.board(
            request.actor,
            object,
            by=raw.get("by", ""),
            filter=json_parameter(raw["filter"], "filter") if "filter" in raw else None,
            search=raw.get("search", ""),
            sum=raw.get("sum", ""),
            limit=whole_number(raw.get("limit", "20"), "limit", 1, 200),
            column=raw.get("column"),
            after=raw.get("after", ""),
        )
    )


def group_records(request: Any, object: str) -> HttpResponse:
    """GET /records/{object}/groups"""
    raw = request.GET
    only(raw, "by", "filter", "search", "sum")
    return answer(
        board.groups(
            request.actor,
            object,
            by=raw.get("by", ""),
            filter=json_parameter(raw["filter"], "filter") if "filter" in raw else None,
            search=raw.get("search", ""),
            sum=raw.get("sum", ""),
        )
    )


def similar_records(request: Any, object: str) -> HttpResponse:
    """POST /records/{object}/similar"""
    only(request.GET)
    return answer({"items": similar.similar(request.actor, object, read_json(request))})


def duplicate_records(request: Any, object: str) -> HttpResponse:
    """GET /records/{object}/duplicates"""
    raw = request.GET
    only(raw, "after", "apart")
    after = whole_number(raw.get("after", "0"), "after", 0, duplicates.MOST)
    return answer(duplicates.page(request.actor, object, apart=yes(raw, "apart"), after=after))


def set_apart(request: Any, object: str) -> HttpResponse:
    """POST /records/{object}/duplicates"""
    only(request.GET)
    apart.set_apart(request.actor, object, read_json(request))
    return HttpResponse(status=204)


def sure_duplicates(request: Any, object: str) -> HttpResponse:
    """GET /records/{object}/duplicates/sure"""
    raw = request.GET
    only(raw, "after")
    after = whole_number(raw.get("after", "0"), "after", 0, duplicates.MOST)
    return answer(merge_sure.page(request.actor, object, after=after))


def merge_duplicates(request: Any, object: str) -> HttpResponse:
    """POST /records/{object}/duplicates/sure"""
    only(request.GET)
    body = read_json(request)

    def make() -> HttpResponse:
        groups = merge_sure.order(request.actor, object, body)
        return jobs.start_merging(request.actor, object, groups)

    return once(request, make)


def export_records(request: Any, object: str) -> HttpResponse:
    """POST /records/{object}/export"""
    only(request.GET)
    return exports.export(request.actor, object, read_json(request))


def record_timeline(request: Any, object: str, id: str) -> HttpResponse:
    """GET /records/{object}/{id}/timeline"""
    raw = request.GET
    only(raw, "after", "limit", "kinds")
    found = timeline(
        request.actor,
        object,
        as_id(id),
        after=raw.get("after", ""),
        limit=whole_number(raw.get("limit", "50"), "limit", 1, 200),
        kinds=tuple(k for k in raw.get("kinds", "").split(",") if k),
    )
    return answer(found)


def add_entry(request: Any, object: str, id: str) -> HttpResponse:
    """POST /records/{object}/{id}/entries"""
    only(request.GET)
    actor: Actor = request.actor
    body = read_json(request)
    return once(request, lambda: answer(entries.add(actor, object, as_id(id), body), 201))
