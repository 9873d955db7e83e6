"""The rules of invoices: drafts are free, what is issued stays."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kartei.modules.billing.rules import billed
from kartei.modules.billing.rules.complete import check_complete
from kartei.modules.billing.rules.correcting import (
    check_corrects,
    check_settled,
    replace,
    take_back,
)
from kartei.modules.billing.rules.kinds import INVOICE
from kartei.modules.billing.rules.settling import settle
from kartei.modules.documents.contract import fill, gather, keep_pictures, number
from kartei.platform.records.draft import Draft

#: Verbs of the commands that issue and take back; others leave state and number alone.
ISSUE, REVERSE = "issue", "reverse"


def prepare(drafts: list[Draft]) -> None:
    """Complete, check and add up invoices; those being issued are checked whole and numbered.

    Faults: those of `fill`, of `correcting`, `billed.check` and `complete.check_complete`.
    """
    billed.hold(drafts)
    found = gather(INVOICE, drafts)
    for draft in drafts:
        take_back(draft, found)
    issued = [draft for draft in drafts if draft.verb == ISSUE]
    for draft in drafts:
        fill(INVOICE, draft, found)
        check_corrects(draft)
        if draft.verb == REVERSE:
            check_settled(draft)
        elif (
            draft.creating or draft in issued or draft.changes("lines", "total", "order", "beyond")
        ):
            billed.check(draft)
    for draft in issued:
        check_complete(draft, found)
    number(INVOICE, issued, found)


def check_bin(draft: Draft) -> None:
    """An issued invoice is not deleted. Fault: `billing.issued`."""
    if draft.verb == "delete" and draft.old["status"] != "draft":
        draft.fault("status", "billing.issued", _("An issued invoice stays; take it back instead"))


def follow(draft: Draft) -> None:
    """Pictures uploaded for lines belong to the invoice; the order knows what is invoiced; what an
    issued one replaces is out of force.
    """
    keep_pictures(draft)
    if draft.verb == ISSUE:
        replace(draft)
    billed.follow(draft)
    if draft.get("status") != "draft" and draft.changes("status", "total", "deleted"):
        settle(draft.actor, [draft.id])
