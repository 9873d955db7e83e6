"""The rules of orders: before one is written, and after."""

from __future__ import annotations

from kartei.modules.billing.rules import billed, progress, statuses
from kartei.modules.billing.rules.kinds import ORDER
from kartei.modules.documents.contract import fill, gather, keep_pictures, number
from kartei.platform.records.draft import Draft


def prepare(drafts: list[Draft]) -> None:
    """Complete, check and add up orders; new ones get their numbers."""
    found = gather(ORDER, drafts)
    statuses.set_phases(drafts)
    for draft in drafts:
        fill(ORDER, draft, found)
        billed.open_rest(draft)
    number(ORDER, [draft for draft in drafts if draft.creating], found)


def follow(draft: Draft) -> None:
    """Pictures uploaded for lines belong to the order; its client hears how it goes."""
    keep_pictures(draft)
    progress.follow(draft)
