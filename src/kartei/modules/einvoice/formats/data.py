"""An invoice as EN 16931 knows it, as plain frozen data.

Sums are minor units of the currency; prices, quantities and percents are scaled by 1,000,000.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    """How a client wants his invoices."""

    NONE = "none"
    ZUGFERD = "zugferd"
    XRECHNUNG = "xrechnung"


class Tax(StrEnum):
    """VAT categories (UNCL 5305) that we write."""

    STANDARD = "S"
    ZERO = "Z"
    EXEMPT = "E"
    REVERSE = "AE"
    EU = "K"
    EXPORT = "G"


@dataclass(frozen=True, slots=True)
class Place:
    """A postal address in its parts; country is an ISO 3166 code."""

    rows: tuple[str, ...] = ()
    postcode: str = ""
    city: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """Seller or buyer. address with its scheme is the electronic one (BT-34, BT-49)."""

    name: str
    place: Place
    vat_id: str = ""
    tax_id: str = ""
    register: str = ""
    address: str = ""
    scheme: str = ""
    contact: str = ""
    phone: str = ""
    mail: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line. price: net, of one unit; allowance: what the line's own discount takes off;
    amount: net, quantity × price − allowance. unit: a code of UN/ECE Recommendation 20.
    """

    id: str
    name: str
    quantity: int
    unit: str
    price: int
    amount: int
    tax: Tax
    rate: int
    allowance: int = 0
    description: str = ""
    article: str = ""


@dataclass(frozen=True, slots=True)
class TaxSum:
    """Sums of one VAT category and rate; allowance: its share of the whole discount.

    reason and code (VATEX) say why no VAT is charged.
    """

    tax: Tax
    rate: int
    net: int
    vat: int
    allowance: int = 0
    reason: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Bank:
    """Where is paid: IBAN without blanks, BIC, name of the payee."""

    iban: str = ""
    bic: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EInvoice:
    """An invoice to be written. type_code: UNTDID 1001 (380 invoice, 381 credit note, 384
    correction, 326 and 386 part and advance). reference: the buyer's (BT-10, Leitweg-ID).
    preceding: number and day of the invoices that are corrected or taken off (BG-3).
    supplied_until: the last day of a period that begins on supplied_on (BG-14).
    """

    form: Form
    number: str
    date: datetime.date
    type_code: str
    currency: str
    seller: Party
    buyer: Party
    rows: tuple[Row, ...]
    taxes: tuple[TaxSum, ...]
    net: int
    vat: int
    total: int
    due: datetime.date | None = None
    supplied_on: datetime.date | None = None
    supplied_until: datetime.date | None = None
    reference: str = ""
    preceding: tuple[tuple[str, datetime.date], ...] = ()
    terms: str = ""
    purpose: str = ""
    note: str = ""
    bank: Bank = Bank()
