"""A received e-invoice as plain data: what it says, and what does not add up in it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from lxml import etree

from kartei.modules.einvoice.formats.opening import opened, xml_of
from kartei.platform.kit.faults import ValueFault
from kartei.platform.kit.money import SCALE, currency_digits

Terms = Mapping[str, Any]
#: Sums (minor units) and scaled figures beyond these do not fit the database.
_LIMIT = 10**15
_MOST_LINES = 5000
_CREDIT = ("381", "261", "262", "296", "308", "396", "420", "458", "532")


@dataclass(frozen=True, slots=True)
class Side:
    """Seller or buyer as the file names him."""

    name: str = ""
    vat_id: str = ""
    tax_id: str = ""
    address: str = ""
    country: str = ""
    mail: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One line; sums in minor units, the rest scaled by 1,000,000."""

    name: str
    description: str
    article: str
    quantity: int
    unit: str
    price: int
    amount: int
    rate: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadTax:
    """The sums of one VAT category and rate; reason: why none is charged."""

    category: str
    rate: int
    net: int
    vat: int
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadInvoice:
    """What an e-invoice says. profile: its guideline (BT-24); syntax: cii or ubl.

    wrong: names of sums that do not add up (`rows`, `net`, `total`, `due`).
    """

    syntax: str
    profile: str
    number: str
    date: datetime.date
    type_code: str
    currency: str
    seller: Side
    buyer: Side
    rows: tuple[ReadRow, ...]
    taxes: tuple[ReadTax, ...]
    net: int
    vat: int
    total: int
    payable: int
    due: datetime.date | None
    supplied_on: datetime.date | None
    reference: str
    order: str
    iban: str
    bic: str
    purpose: str
    terms: str
    note: str
    wrong: tuple[str, ...]

    @property
    def credit(self) -> bool:
        """Whether it is a credit note: what it sums up is given, not charged."""
        return self.type_code in _CREDIT


@dataclass(frozen=True, slots=True)
class Received:
    """A file that was read: its data and the tree for further examination."""

    invoice: ReadInvoice
    root: etree._Element


def received(data: bytes) -> Received:
    """What an uploaded PDF or XML says.

    Raises ValueFault: those of `opening`, `einvoice.missing` (term) for what no invoice can lack,
    `einvoice.value` (term, value) for figures and days that are none, `einvoice.too_many`.
    """
    root = opened(xml_of(data))
    terms, syntax = parsed(root)
    return Received(invoice_of(terms, syntax), root)


def parsed(root: etree._Element) -> tuple[Terms, str]:
    """The file by the terms of EN 16931, and its syntax."""
    from facturx import parse_ubl_cii_xml
    from facturx.facturx import get_flavor, get_level

    flavour = get_flavor(root)
    try:
        level = get_level(root, flavour)
        found: Terms = parse_ubl_cii_xml(root, flavor=flavour, level=level, check_xsd=False)
    except ValueError as fault:
        # no profile or an unknown one, a day that is none, data that are not base64
        raise ValueFault("einvoice.unreadable") from fault
    return found, "cii" if flavour == "factur-x" else "ubl"


def invoice_of(terms: Terms, syntax: str) -> ReadInvoice:
    """The data behind the terms; raises like `received`."""
    currency = text(terms, "BT-5", needed=True)[:3].upper()
    digits = currency_digits(currency)
    rows = terms.get("BG-25") or []
    if len(rows) > _MOST_LINES:
        raise ValueFault("einvoice.too_many", limit=_MOST_LINES)
    sums = {term: minor(terms, term, digits) for term in ("BT-109", "BT-110", "BT-112", "BT-115")}
    return ReadInvoice(
        syntax=syntax,
        profile=text(terms, "BT-24"),
        number=text(terms, "BT-1", needed=True),
        date=day(terms, "BT-2", needed=True) or date.min,
        type_code=text(terms, "BT-3"),
        currency=currency,
        seller=side(terms.get("BG-4") or {}),
        buyer=side(terms.get("BG-7") or {}),
        rows=tuple(row(one, digits) for one in rows),
        taxes=tuple(tax(one, digits) for one in terms.get("BG-23") or []),
        net=sums["BT-109"],
        vat=sums["BT-110"],
        total=sums["BT-112"],
        payable=sums["BT-115"],
        due=day(terms, "BT-9"),
        supplied_on=day(terms, "BT-72"),
        reference=text(terms, "BT-10"),
        order=text(terms, "BT-13"),
        iban="".join(text(terms, "BT-84").split()),
        bic=text(terms, "BT-86"),
        purpose=text(terms, "BT-83"),
        terms=text(terms, "BT-20"),
        note="\n".join(text(one, "BT-22") for one in terms.get("BG-1") or []),
        wrong=tuple(wrong(terms, digits)),
    )


def wrong(terms: Terms, digits: int) -> list[str]:
    """Sums that do not follow from each other (BR-CO-10, -13, -15, -16)."""

    def of(term: str) -> int:
        return minor(terms, term, digits)

    rows = [minor(one, "BT-131", digits) for one in terms.get("BG-25") or []]
    found = []
    if rows and sum(rows) != of("BT-106"):
        found.append("rows")
    if "BT-106" in terms and of("BT-106") - of("BT-107") + of("BT-108") != of("BT-109"):
        found.append("net")
    if of("BT-109") + of("BT-110") != of("BT-112"):
        found.append("total")
    if of("BT-112") - of("BT-113") + of("BT-114") != of("BT-115"):
        found.append("due")
    return found


def text(terms: Terms, term: str, *, needed: bool = False) -> str:
    """A text; of one that is there several times the first."""
    value = terms.get(term)
    if isinstance(value, list):
        value = value[0] if value else None
    found = " ".join(str(value).split()) if isinstance(value, str) else ""
    if needed and not found:
        raise ValueFault("einvoice.missing", term=term)
    return found


def day(terms: Terms, term: str, *, needed: bool = False) -> date | None:
    """A day."""
    value = terms.get(term)
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, date):
        return value
    if needed:
        raise ValueFault("einvoice.missing", term=term)
    return None


def minor(terms: Terms, term: str, digits: int) -> int:
    """A sum in minor units; 0 where there is none. Its currency has all its digits."""
    return whole(terms, term, 10**digits, exact=True)


def scaled(terms: Terms, term: str) -> int:
    """A price, quantity or percent scaled by 1,000,000; further digits are rounded away."""
    return whole(terms, term, SCALE, exact=False)


def whole(terms: Terms, term: str, by: int, *, exact: bool) -> int:
    """A figure times a power of ten, as an integer that the database can hold."""
    words = text(terms, term)
    if not words:
        return 0
    try:
        value = Decimal(words) * by
        found = int(value.to_integral_value())
    except (InvalidOperation, ValueError, OverflowError) as fault:
        raise ValueFault("einvoice.value", term=term, value=words[:40]) from fault
    if abs(found) > _LIMIT or (exact and value != found):
        raise ValueFault("einvoice.value", term=term, value=words[:40])
    return found


def side(terms: Terms) -> Side:
    """Seller or buyer."""
    rows = [text(terms, name) for name in ("addr_l1", "addr_l2", "addr_l3")]
    city = " ".join(filter(None, (text(terms, "postcode"), text(terms, "city"))))
    contact = (terms.get("contacts") or [{}])[0]
    return Side(
        name=text(terms, "name"),
        vat_id="".join(text(terms, "vat_identifier").split()).upper(),
        tax_id=text(terms, "tax_identifier"),
        address=", ".join(filter(None, (*rows, city))),
        country=text(terms, "country_code"),
        mail=text(contact, "email"),
        phone=text(contact, "phone"),
    )


def row(terms: Terms, digits: int) -> ReadRow:
    """One line; the price is that of one unit."""
    base = scaled(terms, "BT-149") or SCALE
    return ReadRow(
        name=text(terms, "BT-153"),
        description=text(terms, "BT-154"),
        article=text(terms, "BT-155"),
        quantity=scaled(terms, "BT-129"),
        unit=text(terms, "BT-130"),
        price=scaled(terms, "BT-146") * SCALE // base,
        amount=minor(terms, "BT-131", digits),
        rate=scaled(terms, "BT-152"),
    )


def tax(terms: Terms, digits: int) -> ReadTax:
    """One VAT category and rate."""
    return ReadTax(
        category=text(terms, "BT-118"),
        rate=scaled(terms, "BT-119"),
        net=minor(terms, "BT-116", digits),
        vat=minor(terms, "BT-117", digits),
        reason=text(terms, "BT-120"),
    )
