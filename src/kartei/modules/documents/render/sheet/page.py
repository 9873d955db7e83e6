"""A sheet with its styles, and how it is printed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from kartei.modules.documents.render import figures
from kartei.modules.documents.render.model import PaperDocument
from kartei.modules.documents.render.sheet import words
from kartei.modules.documents.render.sheet.places import Range
from kartei.modules.documents.render.sheet.table import Cell
from kartei.platform.kit.money import SCALE, currency_digits

#: Widths in characters; the name takes what the others leave.
WIDTHS = {
    "position": 5, "article": 14, "name": 44, "quantity": 10, "unit": 8, "price": 13, "discount": 8,
    "amount": 14, "share": 12, "net": 14, "rate": 9, "vat": 13, "total": 15,
}  # fmt: skip
OWN_WIDTH = 14
ROW = 15.0
#: A page has room upright for so many characters.
UPRIGHT = 110


@dataclass(slots=True)
class Sheet:
    """The sheet with its styles; rows and columns are counted from 0 as the library does."""

    book: Any
    paper: PaperDocument
    page: Any = None
    _formats: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        paper = self.paper
        self.book.set_properties({"title": self.title, "company": words.clean(paper.firm.name)})
        self.page = self.book.add_worksheet(words.sheet_name(paper.number))
        self.page.hide_gridlines(2)

    @property
    def labels(self) -> dict[str, Any]:
        """The words of the paper's language."""
        return words.words_of(self.paper.language)

    @property
    def title(self) -> str:
        """What the paper is, with its number and day."""
        paper, kind = self.paper, self.labels[self.paper.kind]
        said = kind["titled"] if paper.number else kind["title"]
        day = figures.day(paper.date, paper.language)
        return words.clean(str(said).format(number=paper.number, date=day))

    def style(self, **look: Any) -> Any:
        """A format, each made once."""
        key = repr(sorted(look.items()))
        if key not in self._formats:
            font = {"font_name": words.FONTS[self.paper.firm.font], "font_size": 9, "valign": "top"}
            self._formats[key] = self.book.add_format(font | look)
        return self._formats[key]

    def text(self, row: int, column: int, text: str, **look: Any) -> None:
        """A text, whatever it looks like: `=1+1` stays what somebody typed."""
        self.page.write_string(row, column, words.clean(text), self.style(**look))

    def number(self, row: int, column: int, scaled: int, shown: str, **look: Any) -> None:
        """A number in millionths."""
        style = self.style(num_format=shown, **look)
        self.page.write_number(row, column, scaled / SCALE, style)

    def percent(self, row: int, column: int, scaled: int, **look: Any) -> None:
        """A percent in millionths of a per cent."""
        style = self.style(num_format=words.percent(scaled), **look)
        self.page.write_number(row, column, scaled / (100 * SCALE), style)

    def sum(self, row: int, column: int, cell: Cell, *, sign: bool = False, **look: Any) -> None:
        """A sum: its formula with our value, or the value alone."""
        currency, language = self.paper.currency, self.paper.language
        shown = words.money(currency, language, signed=sign)
        style = self.style(num_format=shown, **look)
        value = cell.minor / 10 ** currency_digits(currency)
        if cell.formula:
            self.page.write_formula(row, column, cell.formula, style, value)
        else:
            self.page.write_number(row, column, value, style)

    def finish(self, where: Range, last: int) -> None:
        """Widths, and how the sheet is printed: one page wide, the head of the lines repeated."""
        widths = [WIDTHS.get(name, OWN_WIDTH) for name in where.columns]
        for place, width in enumerate(widths):
            self.page.set_column(place, place, width)
        self.page.set_paper(9)
        if sum(widths) > UPRIGHT:
            self.page.set_landscape()
        self.page.set_margins(left=0.6, right=0.4, top=0.5, bottom=0.6)
        self.page.fit_to_pages(1, 0)
        self.page.repeat_rows(where.head - 1)
        self.page.print_area(0, 0, last, len(widths) - 1)
        foot = str(self.labels["page"]).format(page="&P", pages="&N")
        self.page.set_footer(f"&L&8{self.title.replace('&', '&&')}&R&8{foot}")
