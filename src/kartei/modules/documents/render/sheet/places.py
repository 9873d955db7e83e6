"""Where everything of a paper stands in its sheet, and how formulas call it."""

from __future__ import annotations

from dataclasses import dataclass

from xlsxwriter.utility import xl_col_to_name

from kartei.modules.documents.render.model import PaperDocument
from kartei.modules.documents.render.totals import Totals, VatMode
from kartei.platform.kit.money import currency_digits


def column_name(place: int) -> str:
    """The letters of a column (from 0)."""
    return str(xl_col_to_name(place))


@dataclass(frozen=True, slots=True)
class Range:
    """Where the table stands: rows counted from 1, as formulas count them; digits of the currency.

    columns: column of the sheet by name, from 0; rates: first and last row of the sums by rate.
    """

    head: int
    first: int
    last: int
    digits: int
    columns: dict[str, int]
    sums: int
    rates: tuple[int, int]

    def at(self, name: str, row: int) -> str:
        """A cell of a line."""
        return f"{column_name(self.columns[name])}{row}"

    def fixed(self, name: str, row: int) -> str:
        """A cell that stays where it is when formulas are copied."""
        return f"${column_name(self.columns[name])}${row}"

    def down(self, name: str, first: int, last: int) -> str:
        """A part of a column whose beginning stays."""
        column = f"${column_name(self.columns[name])}"
        return f"{column}${first}:{column}{last}"

    def whole(self, name: str) -> str:
        """A column of all lines."""
        column = f"${column_name(self.columns[name])}"
        return f"{column}${self.first}:{column}${self.last}"

    def of_rates(self, name: str) -> str:
        """A column of the sums by rate."""
        column = f"${column_name(self.columns[name])}"
        return f"{column}${self.rates[0]}:{column}${self.rates[1]}"

    def rounded(self, what: str) -> str:
        """A formula that gives whole minor units."""
        return f"=ROUND({what},{self.digits})"


def tells_prices(paper: PaperDocument) -> bool:
    """Whether the paper tells prices: a German delivery note does not."""
    return paper.handover is None or paper.handover.priced


def columns_of(paper: PaperDocument, found: Totals | None) -> list[str]:
    """The columns that say something on this paper, from left to right."""
    lines, priced = paper.lines, tells_prices(paper)
    taxed = priced and found is not None and paper.vat_mode is not VatMode.NONE
    shown = {
        "price": priced,
        "amount": priced,
        "article": any(line.article for line in lines),
        "discount": priced and any(line.discount for line in lines),
        "share": taxed and bool(paper.sums.discount),
        "net": taxed,
        "rate": taxed,
        "vat": taxed,
        "total": taxed,
    }
    order = (
        "position", "article", "name", "quantity", "unit", "price", "discount", "amount", "share",
        "net", "rate", "vat", "total",
    )  # fmt: skip
    own = [f"own-{place}" for place in range(len(paper.columns))]
    return [name for name in order if shown.get(name, True)] + own


def place_of(paper: PaperDocument, columns: list[str], head: int, found: Totals | None) -> Range:
    """Where everything stands below a head in this row (from 1).

    Below the lines come their sums, the discount (where there is one), then the sums by rate.
    """
    last = head + max(len(paper.lines), 1)
    below = last + 1 + (2 if paper.sums.discount else 0)
    rates = len(found.rates) if found else 0
    return Range(
        head=head,
        first=head + 1,
        last=last,
        digits=currency_digits(paper.currency),
        columns={name: place for place, name in enumerate(columns)},
        sums=last + 1,
        rates=(below + 1, below + max(rates, 1)),
    )
