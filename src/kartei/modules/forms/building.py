"""Word templates that come with the program, made from their texts in `ready/<language>`.

A text file is readable where a DOCX is not. Its first line is the title; a line that begins with
`# ` is a heading, `| a | b |` are rows of a table, `> ` stands on the right, `---` ends a page;
every other line is a paragraph.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

READY = Path(__file__).parent / "ready"
FONT = "Liberation Serif"
#: A bar between cells; the one of a filter has no blank around it.
BAR = re.compile(r"(?<=\s)\|(?=\s)")


def built(path: Path) -> bytes:
    """The DOCX of a text file."""
    document = Document()
    dress(document)
    lines = path.read_text("utf-8").splitlines()
    title = document.add_paragraph(style="Title")
    title.add_run(lines[0])
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for block in blocks(lines[1:]):
        if isinstance(block, list):
            add_table(document, block)
        else:
            add_line(document, block)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def dress(document: Any) -> None:
    """A page for the file cabinet: A4, wide on the left, a serif that has Cyrillic."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(2.5), Cm(1.5)
    section.top_margin = section.bottom_margin = Cm(2)
    title = document.styles["Title"].element.pPr
    title.remove(title.find(qn("w:pBdr")))
    for name, size in (("Normal", 11), ("Title", 15), ("Heading 1", 12)):
        style = document.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        style.font.bold = name != "Normal"
        style.font.color.rgb = None
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for key in list(fonts.attrib):
            if key.endswith("Theme"):
                del fonts.attrib[key]
    document.styles["Normal"].paragraph_format.space_after = Pt(5)
    document.core_properties.author = ""


def blocks(lines: list[str]) -> Iterator[str | list[list[str]]]:
    """Lines, and tables as rows of cells."""
    rows: list[list[str]] = []
    for line in [*lines, ""]:
        if line.startswith("|"):
            inner = line.strip().removeprefix("|").removesuffix("|")
            rows.append([cell.strip() for cell in BAR.split(inner)])
            continue
        if rows:
            yield rows
            rows = []
        if line.strip():
            yield line


def add_line(document: Any, line: str) -> None:
    """A heading, a line to the right, an end of a page or a paragraph."""
    if line == "---":
        document.add_page_break()
    elif line.startswith("# "):
        document.add_heading(line[2:], 1)
    elif line.startswith("> "):
        document.add_paragraph(line[2:]).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    else:
        document.add_paragraph(line)


def add_table(document: Any, rows: list[list[str]]) -> None:
    """A table; rows that hold a loop's beginning or end have that in their first cell."""
    wide = max(len(row) for row in rows)
    made = document.add_table(rows=0, cols=wide)
    if any("{%tr" in cell for row in rows for cell in row):
        made.style = "Table Grid"
    for row in rows:
        for cell, text in zip(made.add_row().cells, row, strict=False):
            cell.text = text
