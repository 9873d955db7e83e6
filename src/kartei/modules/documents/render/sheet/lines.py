"""The lines of a paper in its sheet: what was entered, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kartei.modules.documents.render import figures
from kartei.modules.documents.render.model import PaperDocument, PaperLine
from kartei.modules.documents.render.sheet import words
from kartei.modules.documents.render.sheet.page import ROW, Sheet
from kartei.modules.documents.render.sheet.places import Range
from kartei.modules.documents.render.sheet.table import Cell, Table, amount_of

#: So many characters of 9 pt fit the column of names, and so high is a further row of them.
NAME_CHARACTERS = 50
TEXT_ROW = 12.0


@dataclass(frozen=True, slots=True)
class Lines:
    """The table of a paper whose sums follow from its lines."""

    sheet: Sheet
    table: Table

    def write(self) -> int:
        """Head, lines and sums; the last row (from 0)."""
        write_head(self.sheet, self.table.where)
        for place, line in enumerate(self.sheet.paper.lines):
            row = self.table.where.first + place - 1
            write_entered(self.sheet, self.table.where, row, line)
            for name, cell in self.table.line(place).items():
                self.sheet.sum(row, self.table.where.columns[name], cell, bottom=4)
        return self._sums()

    def _sums(self) -> int:
        sheet, where, labels = self.sheet, self.table.where, self.sheet.labels
        row, columns = where.sums - 1, where.columns
        self._label(row, labels["sums"]["lines"], bold=True)
        for name, cell in self.table.under().items():
            sheet.sum(row, columns[name], cell, bold=True, top=1)
        if sheet.paper.sums.discount:
            row += 1
            self._discount(row)
        if "rate" in columns:
            for place, entry in enumerate(self.table.totals.rates):
                row = where.rates[0] + place - 1
                self._label(row, labels["vat"])
                write_rate(sheet, row, columns["rate"], entry.rate)
                for name, cell in self.table.of_rate(entry, row + 1).items():
                    sheet.sum(row, columns[name], cell)
        elif sheet.paper.sums.discount:
            row += 1
        return self._total(row + 1)

    def _discount(self, row: int) -> None:
        """The percent stands beside its sum, so that it can be changed."""
        sheet, columns = self.sheet, self.table.where.columns
        self._label(row, sheet.labels["sums"]["discount"])
        percent = sheet.paper.sums.discount_percent
        if percent:
            sheet.percent(row, columns["price"], percent)
        sheet.sum(row, columns["amount"], self.table.discount())

    def _total(self, row: int) -> int:
        """What is to be paid, large, and the words for papers without VAT."""
        sheet, where, sums = self.sheet, self.table.where, self.sheet.paper.sums
        accent = sheet.paper.firm.accent
        self._label(row, total_words(sheet), bold=True, font_size=11, font_color=accent)
        name = "total" if "total" in where.columns else "amount"
        formula = f"={where.at(name, where.sums)}"
        cell = Cell(formula, sums.total)
        if name == "amount" and sums.discount:
            cell = self.table.paid()
        look = {"bold": True, "font_size": 11, "font_color": accent, "top": 1, "bottom": 6}
        sheet.sum(row, where.columns[name], cell, sign=True, **look)
        if all(entry.rate is None for entry in sums.rates):
            row += 1
            self._label(row, sheet.labels["sums"]["no-vat"])
        return row

    def _label(self, row: int, text: str, **look: Any) -> None:
        column = self.table.where.columns["price"] - 1
        self.sheet.text(row, column, text, align="right", **look)


def total_words(sheet: Sheet) -> str:
    """What the last sum is called: not everything that tells it asks for money."""
    labels = sheet.labels
    return str(labels[sheet.paper.kind].get("sum-total") or labels["sums"]["total"])


def write_head(sheet: Sheet, where: Range) -> None:
    """The head of the lines."""
    labels, own = sheet.labels, sheet.paper.columns
    sign = figures.currency_sign(sheet.paper.currency, sheet.paper.language)
    for name, column in where.columns.items():
        if name.startswith("own-"):
            text = own[int(name[4:])].head
        else:
            text = str(labels["sheet"].get(name) or labels[name]).format(currency=sign)
        figure = name not in ("position", "article", "name", "unit")
        look: dict[str, Any] = {"bold": True, "text_wrap": True}
        look["align"] = "right" if figure else "left"
        if name == "unit":
            look["indent"] = 1
        colours = {"font_color": "#FFFFFF", "bg_color": sheet.paper.firm.accent}
        sheet.text(where.head - 1, column, text, valign="vcenter", **look, **colours)
    sheet.page.set_row(where.head - 1, 2 * ROW)


def write_entered(sheet: Sheet, where: Range, row: int, line: PaperLine) -> None:
    """What somebody entered in a line: texts, quantity, price, discount, rate; row from 0."""
    paper = sheet.paper
    facts = [f"{label}: {value}" for label, value in line.facts]
    told = [line.name, line.description, *facts]
    name = "\n".join(text for text in told if text)
    texts = {"position": line.position, "article": line.article, "name": name, "unit": line.unit}
    texts |= {f"own-{n}": text for n, text in enumerate(line.cells)}
    for said, text in texts.items():
        if said in where.columns:
            indent = {"indent": 1, "align": "left"} if said == "unit" else {}
            sheet.text(row, where.columns[said], text, text_wrap=True, bottom=4, **indent)
    sheet.number(
        row, where.columns["quantity"], line.quantity, words.quantity(line.quantity), bottom=4
    )
    if "price" in where.columns:
        price = words.unit_price(line.price, paper.currency)
        sheet.number(row, where.columns["price"], line.price, price, bottom=4)
    if "discount" in where.columns:
        column, style = where.columns["discount"], sheet.style(bottom=4)
        sheet.page.write_blank(row, column, None, style)
        if line.discount:
            sheet.percent(row, column, line.discount, bottom=4)
    if "rate" in where.columns:
        write_rate(sheet, row, where.columns["rate"], line.vat, bottom=4)
    rows = sum(1 + len(text) // NAME_CHARACTERS for text in name.split("\n"))
    sheet.page.set_row(row, min(ROW + TEXT_ROW * (rows - 1), 400.0))


def write_rate(sheet: Sheet, row: int, column: int, rate: int | None, **look: Any) -> None:
    """A rate as a number; «without VAT» as words, which is not 0 %."""
    if rate is None:
        sheet.text(row, column, sheet.labels["sheet"]["untaxed"], align="right", **look)
        return
    sheet.percent(row, column, rate, **look)


def plain_lines(sheet: Sheet, where: Range) -> int:
    """The lines and sums as figures, where the paper counts more than its lines."""
    write_head(sheet, where)
    for place, line in enumerate(sheet.paper.lines):
        row = where.first + place - 1
        write_entered(sheet, where, row, line)
        sheet.sum(row, where.columns["amount"], Cell("", line.amount), bottom=4)
    sums, row = sheet.paper.sums, where.sums - 1
    told = [("lines", sums.amount), ("net", sums.net)]
    if sums.discount:
        told.insert(1, ("discount", -sums.discount))
    for role, value in told:
        sheet.text(row, where.columns["price"], sheet.labels["sums"][role], align="right")
        sheet.sum(row, where.columns["amount"], Cell("", value))
        row += 1
    for entry in sums.rates:
        if entry.rate is not None:
            write_rate(sheet, row, where.columns["price"], entry.rate)
            sheet.sum(row, where.columns["amount"], Cell("", entry.vat))
            row += 1
    sheet.text(row, where.columns["price"], total_words(sheet), align="right", bold=True)
    sheet.sum(row, where.columns["amount"], Cell("", sums.total), sign=True, bold=True)
    return row


def bare_lines(sheet: Sheet, where: Range) -> int:
    """The lines of a paper that goes with goods and tells no prices."""
    write_head(sheet, where)
    for place, line in enumerate(sheet.paper.lines):
        write_entered(sheet, where, where.first + place - 1, line)
    return where.sums - 2


def write_options(sheet: Sheet, where: Range, row: int, whole: PaperDocument) -> int:
    """What the client may take besides, from this row on, apart from the sums; the last row."""
    options = [line for line in whole.lines if not line.counts]
    if not options:
        return row
    row += 2
    sheet.text(row, 0, str(sheet.labels["options"]), bold=True)
    for line in options:
        row += 1
        write_entered(sheet, where, row, line)
        amount = amount_of(where, row + 1, line)
        sheet.sum(row, where.columns["amount"], amount, bottom=4)
    return row
