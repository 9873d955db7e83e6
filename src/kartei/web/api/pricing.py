"""Consent to documents beyond somebody's price limits: how one stands, and asking for it."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpResponse
from ninja import Router
from pydantic import Field

from kartei.modules.pricing import contract
from kartei.web.api.base import Strict, answer, as_id

router = Router(tags=["pricing"])
PAPER = "/approvals/{object}/{id}"


class Standing(Strict):
    """needed: somebody must consent before the asker sends it out, text says why. state: of the
    newest request, "changed" when the content is another by now. mine: the asker is to decide.
    """

    needed: bool
    text: str
    state: Literal["", "waiting", "given", "refused", "changed"]
    answer: str
    by: str
    reason: str
    mine: bool


class PriceDecision(Strict):
    """Yes or no, with words."""

    approve: bool
    answer: str = Field("", max_length=2000)


class PriceWish(Strict):
    """Why the document should go out like this."""

    reason: str = Field("", max_length=2000)


@router.get(PAPER, operation_id="showApproval", response=Standing)
def show(request: Any, object: str, id: str) -> HttpResponse:
    """Whether a document needs consent, and whether it has it."""
    return answer(contract.standing(request.actor, object, as_id(id)))


@router.post(PAPER, operation_id="askApproval", response=Standing)
def ask(request: Any, object: str, id: str, body: PriceWish) -> HttpResponse:
    """Ask somebody whose limits suffice; once for each content."""
    return answer(contract.ask(request.actor, object, as_id(id), body.reason))


@router.post(PAPER + "/decision", operation_id="decideApproval", response=Standing)
def decide(request: Any, object: str, id: str, body: PriceDecision) -> HttpResponse:
    """Consent to a document or refuse to, where one is asked."""
    key = as_id(id)
    contract.decide(request.actor, object, key, yes=body.approve, answer=body.answer)
    return answer(contract.standing(request.actor, object, key))
