"""Payments: what they do to accounts, invoices and bills, and what they refuse."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from kartei.modules.billing.tests.test_invoices import refused
from kartei.modules.finance.contract import assign, balance
from kartei.modules.finance.models import Payment
from kartei.modules.finance.tests.till import ACCOUNT, FIRST, INVOICE, PAYMENT, Till, make_till
from kartei.platform.kit.money import Amount
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import undo, write
from kartei.platform.records.commands import run
from kartei.platform.records.models import Journal

pytestmark = pytest.mark.django_db


@pytest.fixture
def till() -> Till:
    return make_till()


def test_a_payment_settles_invoices_and_the_account(till: Till) -> None:
    """S0-128, S1-21: one payment for two invoices, the second in part; its rest stays open."""
    first, second = till.invoice("100"), till.invoice("50")
    key = till.pay("120", first, second)
    row = till.seen(PAYMENT, key)
    assert [line["amount"]["amount"] for line in row["lines"]] == ["100.00", "20.00"]
    assert (row["state"], row["rest"]["amount"], row["matched_by"]) == ("done", "0.00", "hand")
    assert row["company"]["id"] == str(till.shop.company)
    assert till.open(first) == ("paid", "0.00")
    assert till.open(second) == ("part", "30.00")
    assert till.balance(till.bank) == "1120.00"
    more = till.pay("40", second)
    row = till.seen(PAYMENT, more)
    assert (row["state"], row["rest"]["amount"]) == ("part", "10.00")
    assert till.open(second) == ("paid", "0.00")


def test_without_a_sum_a_payment_is_what_is_open(till: Till) -> None:
    """Manual entry in seconds: the invoice says how much."""
    key = till.pay(None, till.invoice("77.50"))
    assert till.seen(PAYMENT, key)["amount"]["amount"] == "77.50"


def test_the_account_follows_from_the_currency(till: Till) -> None:
    """Of one bank account and a cash desk in rubles the bank account is the usual one."""
    given = {"amount": {"amount": "7", "currency": "EUR"}, "date": "2026-02-01"}
    key = write.create(till.admin, PAYMENT, given)
    assert till.seen(PAYMENT, key)["account"]["id"] == str(till.euro)
    key = write.create(till.admin, PAYMENT, {"lines": [{"invoice": str(till.invoice())}]})
    assert till.seen(PAYMENT, key)["account"]["id"] == str(till.bank)


def test_what_was_binned_or_undone_never_was(till: Till) -> None:
    """Bin, restore and undo carry invoice and balance along."""
    bill = till.invoice()
    key = till.pay("100", bill)
    for back, state, sum_ in ((False, "open", "1000.00"), (True, "paid", "1100.00")):
        write.bin_many(till.admin, PAYMENT, [key], back=back)
        assert (till.open(bill)[0], till.balance(till.bank)) == (state, sum_)
    run(till.admin, PAYMENT, key, "unassign", {})
    assert (till.open(bill)[0], till.balance(till.bank)) == ("open", "1100.00")
    change = Journal.objects.filter(record=key, verb="unassign").latest("id").change
    undo.undo(till.admin, change)
    assert till.open(bill)[0] == "paid"


def test_what_came_back_out_of_the_bin_must_still_fit(till: Till) -> None:
    bill = till.invoice()
    key = till.pay("100", bill)
    write.bin_many(till.admin, PAYMENT, [key])
    till.pay("100", bill)
    found = refused(lambda: write.bin_many(till.admin, PAYMENT, [key], back=True))
    assert found == {("lines", "finance.beyond")}


REFUSED: list[tuple[dict[str, Any], set[tuple[str, str]]]] = [
    ({"amount": None}, {("amount", "value.required")}),
    ({"amount": "0"}, {("amount", "finance.positive")}),
    ({"amount": "-5"}, {("amount", "finance.positive")}),
    ({"amount": {"amount": "5", "currency": "EUR"}}, {("amount", "finance.currency")}),
    (
        {"account": None, "kind": "out", "amount": {"amount": "5", "currency": "GBP"}},
        {("account", "value.required")},
    ),
    ({"date": "2025-12-31"}, {("date", "finance.before_opening")}),
    ({"kind": "transfer"}, {("to_account", "finance.transfer")}),
    ({"kind": "writeoff"}, {("lines", "value.required")}),
]


@pytest.mark.parametrize(("values", "faults"), REFUSED)
def test_a_payment_that_cannot_be_is_refused(
    till: Till, values: dict[str, Any], faults: set[tuple[str, str]]
) -> None:
    given = {"account": str(till.bank), "amount": "5", "date": "2026-02-01", **values}
    given = {name: value for name, value in given.items() if value is not None}
    assert refused(lambda: write.create(till.admin, PAYMENT, given)) == faults
    assert not Payment.objects.unguarded("nothing was written").exists()
    assert till.balance(till.bank) == "1000.00"


def test_lines_must_fit_invoice_and_payment(till: Till) -> None:
    """More than is open, more than there is, another currency, a draft, a cancelled invoice."""
    bill, draft = till.invoice(), write.create(till.shop.cast.alice, INVOICE, {})
    gone = till.invoice()
    run(till.shop.cast.alice, INVOICE, gone, "reverse", {})
    line = {"invoice": str(bill), "amount": "100.01"}
    assert refused(lambda: till.pay("200", line)) == {("lines", "finance.beyond")}
    assert refused(lambda: till.pay("99.99", {**line, "amount": "100"})) == {
        ("lines", "finance.too_much")
    }
    assert refused(lambda: till.pay("10", {"amount": "10"})) == {("lines", "finance.line")}
    euro = {"invoice": str(bill), "amount": {"amount": "10", "currency": "EUR"}}
    assert refused(lambda: till.pay("10", euro)) == {("lines", "finance.currency")}
    for key, code in ((draft, "finance.state"), (gone, "finance.beyond")):
        line = {"invoice": str(key), "amount": "10"}
        assert refused(lambda given=line: till.pay("10", given)) == {("lines", code)}


def test_a_discount_closes_an_invoice_without_money(till: Till) -> None:
    """Skonto and bank fees: what the client kept back settles the invoice."""
    bill = till.invoice()
    key = till.pay("98", bill, {"invoice": str(bill), "kind": "discount"})
    assert till.open(bill) == ("paid", "0.00")
    assert till.seen(PAYMENT, key)["rest"]["amount"] == "0.00"
    assert till.balance(till.bank) == "1098.00"


def test_a_rest_is_written_off(till: Till) -> None:
    bill = till.invoice()
    till.pay("60", bill)
    given = {"kind": "writeoff", "lines": [{"invoice": str(bill)}], "date": "2026-04-01"}
    key = write.create(till.admin, PAYMENT, given)
    row = till.seen(PAYMENT, key)
    assert (row["amount"]["amount"], row["state"], row["account"]) == ("40.00", "done", None)
    assert till.open(bill) == ("paid", "0.00")
    assert till.balance(till.bank) == "1060.00"


def test_money_goes_back_as_far_as_it_came(till: Till) -> None:
    bill = till.invoice()
    till.pay("60", bill)
    back = {"invoice": str(bill), "amount": "60.01"}
    found = refused(lambda: till.pay("60.01", back, kind="out"))
    assert found == {("lines", "finance.refund")}
    till.pay("20", {"invoice": str(bill), "amount": "20"}, kind="out")
    assert till.open(bill) == ("part", "60.00")
    assert till.balance(till.bank) == "1040.00"


def test_a_transfer_moves_money_between_currencies(till: Till) -> None:
    given = {
        "kind": "transfer", "account": str(till.bank), "to_account": str(till.euro),
        "amount": "900", "date": "2026-02-01",
    }  # fmt: skip
    assert refused(lambda: write.create(till.admin, PAYMENT, given)) == {
        ("to_amount", "value.required")
    }
    euro = {"to_amount": {"amount": "10", "currency": "EUR"}}
    write.create(till.admin, PAYMENT, {**given, **euro})
    assert (till.balance(till.bank), till.balance(till.euro)) == ("100.00", "10.00")


def test_payments_are_numbered(till: Till) -> None:
    keys = [till.pay("5", account=str(till.cash), kind=kind) for kind in ("in", "in", "out")]
    numbers = [till.seen(PAYMENT, key)["number"] for key in keys]
    assert numbers == ["ПКО-2026-0001", "ПКО-2026-0002", "РКО-2026-0001"]
    assert till.seen(PAYMENT, till.pay("5"))["number"] == "PR-2026-0001"


def test_a_bill_is_paid_when_all_of_it_is(till: Till) -> None:
    values = {"number": "L-1", "total": "80", "date": "2026-02-01"}
    bill = write.create(till.admin, "einvoice.bill", values)
    line = {"bill": str(bill), "amount": "50"}
    till.pay("50", line, kind="out")
    assert till.seen("einvoice.bill", bill)["status"] == "new"
    last = till.pay("30", {**line, "amount": "30"}, kind="out")
    assert till.seen("einvoice.bill", bill)["status"] == "paid"
    write.bin_many(till.admin, PAYMENT, [last])
    assert till.seen("einvoice.bill", bill)["status"] == "checked"


def test_what_the_bank_said_stays(till: Till) -> None:
    key = till.pay("5")
    table = Payment.objects.unguarded("as a statement makes it")
    table.filter(pk=key).update(bank_key="2026-03-02/1")
    found = refused(lambda: write.change(till.admin, PAYMENT, key, {"amount": "6"}))
    assert found == {("amount", "finance.bank")}
    write.change(till.admin, PAYMENT, key, {"purpose": "advance"})


def test_a_closed_period_stays_until_it_is_reopened(till: Till) -> None:
    """S1-21: a counted cash desk, the difference told; reopening wants a reason."""
    bill = till.invoice()
    early = till.pay("100", date="2026-01-31")
    values = {"until": "2026-01-31", "account": str(till.bank), "counted": "1090"}
    lock = write.create(till.admin, "finance.lock", values)
    row = till.seen("finance.lock", lock)
    assert (row["expected"]["amount"], row["difference"]["amount"]) == ("1100.00", "-10.00")
    locked = {("date", "finance.locked")}
    assert refused(lambda: till.pay("1", date="2026-01-31")) == locked
    assert refused(lambda: write.change(till.admin, PAYMENT, early, {"amount": "1"})) == locked
    assert (
        refused(lambda: write.change(till.admin, PAYMENT, early, {"date": "2026-02-01"})) == locked
    )
    assert refused(lambda: write.bin_many(till.admin, PAYMENT, [early])) == locked
    write.change(till.admin, PAYMENT, early, {"lines": [{"invoice": str(bill)}]})
    assert till.open(bill)[0] == "paid"
    till.pay("1", date="2026-02-01")
    till.pay("1", date="2026-01-31", account=str(till.cash))
    with pytest.raises(Refusal):
        run(till.admin, "finance.lock", lock, "reopen", {})
    run(till.admin, "finance.lock", lock, "reopen", {"reason": "a receipt was forgotten"})
    till.pay("1", date="2026-01-31")


def test_accounts_in_use_stay(till: Till) -> None:
    till.pay("1")
    found = refused(lambda: write.bin_many(till.admin, ACCOUNT, [till.bank]))
    assert found == {("active", "finance.used")}
    found = refused(lambda: write.change(till.admin, ACCOUNT, till.bank, {"currency": "EUR"}))
    assert ("currency", "finance.used") in found
    write.change(till.admin, ACCOUNT, till.bank, {"opening": "500"})
    assert till.balance(till.bank) == "501.00"


def test_two_payments_are_assigned_once(till: Till) -> None:
    """Payment twice: the second finds nothing open any more, and says so."""
    bill = till.invoice()
    first, second = till.pay("100"), till.pay("100")
    assign(till.admin, first, [(bill, None, "pay")], matched_by="certain")
    assert till.seen(PAYMENT, first)["matched_by"] == "certain"
    found = refused(lambda: assign(till.admin, second, [(bill, Amount(10000, "RUB"), "pay")]))
    assert found == {("lines", "finance.beyond")}


@pytest.mark.parametrize("seed", range(4))
def test_balances_are_the_sum_of_what_was_booked(till: Till, seed: int) -> None:
    """Property: after any steps each balance, at any day, is that of a plain list of movements."""
    dice = random.Random(seed)  # noqa: S311 (plays a case, keeps no secret)
    accounts = [till.bank, till.cash]
    opening = {till.bank: 100_000, till.cash: 0}
    made: dict[UUID, list[tuple[UUID, date, int]]] = {}
    for _step in range(14):
        kind, minor = dice.choice(("in", "out", "transfer")), dice.randint(1, 50_000)
        day = date.fromisoformat(FIRST) + timedelta(days=dice.randint(0, 5))
        one, other = dice.sample(accounts, 2)
        if made and dice.random() < 0.3:
            key = dice.choice(list(made))
            write.bin_many(till.admin, PAYMENT, [key])
            del made[key]
            continue
        values = {"account": str(one), "amount": f"{minor / 100:.2f}", "kind": kind}
        values |= {"to_account": str(other)} if kind == "transfer" else {}
        values |= {"date": day.isoformat()}
        key = write.create(till.admin, PAYMENT, values)
        sign = 1 if kind == "in" else -1
        made[key] = [(one, day, sign * minor)]
        made[key] += [(other, day, minor)] if kind == "transfer" else []
    for account in accounts:
        mine = [(d, m) for rows in made.values() for a, d, m in rows if a == account]
        total = opening[account] + sum(m for _d, m in mine)
        assert till.balance(account) == f"{total / 100:.2f}"
        for offset in range(-1, 7):
            day = date.fromisoformat(FIRST) + timedelta(days=offset)
            told = opening[account] + sum(m for d, m in mine if d <= day)
            assert balance(account, day) == Amount(told, "RUB")
