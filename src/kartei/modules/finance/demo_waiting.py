"""Payments of the demo firm that nobody has assigned, one of each kind that has to be asked."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from kartei.platform.kit.money import Amount, major
from kartei.platform.records import query, store
from kartei.platform.records.ask import Ask

PAYMENT, INVOICE = "finance.payment", "billing.invoice"
#: Purposes by language: the name alone, a number that is wrong, several together, a deposit.
TEXTS = {
    "ru": (
        "Оплата за окна. НДС не облагается", "Оплата по счёту 99001", "Оплата за работы",
        "Доплата по счёту № %s", "Проценты на остаток по счёту", "Банк",
    ),
    "de": (
        "Danke", "Rechnung 99001", "Zahlung Ihrer Leistungen", "Restbetrag Rechnung %s",
        "Guthabenzinsen", "Bank",
    ),
    "en": (
        "Thank you", "Invoice 99001", "Payment of your work", "Balance of invoice %s",
        "Interest on balance", "Bank",
    ),
}  # fmt: skip


def wait(stage: Any, account: str) -> None:
    """Put such payments on an account; there must be open invoices."""
    currency = stage.actor("director").ctx.currency
    rows = [row for row in unpaid(stage) if row["currency"] == currency]
    texts = TEXTS[stage.language]
    for at, (row, text) in enumerate(zip(rows, texts[:4], strict=False)):
        sums = [row["open"].minor]
        if at == 2:
            sums += [one["open"].minor for one in rows[4:5]]
        minor = sum(sums) // 2 if "%s" in text else sum(sums)
        purpose = text % row["number"] if "%s" in text else text
        put(stage, account, Amount(minor, currency), name_of(stage, row), purpose)
    put(stage, account, Amount(12_345, currency), texts[5], texts[4])


def unpaid(stage: Any) -> list[dict[str, Any]]:
    """The open invoices, the newest first."""
    actor = stage.actor("director")
    ask = Ask(filter=["payment", "=", "open"], sort="-issued_at", limit=12)
    keys = [UUID(row["id"]) for row in query.page(actor, INVOICE, ask)["items"]]
    rows = store.load(actor, actor.world.objects[INVOICE], keys)
    return [rows[key] for key in keys]


def name_of(stage: Any, row: dict[str, Any]) -> str:
    """How a bank writes the client."""
    name = "company" if row["company"] else "person"
    actor = stage.actor("director")
    if not row[name]:
        return ""
    found = store.load(actor, actor.world.objects[f"people.{name}"], [row[name]])
    return str(found[row[name]]["name"]).upper()


def put(stage: Any, account: str, amount: Amount, party: str, purpose: str) -> None:
    """One payment of yesterday."""
    values = {
        "account": account, "date": stage.moment(1).date().isoformat(), "party": party,
        "amount": {"amount": major(amount), "currency": amount.currency}, "purpose": purpose,
    }  # fmt: skip
    stage.add("payments", PAYMENT, "director", 0.5, **values)
