"""How a client wants invoices and what the own firm adds: looked up, and checked when entered."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kartei.modules.einvoice.formats import leitweg
from kartei.modules.einvoice.formats.data import Form
from kartei.modules.einvoice.models import Issuer, Recipient
from kartei.platform.records import store
from kartei.platform.records.draft import Draft


@dataclass(frozen=True, slots=True)
class Wish:
    """What holds for one invoice; exemption: the client's reason, or `small` for the firm's."""

    form: Form
    reference: str = ""
    address: str = ""
    scheme: str = ""
    exemption: str = ""
    reason: str = ""
    own_address: str = ""
    own_scheme: str = ""
    contact: str = ""


def wish_of(company: UUID | None, firm: UUID | None) -> Wish:
    """What a company and an own firm have agreed; a private person gets a plain PDF."""
    theirs = Recipient.objects.unguarded("how a client wants invoices").filter(
        company=company, deleted=False
    )
    ours = Issuer.objects.unguarded("what an own firm adds to e-invoices").filter(
        firm=firm, deleted=False
    )
    client = theirs.first() if company else None
    issuer = ours.first() if firm else None
    form = (client.form if client else "") or (issuer.form if issuer else "") or Form.NONE
    small = issuer is not None and issuer.small
    return Wish(
        form=Form(form) if company else Form.NONE,
        reference=client.reference if client else "",
        address=client.address if client else "",
        scheme=client.scheme if client else "",
        exemption="small" if small else (client.exemption if client else ""),
        reason=client.reason if client else "",
        own_address=issuer.address if issuer else "",
        own_scheme=issuer.scheme if issuer else "",
        contact=issuer.contact if issuer else "",
    )


def check_recipient(draft: Draft) -> None:
    """Complete and check what is entered about a company's invoices.

    Faults: `einvoice.twice`, `einvoice.leitweg`, `einvoice.reference`, `einvoice.reason`.
    """
    follow(draft, "company", "people.company")
    once(draft, Recipient)
    reference = draft.get("reference") or ""
    if leitweg.looks_like(reference) and not leitweg.is_valid(reference):
        text = _("This Leitweg-ID cannot be right: a digit is wrong or missing")
        draft.fault("reference", "einvoice.leitweg", text)
    if draft.get("form") == Form.XRECHNUNG and not reference:
        text = _("An XRechnung needs the buyer reference: authorities name their Leitweg-ID")
        draft.fault("reference", "einvoice.reference", text)
    if draft.get("exemption") == "other" and not draft.get("reason"):
        draft.fault("reason", "einvoice.reason", _("Write the reason as it shall be printed"))


def check_issuer(draft: Draft) -> None:
    """One record for each own firm, under its name. Fault: `einvoice.twice`."""
    follow(draft, "firm", "documents.firm")
    once(draft, Issuer)


def follow(draft: Draft, field: str, name: str) -> None:
    """A record without a name is called as what it belongs to."""
    key = draft.get(field)
    if key is None or draft.get("name"):
        return
    found = store.load(draft.actor, draft.actor.world.objects[name], [key]).get(key)
    if found:
        draft.put("name", found["name"])


def once(draft: Draft, model: type[Recipient] | type[Issuer]) -> None:
    """There is one record for a company, and one for an own firm."""
    field = "company" if model is Recipient else "firm"
    rows = model.objects.unguarded("one record for each").filter(
        **{field: draft.get(field)}, deleted=False
    )
    gone = draft.get("deleted") and draft.changes("deleted")
    if draft.get(field) and not gone and rows.exclude(pk=draft.id).exists():
        draft.fault(field, "einvoice.twice", _("There is such a record already"))
