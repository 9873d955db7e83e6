"""A Word document in the firm's look: page, styles, texts, and what python-docx cannot say."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from docx import Document
from docx.document import Document as Book
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from PIL import Image

from kartei.modules.documents.render.model import PaperDocument
from kartei.modules.documents.render.shape import Shaper
from kartei.modules.documents.render.sheet import words

TAGS = {"ru": "ru-RU", "de": "de-DE", "en": "en-GB"}
#: Sides of the sheet and its margins in mm; forms with many columns lie across.
LONG, SHORT = 297, 210
LEFT, RIGHT, BOTTOM = 20, 15, 18
GREY, HAIRLINE = "5C6A6E", "C7CED0"
_PLACES = re.compile(r"(\{page\}|\{pages\})")
_FIELDS = {"{page}": "PAGE", "{pages}": "NUMPAGES"}


@dataclass(slots=True)
class Page:
    """The document being written; data: what the paper says, as its PDF gets it (`Shaper`).

    size: of plain text in points. width: of the text in mm.
    """

    paper: PaperDocument
    wide: bool = False
    book: Book = field(init=False)
    shaper: Shaper = field(init=False)
    data: dict[str, Any] = field(init=False)
    labels: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        self.shaper = Shaper(self.paper)
        self.data = self.shaper.data()
        known = words.words_of(self.paper.language)
        self.labels = known | known[self.paper.kind]
        self.book = Document()
        self._sheet()
        self._styles()
        told = self.book.core_properties
        told.title, told.author = clean(self.title), clean(self.paper.firm.name)
        told.comments, told.language = "", TAGS[self.paper.language]

    @property
    def size(self) -> float:
        """Points of plain text."""
        return 9.5 * float(self.data["look"]["scale"])

    @property
    def width(self) -> int:
        """Millimetres between the margins."""
        return (LONG if self.wide else SHORT) - LEFT - RIGHT

    @property
    def title(self) -> str:
        """What the paper is, with number and day; a design's title stands for the kind's own."""
        own, usual = self.data["look"]["title"], str(self.labels["title"])
        said = str(self.labels["titled"])
        said = said.replace(usual, own) if own else said
        return said.format(number=self.data["number"], date=self.data["date"])

    @property
    def priced(self) -> bool:
        """Whether the paper tells prices: a German delivery note does not."""
        return self.paper.handover is None or self.paper.handover.priced

    @property
    def formal(self) -> bool:
        """Whether it is a Russian charge or delivery, which names both sides and no person."""
        charge = self.paper.payment.account is not None
        return self.paper.language == "ru" and (charge or self.paper.handover is not None)

    def _sheet(self) -> None:
        section = self.book.sections[0]
        sides = (LONG, SHORT) if self.wide else (SHORT, LONG)
        section.page_width, section.page_height = Mm(sides[0]), Mm(sides[1])
        section.orientation = WD_ORIENT.LANDSCAPE if self.wide else WD_ORIENT.PORTRAIT
        section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
        section.top_margin, section.bottom_margin = Mm(18), Mm(BOTTOM)
        section.header_distance, section.footer_distance = Mm(9), Mm(9)
        section.different_first_page_header_footer = True

    def _styles(self) -> None:
        """Plain text and the title in the firm's font; the language is that of the paper."""
        accent = self.data["firm"]["accent"]
        styles: Any = self.book.styles
        looks = (("Normal", self.size, False), ("Heading 1", 17.0, True), ("Heading 2", 11.0, True))
        for name, size, bold in looks:
            style = styles[name]
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for tag in list(fonts.attrib):
                del fonts.attrib[tag]
            for tag in ("ascii", "hAnsi", "cs", "eastAsia"):
                fonts.set(qn(f"w:{tag}"), words.FONTS[self.paper.firm.font])
            style.font.size, style.font.bold = Pt(size), bold
            shape = style.paragraph_format
            shape.space_before, shape.space_after = Pt(12 if bold else 0), Pt(4 if bold else 0)
            shape.line_spacing = 1.1
            if bold:
                style.font.color.rgb = colour(accent)
        for found in styles.element.iter(qn("w:lang")):
            found.set(qn("w:val"), TAGS[self.paper.language])

    def file(self) -> bytes:
        """The whole as a file."""
        out = io.BytesIO()
        self.book.save(out)
        return out.getvalue()

    def heading(self, text: str, level: int = 1) -> Paragraph:
        """A heading that Word's outline knows."""
        made: Paragraph = self.book.add_heading(clean(text), level)
        return made

    def prose(self, paragraphs: Iterable[Sequence[str]]) -> None:
        """Texts of people: paragraphs, each a list of lines."""
        for lines in paragraphs:
            made = self.book.add_paragraph()
            made.paragraph_format.space_after = Pt(6)
            say(made, "\n".join(lines))

    def line(self, text: str, *, together: bool = False, **look: Any) -> None:
        """A paragraph of its own, nothing for an empty text; together: on the page of the next."""
        if text:
            made = self.book.add_paragraph()
            made.paragraph_format.space_after = Pt(4)
            made.paragraph_format.keep_with_next = together
            say(made, text, **look)

    def gap(self, points: float = 6) -> None:
        """An empty line, which parts tables that would grow together."""
        made = self.book.add_paragraph()
        made.paragraph_format.line_spacing = Pt(points)

    def table(self, widths: Sequence[float], place: Any = None) -> Table:
        """A table without rows and rules, its columns so many mm wide."""
        count = len(widths)
        made: Table = place.add_table(0, count, Mm(1)) if place else self.book.add_table(0, count)
        made.autofit = False
        made.alignment = WD_TABLE_ALIGNMENT.LEFT
        for column, width in zip(made.columns, widths, strict=True):
            column.width = Mm(width)
        return made

    def facts(self, rows: Iterable[tuple[str, str]], label: float = 38, place: Any = None) -> None:
        """Labels with what they say; what is empty is left out."""
        told = [(name, text) for name, text in rows if text]
        if not told:
            return
        made = self.table([label, self.width - label], place)
        for name, text in told:
            left, right = cells(made)
            say(left.paragraphs[0], name, colour=GREY)
            say(right.paragraphs[0], text)

    def picture(self, place: Paragraph, data: bytes, wide: float, high: float) -> None:
        """A safe picture as large as fits into so many mm."""
        with Image.open(io.BytesIO(data)) as found:
            ratio = found.width / found.height
        width = min(wide, high * ratio)
        place.add_run().add_picture(io.BytesIO(data), width=Mm(width), height=Mm(width / ratio))


def clean(text: str) -> str:
    """A text that XML can hold, without the places where only a set page may break words."""
    return words.clean(text).replace("\u200b", "")


def colour(text: str) -> RGBColor:
    """`#006279` or `006279` as a colour of Word."""
    return RGBColor.from_string(text.lstrip("#").upper())


def say(
    place: Paragraph, text: str, *, bold: bool = False, size: float = 0, colour: str = ""
) -> Paragraph:
    """Write into a paragraph; line breaks are kept. colour: as in `colour`."""
    run = place.add_run(clean(text))
    run.bold = bold or None
    if size:
        run.font.size = Pt(size)
    if colour:
        run.font.color.rgb = RGBColor.from_string(colour.lstrip("#").upper())
    return place


def flush(place: Paragraph) -> Paragraph:
    """Put to the right, as figures stand."""
    place.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    return place


def cells(table: Table) -> list[_Cell]:
    """The cells of a new row, as wide as their columns (LibreOffice reads the cells' widths)."""
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    unbroken = OxmlElement("w:cantSplit")
    row._tr.get_or_add_trPr().append(unbroken)
    found = list(row.cells)
    for cell, column in zip(found, table.columns, strict=True):
        cell.width = column.width
    return found


def numbered(place: Paragraph, label: str) -> None:
    """«стр. {page} из {pages}» with fields that Word counts itself."""
    for part in _PLACES.split(label):
        if part not in _FIELDS:
            say(place, part, size=7, colour=GREY)
            continue
        made = OxmlElement("w:fldSimple")
        made.set(qn("w:instr"), _FIELDS[part])
        place._p.append(made)
        run = Run(OxmlElement("w:r"), place)
        made.append(run._r)
        run.text = "1"
        run.font.size, run.font.color.rgb = Pt(7), colour(GREY)


def ruled(cell: _Cell, *, size: int = 4, colour: str = HAIRLINE, sides: str = "bottom") -> None:
    """Rules at sides of a cell (parted by spaces); size in eighths of a point."""
    shape = cell._tc.get_or_add_tcPr()
    edges = shape.find(qn("w:tcBorders"))
    if edges is None:
        edges = OxmlElement("w:tcBorders")
        shape.append(edges)
    for side in ("top", "left", "bottom", "right"):
        if side in sides.split():
            edge = OxmlElement(f"w:{side}")
            told = {"val": "single", "sz": str(size), "space": "0", "color": colour.lstrip("#")}
            for name, value in told.items():
                edge.set(qn(f"w:{name}"), value)
            edges.append(edge)
