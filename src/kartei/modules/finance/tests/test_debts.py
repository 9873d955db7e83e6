"""Receivables: open sums by age at any day, the list for calls, statements of account."""

from __future__ import annotations

import io
import random
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import openpyxl
import pytest

from kartei.modules.billing.contract import INVOICE as BILL
from kartei.modules.finance import contract
from kartei.modules.finance.models import PaymentLine
from kartei.modules.finance.receivables.account import Posting
from kartei.modules.finance.receivables.ageing import NAMES, span_of
from kartei.modules.finance.rules.client_account import Question
from kartei.modules.finance.tests.till import INVOICE, Till, make_till
from kartei.modules.offers.tests.shop import text_of
from kartei.platform.access.actor import Actor
from kartei.platform.access.tests.cast import OWN
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import write
from kartei.platform.records.ask import Ask
from kartei.platform.records.commands import run
from kartei.platform.records.query import page

pytestmark = pytest.mark.django_db
FIRST = date(2026, 1, 5)
COMPANY, PROMISE = "people.company", "finance.promise"


@pytest.fixture
def till() -> Till:
    return make_till()


@pytest.mark.parametrize(
    ("late", "span"),
    [(-5, 0), (0, 0), (1, 1), (30, 1), (31, 2), (60, 2), (61, 3), (90, 3), (91, 4)],
)
def test_a_span_begins_the_day_after(late: int, span: int) -> None:
    """S0-021: on its last day of payment an invoice is not late."""
    assert span_of(FIRST, FIRST + timedelta(days=late)) == span


def bill(till: Till, price: int, day: date, **values: Any) -> UUID:
    """An issued invoice of a day, to be paid within ten."""
    days = {"date": day.isoformat(), "due": (day + timedelta(days=10)).isoformat()}
    german = values.get("firm") == str(till.shop.firms["de"])
    line = {
        "name": "Work",
        "price": str(price),
        "quantity": "1",
        "vat_rate": "19" if german else "22",
    }
    return till.invoice(lines=[line], **days, **values)


def some_trade(till: Till, chance: random.Random) -> UUID:
    """A year's start: two clients, two own firms, payments in part and too early, corrections."""
    other = write.create(
        till.shop.cast.alice, COMPANY,
        {"name": "Other", "addresses": [{"kind": "main", "value": "Тула, ул. Мира, д. 2"}]},
    )  # fmt: skip
    for _turn in range(9):
        firm = chance.choice(["ru", "de"])
        day = FIRST + timedelta(days=chance.randrange(120))
        values: dict[str, Any] = {"firm": str(till.shop.firms[firm])}
        if chance.random() < 0.4:
            values["company"] = str(other)
        key = bill(till, chance.randrange(10, 500), day, **values)
        row = till.seen(INVOICE, key)
        fate = chance.randrange(4)
        paid = (day + timedelta(days=chance.randrange(90))).isoformat()
        if fate in (1, 2):
            minor = int(row["open"]["amount"].replace(".", "")) // fate
            money = {"amount": f"{minor / 100:.2f}", "currency": row["currency"]}
            account = str(till.bank if row["currency"] == "RUB" else till.euro)
            till.pay(None, {"invoice": str(key), "amount": money}, account=account, date=paid)
        elif fate == 3:
            run(till.shop.cast.alice, INVOICE, key, "reverse", {})
    return other


def by_hand(day: date) -> dict[tuple[UUID, str, int], int]:
    """Open sums at the end of a day, invoice by invoice, from nothing but totals and payments."""
    rows = list(BILL.model.objects.unguarded("the sum made by hand").filter(deleted=False))
    lines = PaymentLine.objects.unguarded("the sum made by hand").select_related("payment")
    found: dict[tuple[UUID, str, int], int] = {}
    for one in rows:
        counters = [r for r in rows if r.corrects_id == one.pk and r.status == "issued"]
        if one.kind in ("reversal", "correction") or one.status == "draft" or one.date > day:
            continue
        if one.status == "cancelled" and not counters:
            continue
        left = one.total + sum(r.total for r in counters if r.date <= day)
        left -= sum(ln.amount for ln in lines if ln.invoice_id == one.pk and ln.payment.date <= day)
        key = (one.company_id, one.currency, span_of(one.due or one.date, day))
        found[key] = found.get(key, 0) + left
    return {key: minor for key, minor in found.items() if minor}


def counted(actor: Actor, day: date) -> dict[tuple[UUID, str, int], int]:
    """The same as the program has it."""
    rows = contract.debtors(actor, contract.Asked(day), 1000)[0].rows
    return {
        (row.key[1], row.currency, at): minor
        for row in rows
        for at, minor in enumerate(row.spans)
        if minor
    }


@pytest.mark.parametrize("seed", [1, 2])
def test_debts_and_statements_equal_the_ledger_at_any_day(till: Till, seed: int) -> None:
    """S0-021, S2-33: ageing, its invoices and the closing balance of statements come to the cent to
    what totals and payments give, on every day looked at.
    """
    some_trade(till, random.Random(seed))  # noqa: S311
    admin = till.admin
    today = admin.ctx.today
    for day in (
        FIRST - timedelta(days=1),
        *(FIRST + timedelta(days=n) for n in (20, 70, 130)),
        today,
    ):
        hand = by_hand(day)
        assert counted(admin, day) == hand
        for (client, currency, span), minor in hand.items():
            asked = contract.Asked(
                day, client=(COMPANY, client), currency=currency, span=NAMES[span]
            )
            behind = contract.open_invoices(admin, asked, 100)
            assert sum(one["left"] for one in behind) == minor
    owed: dict[tuple[UUID, str], int] = {}
    for (client, currency, _span), minor in by_hand(today).items():
        owed[client, currency] = owed.get((client, currency), 0) + minor
    for (client, currency), minor in owed.items():
        for since in (FIRST, FIRST + timedelta(days=60)):
            questions = [
                Question((COMPANY, client), firm, currency, since, today)
                for firm in till.shop.firms.values()
            ]
            assert sum(contract.account(admin, one).closing for one in questions) == minor


def test_debts_are_asked_by_manager_firm_and_currency(till: Till) -> None:
    """Each way of asking adds up to the same."""
    some_trade(till, random.Random(3))  # noqa: S311
    day = FIRST + timedelta(days=100)
    sums = []
    for by in ("client", "manager", "firm", "currency"):
        rows = contract.debtors(till.admin, contract.Asked(day, by=by), 1000)[0].rows
        found: dict[str, int] = {}
        for row in rows:
            found[row.currency] = found.get(row.currency, 0) + row.total
        sums.append({currency: minor for currency, minor in found.items() if minor})
    assert sums[0]
    assert all(one == sums[0] for one in sums)


def test_debts_follow_the_rights_to_rows_and_fields(till: Till) -> None:
    """Nobody learns of invoices that he may not read, nor of sums that his role hides."""
    bill(till, 100, FIRST)
    dmitri = till.shop.cast.grant("dmitri", {"*": OWN})
    day = dmitri.ctx.today
    assert contract.debtors(dmitri, contract.Asked(day), 10)[0].rows == []
    alice = till.shop.cast.alice
    assert len(contract.debtors(alice, contract.Asked(day), 10)[0].rows) == 1
    blind = till.shop.cast.grant("alice", {"*": OWN}, {INVOICE: {"open": "none"}})
    with pytest.raises(Refusal) as refused:
        contract.debtors(blind, contract.Asked(day), 10)
    assert refused.value.status == 403


def test_a_promise_changes_the_order_of_calls(till: Till) -> None:
    """S0-021: who broke a promise is called first, whose promise holds last; a task follows."""
    alice, today = till.shop.cast.alice, till.admin.ctx.today
    names = ("plain", "holds", "broke")
    clients = {}
    for name in names:
        address = [{"kind": "main", "value": "Тула"}]
        clients[name] = write.create(
            alice, COMPANY, {"name": name, "addresses": address, "phones": ["+74951234567"]}
        )
        bill(till, 100, FIRST, company=str(clients[name]))
    for name, days in (("holds", 3), ("broke", -3)):
        day = (today + timedelta(days=days)).isoformat()
        write.create(alice, PROMISE, {"company": str(clients[name]), "day": day, "note": "cash"})
    _found, calls = contract.calls(alice, contract.Asked(today), 10)
    assert [one.title for one in calls] == ["broke", "plain", "holds"]
    assert calls[0].phones[0]["value"] == "+74951234567"
    assert calls[0].promise is not None
    assert calls[0].promise["day"] == today - timedelta(days=3)
    tasks = page(alice, "tasks.task", Ask(sort="due_at", fields=("about",)))["items"]
    assert [one["about"]["title"] for one in tasks] == ["broke", "holds"]


def test_the_statement_is_printed_and_counted(till: Till) -> None:
    """S2-33: акт сверки and its table tell the same, in the language that is asked for."""
    key = bill(till, 100, FIRST)
    till.pay("40", key, date="2026-02-03")
    wish = contract.StatementWish((COMPANY, till.shop.company), since=FIRST)
    chosen = contract.statement_choice(till.admin, wish)
    assert chosen.language == "ru"
    text = text_of(contract.statement_pdf(till.admin, chosen).data)
    for words in ("Акт сверки", "Обороты за период", "100,00", "40,00", "Шестьдесят рублей"):
        assert words in text
    sheet = contract.statement_xlsx(till.admin, chosen)
    rows = list(openpyxl.load_workbook(io.BytesIO(sheet.data)).active.values)
    assert rows[-1][2:5] == (100, 40, 60)


@pytest.mark.parametrize(
    ("kind", "words"),
    [("advance", "Invoice 7"), ("prepaid", "Advance payment 7"), ("reversal", "Reversal 7")],
)
def test_an_invoice_of_an_advance_is_no_advance(kind: str, words: str) -> None:
    """What is asked for in advance and what was paid in advance are told apart."""
    posting = Posting(FIRST, 0, "7", kind, FIRST, 100)
    assert contract.movement(posting, "en").words.startswith(words)


def test_a_statement_is_whole_or_not_shown(till: Till) -> None:
    """Who may not read one of the invoices gets no wrong balance."""
    bill(till, 100, FIRST)
    admin = till.admin
    write.create(
        admin, INVOICE,
        {"company": str(till.shop.company), "date": FIRST.isoformat(),
         "lines": [{"name": "Work", "price": "7", "quantity": "1", "vat_rate": "22"}]},
    )  # fmt: skip
    newest = BILL.model.objects.unguarded("the one just made").order_by("-created_at").first()
    run(admin, INVOICE, newest.pk, "issue", {})
    chosen = contract.statement_choice(
        till.shop.cast.alice, contract.StatementWish((COMPANY, till.shop.company), since=FIRST)
    )
    with pytest.raises(Refusal) as refused:
        contract.account(till.shop.cast.alice, chosen.asked)
    assert refused.value.status == 403
