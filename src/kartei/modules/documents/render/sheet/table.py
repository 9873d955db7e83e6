"""The lines of a paper as a table of formulas, each with the exact value that we have for it.

The formulas say what `render.totals` says: a line is rounded once; the discount of the whole is
spread by its running sum; VAT is rounded per line or per rate. A program that opens the sheet
therefore finds the same figures, and finds new ones when somebody changes a quantity.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from kartei.modules.documents.render.model import PaperDocument, PaperLine
from kartei.modules.documents.render.sheet.places import Range
from kartei.modules.documents.render.totals import (
    HUNDRED_PERCENT,
    Line,
    RateTotals,
    Totals,
    VatMode,
    VatRounding,
    WholeDiscount,
    compute,
)
from kartei.platform.kit.faults import ValueFault
from kartei.platform.kit.money import SCALE

#: So near to the middle of two cents (relative to the sum) fifteen digits cannot tell the side.
_NEAR = Fraction(1, 10**13)


@dataclass(frozen=True, slots=True)
class Cell:
    """A sum: its formula (empty: none) and its value in minor units."""

    formula: str
    minor: int


def computed(paper: PaperDocument, rounding: VatRounding) -> Totals | None:
    """The sums as the rule gives them; None when the paper's own sums are other ones.

    That is so where a paper counts more than its lines: then figures are written, not formulas.
    """
    lines = [Line(line.quantity, line.price, line.discount, line.vat) for line in paper.lines]
    whole = WholeDiscount(percent=paper.sums.discount_percent)
    if not whole.percent and paper.sums.discount:
        whole = WholeDiscount(amount=paper.sums.discount)
    try:
        found = compute(
            lines,
            currency=paper.currency,
            vat_mode=paper.vat_mode,
            rounding=rounding,
            discount=whole,
        )
    except ValueFault:
        return None
    said, sums = paper.sums, (found.amount, found.discount, found.net, found.vat, found.total)
    same = sums == (said.amount, said.discount, said.net, said.vat, said.total)
    each = all(a.amount == b.amount for a, b in zip(paper.lines, found.lines, strict=True))
    return found if same and each and found.rates == said.rates else None


@dataclass(frozen=True, slots=True)
class Table:
    """The formulas of one paper in their places."""

    paper: PaperDocument
    totals: Totals
    rounding: VatRounding
    where: Range

    def line(self, place: int) -> dict[str, Cell]:
        """The sums of a line (from 0) by column."""
        row, sums = self.where.first + place, self.totals.lines[place]
        cells = {"amount": amount_of(self.where, row, self.paper.lines[place])}
        columns = self.where.columns
        if "share" in columns:
            cells["share"] = self._share(place, sums.discount)
        if "total" in columns:
            vat = self._vat(place, sums.vat)
            net, total = self._around(row)
            cells |= {"vat": vat, "net": Cell(net, sums.net), "total": Cell(total, sums.total)}
        return cells

    def _share(self, place: int, minor: int) -> Cell:
        """Its part of the discount of the whole: the running part less what went before."""
        where, row, totals = self.where, self.where.first + place, self.totals
        seen = sum(line.amount for line in totals.lines[: place + 1])
        discount = f"-{where.fixed('amount', where.sums + 1)}"
        until = f"{discount}*SUM({where.down('amount', where.first, row)})"
        until += f"/{where.fixed('amount', where.sums)}"
        before = f"SUM({where.down('share', where.head, row - 1)})"
        formula = where.rounded(f"ROUND({until},{where.digits})-{before}")
        exact = Fraction(totals.discount * seen, totals.amount) if totals.amount else Fraction(0)
        return sure(formula, minor, exact)

    def _base(self) -> str:
        """The column whose sums VAT is counted from, before it is taken out or put on."""
        return "total" if self.paper.vat_mode is VatMode.INCLUDED else "net"

    def _around(self, row: int) -> tuple[str, str]:
        """Formulas of net and total: the one is the base, the other follows with VAT."""
        where = self.where
        less = f"-{where.at('share', row)}" if "share" in where.columns else ""
        base = f"{where.at('amount', row)}{less}"
        base = where.rounded(base) if less else f"={base}"
        vat = where.at("vat", row)
        if self.paper.vat_mode is VatMode.INCLUDED:
            return where.rounded(f"{where.at('total', row)}-{vat}"), base
        return base, where.rounded(f"{where.at('net', row)}+{vat}")

    def _vat(self, place: int, minor: int) -> Cell:
        row, where = self.where.first + place, self.where
        rate = self.paper.lines[place].vat
        if self.rounding is VatRounding.LINE:
            formula = where.rounded(self._of(where.at(self._base(), row), where.at("rate", row)))
            return sure(formula, minor, self._exact(self._bases()[place], rate))
        return self._vat_share(place, minor)

    def _vat_share(self, place: int, minor: int) -> Cell:
        """Its part of the VAT of its rate: the running part less what went before."""
        where, row, base = self.where, self.where.first + place, self._base()
        mine, bases = where.at("rate", row), self._bases()
        whole = f"SUMIF({where.of_rates('rate')},{mine},{where.of_rates(base)})"
        vat = f"SUMIF({where.of_rates('rate')},{mine},{where.of_rates('vat')})"
        seen = f"SUMIF({where.down('rate', where.first, row)},{mine},"
        seen += f"{where.down(base, where.first, row)})"
        before = f"SUMIF({where.down('rate', where.head, row - 1)},{mine},"
        before += f"{where.down('vat', where.head, row - 1)})"
        until = f"ROUND({vat}*{seen}/{whole},{where.digits})-{before}"
        formula = f"=IF({whole}=0,0,ROUND({until},{where.digits}))"
        own = self.paper.lines[place].vat
        same = [n for n, line in enumerate(self.paper.lines) if line.vat == own]
        entry = next(r for r in self.totals.rates if r.rate == own)
        sum_of = sum(bases[n] for n in same)
        until_here = sum(bases[n] for n in same if n <= place)
        exact = Fraction(entry.vat * until_here, sum_of) if sum_of else Fraction(0)
        return sure(formula, minor, exact)

    def _bases(self) -> list[int]:
        return [line.amount - line.discount for line in self.totals.lines]

    def _of(self, base: str, rate: str) -> str:
        """VAT of a base; N() makes nothing of the words for «without VAT»."""
        if self.paper.vat_mode is VatMode.INCLUDED:
            return f"{base}*N({rate})/(1+N({rate}))"
        return f"{base}*N({rate})"

    def _exact(self, base: int, rate: int | None) -> Fraction:
        given = rate or 0
        whole = HUNDRED_PERCENT + given if self.paper.vat_mode is VatMode.INCLUDED else None
        return Fraction(base * given, whole or HUNDRED_PERCENT)

    def of_rate(self, entry: RateTotals, row: int) -> dict[str, Cell]:
        """The sums of one rate, in its row below the lines."""
        where, base, rate = self.where, self._base(), self.where.at("rate", row)
        summed = {
            name: where.rounded(f"SUMIF({where.whole('rate')},{rate},{where.whole(name)})")
            for name in ("net", "vat", "total")
        }
        cells = {name: Cell(summed[name], getattr(entry, name)) for name in summed}
        if self.rounding is VatRounding.LINE:
            return cells
        base_minor = getattr(entry, base)
        vat = where.rounded(self._of(where.at(base, row), rate))
        cells["vat"] = sure(vat, entry.vat, self._exact(base_minor, entry.rate))
        # Lines take their VAT from here: nothing here may ask lines for more than their base.
        net, total, tax = (where.at(name, row) for name in ("net", "total", "vat"))
        follow = f"{total}-{tax}" if base == "total" else f"{net}+{tax}"
        other = "net" if base == "total" else "total"
        cells[other] = Cell(where.rounded(follow), getattr(entry, other))
        return cells

    def under(self) -> dict[str, Cell]:
        """The sums of the columns in the row below the lines."""
        where, totals = self.where, self.totals
        values = {"amount": totals.amount, "share": totals.discount, "net": totals.net,
                  "vat": totals.vat, "total": totals.total}  # fmt: skip
        return {
            name: Cell(where.rounded(f"SUM({where.whole(name)})"), minor)
            for name, minor in values.items()
            if name in where.columns
        }

    def discount(self) -> Cell:
        """The discount of the whole, below the sum of the lines; its percent stands before it."""
        where, totals, percent = self.where, self.totals, self.paper.sums.discount_percent
        if not percent:
            return Cell("", -totals.discount)
        formula = f"{where.at('amount', where.sums)}*{where.at('price', where.sums + 1)}"
        exact = Fraction(totals.amount * percent, HUNDRED_PERCENT)
        return sure(f"=-ROUND({formula},{where.digits})", -totals.discount, exact)

    def paid(self) -> Cell:
        """What remains to pay where no VAT is told: the lines less the discount."""
        where = self.where
        both = where.at("amount", where.sums), where.at("amount", where.sums + 1)
        return Cell(where.rounded("+".join(both)), self.totals.total)


def amount_of(where: Range, row: int, line: PaperLine) -> Cell:
    """The amount of a line in this row: quantity × price, less its own discount."""
    at = where.at
    less = f"*(1-{at('discount', row)})" if "discount" in where.columns else ""
    formula = where.rounded(f"{at('quantity', row)}*{at('price', row)}{less}")
    exact = line.quantity * line.price * (HUNDRED_PERCENT - line.discount)
    scale = SCALE * SCALE * HUNDRED_PERCENT
    return sure(formula, line.amount, Fraction(exact * 10**where.digits, scale))


def sure(formula: str, minor: int, exact: Fraction) -> Cell:
    """The formula, unless fifteen digits are too few to round it as we do."""
    off = abs(abs(exact) % 1 - Fraction(1, 2))
    tie = off == 0 and abs(exact) < 10**11
    return Cell(formula if tie or off > abs(exact) * _NEAR else "", minor)
