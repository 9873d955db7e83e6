"""The link for the client: shown, made, withdrawn by who may hand the offer out."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from ninja import Router

from kartei.modules.offers.contract import links
from kartei.web.api.base import Strict, answer, as_id

router = Router(tags=["documents"])
PAGE = "/records/offers.offer/{id}/page"


class Answered(Strict):
    """What the client answered; mark: sha256 of the content, file: the version that was kept."""

    what: str
    name: str
    text: str
    at: str
    mark: str | None = None
    file: str | None = None


class ClientPage(Strict):
    """The offer's page for the client; url: null without a link. days: on which it was opened."""

    url: str | None
    made_at: str | None
    opened_at: str | None
    seen_at: str | None
    days: int
    answer: Answered | None


@router.get(PAGE, response=ClientPage, operation_id="clientPage")
def shown(request: Any, id: str) -> HttpResponse:
    """The link, and what the client has done with it."""
    return answer(links.shown(request.actor, as_id(id)))


@router.post(PAGE, response=ClientPage, operation_id="makeClientPage")
def make(request: Any, id: str) -> HttpResponse:
    """Make the link, where there is none; a draft is thereby sent. 409 for a closed offer."""
    return answer(links.make(request.actor, as_id(id)))


@router.delete(PAGE, response=ClientPage, operation_id="withdrawClientPage")
def withdraw(request: Any, id: str) -> HttpResponse:
    """End the link."""
    return answer(links.withdraw(request.actor, as_id(id)))
