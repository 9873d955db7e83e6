"""Own Word templates: what they can insert, which suit a record, and documents made by them."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from ninja import Query, Router
from pydantic import Field

from kartei.modules.forms import contract
from kartei.platform.records.files import one
from kartei.platform.records.wire import file_wire
from kartei.web.api.base import Strict, answer, as_id
from kartei.web.api.entries import FileOut
from kartei.web.api.idempotency import once

router = Router(tags=["forms"])
Name = Annotated[str, Query(max_length=64)]
Key = Annotated[str, Query(max_length=64)]
BYTES = {"schema": {"type": "string", "format": "binary"}}
FILE = {"responses": {200: {"description": "File", "content": {contract.DOCX: BYTES}}}}


class PlaceOut(Strict):
    """A placeholder, as it is typed into the document, and what it stands for."""

    insert: str
    label: str


class GroupOut(Strict):
    """Placeholders that belong together; repeat: the loop that goes around those of lines."""

    name: str
    label: str
    repeat: str | None
    places: list[PlaceOut]


class Groups(Strict):
    """All that a template for an object can insert."""

    groups: list[GroupOut]


@router.get("/forms/places", response=Groups, operation_id="listPlaces")
def places(request: Any, object: Name) -> HttpResponse:
    """What a template for this object can insert: the fields that the asker reads."""
    actor = request.actor
    actor.must(object_of(actor, object), "read")
    return answer({"groups": contract.insert_list(actor, object)})


@router.get("/forms/sample", operation_id="sampleTemplate", openapi_extra=FILE)
def sample(request: Any, object: Name) -> HttpResponse:
    """A Word file to begin from, with every placeholder of the object."""
    actor = request.actor
    actor.must(object_of(actor, object), "read")
    return handed_out(contract.sample(actor, object), f"{object}.docx", contract.DOCX)


def object_of(actor: Any, name: str) -> str:
    """The name of an object that exists for the asker; 404 else."""
    return str(actor.obj(name).name)


class TemplateOut(Strict):
    """A template that suits a record."""

    id: str
    name: str
    language: str


class Offered(Strict):
    """The templates for a record; pdf: whether this server makes PDF of them."""

    templates: list[TemplateOut]
    pdf: bool


@router.get("/forms/offered", response=Offered, operation_id="offeredTemplates")
def offered(request: Any, object: Name, record: Key) -> HttpResponse:
    """Which templates suit a record that the asker may print."""
    found = contract.offered(request.actor, object, as_id(record))
    rows = [{"id": str(row.pk), "name": row.name, "language": row.language} for row in found]
    return answer({"templates": rows, "pdf": contract.makes_pdf()})


class FormWanted(Strict):
    """A document of a record by a template. keep: as a version among the files of the record."""

    object: str = Field(max_length=64)
    record: UUID
    template: UUID
    format: Literal["docx", "pdf"] = "docx"
    keep: bool = True


class MadeOut(Strict):
    """What was made. file: the kept version; closed: placeholders that the asker's role does not
    know; empty: those that say nothing in this record.
    """

    file: FileOut | None
    name: str
    closed: list[str]
    empty: list[str]


@router.post("/forms/make", response=MadeOut, operation_id="makeDocument")
def make(request: Any, body: FormWanted) -> HttpResponse:
    """Make a document; without keep only what would be missing in it is told."""
    actor = request.actor
    made = contract.make(
        actor, body.object, body.record, body.template,
        pdf=body.format == "pdf" and body.keep, keep=body.keep,
    )  # fmt: skip
    return answer(
        {
            "file": file_wire(one(actor, made.file)) if made.file else None,
            "name": made.name,
            "closed": list(made.closed),
            "empty": list(made.empty),
        }
    )


class Written(Strict):
    """Who writes to whom."""

    name: str
    address: str


class FormLetter(Strict):
    """The letter with which a document would go; from is null without an account to send by."""

    sender: Written | None = Field(alias="from")
    to: list[Written]
    subject: str
    text: str
    language: str


@router.get("/forms/letter", response=FormLetter, by_alias=True, operation_id="proposeFormLetter")
def letter(request: Any, object: Name, record: Key, template: Key) -> HttpResponse:
    """The letter with which a document would go by mail; nothing is written."""
    found = contract.proposal(request.actor, object, as_id(record), as_id(template))
    return answer(found)


class FormOrdered(Strict):
    """A document that is made in the background. to: empty, or the receivers of its letter."""

    object: str = Field(max_length=64)
    record: UUID
    template: UUID
    format: Literal["docx", "pdf"] = "docx"
    to: list[Annotated[str, Field(max_length=254)]] = Field(default=[], max_length=50)
    subject: str = Field("", max_length=250)
    text: str = Field("", max_length=40_000)
    again: bool = False


class FormJob(Strict):
    """The job that does it."""

    job: str


@router.post("/forms/order", response={202: FormJob}, operation_id="orderDocument")
def order(request: Any, body: FormOrdered) -> HttpResponse:
    """Make a document by a job, whose result tells its address, and send it where that is wanted;
    409 for whom was sent it before.
    """
    wish = contract.Wish(**{**body.dict(), "to": tuple(body.to)})
    return once(request, lambda: answer({"job": str(contract.order(request.actor, wish))}, 202))


def handed_out(data: bytes, name: str, media: str) -> HttpResponse:
    """A file for saving."""
    response = HttpResponse(data, content_type=media)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
