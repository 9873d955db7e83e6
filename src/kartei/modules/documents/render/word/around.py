"""What stands above the lines of a paper in Word (letterhead, client, terms), and at its foot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.shared import Mm, Pt
from docx.table import _Cell

from kartei.modules.documents.render.codes import qr_png
from kartei.modules.documents.render.word.page import (
    GREY,
    Page,
    cells,
    flush,
    numbered,
    ruled,
    say,
)

#: Millimetres of a logo and of a payment code.
LOGO, CODE = (70.0, 17.0), 30.0
#: Address field and information block of a German letter (DIN 5008, form B).
ADDRESS = (95.0, 80.0, 45.0)


def frame(page: Page) -> None:
    """Letterhead on the first page, a running head on the others, the foot on all."""
    section = page.book.sections[0]
    letterhead(page, section.first_page_header)
    head = section.header.paragraphs[0]
    say(head, f"{page.data['firm']['name']}\t\t{page.title}", size=7.5, colour=GREY)
    for place in (section.first_page_footer, section.footer):
        foot(page, place)


def letterhead(page: Page, place: Any) -> None:
    """Logo and firm side by side; the side of the logo is the design's, else the language's."""
    firm, look = page.data["firm"], page.data["look"]
    left = look["logo"] == "left" or (not look["logo"] and page.paper.language != "de")
    found = cells(page.table([page.width / 2] * 2, place))
    mark, reach = found if left else reversed(found)
    if firm["logo"]:
        data = page.shaper.pictures[firm["logo"]["path"][1:]]
        page.picture(mark.paragraphs[0], data, *LOGO)
    say(reach.paragraphs[0], firm["name"], bold=True, size=13, colour=firm["accent"])
    address = [] if page.paper.language == "de" else [", ".join(firm["address"])]
    told = [text for text in (*address, firm["phone"], firm["mail"], firm["site"]) if text]
    if told:
        say(reach.add_paragraph(), "\n".join(told), size=8, colour=GREY)
    for paragraph in found[1].paragraphs:
        flush(paragraph)
    place.paragraphs[0].paragraph_format.line_spacing = Pt(1)


def foot(page: Page, place: Any) -> None:
    """Page numbers, the design's text, the firm's blocks side by side."""
    look, blocks = page.data["look"], page.data["firm"]["foot"]
    top = place.paragraphs[0]
    if look["page-numbers"]:
        numbered(flush(top), str(page.labels["page"]))
    if look["foot"]:
        say(place.add_paragraph(), look["foot"], size=7, colour=page.data["firm"]["second"])
    found = cells(page.table([page.width / len(blocks)] * len(blocks), place))
    for cell, lines in zip(found, blocks, strict=True):
        say(cell.paragraphs[0], "\n".join(lines), size=7, colour=GREY)
        ruled(cell, sides="top")


def opening(page: Page) -> None:
    """Everything before the lines."""
    data = page.data
    if page.paper.language == "de":
        letter(page)
    else:
        if page.formal and data["payment"]["account"]:
            payment_order(page)
        page.heading(page.title)
        page.facts(sides(page) if page.formal else client(page))
    if data["corrects"]:
        page.line(str(page.labels["corrects"]).format(**data["corrects"]))
    if data["client"]["payer"] and page.paper.language == "de":
        page.line(f"{page.labels['payer']}: {data['client']['payer']}")
    page.gap()
    circumstances(page)
    if data["subject"] and page.paper.language != "de" and not page.formal:
        page.heading(data["subject"], 2)
    if not (page.formal or data["handover"]):
        page.line(data["salutation"])
    page.prose(data["intro"])


def letter(page: Page) -> None:
    """Address field and information block side by side, then the subject of the letter."""
    data, labels = page.data, page.labels
    made = page.table(ADDRESS[:2])
    to, about = cells(made)
    made.rows[0].height, made.rows[0].height_rule = Mm(ADDRESS[2]), WD_ROW_HEIGHT_RULE.AT_LEAST
    sender = " · ".join([data["firm"]["name"], *data["firm"]["address"]])
    say(to.paragraphs[0], sender, size=6.5, colour=GREY)
    whom = data["client"]
    rows = [whom["name"], whom["person"], *whom["address"]]
    below = to.add_paragraph()
    below.paragraph_format.space_before = Pt(8)
    say(below, "\n".join(row for row in rows if row), size=10)
    write = data["sender"]
    told = [
        (labels["number"], data["number"]), (labels["date"], data["date"]),
        (labels["until"], data["until"] if labels["until"] else ""),
        supply(page), (labels["basis"], data["basis"]),
        (labels["sender"], write["name"]), (labels["phone"], write["phone"]),
        (labels["mail"], write["mail"]),
    ]  # fmt: skip
    block(about, told)
    subject = f": {data['subject']}" if data["subject"] else ""
    page.heading(f"{page.data['look']['title'] or labels['title']} {data['number']}{subject}")


def block(place: _Cell, rows: Sequence[tuple[str, str]]) -> None:
    """Labels and values below one another in a cell."""
    paragraph = place.paragraphs[0]
    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(28))
    for at, (label, told) in enumerate([row for row in rows if row[1]]):
        say(paragraph, f"{chr(10) if at else ''}{label}\t", size=8.5, colour=GREY)
        say(paragraph, told, size=8.5)


def client(page: Page) -> list[tuple[str, str]]:
    """For whom, until when, by whom."""
    whom, labels, write = page.data["client"], page.labels, page.data["sender"]
    rows = [whom["name"], *whom["address"], whom["person"]]
    return [
        (labels["client"], "\n".join(row for row in rows if row)),
        (labels["payer"], whom["payer"]),
        (labels["until"], page.data["until"] if labels["until"] else ""),
        supply(page),
        (labels.get("basis") or labels["form"]["basis"], page.data["basis"]),
        (labels["sender"], ", ".join(text for text in (write["name"], write["phone"]) if text)),
    ]


def supply(page: Page) -> tuple[str, str]:
    """When was supplied: a day, a period, or that it was on the paper's own day."""
    labels, told = page.labels, page.data
    if told["supplied-same"]:
        return labels["supplied"], labels["supplied-same"]
    return labels["supplied-period" if told["supplied-period"] else "supplied"], told["supplied"]


def sides(page: Page) -> list[tuple[str, str]]:
    """Who gives and who takes, with their requisites, as Russian papers name them."""
    told, labels = page.data["handover"], page.labels
    if told:
        gives, takes = roles(page)
        return [(gives, party(page, told["seller"])), (takes, party(page, told["buyer"]))]
    form, firm, account = labels["form"], page.data["firm"], page.data["payment"]["account"]
    seller = {
        "name": account["name"], "tax-id": account["tax-id"], "reg-code": account["reg-code"],
        "address": ", ".join(firm["address"]),
    }  # fmt: skip
    whom = page.data["client"]
    buyer = ", ".join(text for text in (whom["name"], *whom["facts"], *whom["address"]) if text)
    return [
        (form["seller"], party(page, seller)),
        (form["buyer"], buyer),
        (labels["payer"], whom["payer"]),
        (form["basis"], page.data["basis"]),
        (labels["until"], page.data["until"]),
    ]


def roles(page: Page) -> tuple[str, str]:
    """What giver and taker are called; forms of tax law know a seller and a buyer."""
    labels = page.labels
    if "gives" in labels:
        return str(labels["gives"]), str(labels["takes"])
    return str(labels["tax"]["seller"]).rstrip(":"), str(labels["tax"]["buyer"]).rstrip(":")


def party(page: Page, told: dict[str, str]) -> str:
    """A firm in one line; English and German papers name no tax numbers of Russia."""
    form = page.labels.get("form", {})
    numbers = [
        f"{form[label]} {told[name]}"
        for label, name in (("inn", "tax-id"), ("kpp", "reg-code"))
        if form and told[name]
    ]
    return ", ".join(text for text in (told["name"], *numbers, told["address"]) if text)


def payment_order(page: Page) -> None:
    """The upper part of a payment order, as Russian payers know it."""
    account, form = page.data["payment"]["account"], page.labels["form"]
    wide = page.width - (CODE + 10 if page.data["payment"]["code"] else 0)
    beside = [page.width - wide] if wide < page.width else []
    made = page.table([wide * 0.5, wide * 0.15, wide * 0.35, *beside])
    numbers = (("inn", "tax-id"), ("kpp", "reg-code"))
    own = "  ".join(f"{form[label]} {account[name]}" for label, name in numbers if account[name])
    rows = [
        (account["bank"], form["bik"], account["code"]),
        (form["bank"], form["account"], account["correspondent"]),
        (own, form["account"], account["number"]),
        (f"{account['name']}\n{form['payee']}", "", ""),
    ]
    for row in rows:
        for cell, text in zip(cells(made), row, strict=False):
            say(cell.paragraphs[0], text, size=9)
            ruled(cell, sides="top left bottom right", colour=GREY)
    if page.data["payment"]["code"]:
        code = made.cell(0, 3).merge(made.cell(3, 3)).paragraphs[0]
        page.picture(flush(code), qr_png(page.paper.payment.code), CODE, CODE)


def circumstances(page: Page) -> None:
    """What surrounds a delivery."""
    told = page.data["handover"]
    if not told:
        return
    form, labels, taker = page.labels["handover"], page.labels, told["consignee"]
    rows = [
        (form["basis"], told["basis"]),
        (labels.get("shipped") or labels["supplied"], told["shipped"]),
        (form["place"], told["place"]),
        (form["carrier"], told["carrier"]),
        (form["consignee"], party(page, taker) if taker else ""),
    ]
    page.facts(rows)
    page.gap()
