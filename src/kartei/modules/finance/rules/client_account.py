"""The account of a client with one own firm in one currency: all that was charged and paid.

It is whole or it is not shown: who may not read one of its invoices gets no statement.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, Sum
from django.utils.translation import gettext_lazy as _

from kartei.modules.billing.contract import INVOICE
from kartei.modules.documents.contract import usual_firm
from kartei.modules.finance.models import Payment, PaymentLine
from kartei.modules.finance.receivables.account import Posting, cut
from kartei.modules.finance.rules.debts import CAME, Client, admit, of_client
from kartei.platform.access.actor import Actor
from kartei.platform.meta.errors import bad_question, forbidden
from kartei.platform.records.home import readable

#: The order within a day: what is charged stands before what is paid.
CHARGED, PAID = 0, 1
ADVANCE = "prepaid"


@dataclass(frozen=True, slots=True)
class Question:
    """Whose account with which own firm, in which currency, from when to when (inclusive)."""

    client: Client
    firm: UUID
    currency: str
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class Account:
    """The answer: what was owed before, and the postings of the period in order (minor units)."""

    asked: Question
    opening: int
    postings: tuple[Posting, ...]

    @property
    def closing(self) -> int:
        """What is owed at the end of the last day."""
        return self.opening + sum(one.minor for one in self.postings)


def account(actor: Actor, asked: Question) -> Account:
    """The account as the books have it.

    404 for a client that the asker may not read, 403 where the account has invoices that he may not
    read, 400 for a last day before the first.
    """
    readable(actor, *asked.client)
    admit(actor)
    if asked.until < asked.since:
        raise bad_question(_("The last day is before the first"), "receivables.days")
    hidden = bills(asked).exclude(pk__in=INVOICE.model.objects.seen_by(actor).values("pk"))
    if hidden.exists():
        raise forbidden(_("Your role does not show you all invoices of this client"))
    postings = [*charges(asked), *receipts(asked), *advances(asked)]
    return Account(asked, *cut(postings, asked.since, asked.until))


def bills(asked: Question) -> Any:
    """The client's invoices that were issued and count.

    One that was taken back counts where a counter-invoice does, so that both are told; where the
    law knows none it counts as never charged.
    """
    rows = INVOICE.model.objects.unguarded("an account is whole or not shown")
    mine = rows.filter(of_client(asked.client), firm=asked.firm, currency=asked.currency)
    counter = rows.filter(corrects=OuterRef("pk"), kind="reversal", status="issued", deleted=False)
    stands = Q(status="issued") | Q(Exists(counter), status="cancelled")
    return mine.filter(stands, deleted=False, total__isnull=False)


def charges(asked: Question) -> Iterator[Posting]:
    """What was charged and taken back."""
    rows = bills(asked).filter(date__lte=asked.until)
    for day, number, kind, total in rows.values_list("date", "number", "kind", "total"):
        yield Posting(day, CHARGED, number or "", kind, day, total)


def receipts(asked: Question) -> Iterator[Posting]:
    """What was paid on the client's invoices, a line for each payment and kind."""
    rows = PaymentLine.objects.unguarded("an account is whole or not shown")
    whose = INVOICE.model.objects.unguarded("an account is whole or not shown")
    mine = whose.filter(of_client(asked.client), firm=asked.firm, currency=asked.currency)
    held = rows.filter(
        invoice__in=mine.values("pk"), payment__deleted=False, payment__date__lte=asked.until
    )
    names = (
        "payment", "payment__date", "payment__number", "payment__bank_number", "payment__kind",
        "kind",
    )  # fmt: skip
    found = held.order_by().values_list(*names).annotate(minor=Sum(CAME))
    for _key, day, number, at_bank, kind, part, minor in found:
        named = part if kind == "in" else kind
        yield Posting(day, PAID, number or at_bank, named, day, -minor)


def advances(asked: Question) -> Iterator[Posting]:
    """What the client paid, or got back, without an invoice."""
    name, key = asked.client
    rows = Payment.objects.unguarded("an account is whole or not shown")
    whose = Q(company=key) if name == "people.company" else Q(person=key, company__isnull=True)
    mine = rows.filter(
        whose, kind__in=("in", "out"), category__isnull=True, deleted=False,
        amount_cur=asked.currency, date__lte=asked.until,
    ).exclude(rest=0)  # fmt: skip
    mine = mine.filter(rest__isnull=False)
    mine = mine.filter(of_firm(asked.firm))
    for day, number, at_bank, kind, rest in mine.values_list(
        "date", "number", "bank_number", "kind", "rest"
    ):
        sign = -1 if kind == "in" else 1
        yield Posting(day, PAID, number or at_bank, ADVANCE, day, sign * rest)


def of_firm(firm: UUID) -> Q:
    """Payments to an own firm by its accounts; accounts of no firm are the usual one's."""
    own = Q(account__firm=firm)
    return own | Q(account__firm__isnull=True) if usual_firm() == firm else own
