"""What is matched and what comes out.

Sums are integers in minor units of a currency (kopecks, cents). Keys are the callers' own and
unique in one question; `client` is whatever the caller names a client by.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

OPEN, PAID, CANCELLED = "open", "paid", "cancelled"
PAY, DISCOUNT = "pay", "discount"


@dataclass(frozen=True, slots=True)
class Incoming:
    """One line of a statement, money that came in.

    minor: what is not assigned yet; nothing is found for a sum below one. party, party_id, account:
    who pays, as the bank says (ИНН, also with КПП behind a stroke, or VAT number; IBAN or number
    of the account). reference: structured reference (RF, QRR) or end-to-end id. client: who it is
    of, where somebody has already said so.
    """

    key: str
    day: date
    minor: int
    currency: str
    purpose: str = ""
    party: str = ""
    party_id: str = ""
    account: str = ""
    reference: str = ""
    client: str = ""


@dataclass(frozen=True, slots=True)
class OpenInvoice:
    """An invoice that may be meant.

    open: what is still owed. Paid and cancelled ones belong into the question, too: whoever names
    one of them means no other. ids, accounts: tax numbers of the client and accounts that he paid
    from. orders, contracts: numbers of what it charges. discount: what may be taken off until
    discount_until (Skonto).
    """

    key: str
    number: str
    day: date
    open: int
    currency: str
    client: str
    names: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    reference: str = ""
    orders: tuple[str, ...] = ()
    contracts: tuple[str, ...] = ()
    state: str = OPEN
    discount: int = 0
    discount_until: date | None = None


@dataclass(frozen=True, slots=True)
class Habit:
    """How a client pays. discount: what he takes off, in millionths. several: many at once."""

    oldest: bool = False
    several: bool = False
    discount: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """When payer, account and word fit (empty ones always do): whose it is, or what it is."""

    key: str
    party_id: str = ""
    account: str = ""
    word: str = ""
    client: str = ""
    category: str = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """own: tax numbers and accounts of one's own firms; their payments are transfers."""

    own: frozenset[str] = frozenset()
    learnt: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is proposed, or why it is not certain; the words are the caller's."""

    code: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """So much of an invoice; what is a discount takes nothing from the payment."""

    invoice: str
    minor: int
    kind: str = PAY


@dataclass(frozen=True, slots=True)
class Proposal:
    """Invoices that may be meant; score is 0 to 100."""

    parts: tuple[Part, ...]
    score: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """What was found for a payment.

    certain: may be booked without asking. doubts: why it is not. others: what else it may be, best
    first. client, category, rule: what a learnt rule says.
    """

    payment: str
    parts: tuple[Part, ...] = ()
    certain: bool = False
    score: int = 0
    reasons: tuple[Reason, ...] = ()
    doubts: tuple[Reason, ...] = ()
    others: tuple[Proposal, ...] = field(default=())
    client: str = ""
    category: str = ""
    rule: str = ""
