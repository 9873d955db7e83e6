"""Numbers of papers: as the firm's numerators say, else a prefix by language and the year."""

from __future__ import annotations

from datetime import date
from typing import Any

from kartei.modules.documents.models import Numerator
from kartei.modules.documents.papers.kind import Kind
from kartei.modules.documents.papers.material import Material
from kartei.modules.documents.papers.patterns import Series, series
from kartei.platform.access.actor import Actor
from kartei.platform.records.draft import Draft
from kartei.platform.records.numbers import forward, take, take_for

Values = dict[str, Any]


def number(kind: Kind, drafts: list[Draft], found: Material) -> None:
    """Number new papers in their order (КП-2026-0001); faulty drafts take no number.

    The numbers are taken in the transaction that writes the papers, so that none is lost.
    """
    sound = [draft for draft in drafts if not draft.faults]
    rows = numerators(kind.object) if sound else []
    counted: dict[str, list[tuple[Draft, Series]]] = {}
    for draft in sound:
        mine = series_of(kind, draft, found, rows)
        counted.setdefault(mine.key, []).append((draft, mine))
    for some in counted.values():
        before, first = taken(kind, some[0][0].actor, [mine for _, mine in some])
        for following, (draft, mine) in enumerate(some, first):
            draft.put("number", before + mine.text(following))


def numerators(name: str) -> list[Values]:
    """The numerators in use for a kind of paper, the newest first, as their columns."""
    rows = Numerator.objects.unguarded("how papers are numbered")
    return list(rows.filter(paper=name, deleted=False, active=True).order_by("-id").values())


def series_of(kind: Kind, draft: Draft, found: Material, rows: list[Values]) -> Series:
    """The series of the closest numerator, else the prefix by the firm's language and the year."""
    day: date = draft.get("date")
    fitting = [
        row
        for row in rows
        if row["firm_id"] in (None, draft.get("firm")) and row["form"] in ("", kind.form)
    ]
    if fitting:
        row = max(fitting, key=lambda one: (one["form"] != "", one["firm_id"] is not None))
        return counter(kind.object, row["pattern"], row["anew"], day)
    firm = found.firms.get(draft.get("firm"), {})
    language = firm.get("language") or draft.get("language")
    prefix = kind.prefixes.get(language, kind.prefixes["en"])
    return counter(kind.object, f"{prefix}-{{year}}-{{number:4}}", "year", day)


def counter(name: str, pattern: str, anew: str, day: date) -> Series:
    """A series whose counter belongs to a kind of paper."""
    found = series(pattern, anew, day)
    return Series(f"{name}/{found.key}", found.before, found.after, found.width)


def taken(kind: Kind, actor: Actor, wanted: list[Series]) -> tuple[str, int]:
    """(what stands before the numbers, the first of them) for papers that share a counter."""
    key = wanted[0].key
    before, first = take_for(actor, key, len(wanted))
    start = first if before else free(kind, wanted, first)
    if start > first:
        forward(key, start)
        first = take(key, len(wanted))
    return before, first


def free(kind: Kind, wanted: list[Series], first: int) -> int:
    """Where these numbers can start: at ``first``, or after the last one that another series of the
    same look has given. Asked in full only where a counter is new or meets a number that is given.
    """
    rows = kind.model.objects.unguarded("which numbers are given")
    texts = [one.text(at) for at, one in enumerate(wanted, first)]
    if first > 1 and not rows.filter(number__in=texts).exists():
        return first
    start = first
    for one in dict.fromkeys(wanted):
        alike = rows.filter(number__startswith=one.before, number__endswith=one.after)
        given = map(one.read, alike.values_list("number", flat=True))
        start = max(start, max(given, default=0) + 1)
    return start
