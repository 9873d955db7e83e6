"""What stands below the lines of a paper in Word: words, payment, last text, signatures."""

from __future__ import annotations

from typing import Any

from docx.enum.table import WD_ALIGN_VERTICAL
from docx.shared import Pt
from docx.table import _Cell

from kartei.modules.documents.render.codes import qr_png
from kartei.modules.documents.render.word.around import CODE, block, roles
from kartei.modules.documents.render.word.page import GREY, Page, cells, flush, ruled, say

#: Millimetres of a signature and of a stamp.
HAND, STAMP = (45.0, 16.0), 38.0


def closing(page: Page) -> None:
    """Everything after the lines."""
    page.gap()
    told, labels = page.data["handover"], page.labels
    if page.formal:
        count = str(labels.get("count") or labels["form"]["count"])
        page.line(count.format(count=len(page.data["lines"]), total=page.data["total"]))
        page.line(told["words"] if told else page.data["payment"]["words"], bold=True)
    elif not told:
        paying(page)
    page.line(str(labels.get("claim", "")))
    page.prose(page.data["outro"])
    if told:
        both_sign(page)
    elif page.formal:
        officers(page)
    else:
        writer(page)


def paying(page: Page) -> None:
    """How to pay, with the payment code."""
    pay, labels = page.data["payment"], page.labels
    account = pay["account"]
    if account is None and not pay["code"]:
        return
    made = page.table([page.width - CODE - 10, CODE + 10])
    left, beside = cells(made)
    if account:
        rows = [
            (labels["pay-until"], page.data["until"]), (labels["payee"], account["name"]),
            (labels["account"], account["number"]), (labels["bank"], account["bank"]),
            (labels["bank-code"], account["code"]), (labels["purpose"], pay["purpose"]),
        ]  # fmt: skip
        block(left, rows)
    if pay["code"]:
        page.picture(flush(beside.paragraphs[0]), qr_png(page.paper.payment.code), CODE, CODE)
        say(flush(beside.add_paragraph()), str(labels["code"]), size=7, colour=GREY)
    page.gap()


def officers(page: Page) -> None:
    """Head and accountant sign a Russian charge."""
    form, firm = page.labels["form"], page.data["firm"]
    made = page.table([30, 55, page.width - 85])
    for label, name, hand in (
        (form["head"], firm["head"], firm["signature"]),
        (form["accountant"], firm["accountant"], firm["accounted"]),
    ):
        left, line, told = cells(made)
        say(left.paragraphs[0], label)
        signed(page, line, hand)
        say(told.paragraphs[0], name)
        left.vertical_alignment = told.vertical_alignment = WD_ALIGN_VERTICAL.BOTTOM
    stamp(page)


def both_sign(page: Page) -> None:
    """The two sides of a delivery, each with its place to sign."""
    told, labels = page.data["handover"], page.labels
    form, taker = labels["handover"], told["consignee"] or told["buyer"]
    half = page.width / 2
    made = page.table([half - 5, 10, half - 5])
    heads, hands = cells(made), cells(made)
    names = roles(page)
    people = (
        (names[0], told["seller"]["name"], (told["head-title"], told["handed-by"])),
        (names[1], taker["name"], (told["received-by"],)),
    )
    for at, (head, firm, who) in zip((0, 2), people, strict=True):
        say(heads[at].paragraphs[0], head, bold=True)
        say(heads[at].add_paragraph(), firm)
        for paragraph in heads[at].paragraphs:
            paragraph.paragraph_format.keep_with_next = True
        signed(page, hands[at], page.data["firm"]["signature"] if at == 0 else None)
        say(hands[at].add_paragraph(), ", ".join(text for text in who if text), size=8.5)
        under = " / ".join([*form.get("signing", [form["sign"]])])
        say(hands[at].add_paragraph(), under, size=7.5, colour=GREY)
    if "stamp" in form and not page.data["firm"]["stamp"]:
        page.line(str(form["stamp"]), size=7.5, colour=GREY)
    stamp(page)


def writer(page: Page) -> None:
    """Who wrote the paper; the signature stands over the name of who signs."""
    data, labels, firm = page.data, page.labels, page.data["firm"]
    hand = firm["signature"] or firm["chosen"]
    if not (data["sender"]["name"] or hand or firm["stamp"]):
        return
    page.line(str(labels["closing"]), together=True)
    page.line(data["sender"]["name"], bold=True, together=True)
    rest = [data["sender"][name] for name in ("position", "phone", "mail")]
    page.line("\n".join(text for text in rest if text), size=8.5, colour=GREY)
    if hand:
        place = cells(page.table([55, page.width - 55]))[0]
        signed(page, place, firm["signature"])
        title = firm["head-title"] if firm["chosen"] else ""
        say(place.add_paragraph(), "\n".join(filter(None, (firm["head"], title))), size=8.5)
    stamp(page)


def signed(page: Page, place: _Cell, hand: dict[str, Any] | None) -> None:
    """A line to sign on, with the picture of the signature where there is one."""
    paragraph = place.paragraphs[0]
    paragraph.paragraph_format.space_before = Pt(4 if hand else 24)
    if hand:
        page.picture(paragraph, page.shaper.pictures[hand["path"][1:]], *HAND)
    ruled(place)


def stamp(page: Page) -> None:
    """The stamp, where the firm has one."""
    mark = page.data["firm"]["stamp"]
    if mark:
        data = page.shaper.pictures[mark["path"][1:]]
        page.picture(page.book.add_paragraph(), data, STAMP, STAMP)
