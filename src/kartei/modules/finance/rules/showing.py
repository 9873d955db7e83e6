"""The bookings of a statement as they stand in its file, beside what became of each."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from kartei.modules.finance.rules.keys import there
from kartei.modules.finance.rules.taking import STATEMENT, statement_in
from kartei.modules.finance.statements.data import Entry
from kartei.platform.access.actor import Actor
from kartei.platform.kit.money import major
from kartei.platform.records import store
from kartei.platform.records.query import readable_record

PAYMENT = "finance.payment"


def entries_of(actor: Actor, key: UUID, offset: int, limit: int) -> dict[str, Any]:
    """{"count", "items"}: some bookings of a readable statement, as the file orders them.

    state: `new`, `known` (a payment of another statement), `booked` (of this one). payment: its id
    where the asker may read payments. 404 for an invisible statement.
    """
    readable_record(actor, STATEMENT, key)
    row = store.load(actor, actor.world.objects[STATEMENT], [key])[key]
    found = statement_in(row)
    entries = found.entries if found else ()
    some = entries[offset : offset + limit]
    known = there(row["account"], [one.key for one in some]) if row["account"] else {}
    may = not actor.scope(PAYMENT, "read").empty
    return {
        "count": len(entries),
        "items": [shown(one, known.get(one.key), key, may=may) for one in some],
    }


def shown(entry: Entry, payment: dict[str, Any] | None, statement: UUID, *, may: bool) -> Any:
    """One booking in JSON form."""
    there_is = payment is not None and not payment["undone"]
    state = "new"
    if payment is not None and there_is:
        state = "booked" if payment["statement"] == statement else "known"
    return {
        "line": entry.place.line,
        "day": entry.day.isoformat(),
        "amount": {"amount": major(entry.amount), "currency": entry.amount.currency},
        "party": entry.party,
        "party_account": entry.party_account,
        "purpose": entry.purpose,
        "number": entry.number,
        "state": state,
        "payment": str(payment["pk"]) if payment is not None and there_is and may else None,
    }
