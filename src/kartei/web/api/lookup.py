"""Who is calling, and search over everything."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from ninja import P, QueryEx, Router
from pydantic import ConfigDict

from kartei.platform.records import lookup as finder
from kartei.web.api.base import Strict, answer

router = Router(tags=["search"])


class Caller(Strict):
    """A record with this number; what else it shows depends on the object and the asker."""

    model_config = ConfigDict(extra="allow")

    object: str
    id: str
    title: str
    icon: str
    phone: str
    number: str


class Callers(Strict):
    """Records with this number, newest talk first."""

    items: list[Caller]


class Hit(Strict):
    """A record that matches."""

    object: str
    id: str
    title: str
    note: str
    icon: str


class Hits(Strict):
    """Records of all objects that match."""

    items: list[Hit]


@router.get("/lookup", response=Callers)
def lookup(request: Any, phone: QueryEx[str, P(max_length=60)]) -> HttpResponse:
    """Who has this phone number, in any notation."""
    return answer({"items": finder.lookup(request.actor, phone)})


@router.get("/search", response=Hits)
def search(
    request: Any,
    q: QueryEx[str, P(max_length=200)],
    limit: QueryEx[int, P(ge=1, le=100)] = 20,
) -> HttpResponse:
    """Search over all records that the asker may read."""
    return answer({"items": finder.search(request.actor, q, limit)})
