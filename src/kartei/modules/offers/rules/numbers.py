"""Numbers of offers: КП-2026-0001, AN-2026-0001, Q-2026-0001; a new version adds -2, -3 …"""

from __future__ import annotations

from kartei.modules.documents.contract import Material
from kartei.modules.offers.models import Offer
from kartei.modules.offers.words import PREFIXES
from kartei.platform.records.draft import Draft
from kartei.platform.records.numbers import take_for


def give_numbers(drafts: list[Draft], found: Material) -> None:
    """Number the new offers, in their order; faulty drafts take no number."""
    series: dict[str, list[Draft]] = {}
    for draft in drafts:
        if not draft.creating or draft.faults:
            continue
        old = found.papers.get(draft.get("replaces"))
        if old is not None:
            number_version(draft, old["number"] or "", old["revision"])
        else:
            series.setdefault(series_of(draft, found), []).append(draft)
    for key, mine in series.items():
        before, first = take_for(mine[0].actor, f"offers.offer/{key}", len(mine))
        for number, draft in enumerate(mine, first):
            draft.put("number", f"{before}{key}-{number:04}")


def series_of(draft: Draft, found: Material) -> str:
    """Prefix by the firm's language, and the year of the offer."""
    firm = found.firms.get(draft.get("firm"), {})
    language = firm.get("language") or draft.get("language")
    return f"{PREFIXES.get(language, PREFIXES['en'])}-{draft.get('date').year}"


def number_version(draft: Draft, number: str, revision: int) -> None:
    """КП-2026-0001 → КП-2026-0001-2 → КП-2026-0001-3; one that lies in the bin keeps its number."""
    base = number.removesuffix(f"-{revision}") if revision > 1 else number
    known = Offer.objects.unguarded("is the number of a version free")
    following = revision + 1
    while known.filter(number=f"{base}-{following}").exists():
        following += 1
    draft.put("revision", following)
    draft.put("number", f"{base}-{following}")
