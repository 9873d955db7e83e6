"""The statement of account: «акт сверки», „Kontoauszug“; on paper, as a table, and by mail."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from kartei.modules.billing.contract import INVOICE
from kartei.modules.documents.contract import (
    Issued,
    Movement,
    PaperDocument,
    Reckoning,
    day_words,
    money_words,
    seen,
    statement_paper,
    statement_pdf,
    usual_firm,
)
from kartei.modules.finance.receivables.account import Posting
from kartei.modules.finance.rules.client_account import Account, Question, account
from kartei.modules.finance.rules.debts import COMPANY, PERSON, Client, admit, of_client
from kartei.platform.access.actor import Actor
from kartei.platform.kit.money import Amount
from kartei.platform.meta.errors import Refusal
from kartei.platform.records.home import readable
from kartei.platform.records.wire import titles_of
from kartei.platform.records.writers.columns import Column, Look
from kartei.platform.records.writers.xlsx import write_xlsx


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person chose of a statement; what is left empty is filled from the client's papers."""

    client: Client
    firm: UUID | None = None
    currency: str = ""
    language: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """The question with its language, and what else could be chosen."""

    asked: Question
    language: str
    firms: tuple[UUID, ...]
    currencies: tuple[str, ...]


def choice(actor: Actor, wish: Wish) -> Choice:
    """The wish made whole: firm, currency and language of the client's newest invoice unless they
    are said; this year up to today. 409 `receivables.no_firm` without any own firm.
    """
    readable(actor, *wish.client)
    admit(actor)
    rows = INVOICE.model.objects.seen_by(actor).filter(of_client(wish.client))
    rows = rows.exclude(open=None).order_by("-date", "-pk")
    firm = wish.firm or rows.values_list("firm", flat=True).first() or usual_firm()
    if firm is None:
        raise Refusal("receivables.no_firm", _("There is no own firm yet"), status=409)
    mine = rows.filter(firm=firm)
    last = mine.values_list("currency", "language").first() or (actor.ctx.currency, actor.language)
    today = actor.ctx.today
    until = wish.until or today
    since = wish.since or date(until.year, 1, 1)
    asked = Question(wish.client, firm, wish.currency or last[0], since, until)
    firms = {firm, *rows.order_by().values_list("firm", flat=True).distinct()}
    currencies = {asked.currency, *mine.order_by().values_list("currency", flat=True).distinct()}
    language = wish.language or last[1] or actor.language
    return Choice(asked, language, tuple(sorted(firms)), tuple(sorted(currencies)))


def words(posting: Posting, language: str) -> str:
    """A posting as the statement names it, in its own language."""
    values = {"number": posting.number, "date": day_words(posting.on, language)}
    with override(language):
        named = {
            "correction": _("Correction %(number)s of %(date)s"),
            "reversal": _("Reversal %(number)s of %(date)s"),
            "pay": _("Payment %(number)s of %(date)s"),
            "prepaid": _("Advance payment %(number)s of %(date)s"),
            "out": _("Refund %(number)s of %(date)s"),
            "discount": _("Discount granted on %(date)s"),
            "fee": _("Bank charges of %(date)s"),
            "writeoff": _("Written off on %(date)s"),
        }
        text = named.get(posting.kind, _("Invoice %(number)s of %(date)s"))
    return " ".join((text % values).split())


def movement(posting: Posting, language: str) -> Movement:
    """A posting in its column: charged (or taken back), or paid (or given back)."""
    text = words(posting, language)
    if posting.place:
        return Movement(posting.day, text, paid=-posting.minor)
    return Movement(posting.day, text, charged=posting.minor)


def paper(actor: Actor, found: Account, language: str) -> PaperDocument:
    """The statement ready to be printed."""
    asked = found.asked
    name, key = asked.client
    wanted = Reckoning(
        firm=asked.firm,
        company=key if name == COMPANY else None,
        person=key if name == PERSON else None,
        currency=asked.currency,
        language=language,
        since=asked.since,
        until=asked.until,
        opening=found.opening,
        movements=[movement(one, language) for one in found.postings],
    )
    return statement_paper(actor, wanted)


def pdf(actor: Actor, wanted: Choice) -> Issued:
    """The statement as PDF; refuses as `account` does, and with 422 what cannot be printed."""
    return file_of(paper(actor, account(actor, wanted.asked), wanted.language))


def file_of(found: PaperDocument) -> Issued:
    """A statement as PDF; 422 for what cannot be printed."""
    return Issued(f"{title(found)}.pdf", statement_pdf(found))


def balance_words(found: PaperDocument) -> str:
    """The closing balance of a statement in figures."""
    minor = found.statement.closing if found.statement else 0
    return money_words(minor, found.currency, found.language)


def title(found: PaperDocument) -> str:
    """How the file is called."""
    told = found.statement
    days = f"{told.since:%Y-%m-%d} – {told.until:%Y-%m-%d}" if told else ""
    with override(found.language):
        return f"{_('Statement of account')} {found.client.name} {days}"


def xlsx(actor: Actor, wanted: Choice) -> Issued:
    """The statement as a table with a running balance; refuses as `account` does."""
    asked, language = wanted.asked, wanted.language
    found = account(actor, asked)
    printed = paper(actor, found, language)
    look = Look(language, actor.world.zone, asked.currency)
    with override(language):
        heads = (
            Column(_("Date"), "date"),
            Column(_("Document")),
            Column(pgettext("statement", "Charged"), "money"),
            Column(pgettext("statement", "Paid"), "money"),
            Column(_("Balance"), "money"),
        )
        first, last = _("Opening balance"), _("Closing balance")

    def money(minor: int) -> Amount:
        return Amount(minor, asked.currency)

    balance, paid = found.opening, 0
    rows: list[list[Any]] = [[asked.since, first, None, None, money(balance)]]
    for one in (movement(posting, language) for posting in found.postings):
        balance, paid = balance + one.charged - one.paid, paid + one.paid
        both = [money(minor) if minor else None for minor in (one.charged, one.paid)]
        rows.append([one.day, one.words, *both, money(balance)])
    charged = balance - found.opening + paid
    rows.append([asked.until, last, money(charged), money(paid), money(balance)])
    target = io.BytesIO()
    write_xlsx(target, heads, rows, look, title(printed))
    return Issued(f"{title(printed)}.xlsx", target.getvalue())


def named_firms(actor: Actor, firms: Iterable[UUID]) -> list[dict[str, str]]:
    """Own firms to choose from."""
    titles = titles_of(actor, "documents.firm", set(firms))
    return [{"id": str(key), "title": titles.get(key, ("", None))[0]} for key in firms]


def addresses(actor: Actor, client: Client) -> list[str]:
    """The client's mail addresses, as far as the asker may read them."""
    found = seen(actor, *client) or {}
    return [entry["value"] for entry in found.get("emails") or []]
