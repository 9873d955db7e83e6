"""The lines of a paper in Word: a table whose head repeats on each page, the sums below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.oxml import OxmlElement
from docx.shared import Pt
from docx.table import Table, _Cell

from kartei.modules.documents.render.word.page import (
    GREY,
    Page,
    cells,
    flush,
    ruled,
    say,
)

#: Widths in mm; the name takes what the others leave.
WIDTHS = {
    "position": 9.0, "quantity": 15.0, "unit": 16.0, "price": 23.0, "discount": 14.0, "vat": 14.0,
    "amount": 25.0, "code": 13.0, "net": 27.0, "rate": 18.0, "total": 27.0,
}  # fmt: skip
#: The VAT of a form is a sum, that of other papers a rate.
VAT_SUM = 25.0
OWN, FIGURES = 22.0, 20.0
#: Sums below the total, which add nothing to it.
NOTES = ("vat-included", "no-vat", "no-vat-part", "without-options")
#: Columns of the forms that tell the sums of each line (УПД, счёт-фактура, ТОРГ-12).
FORM = ("position", "name", "code", "unit", "quantity", "price", "net", "rate", "vat", "total")
TEXTS = ("name", "unit", "picture")


def write_lines(page: Page) -> None:
    """Lines, sums, and below them what the client may choose."""
    columns = [str(name) for name in page.data["columns"]]
    made = headed(page, columns)
    for line in page.data["lines"]:
        write_line(page, made, columns, line)
    for told in page.data["sums"]:
        write_sum(page, made, len(columns), told)
    if page.data["options"]:
        page.heading(page.labels["options"], 2)
        made = headed(page, columns)
        for line in page.data["options"]:
            write_line(page, made, columns, line)


def write_form(page: Page) -> None:
    """The lines of a form with the sums of each line, and the sums of all."""
    told, labels = page.data["handover"], page.labels
    labels = labels["torg" if page.paper.kind == "torg12" else "tax"]
    made = headed(page, FORM)
    for line, row in zip(page.data["lines"], told["rows"], strict=True):
        write_line(page, made, FORM, line | row)
    found = cells(made)
    place = FORM.index("net")
    found[0].merge(found[place - 1])
    flush(say(found[0].paragraphs[0], str(labels["all"]), bold=True))
    for name in ("net", "vat", "total"):
        cell = found[FORM.index(name)]
        flush(say(cell.paragraphs[0], told["sums"][name], bold=True))


def headed(page: Page, columns: Sequence[str]) -> Table:
    """An empty table with its head."""
    made = page.table(widths(page, columns))
    found = cells(made)
    repeated = OxmlElement("w:tblHeader")
    made.rows[0]._tr.get_or_add_trPr().append(repeated)
    for name, cell in zip(columns, found, strict=True):
        place = cell.paragraphs[0]
        say(place, head_of(page, name, columns), size=7.5, colour=GREY)
        if not textual(page, name):
            flush(place)
        ruled(cell, size=8, colour=page.data["firm"]["accent"])
    return made


def widths(page: Page, columns: Sequence[str]) -> list[float]:
    """The widths of the columns in mm."""
    known = {name: WIDTHS.get(name, OWN) for name in columns}
    if "total" in known:
        known["vat"] = VAT_SUM
    if "picture" in known:
        known["picture"] = page.data["look"]["picture"] + 4.0
    for place, column in enumerate(page.data["own"]):
        known[f"own-{place}"] = FIGURES if column["right"] else OWN
    rest = page.width - sum(width for name, width in known.items() if name != "name")
    return [max(rest, 30.0) if name == "name" else known[name] for name in columns]


def textual(page: Page, name: str) -> bool:
    """Whether a column holds texts, which stand to the left."""
    if name.startswith("own-"):
        return not page.data["own"][int(name[4:])]["right"]
    return name in TEXTS


def head_of(page: Page, name: str, columns: Sequence[str]) -> str:
    """The words over a column."""
    if name.startswith("own-"):
        return str(page.data["own"][int(name[4:])]["head"])
    if name == "picture":
        return ""
    labels, form = page.labels, columns is FORM
    if name == "code":
        return str(labels["tax"]["columns"]["code"])
    source = labels["sheet"] if form or name == "unit" else labels
    said = source.get(name) or labels[name]
    return str(said).format(currency=page.data["currency"])


def write_line(page: Page, made: Table, columns: Sequence[str], line: dict[str, Any]) -> None:
    """One line; its picture, its facts and its description stand where the PDF has them."""
    for name, cell in zip(columns, cells(made), strict=True):
        place = cell.paragraphs[0]
        if name == "name":
            write_name(page, cell, line)
        elif name == "picture":
            if line["picture"]:
                side = page.data["look"]["picture"]
                page.picture(place, page.shaper.pictures[line["picture"][1:]], side, side)
        else:
            say(place, line[name])
            if not textual(page, name):
                flush(place)
        ruled(cell)


def write_name(page: Page, cell: _Cell, line: dict[str, Any]) -> None:
    """Name, article, facts and description of a line."""
    place, second = cell.paragraphs[0], page.data["firm"]["second"]
    say(place, line["name"], bold=True)
    if line["optional"]:
        say(place, f" ({page.labels['option']})", size=8, colour=second)
    if line["article"]:
        say(place, f"\n{line['article']}", size=7.5, colour=GREY)
    for name, told in line["facts"]:
        say(place, f"\n{name}: {told}", size=8, colour=second)
    for lines in line["description"]:
        below = cell.add_paragraph()
        below.paragraph_format.space_before = Pt(2)
        say(below, "\n".join(lines), size=8, colour=second)


def write_sum(page: Page, made: Table, count: int, told: dict[str, str]) -> None:
    """A row under the lines: its label over all columns but two, the sum in these."""
    found, accent = cells(made), page.data["firm"]["accent"]
    split = max(1, count - 2)
    label, value = found[0].merge(found[split - 1]), found[split].merge(found[-1])
    grand = told["role"] == "total"
    look: dict[str, Any] = {"bold": True, "size": 12} if grand else {}
    if told["role"] in NOTES:
        look = {"size": 8.5, "colour": GREY}
    words = page.labels.get("sum-total") if grand else None
    words = str(words or page.labels["sums"][told["role"]])
    words = words.format(rate=told["rate"], net=told["net"])
    for cell, text in ((label, words), (value, told["value"])):
        flush(say(cell.paragraphs[0], text, **look))
        cell.paragraphs[0].paragraph_format.keep_with_next = not grand
    if grand:
        ruled(value, size=8, colour=accent, sides="top")
