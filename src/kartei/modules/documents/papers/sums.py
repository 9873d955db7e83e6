"""The sums of a paper, by the one rule of `documents.render.totals`."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kartei.modules.documents.packs import NO_VAT, pack
from kartei.modules.documents.papers.kind import Kind
from kartei.modules.documents.papers.material import Material, Values, fetch
from kartei.modules.documents.papers.pricing import set_discount
from kartei.modules.documents.render.totals import (
    Line,
    LineTotals,
    Totals,
    VatMode,
    VatRounding,
    WholeDiscount,
    compute,
)
from kartei.platform.access.actor import Actor
from kartei.platform.kit.money import SCALE, Amount, currency_digits
from kartei.platform.records.draft import Draft

#: Sums (minor units) beyond this are a slip of the keyboard, and would not fit 64 bits for long.
LIMIT = 10**15


def set_sums(kind: Kind, draft: Draft, lines: list[Values], found: Material) -> Totals | None:
    """Compute and set the sums of the lines and of the paper; None (and a fault) when too large.

    Fault: `papers.too_large`.
    """
    counted = [line for line in lines if counts(line)]
    apart = [line for line in lines if not counts(line)]
    totals = totals_of(draft, counted, found)
    if set_discount(kind, draft, Amount(totals.amount, totals.currency), found):
        totals = totals_of(draft, counted, found)
    rows = [*totals.lines, *(totals_of(draft, [line], found).lines[0] for line in apart)]
    figures = [totals.amount, totals.net, totals.vat, totals.total, totals.cost, totals.profit]
    figures += [row.amount for row in rows] + [row.cost for row in rows]
    if any(abs(figure or 0) > LIMIT for figure in figures):
        draft.fault("lines", "papers.too_large", _("The sums of this document are too large"))
        return None
    for line, row in zip([*counted, *apart], rows, strict=True):
        set_line(line, row, totals.currency)
    draft.put("lines", lines)
    set_without(draft, lines, found)
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


def rounding_of(actor: Actor, firm: UUID | None) -> VatRounding:
    """Where VAT is rounded on the papers of an own firm."""
    found = fetch(actor, "documents.firm", [firm])
    return pack(found[firm].get("country") if firm in found else None).rounding


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


def counts(line: Values) -> bool:
    """Whether a line belongs to the sums: an optional one does once it is chosen."""
    return not line.get("optional") or bool(line.get("chosen"))


def set_without(draft: Draft, lines: list[Values], found: Material) -> None:
    """The total without any optional line, on kinds that have them; empty where there is none."""
    if "without_options" not in draft.obj.fields:
        return
    fixed = [line for line in lines if not line.get("optional")]
    total = totals_of(draft, fixed, found).total
    amount = Amount(total, draft.get("currency")) if len(fixed) < len(lines) else None
    draft.put("without_options", amount)


def set_line(line: Values, row: LineTotals, currency: str) -> None:
    """The sums of one line; one that does not count has no more than its amount."""
    for name in ("amount", "net", "vat", "total", "profit"):
        minor = getattr(row, name) if counts(line) or name == "amount" else None
        line[name] = None if minor is None else Amount(minor, currency)
