"""The e-invoice of a saved invoice: its file, and what keeps it from being issued."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kartei.modules.billing.contract import INVOICE
from kartei.modules.documents.contract import Issued, document, printable
from kartei.modules.einvoice.formats import checking
from kartei.modules.einvoice.formats.data import Form
from kartei.modules.einvoice.models import IssuedXml
from kartei.modules.einvoice.rules import issuing
from kartei.platform.access.actor import Actor
from kartei.platform.meta.errors import FieldFault, Refusal
from kartei.platform.records import blobs, store

Values = dict[str, Any]
#: What stands for the number of a draft while it is only checked.
UNNUMBERED = "0000"


def shown(actor: Actor, key: UUID, syntax: Literal["cii", "ubl"]) -> Issued:
    """The XML of an issued invoice: as it went out, or written now for who wanted a plain PDF.

    Refuses like the PDF; 409 for a draft, 422 with what the invoice lacks.
    """
    paper = checked(actor, key)
    if paper["status"] == "draft":
        words = _("A draft has no e-invoice yet: issue it first")
        raise Refusal("einvoice.draft", words, status=409)
    name = f"{paper['number']}.xml"
    rows = IssuedXml.objects.unguarded("the invoice was checked for printing").filter(invoice=key)
    kept = rows.select_related("file").first()
    if syntax == "cii" and kept is not None and kept.file is not None:
        return Issued(name, blobs.read(kept.file.sha256))
    return Issued(name, ready(actor, paper, key).xml(syntax))


def report(actor: Actor, key: UUID) -> dict[str, Any]:
    """What would keep the invoice from being issued as e-invoice, drafts included.

    ``{"form", "rules", "faults": [{"field", "code", "detail"}]}``; form: as agreed with the client;
    rules: whether the standard's own rules can be asked here.
    """
    paper = checked(actor, key)
    found = ready(actor, paper, key)
    return {
        "form": issuing.wish(actor, paper).form.value,
        "rules": checking.has_rules(),
        "faults": [
            {"field": one.field, "code": one.code, "detail": one.detail} for one in faults_of(found)
        ],
    }


def faults_of(found: issuing.Prepared) -> list[FieldFault]:
    """Ours; where there are none, those of the standard."""
    if found.faults:
        return found.faults
    return issuing.breaches(issuing.written(found.invoice))


def checked(actor: Actor, key: UUID) -> Values:
    """The values of an invoice that the asker may print and may read whole; refuses like `pdf`."""
    printable(INVOICE, actor, key)
    return store.load(actor, actor.world.objects[INVOICE.object], [key])[key]


def ready(actor: Actor, paper: Values, key: UUID) -> issuing.Prepared:
    """The data of the invoice; a client who wants a plain PDF counts as one of ZUGFeRD."""
    agreed = issuing.wish(actor, paper)
    if agreed.form is Form.NONE:
        agreed = replace(agreed, form=Form.ZUGFERD)
    numbered = {**paper, "number": paper["number"] or UNNUMBERED}
    return issuing.prepared(actor, numbered, document(INVOICE, actor, key), agreed)
