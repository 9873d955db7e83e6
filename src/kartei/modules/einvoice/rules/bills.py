"""What suppliers charge: read out of their e-invoices, checked for doubles, fixed as received."""

from __future__ import annotations

from hashlib import sha256
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kartei.modules.einvoice.formats import checking
from kartei.modules.einvoice.formats.reading import ReadInvoice, ReadRow, received
from kartei.modules.einvoice.models import Bill
from kartei.modules.einvoice.rules.measures import unit_words
from kartei.modules.einvoice.rules.suppliers import supplier_of
from kartei.modules.einvoice.rules.texts import finding_words, refused_words
from kartei.platform.kit.faults import ValueFault
from kartei.platform.kit.ids import uuid7
from kartei.platform.kit.money import Amount
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import blobs
from kartei.platform.records.draft import Draft
from kartei.platform.records.facts import reachable
from kartei.platform.records.models import StoredFile

BILL = "einvoice.bill"
#: What an e-invoice says about itself; who received it cannot change it.
FIXED = (
    "file", "number", "kind", "supplier_name", "supplier_vat_id", "supplier_tax_id", "date", "due",
    "supplied_on", "net", "vat", "total", "payable", "iban", "purpose", "order", "terms", "lines",
    "supplier_address", "supplier_email",
)  # fmt: skip


def prepare(drafts: list[Draft]) -> None:
    """Fill new bills from their files; what was received stays as it was.

    Faults: `einvoice.double` (the same bill is there), `einvoice.fixed`, `value.required` (no
    number), those of `formats.reading` in words of their own.
    """
    for draft in drafts:
        if draft.creating and draft.get("file"):
            take_in(draft)
        elif not draft.creating and draft.old.get("profile") and draft.changes(*FIXED):
            text = _("What the e-invoice says cannot be changed; refuse it and ask for a new one")
            draft.fault("file", "einvoice.fixed", text)
        if draft.creating or draft.changes("supplier", "number", "supplier_vat_id"):
            check_double(draft, alone=len(drafts) == 1)
        if not draft.faults and not draft.get("number"):
            draft.fault("number", "value.required", _("Enter the number of the bill or its file"))


def take_in(draft: Draft) -> None:
    """The data of the file become those of the bill; without one of them nothing is written."""
    row = StoredFile.objects.get(pk=draft.get("file"))
    if row.size > settings.FILE_LIMIT:
        raise blobs.too_large(settings.FILE_LIMIT)
    data = blobs.read(row.sha256)
    try:
        found = received(data)
    except ValueFault as fault:
        draft.fault("file", fault.code, refused_words(fault))
        return
    draft.put("sha256", sha256(data).hexdigest())
    for name, value in values_of(found.invoice).items():
        draft.put(name, value)
    breaches = [f"{one.rule}: {one.text}" for one in checking.breaches_of(found.root)]
    draft.put("findings", "\n".join([*finding_words(found.invoice), *breaches])[:10_000])
    if draft.get("supplier") is None:
        draft.put("supplier", supplier_of(draft.actor, found.invoice.seller))


def values_of(found: ReadInvoice) -> dict[str, Any]:
    """The fields of a bill as its e-invoice has them."""
    seller = found.seller
    sums = {"net": found.net, "vat": found.vat, "total": found.total, "payable": found.payable}
    return {
        "number": found.number[:100],
        "kind": "credit" if found.credit else "invoice",
        "supplier_name": seller.name[:300],
        "supplier_vat_id": seller.vat_id[:40],
        "supplier_tax_id": seller.tax_id[:40],
        "supplier_address": ", ".join(filter(None, (seller.address, seller.country)))[:500],
        "supplier_email": seller.mail[:254],
        "date": found.date,
        "due": found.due,
        "supplied_on": found.supplied_on,
        **{name: Amount(minor, found.currency) for name, minor in sums.items()},
        "iban": found.iban[:40],
        "purpose": found.purpose[:200],
        "order": found.order[:100],
        "terms": found.terms,
        "note": found.note,
        "profile": (found.profile or found.syntax)[:200],
        "lines": [line_of(row, found.currency) for row in found.rows],
    }


def line_of(row: ReadRow, currency: str) -> dict[str, Any]:
    """One line of a bill."""
    return {
        "id": uuid7(),
        "article": row.article[:100],
        "name": row.name[:500],
        "description": row.description,
        "quantity": row.quantity,
        "unit": unit_words(row.unit)[:20],
        "price": row.price,
        "vat_rate": row.rate,
        "amount": Amount(row.amount, currency),
    }


def check_double(draft: Draft, *, alone: bool) -> None:
    """The same file, or the same number of the same supplier, is charged once.

    alone: nothing else is written with it, so that the refusal can name the first one.
    """
    same = Q()
    if draft.get("sha256"):
        same |= Q(sha256=draft.get("sha256"))
    number = draft.get("number")
    if number:
        sides = Q()
        for name in ("supplier", "supplier_vat_id"):
            if draft.get(name):
                sides |= Q(**{name: draft.get(name)})
        same |= Q(number=number) & sides if sides else Q()
    if not same:
        return
    rows = Bill.objects.unguarded("the rule against paying twice").filter(same, deleted=False)
    first: UUID | None = rows.exclude(pk=draft.id).values_list("pk", flat=True).first()
    if first is not None:
        text = _("This bill is there already: %(number)s")
        draft.fault("file", "einvoice.double", text, number=number or first)
        if alone and reachable(draft.actor, BILL, [first], "read"):
            raise Refusal(
                "records.invalid", draft.faults[-1].detail, faults=draft.faults,
                extra={"current": {"object": BILL, "id": str(first)}},
            )  # fmt: skip
