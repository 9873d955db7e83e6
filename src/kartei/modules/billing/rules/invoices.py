"""The rules of invoices: drafts are free, what is issued stays."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kartei.modules.billing.rules.complete import check_complete
from kartei.modules.billing.rules.kinds import INVOICE
from kartei.modules.documents.contract import Material, fill, gather, keep_pictures, number
from kartei.platform.kit.ids import uuid7
from kartei.platform.records.draft import Draft

#: Verbs of the commands that issue and take back; others leave state and number alone.
ISSUE, REVERSE = "issue", "reverse"


def prepare(drafts: list[Draft]) -> None:
    """Complete, check and add up invoices; those being issued are checked whole and numbered.

    Faults: those of `fill` and `complete.check_complete`.
    """
    found = gather(INVOICE, drafts)
    for draft in drafts:
        take_back(draft, found)
    issued = [draft for draft in drafts if draft.verb == ISSUE]
    for draft in drafts:
        fill(INVOICE, draft, found)
    for draft in issued:
        check_complete(draft, found)
    number(INVOICE, issued, found)


def take_back(draft: Draft, found: Material) -> None:
    """What corrects another invoice charges its lines the other way round.

    Fault: `billing.corrects`.
    """
    old = found.papers.get(draft.get("corrects"))
    if not draft.creating:
        if draft.changes("corrects"):
            draft.fault("corrects", "billing.corrects", _("Only a new invoice takes another back"))
        return
    draft.put("kind", "reversal" if draft.get("corrects") else "invoice")
    if old is None:
        return
    if old["status"] != "issued" or old["kind"] != "invoice":
        draft.fault("corrects", "billing.corrects", _("Only an issued invoice can be taken back"))
    if "lines" not in draft.new:
        turned = [{**line, "id": uuid7(), "quantity": -line["quantity"]} for line in old["lines"]]
        draft.put("lines", turned)


def check_bin(draft: Draft) -> None:
    """An issued invoice is not deleted. Fault: `billing.issued`."""
    if draft.verb == "delete" and draft.old["status"] != "draft":
        draft.fault("status", "billing.issued", _("An issued invoice stays; take it back instead"))


def follow(draft: Draft) -> None:
    """Pictures uploaded for lines belong to the invoice."""
    keep_pictures(draft)
