"""The rules of the command path: before an offer is written, and after."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kartei.modules.documents.contract import Material, fill, gather, keep_pictures
from kartei.modules.offers.rules.beginning import set_beginnings
from kartei.modules.offers.rules.kind import KIND
from kartei.modules.offers.rules.numbers import give_numbers
from kartei.platform.records import write
from kartei.platform.records.draft import Draft

#: The clock of a browser may be ahead of ours by so much.
LATE = timedelta(minutes=10)


def prepare(drafts: list[Draft]) -> None:
    """Complete, check and add up offers before they are written; new ones get their numbers."""
    found = gather(KIND, drafts)
    for draft in drafts:
        check_replaced(draft, found)
        fill(KIND, draft, found)
        keep_state(draft)
    set_beginnings(drafts, found)
    for draft in drafts:
        keep_time(draft)
    give_numbers(drafts, found)


def keep_state(draft: Draft) -> None:
    """A sent offer is expired after its last day, and sent again when that is put off."""
    until = draft.get("valid_until")
    late = until is not None and until < draft.actor.ctx.today
    before, after = ("sent", "expired") if late else ("expired", "sent")
    if draft.get("status") == before:
        draft.put("status", after)


def keep_time(draft: Draft) -> None:
    """How long it took from the beginning of the work until the offer was first sent.

    Fault: `offers.begun_late`.
    """
    now = draft.actor.ctx.now
    begun, before = draft.get("begun_at"), draft.old.get("begun_at")
    if begun is not None and begun > now + LATE:
        draft.fault("begun_at", "offers.begun_late", _("The work cannot begin in the future"))
    known = draft.get("prepared_in")
    if draft.changes("begun_at") and begun and before and known is not None:
        draft.put("prepared_in", max(0, known + int((before - begun).total_seconds())))
    elif draft.changes("sent_at") and draft.old.get("sent_at") is None and begun:
        draft.put("prepared_in", max(0, int((draft.get("sent_at") - begun).total_seconds())))


def check_replaced(draft: Draft, found: Material) -> None:
    """Only a new offer replaces another, and only its newest version. Fault: `offers.replaced`."""
    old = found.papers.get(draft.get("replaces"))
    if not draft.creating and draft.changes("replaces"):
        draft.fault("replaces", "offers.replaced", _("Only a new offer can replace another one"))
    elif old is not None and old["status"] == "replaced":
        draft.fault("replaces", "offers.replaced", _("This offer has a newer version already"))


def follow(draft: Draft) -> None:
    """Pictures uploaded for lines belong to the offer; the replaced version is marked as such."""
    keep_pictures(draft)
    old: UUID | None = draft.get("replaces")
    if draft.creating and old is not None:
        done = {"status": "replaced"}
        write.change_many(draft.actor, draft.obj.name, {old: {}}, verb="replace", put=done)
