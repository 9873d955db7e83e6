"""The generic record endpoints: one set for every object there is or will be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from kartei.platform.access.actor import Actor
from kartei.platform.meta.errors import Refusal, bad_question
from kartei.platform.meta.versions import raised
from kartei.platform.records import entries, opened, write
from kartei.platform.records.ask import Ask
from kartei.platform.records.commands import run
from kartei.platform.records.query import page
from kartei.web.api import cards, commands
from kartei.web.api.base import (
    answer,
    as_id,
    json_parameter,
    methods,
    only,
    read_json,
    whole_number,
    yes,
)
from kartei.web.api.idempotency import once

LIST = ("filter", "sort", "fields", "search", "limit", "after", "count", "deleted")
COUNTS = ("exact", "capped", "none")


def ask_of(raw: dict[str, Any]) -> Ask:
    """A list question out of parameters or a body."""
    only(raw, *LIST)
    count = raw.get("count", "none")
    if count not in COUNTS:
        raise bad_question(_("“count” is exact, capped or none"), "http.parameter")
    fields = raw.get("fields")
    if isinstance(fields, str):
        fields = [f.strip() for f in fields.split(",") if f.strip()]
    if fields is not None and not (
        isinstance(fields, list) and all(isinstance(f, str) for f in fields)
    ):
        raise bad_question(_("“fields” is a list of field names"), "http.parameter")
    return Ask(
        filter=raw.get("filter"),
        sort=text(raw, "sort", 200),
        fields=tuple(fields) if fields is not None else None,
        search=text(raw, "search", 200),
        limit=whole_number(str(raw.get("limit", 50)), "limit", 1, 200),
        after=text(raw, "after", 4000),
        count=count,
        deleted=raw.get("deleted") in (True, "1"),
    )


def text(raw: dict[str, Any], name: str, limit: int) -> str:
    """A text parameter within its length."""
    found = raw.get(name, "")
    if not isinstance(found, str) or len(found) > limit or "\x00" in found:
        raise bad_question(_("“%(name)s” is not a usable text"), "http.parameter", name=name)
    return found


def from_query(request: HttpRequest) -> dict[str, Any]:
    """The parameters of a list, its filter decoded."""
    raw: dict[str, Any] = dict(request.GET.items())
    if "filter" in raw:
        raw["filter"] = json_parameter(raw["filter"], "filter")
    if "deleted" in raw:
        raw["deleted"] = yes(request.GET, "deleted")
    return raw


def list_records(request: Any, object: str) -> HttpResponse:
    """GET /records/{object}"""
    return answer(page(request.actor, object, ask_of(from_query(request))))


def query_records(request: Any, object: str) -> HttpResponse:
    """POST /records/{object}/query"""
    only(request.GET)
    return answer(page(request.actor, object, ask_of(read_json(request))))


def create_record(request: Any, object: str) -> HttpResponse:
    """POST /records/{object}"""
    only(request.GET)
    actor: Actor = request.actor
    body = read_json(request)

    def make() -> HttpResponse:
        values, before = dict(body), raised()
        wished, beside = values.pop("id", None), values.pop("with", None)
        key = client_id(wished) if wished is not None else None
        if beside is None:  # a transaction around that of the command costs two ways to the server
            made = write.create(actor, object, values, id=key)
        else:
            with transaction.atomic():
                made = write.create(actor, object, values, id=key)
                add_beside(actor, object, made, beside)
        return answer(cards.after_change(fresh(actor, before), object, made), 201)

    return once(request, make)


def add_beside(actor: Actor, name: str, key: UUID, beside: Any) -> None:
    """What is done together with a new record: ``{"entry": …}``, the talk it came from, and the
    input of commands that its form asks for (``{"set_password": {…}}``).

    Faults point into it, so that a form marks the right control.
    """
    declared = actor.obj(name).entity
    first = {c.name for c in declared.commands if c.first} if declared else set()
    if not isinstance(beside, dict) or not all(
        part in {"entry", *first} and isinstance(given, dict) for part, given in beside.items()
    ):
        words = _("“with” takes an entry and what the form of a new record asks")
        raise bad_question(words, "http.parameter")
    for part, given in beside.items():
        with inside(part):
            if part == "entry":
                entries.add(actor, name, key, given)
            else:
                run(actor, name, key, part, given)


@contextmanager
def inside(part: str) -> Iterator[None]:
    """Faults of one part of ``with`` say where they stand."""
    try:
        yield
    except Refusal as refusal:
        refusal.faults = tuple(
            replace(f, field=f"{part}.{f.field}", pointer=f"/with/{part}{f.pointer}")
            for f in refusal.faults
        )
        raise


def fresh(actor: Actor, before: int) -> Actor:
    """The same asker after his own change: rights and titles of small objects may be others now.

    before: ``versions.raised()`` ahead of the change, which tells whether there is anything new.
    """
    from kartei.platform.access.actor import actor_for

    if raised() == before:
        return actor
    try:
        return actor_for(
            actor.user, via=actor.via, language=actor.language, bounds=actor.standing.bounds
        )
    except Refusal:
        # he has just locked himself out, and sees what he did for the last time
        return actor


def client_id(raw: Any) -> UUID:
    """An identity made by the client."""
    try:
        return UUID(raw) if isinstance(raw, str) else UUID("")
    except ValueError as err:
        raise bad_question(_("“id” is not a UUID"), "http.parameter") from err


def get_record(request: Any, object: str, id: str) -> HttpResponse:
    """GET /records/{object}/{id}"""
    only(request.GET, "with")
    key = as_id(id)
    found = cards.card(request.actor, object, key, request.GET.get("with", ""))
    opened.note(request.actor, object, key)
    return answer(found)


def version_of(request: HttpRequest) -> int:
    """If-Match as a version; 428 without it."""
    found = request.headers.get("If-Match", "")
    if not found:
        raise Refusal(
            "records.no_version", _("Say which version you changed (If-Match)"), status=428
        )
    match = re.fullmatch(r'(?:W/)?"?(\d{1,9})"?', found.strip())
    if match is None:
        raise bad_question(_("If-Match is a version number"), "http.parameter")
    return int(match[1])


def change_record(request: Any, object: str, id: str) -> HttpResponse:
    """PATCH /records/{object}/{id}"""
    only(request.GET)
    actor: Actor = request.actor
    key = as_id(id)
    actor.obj(object)
    before = raised()
    write.change(actor, object, key, read_json(request), version=version_of(request))
    return answer(cards.after_change(fresh(actor, before), object, key))


def delete_record(request: Any, object: str, id: str) -> HttpResponse:
    """DELETE /records/{object}/{id}"""
    only(request.GET)
    actor: Actor = request.actor
    actor.obj(object)
    write.bin_many(actor, object, [as_id(id)], version=version_of(request))
    return HttpResponse(status=204)


OBJECT = "records/<str:object>"
ROUTES = [
    path(OBJECT, methods(GET=list_records, POST=create_record), name="records"),
    path(f"{OBJECT}/query", methods(POST=query_records), name="query"),
    path(f"{OBJECT}/bulk", methods(POST=commands.bulk_records), name="bulk"),
    path(f"{OBJECT}/board", methods(GET=commands.board_records), name="board"),
    path(f"{OBJECT}/groups", methods(GET=commands.group_records), name="groups"),
    path(f"{OBJECT}/similar", methods(POST=commands.similar_records), name="similar"),
    path(
        f"{OBJECT}/duplicates",
        methods(GET=commands.duplicate_records, POST=commands.set_apart),
        name="duplicates",
    ),
    path(
        f"{OBJECT}/duplicates/sure",
        methods(GET=commands.sure_duplicates, POST=commands.merge_duplicates),
        name="sure",
    ),
    path(f"{OBJECT}/export", methods(POST=commands.export_records), name="export"),
    path(f"{OBJECT}/<str:id>/timeline", methods(GET=commands.record_timeline), name="timeline"),
    path(f"{OBJECT}/<str:id>/entries", methods(POST=commands.add_entry), name="entries"),
    path(
        f"{OBJECT}/<str:id>",
        methods(GET=get_record, PATCH=change_record, DELETE=delete_record),
        name="record",
    ),
    path(f"{OBJECT}/<str:id>/<str:command>", methods(POST=commands.run_command), name="command"),
]
