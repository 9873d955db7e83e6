"""Bookings of a statement become payments, each once; and a whole statement is taken back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from kartei.modules.finance.models import Account, Payment
from kartei.modules.finance.rules import own_accounts
from kartei.modules.finance.rules.clients import clients_of
from kartei.modules.finance.rules.keys import there
from kartei.modules.finance.rules.taking import STATEMENT, faults_in, findings_of, statement_in
from kartei.modules.finance.statements.data import NOTICE, Entry
from kartei.modules.finance.statements.data import Statement as Read
from kartei.platform.access.actor import Actor
from kartei.platform.flow.jobs import enqueue
from kartei.platform.kit.money import Amount
from kartei.platform.meta.errors import Refusal
from kartei.platform.meta.world import Obj
from kartei.platform.records import store, write
from kartei.platform.records.commands import Outcome
from kartei.platform.records.draft import Draft

PAYMENT = "finance.payment"
BOOK, UNBOOK = "finance.book", "finance.unbook"
#: How far the days of a transfer in the statements of its two accounts may lie apart.
APART = timedelta(days=5)
Row = dict[str, Any]


def book(actor: Actor, obj: Obj, ids: list[UUID], data: Row) -> Any:
    """Order the booking of a statement; refuses what is known to fail."""
    (key,) = ids
    row = store.load(actor, obj, [key])[key]
    actor.must(PAYMENT, "create")
    found = statement_in(row)
    if found is None:
        raise Refusal("finance.no_file", _("The file of this statement is gone or damaged"))
    if found.kind == NOTICE:
        text = _("This file explains sums of other statements; it is shown and not booked")
        raise Refusal("finance.notice", text)
    if currency_of(row["account"]) != found.currency:
        text = _("The account is kept in another currency than the file")
        raise Refusal("finance.currency", text)
    return ordered(actor, key, row, BOOK, len(found.entries))


def unbook(actor: Actor, obj: Obj, ids: list[UUID], data: Row) -> Any:
    """Order that all payments of a statement go into the bin, off their invoices first."""
    (key,) = ids
    row = store.load(actor, obj, [key])[key]
    return ordered(actor, key, row, UNBOOK, row["booked"] or 0)


def ordered(actor: Actor, key: UUID, row: Row, kind: str, total: int) -> Outcome:
    """The job that does it; the statement is busy until then."""
    words = {
        BOOK: (_("Booking of %(name)s"), "book", _("The payments are being booked")),
        UNBOOK: (_("Taking back %(name)s"), "unbook", _("The payments are being taken back")),
    }
    title, verb, told = words[kind]
    write.change_many(actor, STATEMENT, {key: {}}, verb=verb, put={"status": "busy"})
    args = {"statement": str(key), "change": str(actor.change)}
    job = enqueue(actor, kind, args, title=title % {"name": row["name"]}, total=total)
    return Outcome(told, job=job.pk)


def currency_of(account: UUID | None) -> str:
    """The currency in which an account is kept."""
    rows: Any = Account.objects.unguarded("the currency of a known account").filter(pk=account)
    return str(rows.values_list("currency", flat=True).first() or "")


def book_some(actor: Actor, key: UUID, row: Row, entries: list[Entry]) -> list[str]:
    """Book some entries in the caller's transaction; returns what could not be booked.

    What is there already is passed over, what was taken back comes out of the bin again.
    """
    account: UUID = row["account"]
    list(held(account))
    known = there(account, [entry.key for entry in entries])
    back = [one["pk"] for one in known.values() if one["undone"]]
    if back:
        write.bin_many(actor, PAYMENT, back, back=True)
        write.change_many(actor, PAYMENT, {one: {} for one in back}, put={"statement": key})
    numbers = own_accounts.by_number()
    fresh: list[tuple[Entry, Row]] = []
    clients = clients_of(actor, entries)
    for entry in entries:
        if entry.key in known:
            continue
        other = own_accounts.of(numbers, entry.party_account, entry.amount.currency)
        if other is not None and other != account and joined(actor, account, other, entry):
            continue
        values = payment_of(account, other if other != account else None, entry)
        fresh.append((entry, {**values, "company": clients.get(entry.key), "statement": key}))
    drafts = write.create_many(
        actor, PAYMENT, [{} for _one in fresh], puts=[values for _e, values in fresh],
        skip_faulty=True,
    )  # fmt: skip
    return [
        told(entry, draft) for (entry, _v), draft in zip(fresh, drafts, strict=True) if draft.faults
    ]


def held(account: UUID) -> Any:
    """The account, held until the transaction ends, so that two statements do not book at once."""
    rows = Account.objects.unguarded("held while it is booked on").select_for_update()
    return rows.filter(pk=account).values_list("pk", flat=True)


def payment_of(account: UUID, other: UUID | None, entry: Entry) -> Row:
    """The payment that a booking is; with another account of ours it is a transfer."""
    incoming = entry.amount.minor > 0
    values: Row = {
        "kind": "in" if incoming else "out", "account": account, "bank_key": entry.key,
        "date": entry.day, "amount": Amount(abs(entry.amount.minor), entry.amount.currency),
        "party": entry.party[:300], "party_id": entry.party_id[:40],
        "party_account": entry.party_account[:40], "purpose": entry.purpose,
        "reference": entry.reference[:140], "bank_number": entry.number[:60],
    }  # fmt: skip
    if other is None:
        return values
    if incoming:
        sides: Row = {
            "account": other, "to_account": account, "bank_key": "", "other_key": entry.key,
        }  # fmt: skip
    else:
        sides = {"to_account": other}
    return {**values, **sides, "kind": "transfer"}


def joined(actor: Actor, account: UUID, other: UUID, entry: Entry) -> bool:
    """Whether the booking is the other end of a transfer that is there; it is marked then."""
    incoming = entry.amount.minor > 0
    mine, free = ("to_account", "other_key") if incoming else ("account", "bank_key")
    theirs = "account" if incoming else "to_account"
    rows: Any = Payment.objects.unguarded("no transfer becomes two").filter(
        **{mine: account, theirs: other, free: ""}, kind="transfer", deleted=False,
        amount=abs(entry.amount.minor),
        date__range=(entry.day - APART, entry.day + APART),
    )  # fmt: skip
    near = sorted(rows.values_list("date", "pk"), key=lambda row: (abs(row[0] - entry.day), row[1]))
    if not near:
        return False
    write.change_many(actor, PAYMENT, {near[0][1]: {}}, put={free: entry.key})
    return True


def told(entry: Entry, draft: Draft) -> str:
    """What could not be booked, with its line and the reason."""
    reasons = "; ".join(fault.detail for fault in draft.faults)
    return _("Line %(line)s") % {"line": entry.place.line} + f": {reasons}"


def settled(actor: Actor, key: UUID, found: Read, faulty: list[str]) -> Row:
    """Write how far the statement is after its booking; returns the figures."""
    row = store.load(actor, actor.world.objects[STATEMENT], [key])[key]
    known = there(row["account"], [entry.key for entry in found.entries])
    booked = payments_of(key).count()
    put = {
        "status": "part" if faulty else "done", "booked": booked,
        "fresh": len(found.entries) - len(known),
        "findings": findings_of(row["account"], found, faults_in(row), actor.language, *faulty),
    }  # fmt: skip
    write.change_many(actor, STATEMENT, {key: {}}, verb="book", put=put)
    return {"booked": booked, "known": len(known) - booked, "faulty": len(faulty)}


def payments_of(key: UUID) -> Any:
    """The payments that a statement made and that stand."""
    rows = Payment.objects.unguarded("what a statement made")
    return rows.filter(statement=key, deleted=False)


def unbook_some(actor: Actor, keys: list[UUID]) -> None:
    """Take payments off their invoices and put them into the bin."""
    write.change_many(actor, PAYMENT, {key: {"lines": []} for key in keys}, verb="unassign")
    write.bin_many(actor, PAYMENT, keys)
