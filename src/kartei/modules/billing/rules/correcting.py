"""Invoices that mend others: in their place, by a part, or by taking them back wholly."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kartei.modules.billing import words
from kartei.modules.billing.models import Invoice, InvoiceLine
from kartei.modules.billing.rules.turning import turned
from kartei.modules.documents.contract import Material
from kartei.platform.records import write
from kartei.platform.records.draft import Draft

BILL = "billing.invoice"
#: Kinds that may be made of another invoice; without a word of the maker it takes it back.
USUAL = "reversal"
#: The verb by which an invoice is out of force because another has taken its place.
REPLACE = "replace"


def take_back(draft: Draft, found: Material) -> None:
    """What corrects another invoice begins with its lines; what takes it back keeps them.

    Faults: `billing.corrects`, `billing.kind`.
    """
    if not draft.creating:
        if draft.changes("corrects", "kind"):
            draft.fault("corrects", "billing.corrects", _("Only a new invoice corrects another"))
        return
    kind, link = draft.get("kind") or "invoice", draft.get("corrects")
    kind = USUAL if link and kind == "invoice" else kind
    draft.put("kind", kind)
    if (kind in words.CORRECTING) != bool(link):
        draft.fault("kind", "billing.kind", _("Say which invoice is corrected"))
        return
    old = found.papers.get(link)
    if old is None:
        return
    if old["status"] != "issued" or old["kind"] == "reversal":
        draft.fault("corrects", "billing.corrects", _("Only an issued invoice can be corrected"))
    draft.put("order", old["order"])
    if kind == "reversal":
        draft.put("lines", turned(old["lines"]))
    elif kind == "correction" and "lines" not in draft.new:
        draft.put("lines", turned(line for line in old["lines"] if not line["settles"]))


def check_corrects(draft: Draft) -> None:
    """Corrections together take off no more than was charged. Fault: `billing.corrected`."""
    if draft.get("kind") not in ("correction", "reversal") or draft.get("total") is None:
        return
    if not (draft.creating or draft.changes("lines", "total", "status")):
        return
    rows = Invoice.objects.unguarded("what corrects an invoice, whoever may see it")
    old = rows.get(pk=draft.get("corrects"))
    others = rows.filter(corrects=old.pk, deleted=False, status="issued").exclude(pk=draft.id)
    off = sum(others.values_list("total", flat=True)) + draft.get("total").minor
    if off * (1 if old.total > 0 else -1) < -abs(old.total):
        text = _("More would be taken off than invoice %(number)s charges")
        draft.fault("lines", "billing.corrected", text, number=old.number)


def check_settled(draft: Draft) -> None:
    """An invoice that an issued final invoice has taken off stays. Fault: `billing.settled`."""
    lines = InvoiceLine.objects.unguarded("what final invoices have taken off")
    final = lines.filter(settles=draft.id, invoice__status="issued", invoice__kind="final").first()
    if final is not None:
        text = _("Final invoice %(number)s takes this one off; take that back first")
        draft.fault("status", "billing.settled", text, number=final.invoice.number)


def replace(draft: Draft) -> None:
    """An issued corrected invoice puts the one it corrects out of force."""
    old: UUID | None = draft.get("corrects")
    if old is not None and draft.get("kind") == "corrected":
        done = {"status": "cancelled"}
        write.change_many(draft.actor, BILL, {old: {}}, verb=REPLACE, put=done)
