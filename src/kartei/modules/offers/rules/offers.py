"""The rules of the command path: before an offer is written, and after."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kartei.modules.documents.contract import VatMode
from kartei.modules.offers.rules.lines import complete_lines, pictures
from kartei.modules.offers.rules.material import Material, gather
from kartei.modules.offers.rules.numbers import give_numbers
from kartei.modules.offers.rules.sums import set_sums
from kartei.modules.offers.rules.terms import complete_terms
from kartei.modules.offers.words import CLOSED
from kartei.platform.records import write
from kartei.platform.records.draft import Draft
from kartei.platform.records.models import StoredFile

#: What a client was promised; fixed once the offer is decided on or replaced.
CONTENT = (
    "firm", "person", "company", "date", "valid_until", "currency", "vat_mode", "discount",
    "intro", "outro", "subject", "language", "layout", "lines",
)  # fmt: skip
#: What the sums depend on.
PRICED = ("lines", "currency", "vat_mode", "discount", "firm")


def prepare(drafts: list[Draft]) -> None:
    """Complete, check and add up offers before they are written; new ones get their numbers."""
    found = gather(drafts)
    for draft in drafts:
        fill(draft, found)
    give_numbers(drafts, found)


def fill(draft: Draft, found: Material) -> None:
    """Terms, lines and sums of one offer. Fault: `offers.closed`, and those of the parts."""
    closed = draft.old.get("status") in CLOSED
    complete_terms(draft, found)
    if closed and draft.changes(*CONTENT):
        draft.fault(
            "status", "offers.closed", _("This offer is closed; make a new version of it instead")
        )
    priced = draft.creating or draft.changes(*PRICED)
    if priced and not broken(draft):
        lines = complete_lines(draft, found)
        if not draft.faults:
            set_sums(draft, lines, found)


def broken(draft: Draft) -> bool:
    """Whether a fault of the terms makes looking at the lines senseless."""
    terms = {"currency", "vat_mode", "discount"}
    known = {mode.value for mode in VatMode}
    return bool(terms & {f.field for f in draft.faults}) or draft.get("vat_mode") not in known


def follow(draft: Draft) -> None:
    """Pictures uploaded for lines belong to the offer; the replaced version is marked as such."""
    found = pictures(draft.new.get("lines"))
    if found:
        free = StoredFile.objects.filter(pk__in=found, record=None, by_id=draft.actor.user)
        free.update(object=draft.obj.name, record=draft.id)
    old: UUID | None = draft.get("replaces")
    if draft.creating and old is not None:
        done = {"status": "replaced"}
        write.change_many(draft.actor, draft.obj.name, {old: {}}, verb="replace", put=done)
