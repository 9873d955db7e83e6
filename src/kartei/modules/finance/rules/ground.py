"""What the matching is asked with: payments, invoices, rules and habits out of the tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from kartei.modules.billing.contract import INVOICE
from kartei.modules.finance.matching import facts
from kartei.modules.finance.matching.book import plain_id
from kartei.modules.finance.models import Account, Payment
from kartei.modules.finance.rule_models import Rule

#: Invoices paid or cancelled since so many days before the first payment may still be named.
LATELY = timedelta(days=400)
COUNTER = ("correction", "reversal")
_INVOICE = (
    "id", "number", "date", "open", "currency", "status", "kind", "company_id", "person_id",
    "company__name", "company__legal_name", "company__tax_id", "company__vat_id", "person__name",
    "order__number",
)  # fmt: skip
_PAYMENT = (
    "id", "date", "rest", "rest_cur", "purpose", "party", "party_id", "party_account", "reference",
    "company_id", "person_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ground:
    """Everything that is asked about, read at one moment."""

    payments: list[facts.Incoming]
    invoices: list[facts.OpenInvoice]
    habits: dict[str, facts.Habit]
    rules: facts.Rules


def waiting() -> QuerySet[Any]:
    """Income that nobody has said the purpose of, or not of all of it; the oldest first."""
    rows: QuerySet[Any] = Payment.objects.unguarded("what came in concerns the firm as a whole")
    rows = rows.filter(kind="in", deleted=False, state__in=("open", "part"), category=None)
    return rows.filter(rest__gt=0).order_by("date", "pk")


def ground(rows: QuerySet[Any]) -> Ground:
    """The ground under these payments. All invoices count, whoever may see them: whether a match is
    certain must not hang on who asks.
    """
    wanted = list(rows.values(*_PAYMENT))
    first = min((row["date"] for row in wanted), default=date.max)
    rules, habits = learnt()
    return Ground([incoming(row) for row in wanted], open_invoices(first), habits, rules)


def incoming(row: dict[str, Any]) -> facts.Incoming:
    """A payment, as far as it is not assigned."""
    return facts.Incoming(
        key=str(row["id"]),
        day=row["date"],
        minor=row["rest"],
        currency=row["rest_cur"],
        purpose=row["purpose"],
        party=row["party"],
        party_id=row["party_id"],
        account=row["party_account"],
        reference=row["reference"],
        client=client_key(row),
    )


def client_key(row: dict[str, Any]) -> str:
    """How the matching names a client: a company goes before its contact."""
    for name in ("company", "person"):
        if row[f"{name}_id"]:
            return f"{name}:{row[f'{name}_id']}"
    return ""


def open_invoices(first: date) -> list[facts.OpenInvoice]:
    """All that is open, and what was paid, cancelled or taken back lately."""
    rows = INVOICE.model.objects.unguarded("certain or not must not hang on who asks")
    rows = rows.filter(deleted=False).exclude(status="draft").exclude(number=None)
    lately = Q(date__gte=first - LATELY) if first != date.max else Q()
    return [invoice(row) for row in rows.filter(Q(open__gt=0) | lately).values(*_INVOICE)]


def invoice(row: dict[str, Any]) -> facts.OpenInvoice:
    """An invoice with all that tells its client."""
    gone = row["status"] == "cancelled" or row["kind"] in COUNTER
    left = row["open"] or 0
    state = facts.CANCELLED if gone else facts.OPEN if left > 0 else facts.PAID
    names = (row["company__name"], row["company__legal_name"], row["person__name"])
    return facts.OpenInvoice(
        key=str(row["id"]),
        number=row["number"],
        day=row["date"],
        open=max(left, 0),
        currency=row["currency"],
        client=client_key(row),
        names=tuple(filter(None, names)),
        ids=tuple(filter(None, (row["company__tax_id"], row["company__vat_id"]))),
        orders=tuple(filter(None, (row["order__number"],))),
        state=state,
    )


def learnt() -> tuple[facts.Rules, dict[str, facts.Habit]]:
    """The rules in use, habits by client, and by what own payments are known."""
    rules, habits = [], {}
    rows = Rule.objects.unguarded("all rules hold for all").filter(active=True, deleted=False)
    for row in rows.order_by("pk"):
        client = client_key({"company_id": row.company_id, "person_id": row.person_id})
        if row.habit or row.discount:
            habits[client] = facts.Habit(
                row.habit == "oldest", row.habit == "several", row.discount or 0
            )
        if row.party_id or row.party_account or row.word:
            category = str(row.category_id) if row.category_id else ""
            rules.append(
                facts.Rule(str(row.pk), row.party_id, row.party_account, row.word, client, category)
            )
    return facts.Rules(own(), tuple(rules)), habits


def own() -> frozenset[str]:
    """Tax numbers and accounts of the own firms."""
    rows = Account.objects.unguarded("own accounts are known to all payments").values_list(
        "firm__tax_id", "firm__vat_id", "firm__bank_account", "bank__bank_account"
    )
    return frozenset(plain_id(text) for row in rows for text in row if text)
