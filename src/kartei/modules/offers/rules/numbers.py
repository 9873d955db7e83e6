"""Numbers of offers: КП-2026-0001, AN-2026-0001, Q-2026-0001; a new version adds -2, -3 …"""

from __future__ import annotations

from kartei.modules.documents.contract import Material, number
from kartei.modules.offers.models import Offer
from kartei.modules.offers.rules.kind import KIND
from kartei.platform.records.draft import Draft


def give_numbers(drafts: list[Draft], found: Material) -> None:
    """Number the new offers, in their order; faulty drafts take no number."""
    first = []
    for draft in drafts:
        if not draft.creating or draft.faults:
            continue
        old = found.papers.get(draft.get("replaces"))
        if old is None:
            first.append(draft)
        else:
            number_version(draft, old["number"] or "", old["revision"])
    number(KIND, first, found)


def number_version(draft: Draft, before: str, revision: int) -> None:
    """КП-2026-0001 → КП-2026-0001-2 → КП-2026-0001-3; one that lies in the bin keeps its number."""
    base = before.removesuffix(f"-{revision}") if revision > 1 else before
    known = Offer.objects.unguarded("is the number of a version free")
    following = revision + 1
    while known.filter(number=f"{base}-{following}").exists():
        following += 1
    draft.put("revision", following)
    draft.put("number", f"{base}-{following}")
