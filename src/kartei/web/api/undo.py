"""Take a change back as a whole."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from ninja import Router

from kartei.platform.records.undo import undo
from kartei.web.api.base import Strict, answer, as_id
from kartei.web.api.entries import Named

router = Router(tags=["undo"])


class Kept(Strict):
    """What stays because it was changed since, or may not be changed."""

    object: str
    id: str
    title: str
    field: str | None
    by: Named | None


class Undone(Strict):
    """How many records went back, what was kept, and the change that the undo itself is."""

    undone: int
    kept: list[Kept]
    change: str


@router.post("/undo/{change}", response=Undone)
def undo_change(request: Any, change: str) -> HttpResponse:
    """Undo a change, but for what was changed since."""
    return answer(undo(request.actor, as_id(change)))
