"""Edit and remove notes, calls and meetings (they are written under their home record)."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from ninja import Router
from pydantic import Field

from kartei.platform.records import entries
from kartei.web.api.base import Strict, answer, as_id, gone

router = Router(tags=["entries"])


class EntryChange(Strict):
    """What changes; a field that is not sent stays."""

    text: str | None = Field(default=None, max_length=50_000)
    at: str | None = Field(default=None, max_length=60)
    direction: str | None = Field(default=None, max_length=10)
    phone: str | None = Field(default=None, max_length=60)
    result: str | None = Field(default=None, max_length=40)
    minutes: int | None = None
    mentions: list[str] | None = Field(default=None, max_length=50)


class Named(Strict):
    """A record or user by id and title."""

    id: str
    title: str


class FileOut(Strict):
    """A file of an event."""

    id: str
    name: str
    type: str
    size: int
    url: str
    thumb: str | None


class Changed(Strict):
    """One changed field in words."""

    field: str
    label: str
    old: str
    new: str


class EventOut(Strict):
    """One event of a timeline."""

    id: str
    kind: str
    at: str
    author: Named | None
    object: str
    record: Named
    title: str
    text: str
    data: dict[str, Any]
    changes: list[Changed]
    editable: bool
    files: list[FileOut]


@router.patch("/entries/{id}", response=EventOut)
def change_entry(request: Any, id: str, body: EntryChange) -> HttpResponse:
    """Edit one's own note, call or meeting."""
    values = body.model_dump(exclude_unset=True)
    return answer(entries.change(request.actor, as_id(id), values))


@router.delete("/entries/{id}", response={204: None})
def delete_entry(request: Any, id: str) -> HttpResponse:
    """Remove one's own note, call or meeting; ``X-Change`` names the change to undo."""
    entries.delete(request.actor, as_id(id))
    return gone(request.actor)
