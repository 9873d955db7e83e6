"""Numbers of papers: a prefix by the own firm's language, the year, four digits from 1 on."""

from __future__ import annotations

from kartei.modules.documents.papers.kind import Kind
from kartei.modules.documents.papers.material import Material
from kartei.platform.records.draft import Draft
from kartei.platform.records.numbers import take_for


def number(kind: Kind, drafts: list[Draft], found: Material) -> None:
    """Number new papers in their order (КП-2026-0001); faulty drafts take no number.

    The numbers are taken in the transaction that writes the papers, so that none is lost.
    """
    series: dict[str, list[Draft]] = {}
    for draft in drafts:
        if not draft.faults:
            series.setdefault(series_of(kind, draft, found), []).append(draft)
    for key, mine in series.items():
        before, first = take_for(mine[0].actor, f"{kind.object}/{key}", len(mine))
        for following, draft in enumerate(mine, first):
            draft.put("number", f"{before}{key}-{following:04}")


def series_of(kind: Kind, draft: Draft, found: Material) -> str:
    """Prefix by the firm's language, and the year of the paper."""
    firm = found.firms.get(draft.get("firm"), {})
    language = firm.get("language") or draft.get("language")
    prefix = kind.prefixes.get(language, kind.prefixes["en"])
    return f"{prefix}-{draft.get('date').year}"
