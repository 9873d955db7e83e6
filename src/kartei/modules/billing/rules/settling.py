"""What came in on invoices, and what is still owed: invoices and their orders know it.

Who keeps payments registers here what it knows; billing itself knows no payments. An invoice that
takes off a part of another, or takes it back, owes nothing itself: it lowers what the other does.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from kartei.modules.billing.models import Invoice, Order
from kartei.modules.billing.rules import statuses
from kartei.platform.access.actor import Actor, actor_for
from kartei.platform.kit.money import Amount
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import store, write
from kartei.platform.records.recompute import recompute

BILL, ORDER = "billing.invoice", "billing.order"
#: Kinds that lower what the invoice they correct owes.
COUNTER = ("correction", "reversal")
#: The journal's verb of an order whose status followed from what came in.
PAID = "paid"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What came in on an invoice: minor units of its currency, and when the last of it did."""

    minor: int
    last: date


Source = Callable[[Collection[UUID]], Mapping[UUID, Receipt]]
_sources: list[Source] = []


def register_receipts(source: Source) -> None:
    """Ask this, too, what came in on invoices; invoices on which nothing did may be left out."""
    if source not in _sources:
        _sources.append(source)


def hold(keys: Iterable[UUID]) -> None:
    """Hold invoices still, so that two who pay one at the same moment see one another."""
    rows = Invoice.objects.unguarded("one at a time pays an invoice").select_for_update()
    list(rows.filter(pk__in=list(keys)).order_by("pk").values_list("pk", flat=True))


def settle(actor: Actor, keys: Iterable[UUID]) -> None:
    """Bring invoices and their orders up to date with what came in; it is nobody's change of them.

    actor: who booked the payment, or changed an invoice. Call it in the transaction of the change.
    """
    wanted = set(keys)
    rows = store.load(actor, actor.world.objects[BILL], sorted(wanted))
    wanted |= {row["corrects"] for row in rows.values() if row["corrects"]}
    rows = store.load(actor, actor.world.objects[BILL], sorted(wanted))
    came, off = receipts(wanted), taken_off(wanted)
    recompute(
        actor,
        BILL,
        {key: standing(row, came.get(key), off.get(key, 0)) for key, row in rows.items()},
    )
    renew_orders(actor, {row["order"] for row in rows.values()} - {None})


def receipts(keys: Collection[UUID]) -> dict[UUID, Receipt]:
    """What came in on these invoices, by all sources together."""
    found: dict[UUID, Receipt] = {}
    for source in _sources:
        for key, more in source(keys).items():
            had = found.get(key)
            found[key] = Receipt(had.minor + more.minor, max(had.last, more.last)) if had else more
    return found


def taken_off(keys: Collection[UUID]) -> dict[UUID, int]:
    """What issued corrections and reversals take off these invoices; a negative sum."""
    rows = Invoice.objects.unguarded("what corrects an invoice, whoever may see it")
    rows = rows.filter(corrects__in=keys, deleted=False, status="issued", kind__in=COUNTER)
    found: dict[UUID, int] = {}
    for key, minor in rows.values_list("corrects", "total"):
        found[key] = found.get(key, 0) + (minor or 0)
    return found


def standing(row: Mapping[str, Any], receipt: Receipt | None, off: int) -> dict[str, Any]:
    """Paid and open sums of an invoice, its state of payment, and since when nothing is open."""
    if row["status"] == "draft" or row["deleted"] or row["kind"] in COUNTER or not row["total"]:
        return {"paid": None, "open": None, "payment": "", "paid_on": None, "late": None}
    currency = row["total"].currency
    came = receipt.minor if receipt else 0
    owed = 0 if row["status"] == "cancelled" else row["total"].minor + off
    left = owed - came
    state = state_of(owed, came)
    done = receipt.last if receipt and left <= 0 else None
    return {
        "paid": Amount(came, currency),
        "open": Amount(left, currency),
        "payment": "" if row["status"] == "cancelled" and not left else state,
        "paid_on": done,
        "late": (done - row["due"]).days if done and row["due"] else None,
    }


def state_of(owed: int, came: int) -> str:
    """open, part, paid or over."""
    if came > owed:
        return "over"
    if came == owed:
        return "paid"
    return "part" if came else "open"


def renew_orders(actor: Actor, keys: Iterable[UUID]) -> None:
    """Orders know what came in on their invoices, and go to the status the firm set for that."""
    for key in sorted(keys):
        rows = Order.objects.unguarded("what came in concerns an order whoever may see it")
        list(rows.select_for_update().filter(pk=key).values_list("pk", flat=True))
        order = store.load(actor, actor.world.objects[ORDER], [key])[key]
        bills = Invoice.objects.unguarded("all that an order was charged with")
        paid = bills.filter(order=key, deleted=False).exclude(paid=None)
        came = sum(paid.values_list("paid", flat=True))
        before = order["received"].minor if order["received"] else 0
        recompute(actor, ORDER, {key: {"received": Amount(came, order["currency"])}})
        if came > before:
            step(actor, key, order, came)


def step(actor: Actor, key: UUID, order: Mapping[str, Any], came: int) -> None:
    """S3-55: the order takes the status that the firm set for orders paid in part or wholly.

    It does so in the name of its owner, for who books payments need not be allowed to change
    orders; where his rights do not reach, the status stays.
    """
    total = order["total"].minor if order["total"] else 0
    reached = statuses.coming(PAID if came >= total else "part")
    if reached is None or reached == order["status"] or order["phase"] != "open":
        return
    try:
        keeper = actor_for(order["owner"], via=actor.via) if order["owner"] else actor
        write.change_many(keeper, ORDER, {key: {}}, verb=PAID, put={"status": reached})
    except Refusal as refusal:
        if refusal.status not in (403, 404):
            raise
