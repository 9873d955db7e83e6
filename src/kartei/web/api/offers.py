"""Offers: sums while typing, PDF, picture of a page, and the mail with the PDF."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import quote

from django.http import HttpResponse
from ninja import Query, Router

from kartei.modules.offers import contract
from kartei.web.api.base import answer, as_id, read_json

router = Router(tags=["offers"])
OFFER = "/records/offers.offer/{id}"
Layout = Annotated[str, Query(max_length=40, pattern="^[a-z_]*$")]
Page = Annotated[int, Query(ge=1, le=500)]
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
    return answer(contract.preview(request.actor, read_json(request)))


SKETCH = {**PREVIEW, **file_answer("image/png")}


@router.post("/offers/preview.png", operation_id="sketchOffer", openapi_extra=SKETCH)
def sketch(request: Any, page: Page = 1) -> HttpResponse:
    """One page of an offer's fields and lines as PNG; X-Pages says how many there are."""
    found = contract.sketch(request.actor, read_json(request), page=page)
    return handed_out(found, "image/png", "inline")


@router.get(OFFER + "/pdf", operation_id="pdfOffer", openapi_extra=file_answer("application/pdf"))
def pdf(request: Any, id: str, layout: Layout = "", draft: bool = False) -> HttpResponse:
    """The offer as PDF; a version is kept unless draft is set."""
    found = contract.pdf(request.actor, as_id(id), layout=layout, draft=draft)
    return handed_out(found, "application/pdf", "inline")


@router.get(
    OFFER + "/preview.png", operation_id="pictureOffer", openapi_extra=file_answer("image/png")
)
def picture(request: Any, id: str, layout: Layout = "", page: Page = 1) -> HttpResponse:
    """One page of the offer as PNG; nothing is kept."""
    found = contract.picture(request.actor, as_id(id), layout=layout, page=page)
    return handed_out(found, "image/png", "inline")


@router.get(OFFER + "/eml", operation_id="mailOffer", openapi_extra=file_answer("message/rfc822"))
def mail(request: Any, id: str, layout: Layout = "") -> HttpResponse:
    """A mail draft to the client with the PDF, of which a version is kept."""
    found = contract.mail(request.actor, as_id(id), layout=layout)
    return handed_out(found, "message/rfc822", "attachment")
