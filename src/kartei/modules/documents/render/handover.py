"""What papers of delivery and acceptance tell beside their lines: parties, basis, shipment.

Forms with a column for each sum of a line (УПД, счёт-фактура, ТОРГ-12) take their rows from here.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from kartei.modules.documents.render import figures
from kartei.modules.documents.render.inwords.ru import cardinal
from kartei.modules.documents.render.totals import VatMode
from kartei.platform.kit.money import SCALE, currency_digits, round_half_up

if TYPE_CHECKING:
    from kartei.modules.documents.render.model import PaperDocument, PaperLine

Text = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Party:
    """A firm as the forms name it; bank: its account in ready words."""

    name: str
    address: str = ""
    tax_id: str = ""
    reg_code: str = ""
    phone: str = ""
    bank: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """The sums of one line in minor units after all discounts; code: of its unit (ОКЕИ).

    origin, country: digital code and name of where imported goods come from; declaration: theirs.
    """

    net: int
    vat: int
    total: int
    code: str = ""
    origin: str = ""
    country: str = ""
    declaration: str = ""


@dataclass(frozen=True, slots=True)
class Handover:
    """What is handed over by whom to whom; rows stand in the order of the paper's lines.

    form: as of the delivery document. consignee None: the buyer himself. currency: name and code
    (ОКВ) as the forms want them. words: the sum in words. priced: prices and sums are told.
    advance: it is about money that came before. paid, advances, contract: lines 5, 5б and 8.
    places: pieces of cargo; mass_net, mass_gross: in millionths of a kilogram.
    """

    form: str
    seller: Party
    buyer: Party
    rows: tuple[Row, ...]
    consignee: Party | None = None
    shipped_on: datetime.date | None = None
    place: str = ""
    carrier: str = ""
    basis: str = ""
    head_title: str = ""
    handed_by: str = ""
    received_by: str = ""
    currency: str = ""
    words: str = ""
    priced: bool = True
    advance: bool = False
    paid: str = ""
    advances: str = ""
    contract: str = ""
    places: int | None = None
    mass_net: int | None = None
    mass_gross: int | None = None


def shaped(paper: PaperDocument, text: Text) -> dict[str, Any] | None:
    """The values that layouts of delivery documents print; None for other papers."""
    told = paper.handover
    if told is None:
        return None
    language = paper.language
    lone = (
        "place", "carrier", "basis", "head_title", "handed_by", "received_by", "currency", "paid",
        "advances", "contract",
    )  # fmt: skip
    return {
        "form": told.form,
        "seller": party(told.seller, text),
        "buyer": party(told.buyer, text),
        "consignee": party(told.consignee, text) if told.consignee else None,
        "shipped": figures.day(told.shipped_on, language) if told.shipped_on else "",
        **{name.replace("_", "-"): text(getattr(told, name)) for name in lone},
        "words": text(told.words),
        "advance": told.advance,
        "places": "" if told.places is None else figures.quantity(told.places * SCALE, language),
        "places-words": "" if told.places is None else cardinal(told.places),
        "mass-net": mass(told.mass_net, language),
        "mass-gross": mass(told.mass_gross, language),
        "count": len(told.rows),
        "count-words": cardinal(len(told.rows)) if language == "ru" else str(len(told.rows)),
        "rows": [
            shaped_row(paper, line, row, text)
            for line, row in zip(paper.lines, told.rows, strict=True)
        ],
        "sums": sums(paper),
    }


def mass(scaled: int | None, language: str) -> str:
    """A mass in kilograms; empty where none was told."""
    return "" if scaled is None else f"{figures.quantity(scaled, language)}\N{NO-BREAK SPACE}кг"


def party(told: Party, text: Text) -> dict[str, str]:
    """A firm's words, ready to be printed."""
    return {f.name.replace("_", "-"): text(getattr(told, f.name)) for f in fields(Party)}


def shaped_row(paper: PaperDocument, line: PaperLine, row: Row, text: Text) -> dict[str, Any]:
    """The figures of one line; quantity and sums as numbers, too, for the sums of a page."""
    language, currency = paper.language, paper.currency
    untaxed = line.vat is None or paper.vat_mode is VatMode.NONE
    rate = figures.percent(line.vat or 0, language)
    if paper.handover is not None and paper.handover.advance:
        rate = advance_rate(line.vat or 0, language)
    return {
        "code": row.code,
        "origin": row.origin,
        "country": text(row.country),
        # it is wider than its column and breaks behind its parts
        "declaration": text(row.declaration).replace("/", "/\N{ZERO WIDTH SPACE}"),
        "rate": "без НДС" if untaxed else rate,
        "price": figures.unit_price(net_price(line, row, currency), currency, language),
        "net": figures.bare_amount(row.net, currency, language),
        "vat": "без НДС" if untaxed else figures.bare_amount(row.vat, currency, language),
        "total": figures.bare_amount(row.total, currency, language),
        "figures": [line.quantity, row.net, row.vat, row.total],
    }


def advance_rate(rate: int, language: str) -> str:
    """The computed rate of an advance: 22/122 (art. 164 (4) of the Russian tax code)."""
    parts = (figures.quantity(rate, language), figures.quantity(100 * SCALE + rate, language))
    return "/".join(parts)


def net_price(line: PaperLine, row: Row, currency: str) -> int:
    """The price of one unit without VAT, in millionths, rounded to minor units."""
    if line.quantity == 0:
        return 0
    digits = currency_digits(currency)
    minor = abs(round_half_up(row.net * SCALE, abs(line.quantity)))
    return minor * (SCALE // int(10**digits))


def sums(paper: PaperDocument) -> dict[str, Any]:
    """The sums of the whole paper, and how many digits its currency has after the point."""
    untaxed = all(entry.rate is None for entry in paper.sums.rates)
    told = {
        name: figures.bare_amount(getattr(paper.sums, name), paper.currency, paper.language)
        for name in ("net", "vat", "total")
    }
    quantity = sum(line.quantity for line in paper.lines)
    return {
        **told,
        "vat": "без НДС" if untaxed else told["vat"],
        "untaxed": untaxed,
        "quantity": figures.quantity(quantity, paper.language),
        "digits": currency_digits(paper.currency),
    }
