"""What payments are for: their lines on invoices and bills, checked against what is still open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kartei.modules.billing.contract import hold
from kartei.modules.documents.contract import money_words
from kartei.modules.finance import words
from kartei.modules.finance.models import Account
from kartei.modules.finance.rules import parts
from kartei.platform.access.actor import Actor
from kartei.platform.kit.money import Amount, major
from kartei.platform.meta.errors import FieldFault
from kartei.platform.meta.world import Obj
from kartei.platform.records import store, write
from kartei.platform.records.draft import Draft

PAYMENT, ACCOUNT = "finance.payment", "finance.account"
INVOICE, BILL = "billing.invoice", "einvoice.bill"
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Books:
    """Accounts in use and those that payments name, their invoices and bills, as they are now."""

    accounts: dict[UUID, Row]
    invoices: dict[UUID, Row]
    bills: dict[UUID, Row]


def books_of(drafts: Sequence[Draft]) -> Books:
    """What the payments need; the invoices are held, so that two at once see one another."""
    actor = drafts[0].actor
    world = actor.world.objects
    accounts = {draft.get(name) for draft in drafts for name in ("account", "to_account")}
    used = Account.objects.unguarded("the usual account").filter(deleted=False, active=True)
    accounts |= set(used.values_list("pk", flat=True))
    lines = [line for draft in drafts for line in draft.get("lines") or []]
    invoices = {line["invoice"] for line in lines if line.get("invoice")}
    hold(invoices)
    return Books(
        accounts=store.load(actor, world[ACCOUNT], sorted(key for key in accounts if key)),
        invoices=store.load(actor, world[INVOICE], sorted(invoices)),
        bills=store.load(
            actor, world[BILL], sorted({line["bill"] for line in lines if line.get("bill")})
        ),
    )


def fill_lines(draft: Draft, books: Books) -> None:
    """Lines without a sum take what is open of their invoice, as far as the money goes; a payment
    without a client takes that of its first invoice.
    """
    lines = draft.get("lines") or []
    if "lines" in draft.new and lines:
        draft.put("lines", filled(draft, books, lines))
    first = row_of(books, lines[0]) if lines and lines[0].get("invoice") else None
    if first is not None and not (draft.get("company") or draft.get("person")):
        draft.put("company", first["company"])
        draft.put("person", first["person"])


def filled(draft: Draft, books: Books, lines: list[Row]) -> list[Row]:
    """The lines with their sums."""
    amount, found = draft.get("amount"), []
    left = None if amount is None else amount.minor - parts.assigned({"lines": lines})
    taken: dict[UUID, int] = {}
    for line in lines:
        row, given, kind = row_of(books, line), line.get("amount"), line.get("kind") or "pay"
        open_sum = None if row is None else row["open"] if "open" in row else bill_sum(row)
        if given is None and row is not None and open_sum is not None:
            minor = max(abs(open_sum.minor) - taken.get(row["id"], 0), 0)
            if left is not None and kind not in words.WITHOUT_MONEY:
                minor = max(min(minor, left), 0)
                left -= minor
            given = Amount(minor, open_sum.currency)
        if row is not None and given is not None:
            taken[row["id"]] = taken.get(row["id"], 0) + given.minor
        found.append({**line, "amount": given, "kind": kind})
    if amount is None and draft.get("kind") in ("in", "out"):
        sums = [line["amount"] for line in found if line["kind"] not in words.WITHOUT_MONEY]
        if sums and all(sums):
            draft.put("amount", Amount(sum(one.minor for one in sums), sums[0].currency))
    return found


def row_of(books: Books, line: Row) -> Row | None:
    """The invoice or bill of a line."""
    invoice, bill = line.get("invoice"), line.get("bill")
    if invoice is not None:
        return books.invoices.get(invoice)
    return None if bill is None else books.bills.get(bill)


def bill_sum(row: Row) -> Amount | None:
    """What a supplier's bill asks for."""
    found: Amount | None = row["payable"] or row["total"]
    return found


def check_lines(draft: Draft, books: Books) -> None:
    """Lines settle what is open and no more than the money there is.

    Faults: `finance.line`, `finance.positive`, `finance.currency`, `finance.state`,
    `finance.beyond`, `finance.refund`, `finance.too_much`.
    """
    values = {**draft.old, **draft.new}
    amount, lines = values.get("amount"), values.get("lines") or []
    if amount is None or not lines:
        return
    for place, line in enumerate(lines):
        check_line(draft, place, line, books, amount.currency)
    if (
        not draft.faults
        and draft.get("kind") != "writeoff"
        and parts.assigned(values) > amount.minor
    ):
        text = _("The lines come to more than the payment")
        draft.fault("lines", "finance.too_much", text)
    if draft.faults:
        return
    old = parts.on_invoices(draft.old)
    for key, minor in parts.on_invoices(values).items():
        if minor != old.get(key, 0):
            check_invoice(draft, books.invoices[key], minor, old.get(key, 0))


def check_line(draft: Draft, place: int, line: Row, books: Books, currency: str) -> None:
    """One line: what it is for, and in which currency."""
    row = row_of(books, line)
    if row is None or (line.get("invoice") and line.get("bill")):
        fault(draft, place, "invoice", "finance.line", _("Choose an invoice or a bill"))
        return
    amount = line.get("amount")
    if amount is None or amount.minor <= 0:
        fault(draft, place, "amount", "finance.positive", _("Enter a sum above zero"))
        return
    own = row["currency"] if "currency" in row else (bill_sum(row) or amount).currency
    if {amount.currency, own} != {currency}:
        text = _("Payment and invoice must be in the same currency")
        fault(draft, place, "amount", "finance.currency", text)


def check_invoice(draft: Draft, row: Row, minor: int, before: int) -> None:
    """An invoice is paid up to what it owes, and given back up to what came in."""
    params: dict[str, Any] = {"number": row["number"] or ""}
    left, came = row["open"], row["paid"]
    if left is None:
        text = _("Only an issued invoice can be paid")
        draft.fault("lines", "finance.state", text)
        return
    if minor > before and minor - before > left.minor:
        free = max(left.minor + before, 0)
        params["sum"] = money_words(free, left.currency, draft.actor.language)
        text = _("Of invoice %(number)s only %(sum)s is open")
        draft.fault("lines", "finance.beyond", text, **params)
    if minor < before and came.minor + minor - before < 0:
        params["sum"] = money_words(
            max(came.minor - before, 0), came.currency, draft.actor.language
        )
        text = _("On invoice %(number)s only %(sum)s came in")
        draft.fault("lines", "finance.refund", text, **params)


def fault(draft: Draft, place: int, name: str, code: str, text: Any) -> None:
    """Refuse a field of a line."""
    draft.faults.append(FieldFault("lines", code, str(text), f"/lines/{place}/{name}", draft.row))


def assign(
    actor: Actor,
    payment: UUID,
    found: Iterable[tuple[UUID, Amount | None, str]],
    *,
    matched_by: str = "hand",
) -> None:
    """Add lines to a payment: (invoice, sum or None for what is open, kind of line).

    The refusals are those of `check_lines`; nothing is assigned when one line is refused.
    """
    (row,) = store.load(actor, actor.world.objects[PAYMENT], [payment]).values()
    lines: list[Row] = [{"id": str(line["id"])} for line in row["lines"]]
    for invoice, amount, kind in found:
        more: Row = {"invoice": str(invoice), "kind": kind}
        if amount is not None:
            more["amount"] = {"amount": major(amount), "currency": amount.currency}
        lines.append(more)
    put = {"matched_by": matched_by}
    write.change_many(actor, PAYMENT, {payment: {"lines": lines}}, verb="assign", put=put)


def unassign(actor: Actor, obj: Obj, ids: list[UUID], data: dict[str, Any]) -> Any:
    """Take a payment off the invoices and bills that it was assigned to."""
    write.change_many(actor, obj.name, {key: {"lines": []} for key in ids}, verb="unassign")
    return _("Not assigned any more")
