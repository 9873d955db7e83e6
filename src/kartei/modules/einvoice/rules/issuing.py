"""An invoice becomes an e-invoice when it is issued: checked, written, kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from lxml import etree

from kartei.modules.documents.contract import PaperDocument, charged, render_paper
from kartei.modules.einvoice.formats import checking, writing
from kartei.modules.einvoice.formats.data import EInvoice, Form
from kartei.modules.einvoice.models import IssuedXml
from kartei.modules.einvoice.rules import gaps, making, reasons
from kartei.modules.einvoice.rules.settings import Wish, wish_of
from kartei.platform.access.actor import Actor
from kartei.platform.meta.errors import FieldFault, Refusal, invalid
from kartei.platform.records import blobs, store
from kartei.platform.records.home import now_of
from kartei.platform.records.models import StoredFile

Values = dict[str, Any]
INVOICE = "billing.invoice"
XML = "application/xml"
#: Languages of PDF readers (RFC 3066).
TONGUES = {"de": "de-DE", "ru": "ru-RU", "en": "en-GB"}


@dataclass(frozen=True, slots=True)
class Prepared:
    """The data of an e-invoice, and what keeps it from being issued."""

    invoice: EInvoice
    faults: list[FieldFault]

    def xml(self, syntax: writing.Syntax = "cii") -> bytes:
        """The file; 422 with the faults where there are any, in our words or in the standard's."""
        refuse(self.faults)
        data = written(self.invoice, syntax)
        refuse(breaches(data))
        return data


def written(invoice: EInvoice, syntax: writing.Syntax = "cii") -> bytes:
    """The file, unchecked."""
    return writing.write(invoice, syntax)


def in_use(actor: Actor) -> bool:
    """Whether the installation has this module."""
    return "einvoice.recipient" in actor.world.objects


def wish(actor: Actor, paper: Values) -> Wish:
    """What client and own firm have agreed about this invoice.

    Where they have said nothing of lines without VAT, the reason that follows from both places.
    """
    if not in_use(actor):
        return Wish(Form.NONE)
    found = wish_of(paper["company"], paper["firm"])
    if found.exemption or not making.untaxed(paper):
        return found
    firm, company = sides(actor, paper)
    return replace(found, exemption=reasons.derived(paper, firm, company))


def sides(actor: Actor, paper: Values) -> tuple[Values, Values]:
    """Own firm and client, read whole: what the law wants is no matter of who issues."""
    firm = one(actor, "documents.firm", paper["firm"])
    payer = one(actor, "people.payer", paper.get("payer"))
    return firm, charged(one(actor, "people.company", paper["company"]), payer)


def amend(actor: Actor, paper: Values, printed: PaperDocument) -> PaperDocument:
    """The paper with the words that the law wants where no VAT is charged (§ 14 (4) 8 UStG)."""
    if not in_use(actor) or not making.untaxed(paper):
        return printed
    agreed, language = wish(actor, paper), paper["language"]
    reason = making.numbered_reason(agreed, sides(actor, paper)[1], language)
    if not reason or making.reason_of(agreed, language) in printed.outro:
        return printed
    return replace(printed, outro="\n\n".join(part for part in (printed.outro, reason) if part))


def prepared(actor: Actor, paper: Values, printed: PaperDocument, agreed: Wish) -> Prepared:
    """The e-invoice of a paper and what it lacks."""
    invoice = made(actor, paper, printed, agreed)
    firm = sides(actor, paper)[0]
    return Prepared(invoice, [*reasons.too_much(paper, firm, agreed), *gaps.faults_of(invoice)])


def lawful(actor: Actor, paper: Values, printed: PaperDocument, agreed: Wish) -> None:
    """Refuse with 422 what no German invoice may be, whatever file it goes out as."""
    firm = sides(actor, paper)[0]
    faults = reasons.too_much(paper, firm, agreed) + reasons.unsaid(paper, printed, firm, agreed)
    if faults:
        raise invalid(faults)


def made(actor: Actor, paper: Values, printed: PaperDocument, agreed: Wish) -> EInvoice:
    """The data."""
    firm, company = sides(actor, paper)
    return making.made(paper, printed, firm, company, agreed, settled(actor, paper))


def settled(actor: Actor, paper: Values) -> list[tuple[str, date]]:
    """Number and day of the invoices that a paper takes off, the oldest first."""
    keys = list(dict.fromkeys(line["settles"] for line in paper["lines"] if line["settles"]))
    found = store.load(actor, actor.world.objects[INVOICE], keys)
    return [(found[key]["number"], found[key]["date"]) for key in keys]


def one(actor: Actor, name: str, key: UUID | None) -> Values:
    """The values of a record; none where there is no key."""
    if key is None:
        return {}
    return store.load(actor, actor.world.objects[name], [key]).get(key, {})


def seal(actor: Actor, key: UUID, paper: Values, printed: PaperDocument) -> bytes | None:
    """The file of an invoice that is being issued; None where a plain PDF will do.

    Writes the XML among the invoice's files. Refuses with 422 what could not be issued.
    """
    agreed = wish(actor, paper)
    if paper["status"] == "draft":
        return None
    if agreed.form is Form.NONE:
        lawful(actor, paper, printed, agreed)
        return None
    ready = prepared(actor, paper, printed, agreed)
    xml = ready.xml()
    keep(actor, key, ready.invoice, xml)
    if ready.invoice.form is Form.XRECHNUNG:
        return None
    return hybrid(printed, xml)


def hybrid(printed: PaperDocument, xml: bytes) -> bytes:
    """PDF/A-3 with the data inside."""
    return writing.embed(
        render_paper(printed, archival=True),
        xml,
        title=printed.number,
        author=printed.firm.name,
        language=TONGUES[printed.language],
    )


def keep(actor: Actor, key: UUID, invoice: EInvoice, xml: bytes) -> None:
    """The XML as a file of the invoice, once."""
    rows = IssuedXml.objects.unguarded("the XML of an invoice that is being issued")
    if rows.filter(invoice=key).exists():
        return
    blob = blobs.put([xml], len(xml))
    file = StoredFile.objects.create(
        object=INVOICE, record=key, sha256=blob.sha256, name=f"{invoice.number}.xml", type=XML,
        size=blob.size, by_id=actor.user, at=now_of(actor),
    )  # fmt: skip
    rows.create(invoice_id=key, form=invoice.form.value, file=file, sha256=sha256(xml).hexdigest())


def files(key: UUID) -> list[UUID]:
    """What goes with the letter besides the PDF: the XML of an XRechnung."""
    rows = IssuedXml.objects.unguarded("attachments of a letter that may be sent")
    found = rows.filter(invoice=key, form=Form.XRECHNUNG.value, file__deleted=False)
    return list(found.values_list("file", flat=True))


def kept(ids: list[UUID]) -> set[UUID]:
    """The files among some that are the data of issued e-invoices: nobody takes them away."""
    rows = IssuedXml.objects.unguarded("which files stay").filter(file__in=ids)
    return set(rows.values_list("file", flat=True))


def breaches(xml: bytes) -> list[FieldFault]:
    """What the standard's own rules say against a file."""
    return [
        FieldFault("lines", "einvoice.rule", f"{one.rule}: {one.text}", "/lines")
        for one in checking.breaches_of(etree.fromstring(xml))
        if not one.mild
    ]


def refuse(faults: list[FieldFault]) -> None:
    """422 with everything that is to be mended."""
    if faults:
        words = _("The e-invoice cannot be issued: %(told)s")
        told = "; ".join(fault.detail for fault in faults[:3])
        raise Refusal("einvoice.invalid", words, faults=faults, told=told)
