"""What is printed on a priced paper, as plain frozen data.

Everything a layout may show is here and nothing else: no purchase price, no gross profit, no id.
Sums are minor units of the currency; unit prices, quantities and percents are scaled by 1,000,000
(`totals.py`). Texts are shown literally; line breaks are kept, an empty line parts paragraphs.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

from kartei.modules.documents.render.handover import Handover
from kartei.modules.documents.render.statement import Statement
from kartei.modules.documents.render.totals import RateTotals, Totals, VatMode

Language = Literal["ru", "de", "en"]
FontChoice = Literal["sans", "serif"]


@dataclass(frozen=True, slots=True)
class FirmSide:
    """The own firm on its paper.

    legal (full name, head of the firm, register), tax (ИНН, КПП, USt-IdNr.) and bank are ready
    lines for the foot. head and accountant sign a Russian invoice; head_title is the head's
    position. chosen: a letter is signed by the head too, though another wrote it. logo, signature
    (of the head), accounted (that of the accountant) and stamp are PNG, JPEG or WebP as uploaded;
    all but the first None: signed by hand. The colours are `#rrggbb`: accent for title and rules,
    second for quieter text.
    """

    name: str
    legal: tuple[str, ...] = ()
    address: tuple[str, ...] = ()
    phone: str = ""
    mail: str = ""
    site: str = ""
    tax: tuple[str, ...] = ()
    bank: tuple[str, ...] = ()
    logo: bytes | None = None
    signature: bytes | None = None
    accounted: bytes | None = None
    stamp: bytes | None = None
    head: str = ""
    head_title: str = ""
    accountant: str = ""
    chosen: bool = False
    accent: str = "#006279"
    second: str = "#445357"
    font: FontChoice = "sans"


@dataclass(frozen=True, slots=True)
class Account:
    """Where the own firm is paid: its full name, its bank and the numbers that payers need."""

    name: str
    number: str
    bank: str = ""
    code: str = ""
    correspondent: str = ""
    tax_id: str = ""
    reg_code: str = ""


@dataclass(frozen=True, slots=True)
class Payment:
    """How a charge is paid: the account, what to write as purpose, the sum in words, and the text
    of the payment code; empty where there is none.
    """

    account: Account | None = None
    purpose: str = ""
    words: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class ClientSide:
    """Whom the paper is for; person is the line naming the contact («z. Hd. Frau Teichert»).

    facts: the client's requisites in ready words («ИНН 7700000000»). payer: who pays, in one line,
    where it is somebody else.
    """

    name: str
    address: tuple[str, ...] = ()
    person: str = ""
    facts: tuple[str, ...] = ()
    payer: str = ""


@dataclass(frozen=True, slots=True)
class SenderSide:
    """Who signs the paper and answers questions about it."""

    name: str
    position: str = ""
    phone: str = ""
    mail: str = ""


@dataclass(frozen=True, slots=True)
class OwnColumn:
    """A column that the firm added to the lines; right: its values are figures."""

    head: str
    right: bool = False


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One line. amount is quantity × price − own discount, before the discount of the whole.

    vat None is «without VAT». picture is a PNG, JPEG or WebP as uploaded. cells: what the line says
    in the document's own columns; facts: (name, value) pairs under the name. optional: the
    client may take it or not; it is printed apart, and no part of the sums, until it is chosen.
    """

    position: str
    name: str
    quantity: int
    price: int
    amount: int
    unit: str = ""
    description: str = ""
    article: str = ""
    discount: int = 0
    vat: int | None = None
    picture: bytes | None = None
    cells: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    optional: bool = False
    chosen: bool = False

    @property
    def counts(self) -> bool:
        """Whether it is part of the sums."""
        return self.chosen or not self.optional


@dataclass(frozen=True, slots=True)
class PaperSums:
    """The sums under the lines: amount (sum of the lines) − discount, then net + vat = total.

    without_options: the total without any optional line, where there is one.
    """

    amount: int
    discount: int
    net: int
    vat: int
    total: int
    rates: tuple[RateTotals, ...]
    discount_percent: int = 0
    without_options: int | None = None

    @classmethod
    def of(cls, totals: Totals, discount_percent: int = 0) -> PaperSums:
        """The printable part of computed totals; cost and profit stay behind."""
        return cls(
            amount=totals.amount,
            discount=totals.discount,
            net=totals.net,
            vat=totals.vat,
            total=totals.total,
            rates=totals.rates,
            discount_percent=discount_percent,
        )


@dataclass(frozen=True, slots=True)
class Look:
    """What a design says beyond colours and font.

    size, pictures: small, normal, large. logo: left, right, or empty for the layout's own side.
    hidden: columns and parts of lines that are not printed. title: instead of the kind's word.
    foot: a text at the foot of each page.
    """

    size: str = "normal"
    pictures: str = "normal"
    logo: str = ""
    hidden: tuple[str, ...] = ()
    title: str = ""
    foot: str = ""
    page_numbers: bool = True
    fold_marks: bool = True


@dataclass(frozen=True, slots=True)
class PaperDocument:
    """A paper ready to be printed. layout is the name of a file in the language's folder.

    kind: whose words of the language are taken (`labels.toml`): offer, order, invoice, reversal.
    until: the last day of what the kind says; supplied_on, supplied_until: the day or the period of
    the supply; supplied_same: it was on the paper's own day. corrects: number and day of what a
    reversal takes back. basis: contract or order that a charge names. handover: what a delivery
    document tells besides; statement: what a statement of account tells in place of lines.
    """

    language: Language
    firm: FirmSide
    client: ClientSide
    sender: SenderSide
    number: str
    date: datetime.date
    currency: str
    vat_mode: VatMode
    lines: tuple[PaperLine, ...]
    sums: PaperSums
    kind: str = "offer"
    until: datetime.date | None = None
    supplied_on: datetime.date | None = None
    supplied_until: datetime.date | None = None
    supplied_same: bool = False
    corrects: tuple[str, datetime.date] | None = None
    payment: Payment = Payment()
    handover: Handover | None = None
    basis: str = ""
    statement: Statement | None = None
    subject: str = ""
    salutation: str = ""
    intro: str = ""
    outro: str = ""
    layout: str = "offer"
    columns: tuple[OwnColumn, ...] = ()
    look: Look = Look()
