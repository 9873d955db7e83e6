"""The sums of a paper, by the one rule of `documents.render.totals`."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kartei.modules.documents.packs import NO_VAT, pack
from kartei.modules.documents.papers.material import Material, Values
from kartei.modules.documents.render.totals import (
    Line,
    LineTotals,
    Totals,
    VatMode,
    WholeDiscount,
    compute,
)
from kartei.platform.kit.money import SCALE, Amount, currency_digits
from kartei.platform.records.draft import Draft

#: Sums (minor units) beyond this are a slip of the keyboard, and would not fit 64 bits for long.
LIMIT = 10**15


def set_sums(draft: Draft, lines: list[Values], found: Material) -> Totals | None:
    """Compute and set the sums of the lines and of the paper; None (and a fault) when too large.

    Fault: `papers.too_large`.
    """
    totals = totals_of(draft, lines, found)
    figures = [totals.amount, totals.net, totals.vat, totals.total, totals.cost, totals.profit]
    figures += [row.amount for row in totals.lines] + [row.cost for row in totals.lines]
    if any(abs(figure or 0) > LIMIT for figure in figures):
        draft.fault("lines", "papers.too_large", _("The sums of this document are too large"))
        return None
    for line, row in zip(lines, totals.lines, strict=True):
        set_line(line, row, totals.currency)
    draft.put("lines", lines)
    for name in ("net", "vat", "total", "cost", "profit"):
        minor = getattr(totals, name)
        draft.put(name, None if minor is None else Amount(minor, totals.currency))
    known = totals.margin is not None and abs(totals.margin) <= LIMIT
    draft.put("margin", totals.margin if known else None)
    return totals


def totals_of(draft: Draft, lines: list[Values], found: Material) -> Totals:
    """The sums of these lines under the paper's terms."""
    firm = found.firms.get(draft.get("firm"), {})
    return compute(
        [entered(line, draft.get("currency")) for line in lines],
        currency=draft.get("currency"),
        vat_mode=VatMode(draft.get("vat_mode")),
        rounding=pack(firm.get("country")).rounding,
        discount=WholeDiscount(percent=draft.get("discount") or 0),
    )


def entered(line: Values, currency: str) -> Line:
    """A line as the rule of sums takes it; a price that is not there yet counts as nothing.

    A line that settles another paper has that paper's sums, which its kind has set.
    """
    price, cost = line.get("price"), line.get("cost")
    settled = line.get("settles") is not None
    return Line(
        quantity=line["quantity"],
        price=scaled(price, currency) if price else 0,
        discount=line.get("discount") or 0,
        vat=rate(line["vat_rate"]),
        cost=scaled(cost, currency) if cost else None,
        given=(line["net"].minor, line["vat"].minor) if settled else None,
    )


def scaled(amount: Amount, currency: str) -> int:
    """A unit price in millionths of a major unit."""
    return amount.minor * (SCALE // int(10 ** currency_digits(currency)))


def rate(choice: str) -> int | None:
    """A VAT rate in millionths of a per cent; None is «without VAT»."""
    return None if choice == NO_VAT else int(choice) * SCALE


def set_line(line: Values, row: LineTotals, currency: str) -> None:
    """The sums of one line."""
    for name in ("amount", "net", "vat", "total", "profit"):
        minor = getattr(row, name)
        line[name] = None if minor is None else Amount(minor, currency)
