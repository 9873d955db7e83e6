"""Who owes what since when, the list for calls, and statements of account."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpResponse
from ninja import Query, Router
from pydantic import Field

from kartei.modules.finance import contract
from kartei.platform.access.actor import Actor
from kartei.platform.meta.errors import not_found
from kartei.platform.records.wire import money, text_id
from kartei.web.api.base import Strict, answer, as_id
from kartei.web.api.documents import XLSX, file_answer, handed_out
from kartei.web.api.idempotency import once

router = Router(tags=["finance"])
Spans = Literal["", "coming", "d30", "d60", "d90", "more"]
Ways = Literal["client", "manager", "firm", "currency"]
PDF = "application/pdf"


class Debts(Strict):
    """What is asked: at the end of a day (today), by whom, and narrowed to what.

    client: "people.company:<id>" or "people.person:<id>".
    """

    day: date | None = None
    by: Ways = "client"
    firm: str = ""
    manager: str = ""
    client: str = Field("", max_length=80)
    currency: str = Field("", max_length=3)
    span: Spans = ""

    def asked(self, actor: Actor) -> contract.Asked:
        """The same for the module."""
        return contract.Asked(
            day=self.day or actor.ctx.today,
            by=self.by,
            firm=as_id(self.firm) if self.firm else None,
            manager=as_id(self.manager) if self.manager else None,
            client=client_of(self.client) if self.client else None,
            currency=self.currency,
            span=self.span,
        )


def client_of(text: str) -> contract.Client:
    """A client as addresses name him."""
    name, _colon, key = text.partition(":")
    return (name if name in contract.CLIENTS else contract.CLIENTS[0]), as_id(key)


class Money(Strict):
    """A sum with its currency."""

    amount: str
    currency: str


class Key(Strict):
    """Who it is about; the title is empty for who may not read him."""

    object: str
    id: str
    title: str


class Promised(Strict):
    """By which day a client said he pays."""

    id: str
    day: date
    note: str


class Debtor(Strict):
    """What one owes in one currency. spans: not due, 1–30, 31–60, 61–90, more than 90 days late.
    since: the earliest last day of payment; days: how late that is. key: null where there is none.
    """

    key: Key | None
    currency: str
    spans: list[Money]
    total: Money
    late: Money
    count: int
    since: date | None
    days: int
    phones: list[Any]
    last_talk_at: Any
    owner: Any
    promise: Promised | None


class Sums(Strict):
    """All of it in the firm's currency; unknown: currencies without a rate, which are left out."""

    spans: list[Money]
    total: Money
    late: Money
    unknown: list[str]


class Receivables(Strict):
    """The first debtors, how many there are, and the sums of all."""

    day: date
    rows: list[Debtor]
    count: int
    sums: Sums


def shown(actor: Actor, asked: contract.Asked, found: Any, rows: Any, count: int) -> HttpResponse:
    """Debtors in JSON form."""
    base = actor.ctx.currency
    return answer(
        {
            "day": asked.day,
            "rows": [debtor(one, asked.day) for one in rows],
            "count": count,
            "sums": {
                "spans": [money(minor, base) for minor in found.sums],
                "total": money(sum(found.sums), base),
                "late": money(found.late, base),
                "unknown": found.unknown,
            },
        }
    )


def debtor(one: contract.Call, day: date) -> dict[str, Any]:
    """One row in JSON form."""
    row = one.row
    key = row.key and {"object": row.key[0], "id": str(row.key[1]), "title": one.title}
    return {
        "key": key or None,
        "currency": row.currency,
        "spans": [money(minor, row.currency) for minor in row.spans],
        "total": money(row.total, row.currency),
        "late": money(row.late, row.currency),
        "count": row.count,
        "since": row.since,
        "days": row.days(day),
        "phones": one.phones,
        "last_talk_at": one.last_talk_at,
        "owner": one.owner,
        "promise": one.promise,
    }


Limit = Annotated[int, Query(ge=1, le=1000)]


@router.get("/receivables", response=Receivables, operation_id="receivables")
def receivables(request: Any, asked: Query[Debts], limit: Limit = 200) -> HttpResponse:
    """Who owes how much since when, the gravest first."""
    actor = request.actor
    wish = asked.asked(actor)
    found, rows = contract.debtors(actor, wish, limit)
    return shown(actor, wish, found, rows, len(found.rows))


@router.get("/receivables/calls", response=Receivables, operation_id="receivablesCalls")
def calls(request: Any, asked: Query[Debts], limit: Limit = 200) -> HttpResponse:
    """Clients who are late in the order in which to call them: broken promises first, promises that
    still hold last.
    """
    actor = request.actor
    wish = replace(asked.asked(actor), by="client")
    found, rows = contract.calls(actor, wish, limit)
    return shown(actor, wish, found, rows, len(rows))


class OpenInvoice(Strict):
    """An open invoice behind a figure; due: its last day of payment, days: how late it is."""

    id: str
    number: str
    day: date
    due: date
    days: int
    total: Money
    open: Money


class OpenInvoices(Strict):
    """Open invoices, the longest due first."""

    items: list[OpenInvoice]


@router.get("/receivables/invoices", response=OpenInvoices, operation_id="receivablesInvoices")
def invoices(request: Any, asked: Query[Debts], limit: Limit = 200) -> HttpResponse:
    """The invoices that a figure was summed from."""
    found = contract.open_invoices(request.actor, asked.asked(request.actor), limit)
    items = [
        {
            "id": text_id(one["pk"]),
            "number": one["number"] or "",
            "day": one["date"],
            "due": one["since"],
            "days": one["days"],
            "total": money(one["total"], one["currency"]),
            "open": money(one["left"], one["currency"]),
        }
        for one in found
    ]
    return answer({"items": items})


@router.get("/receivables/file", operation_id="receivablesFile", openapi_extra=file_answer(XLSX))
def file(request: Any, asked: Query[Debts]) -> HttpResponse:
    """The same debtors as a table."""
    return handed_out(
        contract.debts_xlsx(request.actor, asked.asked(request.actor)), XLSX, "attachment"
    )


class Movement(Strict):
    """A document of an account; one of the two sums is empty."""

    day: date
    words: str
    charged: Money | None
    paid: Money | None


class Statement(Strict):
    """A client's account with an own firm; firms, currencies and to are what can be chosen."""

    firm: str
    currency: str
    language: str
    since: date
    until: date
    opening: Money
    closing: Money
    movements: list[Movement]
    firms: list[dict[str, str]]
    currencies: list[str]
    to: list[str]


class StatementAsked(Strict):
    """What is chosen; what is left empty follows from the client's newest invoice, the days are
    this year's up to today.
    """

    firm: str = ""
    currency: str = Field("", max_length=3)
    language: Literal["", "ru", "de", "en"] = ""
    since: date | None = None
    until: date | None = None

    def chosen(self, actor: Actor, object: str, id: str) -> contract.Choice:
        """The same for the module; 404 for an object that is no client."""
        if object not in contract.CLIENTS:
            raise not_found()
        wish = contract.StatementWish(
            client=(object, as_id(id)),
            firm=as_id(self.firm) if self.firm else None,
            currency=self.currency,
            language=self.language,
            since=self.since,
            until=self.until,
        )
        return contract.statement_choice(actor, wish)


class StatementLetter(StatementAsked):
    """The same with the addresses that it goes to."""

    to: list[str] = Field(max_length=20)


class SentStatement(Strict):
    """The letters that were queued."""

    letters: list[str]


STATEMENT = "/receivables/{object}/{id}/statement"


@router.get(STATEMENT, response=Statement, operation_id="statement")
def statement(request: Any, object: str, id: str, asked: Query[StatementAsked]) -> HttpResponse:
    """A client's account: what was owed, charged and paid."""
    actor = request.actor
    chosen = asked.chosen(actor, object, id)
    found = contract.account(actor, chosen.asked)
    currency = chosen.asked.currency
    moved = [contract.movement(one, chosen.language) for one in found.postings]
    return answer(
        {
            "firm": text_id(chosen.asked.firm),
            "currency": currency,
            "language": chosen.language,
            "since": chosen.asked.since,
            "until": chosen.asked.until,
            "opening": money(found.opening, currency),
            "closing": money(found.closing, currency),
            "movements": [
                {
                    "day": one.day,
                    "words": one.words,
                    "charged": money(one.charged or None, currency),
                    "paid": money(one.paid or None, currency),
                }
                for one in moved
            ],
            "firms": contract.named_firms(actor, chosen.firms),
            "currencies": chosen.currencies,
            "to": contract.addresses(actor, chosen.asked.client),
        }
    )


@router.get(
    STATEMENT + "/pdf", operation_id="statementPdf", openapi_extra=file_answer("application/pdf")
)
def statement_pdf(request: Any, object: str, id: str, asked: Query[StatementAsked]) -> HttpResponse:
    """The statement as PDF; nothing is kept."""
    chosen = asked.chosen(request.actor, object, id)
    return handed_out(contract.statement_pdf(request.actor, chosen), PDF, "inline")


@router.get(STATEMENT + "/xlsx", operation_id="statementXlsx", openapi_extra=file_answer(XLSX))
def statement_xlsx(
    request: Any, object: str, id: str, asked: Query[StatementAsked]
) -> HttpResponse:
    """The statement as a table."""
    chosen = asked.chosen(request.actor, object, id)
    return handed_out(contract.statement_xlsx(request.actor, chosen), XLSX, "attachment")


@router.post(STATEMENT + "/letter", response=SentStatement, operation_id="statementLetter")
def statement_letter(request: Any, object: str, id: str, body: StatementLetter) -> HttpResponse:
    """Queue the statement as PDF by mail and keep it among the client's files."""

    def make() -> HttpResponse:
        chosen = body.chosen(request.actor, object, id)
        ids = contract.send_statement(request.actor, chosen, body.to)
        return answer({"letters": [str(key) for key in ids]})

    return once(request, make)
