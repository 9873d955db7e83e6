"""The demo firm's money: a bank account, a cash desk, clients who pay in time, late or in part."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from kartei.modules.finance import demo_statements
from kartei.modules.finance.demo_waiting import wait
from kartei.modules.finance.models import Category
from kartei.modules.finance.ready import CATEGORIES, LANGUAGES
from kartei.platform.kit.money import Amount, major
from kartei.platform.records import query, store
from kartei.platform.records.ask import Ask

ACCOUNT, PAYMENT, INVOICE = "finance.account", "finance.payment", "billing.invoice"
NAMES = {
    "ru": ("Расчётный счёт", "Касса"), "de": ("Geschäftskonto", "Kasse"),
    "en": ("Business account", "Cash desk"),
}  # fmt: skip
#: What the firm spends each month: role of the category, day, share of the opening balance in ‰.
SPENDING = (("overhead", 3, 70), ("channel", 8, 45), ("staff", 10, 210), ("tax", 20, 60))
OPENING = {"RUB": 1_850_000_00, "EUR": 24_000_00, "GBP": 21_000_00}
#: How clients pay, in turn: days after the invoice and per cent of it; None: not at all.
HABITS = ((5, 100), (12, 100), (3, 40), None, (9, 100), (20, 100), None)
MONTHS = 4


def fill(stage: Any) -> None:
    """Accounts, what clients paid, what was spent, and payments that nobody has assigned."""
    today, currency = stage.today.date(), stage.actor("director").ctx.currency
    bank, cash = accounts(stage, currency)
    for turn, row in enumerate(issued(stage, currency)):
        habit = HABITS[turn % len(HABITS)]
        if habit is not None:
            receive(stage, row, habit, bank if turn % 5 else cash, today)
    for month in range(MONTHS):
        spend(stage, bank, today.replace(day=1) - timedelta(days=30 * month), today, currency)
    demo_statements.fill(stage, bank, issued(stage, currency)[-3:], today)
    wait(stage, bank)


def accounts(stage: Any, currency: str) -> list[str]:
    """The bank account and the cash desk, a year old."""
    first, made = stage.moment(395).date().isoformat(), []
    sums = (Amount(OPENING[currency], currency), Amount(OPENING[currency] // 40, currency))
    for kind, name, opening in zip(("bank", "cash"), NAMES[stage.language], sums, strict=True):
        values = {"name": name, "kind": kind, "opening": money(opening), "opened_on": first}
        made.append(str(stage.add("accounts", ACCOUNT, "director", 394, **values)))
    return made


def issued(stage: Any, currency: str) -> list[dict[str, Any]]:
    """The open invoices, the oldest first."""
    actor = stage.actor("director")
    ask = Ask(filter=["payment", "=", "open"], sort="issued_at", limit=200)
    keys = [UUID(row["id"]) for row in query.page(actor, INVOICE, ask)["items"]]
    rows = store.load(actor, actor.world.objects[INVOICE], keys)
    return [rows[key] for key in keys if rows[key]["currency"] == currency]


def receive(
    stage: Any, row: dict[str, Any], habit: tuple[int, int], account: str, today: date
) -> None:
    """What a client paid of an invoice; what lies in the future has not come yet."""
    days, percent = habit
    day = row["date"] + timedelta(days=days)
    if day > today or row["open"].minor <= 0:
        return
    sum_ = Amount(row["open"].minor * percent // 100, row["currency"])
    line = {"invoice": str(row["id"]), "amount": money(sum_)}
    values = {
        "account": account, "date": day.isoformat(), "amount": money(sum_), "lines": [line],
        "purpose": PURPOSE[stage.language] % row["number"],
    }  # fmt: skip
    stage.add("payments", PAYMENT, "director", (today - day).days + 0.1, **values)


PURPOSE = {"ru": "Оплата по счёту № %s", "de": "Rechnung %s", "en": "Invoice %s"}


def spend(stage: Any, account: str, month: date, today: date, currency: str) -> None:
    """The usual expenses of a month, as far as they have been paid."""
    known = Category.objects.unguarded("the demo writes for the whole firm").filter(way="out")
    for role, on, share in SPENDING:
        day = month.replace(day=on)
        if day > today:
            continue
        minor = OPENING[currency] * (share + stage.dice.randint(-9, 9)) // 1000
        values = {
            "kind": "out", "account": account, "date": day.isoformat(),
            "amount": money(Amount(minor, currency)), "category": str(known.filter(role=role)[0].pk),
            "party": name_of(role, stage.language),
        }  # fmt: skip
        stage.add("payments", PAYMENT, "director", (today - day).days + 0.1, **values)


def name_of(role: str, language: str) -> str:
    """What the expense is called on the statement."""
    at = LANGUAGES.index(language)
    return next(names[at] for way, known, *names in CATEGORIES if (way, known) == ("out", role))


def money(amount: Amount) -> dict[str, str]:
    """An amount in the form of the API."""
    return {"amount": major(amount), "currency": amount.currency}
