"""Priced papers: sums while typing, PDF, picture of a page, and the mail with the PDF."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from inspect import signature
from typing import Annotated, Any, Literal
from urllib.parse import quote

from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import Field

from kartei.modules.documents import contract
from kartei.platform.flow import jobs
from kartei.web.api.base import Strict, answer, as_id, read_json
from kartei.web.api.idempotency import once

router = Router(tags=["documents"])
PAPER = "/records/{object}/{id}"
Kind = contract.Kind
Layout = Annotated[str, Query(max_length=40, pattern="^[a-z_]*$")]
Page = Annotated[int, Query(ge=1, le=500)]
Tongue = Literal["ru", "de", "en"]
Chosen = Literal["", "ru", "de", "en"]
ANY = {"type": "object", "additionalProperties": True}
PREVIEW = {
    "requestBody": {"required": True, "content": {"application/json": {"schema": ANY}}},
    "responses": {200: {"description": "Sums", "content": {"application/json": {"schema": ANY}}}},
}


def file_answer(media: str) -> dict[str, Any]:
    """How OpenAPI tells of an answer that is a file."""
    content = {media: {"schema": {"type": "string", "format": "binary"}}}
    return {"responses": {200: {"description": "File", "content": content}}}


def handed_out(found: contract.Issued, media: str, how: str) -> HttpResponse:
    """A file under its name; how: inline or attachment."""
    response = HttpResponse(found.data, content_type=media)
    plain = found.name.encode("ascii", "ignore").decode().strip(" -") or "paper"
    name = plain.replace('"', "").replace("\\", "")
    response["Content-Disposition"] = f"{how}; filename=\"{name}\"; filename*=UTF-8''" + quote(
        found.name, safe=""
    )
    response["Cache-Control"] = "private, no-store"
    if found.pages is not None:
        response["X-Pages"] = str(found.pages)
    return response


def preview(kind: Kind, request: Any) -> HttpResponse:
    """The sums of a paper's fields and lines; nothing is written."""
    return answer(contract.preview(kind, request.actor, read_json(request)))


PRINT = {
    "requestBody": {"required": True, "content": {"application/json": {"schema": ANY}}},
    "responses": {202: {"description": "Job", "content": {"application/json": {"schema": ANY}}}},
}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PNG = file_answer("image/png")
SKETCH = {**PREVIEW, **PNG}


def sketch(kind: Kind, request: Any, page: Page = 1) -> HttpResponse:
    """One page of a paper's fields and lines as PNG; X-Pages says how many there are."""
    found = contract.sketch(kind, request.actor, read_json(request), page=page)
    return handed_out(found, "image/png", "inline")


def pdf(
    kind: Kind, request: Any, id: str, layout: Layout = "", draft: bool = False
) -> HttpResponse:
    """The paper as PDF; a version is kept unless draft is set."""
    found = contract.pdf(kind, request.actor, as_id(id), layout=layout, draft=draft)
    return handed_out(found, "application/pdf", "inline")


def picture(kind: Kind, request: Any, id: str, layout: Layout = "", page: Page = 1) -> HttpResponse:
    """One page of the paper as PNG; nothing is kept."""
    found = contract.picture(kind, request.actor, as_id(id), layout=layout, page=page)
    return handed_out(found, "image/png", "inline")


def sheet(kind: Kind, request: Any, id: str) -> HttpResponse:
    """The paper as a spreadsheet whose sums are formulas; nothing is kept."""
    return handed_out(contract.xlsx(kind, request.actor, as_id(id)), XLSX, "attachment")


def word_file(kind: Kind, request: Any, id: str) -> HttpResponse:
    """The paper as a Word file to go on editing; nothing is kept."""
    return handed_out(contract.docx(kind, request.actor, as_id(id)), DOCX, "attachment")


def print_many(kind: Kind, request: Any) -> HttpResponse:
    """Papers of a list as one PDF, or as a ZIP of single ones, made by a job."""
    actor = request.actor
    body = read_json(request)

    def make() -> HttpResponse:
        keys, form = contract.wanted(kind, actor, body)
        title = _("Printing: %(title)s") % {"title": actor.obj(kind.object).words["title"]}
        args = {"object": kind.object, "ids": [str(key) for key in keys], "form": form}
        with transaction.atomic():
            row = jobs.enqueue(actor, contract.PRINT, args, title=title, total=len(keys))
        return answer({"job": str(row.pk)}, 202)

    return once(request, make)


def mail(kind: Kind, request: Any, id: str, layout: Layout = "") -> HttpResponse:
    """A mail draft to the client with the PDF, of which a version is kept."""
    found = contract.mail(kind, request.actor, as_id(id), layout=layout)
    return handed_out(found, "message/rfc822", "attachment")


class Sender(Strict):
    """As whom a letter goes."""

    name: str
    address: str


class SentOut(Strict):
    """A letter about this paper; state: as of mail.letter."""

    id: str
    to: str
    state: str
    at: str


class Proposal(Strict):
    """The letter as it would be; from is null where there is no account to send by. link: whether
    it leads to the client's page; null where it cannot.
    """

    sender: Sender | None = Field(alias="from")
    to: list[Sender]
    subject: str
    text: str
    language: Tongue
    file: str
    link: bool | None
    sent: list[SentOut]


class Wanted(Strict):
    """The letter that shall go; again: to whom this paper was sent before, too; link: the page
    whose address is in the text is opened.
    """

    to: list[Annotated[str, Field(max_length=254)]] = Field(max_length=50)
    subject: str = Field(max_length=250)
    text: str = Field(max_length=40_000)
    language: Chosen = ""
    layout: str = Field("", max_length=40, pattern="^[a-z_]*$")
    again: bool = False
    link: bool = False


class Queued(Strict):
    """A letter in the queue."""

    id: str
    to: str


class Sent(Strict):
    """The letters; until when each can be taken out of the queue; the change that marked the paper
    as sent, where it did.
    """

    letters: list[Queued]
    until: str
    change: str | None


def proposal(
    kind: Kind,
    request: Any,
    id: str,
    language: Chosen = "",
    layout: Layout = "",
    link: bool | None = None,
) -> HttpResponse:
    """The letter with which the paper would go by mail; nothing is written."""
    return answer(contract.proposal(kind, request.actor, as_id(id), language, layout, link))


def send(kind: Kind, request: Any, id: str, body: Wanted) -> HttpResponse:
    """Queue the paper by mail, once for each receiver; 409 for whom was sent it before."""
    wish = contract.Sending(**{**body.dict(), "to": tuple(body.to)})
    return once(
        request,
        lambda: answer(contract.send(kind, request.actor, as_id(id), wish)),
    )


#: Method, address, function, the verb of its operation's name, what OpenAPI is told besides.
OPERATIONS: tuple[tuple[str, str, Callable[..., HttpResponse], str, dict[str, Any]], ...] = (
    ("POST", "/papers/{object}/preview", preview, "preview", {"openapi_extra": PREVIEW}),
    ("POST", "/papers/{object}/preview.png", sketch, "sketch", {"openapi_extra": SKETCH}),
    ("POST", "/papers/{object}/print", print_many, "printMany", {"openapi_extra": PRINT}),
    ("GET", PAPER + "/pdf", pdf, "pdf", {"openapi_extra": file_answer("application/pdf")}),
    (
        "GET",
        PAPER + "/preview.png",
        picture,
        "picture",
        {"openapi_extra": file_answer("image/png")},
    ),
    ("GET", PAPER + "/xlsx", sheet, "sheet", {"openapi_extra": file_answer(XLSX)}),
    ("GET", PAPER + "/docx", word_file, "wordFile", {"openapi_extra": file_answer(DOCX)}),
    ("GET", PAPER + "/eml", mail, "mail", {"openapi_extra": file_answer("message/rfc822")}),
    ("GET", PAPER + "/letter", proposal, "proposeLetter", {"response": Proposal, "by_alias": True}),
    ("POST", PAPER + "/letter", send, "sendLetter", {"response": Sent}),
)


def bound(kind: Kind, view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The function for one kind, as Ninja reads it: without its first parameter."""

    @wraps(view)
    def made(*args: Any, **kwargs: Any) -> HttpResponse:
        return view(kind, *args, **kwargs)

    shape = signature(view)
    made.__signature__ = shape.replace(  # type: ignore[attr-defined]
        parameters=list(shape.parameters.values())[1:]
    )
    return made


# Addresses name the object, so that the document of the API tells them per object.
for found in contract.kinds():
    for method, path, view, word, told in OPERATIONS:
        router.add_api_operation(
            path.replace("{object}", found.object),
            [method],
            bound(found, view),
            operation_id=f"{word}{found.model.__name__}",
            **told,
        )
