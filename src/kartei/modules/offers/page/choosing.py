"""An offer with the options that its client ticks: its lines, and its sums by the one rule."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from kartei.modules.documents.contract import (
    Line,
    PaperDocument,
    PaperLine,
    PaperSums,
    WholeDiscount,
    compute,
    rounding_of,
)
from kartei.modules.offers.page.visit import Visit


def chosen(found: Visit, ids: Collection[str]) -> PaperDocument:
    """The paper as it would be with just these options; ids of other lines say nothing."""
    paper = found.paper()
    lines = tuple(
        replace(line, chosen=line.optional and str(row["id"]) in ids)
        for line, row in zip(paper.lines, found.offer["lines"], strict=True)
    )
    return replace(paper, lines=lines, sums=sums_of(found, paper, lines))


def sums_of(found: Visit, paper: PaperDocument, lines: Collection[PaperLine]) -> PaperSums:
    """The sums of the lines that count; equal to those that saving would give."""
    totals = compute(
        [Line(one.quantity, one.price, one.discount, one.vat) for one in lines if one.counts],
        currency=paper.currency,
        vat_mode=paper.vat_mode,
        rounding=rounding_of(found.actor, found.offer["firm"]),
        discount=WholeDiscount(percent=found.offer["discount"] or 0),
    )
    made = PaperSums.of(totals, paper.sums.discount_percent)
    return replace(made, without_options=paper.sums.without_options)
