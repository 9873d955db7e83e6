"""The rules of payments: what one needs, what it may settle, and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kartei.modules.billing.contract import settle
from kartei.modules.finance.models import Posting
from kartei.modules.finance.rules import balances, locks, parts
from kartei.modules.finance.rules.assigning import (
    Books,
    books_of,
    check_lines,
    fill_lines,
    row_of,
)
from kartei.modules.finance.rules.numbers import number
from kartei.modules.finance.rules.receipts import settle_bills
from kartei.platform.kit.money import Amount
from kartei.platform.records.draft import Draft

#: What a bank has said stays as it said it.
BANK = ("account", "date", "amount", "kind", "bank_key")
#: What of a payment changes balances, invoices or bills.
FACTS = ("kind", "account", "to_account", "date", "amount", "to_amount", "lines", "deleted")


def prepare(drafts: list[Draft]) -> None:
    """Complete and check payments; new ones get their numbers.

    Faults: `value.required`, `finance.currency`, `finance.positive`, `finance.transfer`,
    `finance.before_opening`, `finance.bank`, and those of `assigning.check_lines`.
    """
    books = books_of(drafts)
    for draft in drafts:
        draft.put("kind", draft.get("kind") or "in")
        draft.put("date", draft.get("date") or draft.actor.ctx.today)
        check_bank(draft)
        fill_account(draft, books)
        fill_lines(draft, books)
        check_amount(draft, books)
        if draft.get("kind") == "transfer":
            check_transfer(draft, books)
        check_lines(draft, books)
        settle_state(draft)
    number([draft for draft in drafts if draft.creating], books)


def check_bank(draft: Draft) -> None:
    """What came from a bank's file is not rewritten."""
    if not draft.creating and draft.old.get("bank_key") and draft.changes(*BANK):
        changed = next(name for name in BANK if draft.changes(name))
        draft.fault(changed, "finance.bank", _("The bank says so; only its meaning can be changed"))


def fill_account(draft: Draft, books: Books) -> None:
    """The account: the usual one unless another is chosen; a write-off has none."""
    if draft.get("kind") == "writeoff":
        for name in ("account", "to_account", "to_amount"):
            draft.put(name, None)
        return
    if draft.get("account") is None:
        draft.put("account", usual_account(draft, books))
    account = books.accounts.get(draft.get("account"))
    if account is None:
        draft.fault("account", "value.required", _("Choose the account"))
    elif account["opened_on"] and draft.get("date") < account["opened_on"]:
        text = _("This is before the first day of the account")
        draft.fault("date", "finance.before_opening", text)
    if draft.get("kind") != "transfer":
        draft.put("to_account", None)
        draft.put("to_amount", None)


def usual_account(draft: Draft, books: Books) -> UUID | None:
    """The only account in use of this currency, else the only bank account of it."""
    amount = draft.get("amount")
    first = next((row_of(books, line) for line in draft.get("lines") or []), None) or {}
    currency = amount.currency if amount else first.get("currency")
    found = [
        row
        for row in books.accounts.values()
        if row["active"] and not row["deleted"] and currency in (None, row["currency"])
    ]
    banks = [row for row in found if row["kind"] == "bank"]
    alone = found if len(found) == 1 else banks
    return alone[0]["id"] if len(alone) == 1 else None


def check_amount(draft: Draft, books: Books) -> None:
    """A payment has a positive sum in its account's currency; a write-off that of its lines."""
    if draft.get("kind") == "writeoff":
        lines = [line["amount"] for line in draft.get("lines") or [] if line.get("amount")]
        if lines:
            draft.put("amount", Amount(sum(one.minor for one in lines), lines[0].currency))
        else:
            draft.fault("lines", "value.required", _("Say which invoices are written off"))
        return
    amount, account = draft.get("amount"), books.accounts.get(draft.get("account"))
    if amount is None:
        draft.fault("amount", "value.required", _("Enter the sum"))
    elif amount.minor <= 0:
        draft.fault("amount", "finance.positive", _("Enter a sum above zero"))
    elif account is not None and amount.currency != account["currency"]:
        text = _("The account is kept in %(currency)s")
        draft.fault("amount", "finance.currency", text, currency=account["currency"])


def check_transfer(draft: Draft, books: Books) -> None:
    """A transfer goes to another account, and arrives in that account's currency."""
    amount, other = draft.get("amount"), books.accounts.get(draft.get("to_account"))
    if other is None or draft.get("to_account") == draft.get("account"):
        draft.fault("to_account", "finance.transfer", _("Choose the account that it goes to"))
        return
    if draft.get("lines"):
        draft.fault("lines", "finance.transfer", _("A transfer pays no invoices"))
    arrives = draft.get("to_amount")
    if arrives is None and amount is not None and amount.currency == other["currency"]:
        draft.put("to_amount", amount)
    elif arrives is None:
        draft.fault("to_amount", "value.required", _("Enter the sum that arrives"))
    elif arrives.currency != other["currency"]:
        text = _("The account is kept in %(currency)s")
        draft.fault("to_amount", "finance.currency", text, currency=other["currency"])
    elif arrives.minor <= 0:
        draft.fault("to_amount", "finance.positive", _("Enter a sum above zero"))


def settle_state(draft: Draft) -> None:
    """What of the payment is not assigned, how far it is, and who assigned it."""
    amount = draft.get("amount")
    if amount is None:
        return
    kind, lines = draft.get("kind"), draft.get("lines")
    rest = 0 if kind in ("transfer", "writeoff") else amount.minor - parts.assigned(whole(draft))
    draft.put("rest", Amount(rest, amount.currency))
    # what came or went for something else is assigned by its category
    rest = 0 if draft.get("category") is not None else rest
    done = rest <= 0
    draft.put("state", "done" if done else "part" if lines else "open")
    if draft.changes("lines", "category") and "matched_by" not in draft.new:
        draft.put("matched_by", "hand" if lines or draft.get("category") else "")


def whole(draft: Draft) -> dict[str, Any]:
    """The payment as it will be."""
    return {**draft.old, **draft.new}


def before(draft: Draft) -> None:
    """Closed periods stay; what comes back out of the bin must still fit its invoices."""
    locks.check_payment(draft)
    if draft.verb == "restore":
        check_lines(draft, books_of([draft]))


def follow(drafts: list[Draft]) -> None:
    """Postings, balances, invoices and bills follow from payments, each written once."""
    changed = [draft for draft in drafts if draft.creating or draft.changes(*FACTS)]
    if not changed:
        return
    pairs = [(draft, draft.old, whole(draft)) for draft in changed]
    post([(draft.id, new) for draft, _old, new in pairs])
    shifts: dict[UUID, int] = {}
    for _draft, old, new in pairs:
        for values, sign in ((old, -1), (new, 1)):
            for account, _day, minor in parts.moves(values):
                shifts[account] = shifts.get(account, 0) + sign * minor
    actor = changed[0].actor
    balances.shift(actor, shifts)
    invoices = {
        key for _draft, *states in pairs for one in states for key in parts.on_invoices(one)
    }
    if invoices:
        settle(actor, invoices)
    bills = {key for _draft, *states in pairs for one in states for key in parts.on_bills(one)}
    if bills:
        settle_bills(actor, bills)


def post(rows: list[tuple[UUID, Mapping[str, Any]]]) -> None:
    """Write the postings of payments anew."""
    table = Posting.objects.unguarded("what follows from a payment that the actor may write")
    table.filter(payment__in=[key for key, _values in rows]).delete()
    table.bulk_create(
        Posting(payment_id=key, account_id=account, date=day, minor=minor)
        for key, values in rows
        for account, day, minor in parts.moves(values)
    )


def told_in(draft: Draft) -> list[tuple[str, UUID]]:
    """The timelines of invoices and bills tell the payments that settle them."""
    values = whole(draft)
    found = [("billing.invoice", key) for key in parts.on_invoices(values)]
    return found + [("einvoice.bill", key) for key in parts.on_bills(values)]
