"""Offers: sums while typing, PDF, picture of a page, and the mail with the PDF."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from urllib.parse import quote

from django.http import HttpResponse
from ninja import Query, Router
from pydantic import Field

from kartei.modules.documents import contract
from kartei.modules.offers.contract import KIND
from kartei.web.api.base import Strict, answer, as_id, read_json
from kartei.web.api.idempotency import once

router = Router(tags=["offers"])
OFFER = "/records/offers.offer/{id}"
Layout = Annotated[str, Query(max_length=40, pattern="^[a-z_]*$")]
Page = Annotated[int, Query(ge=1, le=500)]
Tongue = Literal["ru", "de", "en"]
ANY = {"type": "object", "additionalProperties": True}
PREVIEW = {
    "requestBody": {"required": True, "content": {"application/json": {"schema": ANY}}},
    "responses": {200: {"description": "Sums", "content": {"application/json": {"schema": ANY}}}},
}


def file_answer(kind: str) -> dict[str, Any]:
    """How OpenAPI tells of an answer that is a file."""
    content = {kind: {"schema": {"type": "string", "format": "binary"}}}
    return {"responses": {200: {"description": "File", "content": content}}}


def handed_out(found: contract.Issued, kind: str, how: str) -> HttpResponse:
    """A file under its name; how: inline or attachment."""
    response = HttpResponse(found.data, content_type=kind)
    plain = found.name.encode("ascii", "ignore").decode().strip(" -") or "offer"
    name = plain.replace('"', "").replace("\\", "")
    response["Content-Disposition"] = f"{how}; filename=\"{name}\"; filename*=UTF-8''" + quote(
        found.name, safe=""
    )
    response["Cache-Control"] = "private, no-store"
    if found.pages is not None:
        response["X-Pages"] = str(found.pages)
    return response


@router.post("/offers/preview", operation_id="previewOffer", openapi_extra=PREVIEW)
def preview(request: Any) -> HttpResponse:
    """The sums of an offer's fields and lines; nothing is written."""
    return answer(contract.preview(KIND, request.actor, read_json(request)))


SKETCH = {**PREVIEW, **file_answer("image/png")}


@router.post("/offers/preview.png", operation_id="sketchOffer", openapi_extra=SKETCH)
def sketch(request: Any, page: Page = 1) -> HttpResponse:
    """One page of an offer's fields and lines as PNG; X-Pages says how many there are."""
    found = contract.sketch(KIND, request.actor, read_json(request), page=page)
    return handed_out(found, "image/png", "inline")


@router.get(OFFER + "/pdf", operation_id="pdfOffer", openapi_extra=file_answer("application/pdf"))
def pdf(request: Any, id: str, layout: Layout = "", draft: bool = False) -> HttpResponse:
    """The offer as PDF; a version is kept unless draft is set."""
    found = contract.pdf(KIND, request.actor, as_id(id), layout=layout, draft=draft)
    return handed_out(found, "application/pdf", "inline")


@router.get(
    OFFER + "/preview.png", operation_id="pictureOffer", openapi_extra=file_answer("image/png")
)
def picture(request: Any, id: str, layout: Layout = "", page: Page = 1) -> HttpResponse:
    """One page of the offer as PNG; nothing is kept."""
    found = contract.picture(KIND, request.actor, as_id(id), layout=layout, page=page)
    return handed_out(found, "image/png", "inline")


@router.get(OFFER + "/eml", operation_id="mailOffer", openapi_extra=file_answer("message/rfc822"))
def mail(request: Any, id: str, layout: Layout = "") -> HttpResponse:
    """A mail draft to the client with the PDF, of which a version is kept."""
    found = contract.mail(KIND, request.actor, as_id(id), layout=layout)
    return handed_out(found, "message/rfc822", "attachment")


class Sender(Strict):
    """As whom a letter goes."""

    name: str
    address: str


class SentOut(Strict):
    """A letter about this offer; state: as of mail.letter."""

    id: str
    to: str
    state: str
    at: str


class Proposal(Strict):
    """The letter as it would be; from is null where there is no account to send by."""

    sender: Sender | None = Field(alias="from")
    to: list[Sender]
    subject: str
    text: str
    language: Tongue
    file: str
    sent: list[SentOut]


class Wanted(Strict):
    """The letter that shall go; again: to whom this offer was sent before, too."""

    to: list[Annotated[str, Field(max_length=254)]] = Field(max_length=50)
    subject: str = Field(max_length=250)
    text: str = Field(max_length=40_000)
    language: Literal["", "ru", "de", "en"] = ""
    layout: str = Field("", max_length=40, pattern="^[a-z_]*$")
    again: bool = False


class Queued(Strict):
    """A letter in the queue."""

    id: str
    to: str


class Sent(Strict):
    """The letters; until when each can be taken out of the queue; the change that marked the offer
    as sent, where it did.
    """

    letters: list[Queued]
    until: str
    change: str | None


@router.get(OFFER + "/letter", response=Proposal, by_alias=True, operation_id="proposeOfferLetter")
def proposal(
    request: Any, id: str, language: Literal["", "ru", "de", "en"] = "", layout: Layout = ""
) -> HttpResponse:
    """The letter with which the offer would go by mail; nothing is written."""
    return answer(contract.proposal(KIND, request.actor, as_id(id), language, layout))


@router.post(OFFER + "/letter", response=Sent, operation_id="sendOfferLetter")
def send(request: Any, id: str, body: Wanted) -> HttpResponse:
    """Queue the offer by mail, once for each receiver; 409 for whom was sent it before."""
    wish = contract.Sending(**{**body.dict(), "to": tuple(body.to)})
    return once(request, lambda: answer(contract.send(KIND, request.actor, as_id(id), wish)))
