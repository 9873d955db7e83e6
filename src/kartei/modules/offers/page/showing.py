"""An offer's page: the values of its template, in the language of the offer."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Collection
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kartei.modules.documents.contract import PaperDocument, PaperLine, VatMode, figures, prepare
from kartei.modules.offers.page.choosing import chosen
from kartei.modules.offers.page.content import Changes, mark_of
from kartei.modules.offers.page.visit import Visit
from kartei.platform.kit.faults import ValueFault
from kartei.platform.kit.mail import parse_email

PLAIN = "#006279"
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
#: Pixels of the longer side, for screens with two pixels to the point.
PICTURE, LOGO = 192, 480


def whole(
    found: Visit, nonce: str, *, told: str = "", ticked: Collection[str] | None = None
) -> str:
    """The page as it stands. told: what has just happened; ticked: ids of options, as typed."""
    with translation.override(str(found.offer["language"])):
        return render_to_string("offers/page.html", values(found, nonce, told, ticked))


def confirming(found: Visit, nonce: str, ticked: Collection[str], typed: dict[str, str]) -> str:
    """The second question before an offer is accepted; typed: what stood in the form already."""
    with translation.override(str(found.offer["language"])):
        paper = chosen(found, ticked)
        total = figures.amount(paper.sums.total, paper.currency, paper.language)
        what = {"number": paper.number, "total": total}
        return render_to_string(
            "offers/confirm.html",
            {
                **frame(found, paper, nonce),
                "question": _("Accept offer %(number)s for %(total)s?") % what,
                "lines": [line.name for line in paper.lines if line.optional and line.chosen],
                "ticked": sorted(ticked),
                "typed": typed,
                "w": words(),
            },
        )


def sums(found: Visit, ticked: Collection[str]) -> str:
    """The totals alone, with other options."""
    with translation.override(str(found.offer["language"])):
        return render_to_string("offers/sums.html", {"sums": totals(chosen(found, ticked))})


def strange(language: str, nonce: str, title: str) -> str:
    """A page that shows nothing of any offer."""
    values = {"language": language, "nonce": nonce, "title": title, "accent": PLAIN, "bare": True}
    return render_to_string("offers/page.html", {**values, "w": words()})


def frame(found: Visit, paper: PaperDocument, nonce: str) -> dict[str, Any]:
    """What every page about an offer has: the firm's look, the title, the hash of the content."""
    firm = paper.firm
    dates = {"number": paper.number, "date": figures.day(paper.date, paper.language)}
    return {
        "language": paper.language,
        "nonce": nonce,
        "accent": firm.accent if _COLOUR.fullmatch(firm.accent) else PLAIN,
        "serif": firm.font == "serif",
        "logo": picture(firm.logo, LOGO),
        "firm": firm,
        "phone": firm.phone,
        "mail": mail_of(paper),
        "sender": paper.sender,
        "title": _("Offer %(number)s of %(date)s") % dates,
        "mark": mark_of(found.content()) if found.readable else "",
    }


def values(found: Visit, nonce: str, told: str, ticked: Collection[str] | None) -> dict[str, Any]:
    """The values of the whole page."""
    paper = found.paper() if ticked is None else chosen(found, ticked)
    shown = {
        **frame(found, paper, nonce),
        "state": found.state,
        "told": told_words(told),
        "news": state_words(found, paper),
        "w": words(),
    }
    if not found.readable:
        return shown
    marks = found.changes(found.content())
    return {
        **shown,
        "paper": paper,
        "subject": paper.subject,
        "until": figures.day(paper.until, paper.language) if paper.until else "",
        "lines": lines(found, paper, marks, optional=False),
        "options": lines(found, paper, marks, optional=True),
        "sums": totals(paper),
        "changed": bool(marks),
        "gone": ", ".join(marks.gone),
    }


def lines(
    found: Visit, paper: PaperDocument, marks: Changes, *, optional: bool
) -> list[dict[str, Any]]:
    """The fixed lines or the optional ones, their figures written out."""
    rows = zip(found.offer["lines"], paper.lines, strict=True)
    return [
        {"id": str(row["id"]), **written(line, paper), "mark": mark_words(str(row["id"]), marks)}
        for row, line in rows
        if line.optional is optional
    ]


def written(line: PaperLine, paper: PaperDocument) -> dict[str, Any]:
    """One line."""
    language, currency = paper.language, paper.currency
    return {
        "name": line.name,
        "article": line.article,
        "description": line.description,
        "facts": list(zip_heads(paper, line)),
        "picture": picture(line.picture, PICTURE),
        "quantity": f"{figures.quantity(line.quantity, language)}\u00a0{line.unit}",
        "price": figures.unit_price(line.price, currency, language),
        "discount": figures.percent(line.discount, language) if line.discount else "",
        "amount": figures.amount(line.amount, currency, language),
        "chosen": line.chosen,
    }


def zip_heads(paper: PaperDocument, line: PaperLine) -> list[tuple[str, str]]:
    """The firm's own fields of a line, whether they are printed as columns or under its name."""
    heads = [(column.head, cell) for column, cell in zip(paper.columns, line.cells, strict=True)]
    return [(head, cell) for head, cell in (*heads, *line.facts) if cell]


def totals(paper: PaperDocument) -> list[dict[str, Any]]:
    """The rows under the lines, as on paper."""
    sums, mode = paper.sums, paper.vat_mode
    rows: list[tuple[str, int, str]] = []
    if sums.discount:
        rows.append((_("Sum of the lines"), sums.amount, ""))
        rows.append((_("Discount"), -sums.discount, ""))
    if mode is VatMode.ON_TOP:
        rows.append((_("Net"), sums.net, ""))
    vat = [(rate_words(paper, row.rate), row.vat, "") for row in sums.rates if row.rate is not None]
    total = (_("Total"), sums.total, "total")
    rows += [*vat, total] if mode is VatMode.ON_TOP else [total, *vat]
    if sums.without_options is not None and sums.without_options != sums.total:
        rows.append((_("without options"), sums.without_options, "quiet"))
    return [
        {"label": label, "value": figures.amount(minor, paper.currency, paper.language), "role": r}
        for label, minor, r in rows
    ]


def rate_words(paper: PaperDocument, rate: int) -> str:
    """The words of the VAT of a rate."""
    share = {"rate": figures.percent(rate, paper.language)}
    if paper.vat_mode is VatMode.INCLUDED:
        return _("including VAT %(rate)s") % share
    return _("VAT %(rate)s") % share


def picture(data: bytes | None, side: int) -> str:
    """A picture in the page itself, made safe; what is none is left out, as it says nothing."""
    if data is None:
        return ""
    try:
        safe = prepare(data, side)
    except ValueFault:
        return ""
    kind = "jpeg" if safe.ending == "jpg" else "png"
    return f"data:image/{kind};base64,{b64encode(safe.data).decode()}"


def mail_of(paper: PaperDocument) -> str:
    """Where the client writes to: the sender's address, else the firm's."""
    address = paper.sender.mail or paper.firm.mail
    try:
        return parse_email(address) if address else ""
    except ValueFault:
        return ""


def mark_words(key: str, marks: Changes) -> str:
    """Whether a line is new or changed since the client saw the offer before."""
    if key in marks.new:
        return pgettext("line", "new")
    return pgettext("line", "changed") if key in marks.changed else ""


def state_words(found: Visit, paper: PaperDocument) -> str:
    """How far the offer is, where it is not open."""
    day = figures.day(paper.until, paper.language) if paper.until else ""
    return {
        "accepted": _("Thank you! This offer is accepted."),
        "declined": _("This offer was declined."),
        "replaced": _("This offer was replaced by a newer one. Please ask us for it."),
        "held": _("We are revising this offer and will get back to you. Any question? Just ask."),
        "expired": _(
            "This offer was valid until %(date)s. We will gladly make you a new one: just ask."
        )
        % {"date": day},
    }.get(found.state, "")


def told_words(told: str) -> str:
    """What has just happened."""
    return {
        "asked": _("Thank you, your message has reached us."),
        "changed": _(
            "This offer was changed after you had opened it. Nothing is accepted yet: please look "
            "at it once more."
        ),
        "gone": _("This link does not lead to an offer any more."),
    }.get(told, "")


def words() -> dict[str, str]:
    """The words of the page's buttons and fields."""
    return {
        "accept": _("Accept this offer …"),
        "bindingly": _("Accept bindingly"),
        "back": _("Back to the offer"),
        "pdf": _("Download as PDF"),
        "decline": _("Decline …"),
        "decline_now": _("Decline this offer"),
        "reason": _("Why? (optional)"),
        "ask": _("Ask a question …"),
        "ask_now": _("Send"),
        "renew": _("Ask for a new offer"),
        "message": _("Your message"),
        "name": _("Your name"),
        "name_needed": _("Please tell your name"),
        "remark": _("Remark (optional)"),
        "until": _("Valid until"),
        "options": _("Optional: tick what you would like"),
        "chosen": _("With these options:"),
        "reckon": _("Reckon anew"),
        "changed": _("What is different since you last looked is marked."),
        "gone": _("No longer part of it:"),
        "contact": _("Your contact"),
        "not_valid": _("Please ask who sent you this link for a new one."),
    }
