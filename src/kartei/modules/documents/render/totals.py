"""The one rule for the sums of lines and of a whole document.

Saving an offer, the preview while typing and the printed page all ask `compute`, so that they can
never disagree by a cent. Everything is an integer:

* quantities, percents and unit prices are scaled by 1,000,000 (12.5 % is 12_500_000, a unit price
  of 0.0125 is 12_500 in major units of the currency);
* sums are minor units of the currency (cents, kopecks).

A line is rounded once, half up and away from zero: quantity × price × (1 − discount). The discount
of the whole document is spread over the lines so that they add up to it exactly. VAT is rounded
per line (the Russian habit) or once per rate on the sum of its lines (the German one); which of
the two holds is the country pack's. Either way the lines add up to the document exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from kartei.platform.kit.faults import ValueFault
from kartei.platform.kit.money import SCALE, currency_digits, round_half_up

HUNDRED_PERCENT = 100 * SCALE


class VatMode(StrEnum):
    """How the entered prices relate to VAT."""

    INCLUDED = "included"
    ON_TOP = "on_top"
    NONE = "none"


class VatRounding(StrEnum):
    """Where VAT is rounded to minor units."""

    LINE = "line"
    RATE = "rate"


@dataclass(frozen=True, slots=True)
class Line:
    """One line as entered; all numbers scaled by 1,000,000.

    vat None means «without VAT», which is not the same as a rate of 0 %. cost is the purchase
    price of one unit in the document's currency, None where it is not known. given: net and VAT
    (minor units) of a line that takes over the sums of another document: nothing of it is computed
    anew, and no discount of the whole falls on it.
    """

    quantity: int
    price: int
    discount: int = 0
    vat: int | None = None
    cost: int | None = None
    given: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class WholeDiscount:
    """The discount of the whole document: a percent (scaled) or an amount (minor units)."""

    percent: int = 0
    amount: int = 0


@dataclass(frozen=True, slots=True)
class LineTotals:
    """Sums of one line in minor units.

    amount is what the line shows (before the discount of the whole), discount its share of that
    discount; net + vat = total = what remains to pay for it.
    """

    amount: int
    discount: int
    net: int
    vat: int
    total: int
    cost: int | None
    profit: int | None


@dataclass(frozen=True, slots=True)
class RateTotals:
    """Sums of all lines of one VAT rate in minor units; rate None is «without VAT»."""

    rate: int | None
    net: int
    vat: int
    total: int


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums of the document in minor units; margin is a percent scaled by 1,000,000.

    cost, profit and margin are None unless every line has a cost: a profit that silently leaves
    out a purchase price would be a lie. margin is None as well when nothing is sold (net ≤ 0).
    """

    currency: str
    lines: tuple[LineTotals, ...]
    amount: int
    discount: int
    net: int
    vat: int
    total: int
    rates: tuple[RateTotals, ...]
    cost: int | None
    profit: int | None
    margin: int | None


def compute(
    lines: Sequence[Line],
    *,
    currency: str,
    vat_mode: VatMode,
    rounding: VatRounding,
    discount: WholeDiscount | None = None,
) -> Totals:
    """All sums of a document.

    Raises ValueFault `totals.discount_range` for a percent outside 0…100,
    `totals.discount_too_large` for an amount above the sum of the lines,
    `totals.vat_range` for a negative rate and `money.currency` for an unknown currency.
    """
    digits = currency_digits(currency)
    amounts = [_line_amount(line, digits, vat_mode) for line in lines]
    own = [0 if line.given else amount for line, amount in zip(lines, amounts, strict=True)]
    shares = spread(_whole_discount(sum(own), discount or WholeDiscount()), own)
    bases = [amount - share for amount, share in zip(own, shares, strict=True)]
    rates = [None if vat_mode is VatMode.NONE else line.vat for line in lines]
    computed = _vat_per_line(bases, rates, vat_mode, rounding)
    vats = [line.given[1] if line.given else vat for line, vat in zip(lines, computed, strict=True)]
    rows = tuple(
        _line_totals(amount, share, vat, vat_mode, _cost(line, digits))
        for line, amount, share, vat in zip(lines, amounts, shares, vats, strict=True)
    )
    return _document(currency, rows, rates)


def spread(total: int, weights: Sequence[int]) -> list[int]:
    """Parts of total in proportion to the weights; they add up to total exactly.

    Rounds the running sum instead of each part, so no part is off by a unit or more, and no part
    exceeds its weight when total does not exceed their sum. Weights that add up to nothing get
    nothing; total must then be 0.
    """
    whole, seen, given = sum(weights), 0, 0
    signed = total if whole > 0 else -total
    parts = []
    for weight in weights:
        seen += weight
        until = round_half_up(signed * seen, abs(whole)) if whole else 0
        parts.append(until - given)
        given = until
    return parts


def _line_amount(line: Line, digits: int, mode: VatMode) -> int:
    if line.given:
        return sum(line.given) if mode is VatMode.INCLUDED else line.given[0]
    if not 0 <= line.discount <= HUNDRED_PERCENT:
        raise ValueFault("totals.discount_range")
    exact = line.quantity * line.price * (HUNDRED_PERCENT - line.discount) * 10**digits
    return round_half_up(exact, SCALE * SCALE * HUNDRED_PERCENT)


def _cost(line: Line, digits: int) -> int | None:
    if line.cost is None:
        return None
    return round_half_up(line.quantity * line.cost * 10**digits, SCALE * SCALE)


def _whole_discount(amount: int, discount: WholeDiscount) -> int:
    if not 0 <= discount.percent <= HUNDRED_PERCENT:
        raise ValueFault("totals.discount_range")
    if discount.percent:
        return round_half_up(amount * discount.percent, HUNDRED_PERCENT)
    if discount.amount and not 0 < discount.amount <= amount:
        raise ValueFault("totals.discount_too_large")
    return discount.amount


def _vat(base: int, rate: int | None, mode: VatMode) -> int:
    """VAT of a base: on top of a net one, out of a gross one."""
    if not rate:
        return 0
    if rate < 0:
        raise ValueFault("totals.vat_range")
    whole = HUNDRED_PERCENT + rate if mode is VatMode.INCLUDED else HUNDRED_PERCENT
    return round_half_up(base * rate, whole)


def _vat_per_line(
    bases: Sequence[int], rates: Sequence[int | None], mode: VatMode, rounding: VatRounding
) -> list[int]:
    if rounding is VatRounding.LINE:
        return [_vat(base, rate, mode) for base, rate in zip(bases, rates, strict=True)]
    vats = [0] * len(bases)
    for rate in set(rates):
        places = [place for place, other in enumerate(rates) if other == rate]
        own = [bases[place] for place in places]
        for place, part in zip(places, spread(_vat(sum(own), rate, mode), own), strict=True):
            vats[place] = part
    return vats


def _line_totals(
    amount: int, discount: int, vat: int, mode: VatMode, cost: int | None
) -> LineTotals:
    base = amount - discount
    net = base - vat if mode is VatMode.INCLUDED else base
    profit = None if cost is None else net - cost
    return LineTotals(amount, discount, net, vat, net + vat, cost, profit)


def _document(currency: str, rows: tuple[LineTotals, ...], rates: Sequence[int | None]) -> Totals:
    net, vat = sum(row.net for row in rows), sum(row.vat for row in rows)
    costs = [row.cost for row in rows if row.cost is not None]
    cost = sum(costs) if rows and len(costs) == len(rows) else None
    profit = None if cost is None else net - cost
    margin = None if profit is None or net <= 0 else round_half_up(profit * HUNDRED_PERCENT, net)
    return Totals(
        currency=currency,
        lines=rows,
        amount=sum(row.amount for row in rows),
        discount=sum(row.discount for row in rows),
        net=net,
        vat=vat,
        total=net + vat,
        rates=_by_rate(rows, rates),
        cost=cost,
        profit=profit,
        margin=margin,
    )


def _by_rate(rows: tuple[LineTotals, ...], rates: Sequence[int | None]) -> tuple[RateTotals, ...]:
    """The highest rate first, «without VAT» last."""
    result = []
    for rate in sorted(set(rates), key=lambda rate: (rate is None, -(rate or 0))):
        own = [row for row, other in zip(rows, rates, strict=True) if other == rate]
        net, vat = sum(row.net for row in own), sum(row.vat for row in own)
        result.append(RateTotals(rate, net, vat, net + vat))
    return tuple(result)
