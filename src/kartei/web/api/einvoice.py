"""E-invoices: the XML of an invoice, what keeps it from being one, the pages of a received bill."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.conf import settings
from django.http import HttpResponse
from ninja import File, Query, Router
from ninja.files import UploadedFile

from kartei.modules.einvoice import contract
from kartei.platform.records import blobs
from kartei.web.api.base import Strict, answer, as_id
from kartei.web.api.documents import file_answer, handed_out

router = Router(tags=["einvoice"])
INVOICE = "/records/billing.invoice/{id}/einvoice"
Syntax = Literal["cii", "ubl"]
Page = Annotated[int, Query(ge=1, le=50)]


class Gap(Strict):
    """What is to be mended; field: of the invoice."""

    field: str
    code: str
    detail: str


class Report(Strict):
    """form: as agreed with the client; rules: whether the standard's rules were asked, too."""

    form: Literal["none", "zugferd", "xrechnung"]
    rules: bool
    faults: list[Gap]


@router.get(INVOICE, operation_id="einvoiceInvoice", openapi_extra=file_answer("application/xml"))
def xml(request: Any, id: str, format: Syntax = "cii") -> HttpResponse:
    """The XML of an issued invoice; 409 for a draft."""
    found = contract.shown(request.actor, as_id(id), format)
    return handed_out(found, "application/xml", "attachment")


@router.get(INVOICE + "/check", operation_id="checkEinvoice", response=Report)
def check(request: Any, id: str) -> HttpResponse:
    """What would keep the invoice, draft or not, from going out as e-invoice."""
    return answer(contract.report(request.actor, as_id(id)))


class Finding(Strict):
    """rule: its name in the standard, empty for sums that do not add up; mild: recommended only."""

    rule: str
    text: str
    mild: bool


class Sum(Strict):
    """A sum as text."""

    amount: str
    currency: str


class Examined(Strict):
    """What a file says and which rules it breaks; rules: whether the Schematron was asked."""

    valid: bool
    rules: bool
    syntax: Literal["cii", "ubl"]
    profile: str
    number: str
    date: str
    seller: str
    buyer: str
    total: Sum
    findings: list[Finding]


@router.post("/einvoice/check", operation_id="examineEinvoice", response=Examined)
def examine(request: Any, file: File[UploadedFile]) -> HttpResponse:
    """Whether a PDF, XML or mail is a right e-invoice; nothing is kept. 422 for what is none."""
    if file.size is None or file.size > settings.FILE_LIMIT:
        raise blobs.too_large(settings.FILE_LIMIT)
    return answer(contract.examined(request.actor, file.read()))


@router.get(
    "/records/einvoice.bill/{id}/page.png",
    operation_id="pictureBill",
    openapi_extra=file_answer("image/png"),
)
def page(request: Any, id: str, page: Page = 1) -> HttpResponse:
    """One page of a received bill; X-Pages says how many there are."""
    found = contract.picture(request.actor, as_id(id), page)
    return handed_out(found, "image/png", "inline")
