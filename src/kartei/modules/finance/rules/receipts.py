"""What payments brought on invoices, as billing asks for it; and bills that they pay."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from kartei.modules.billing.contract import Receipt
from kartei.modules.finance.models import PaymentLine
from kartei.platform.access.actor import Actor
from kartei.platform.records import store
from kartei.platform.records.recompute import recompute

BILL = "einvoice.bill"


def lines() -> Any:
    """The lines of payments that stand."""
    rows = PaymentLine.objects.unguarded("what was paid on a paper, whoever may see the payment")
    return rows.filter(payment__deleted=False)


def received(keys: Collection[UUID]) -> dict[UUID, Receipt]:
    """What came in on these invoices less what was given back, and the day of the last payment."""
    found: dict[UUID, Receipt] = {}
    rows = lines().filter(invoice__in=list(keys)).exclude(amount=None)
    for key, kind, day, minor in rows.values_list(
        "invoice", "payment__kind", "payment__date", "amount"
    ):
        had = found.get(key, Receipt(0, day))
        signed = -minor if kind == "out" else minor
        found[key] = Receipt(had.minor + signed, max(had.last, day))
    return found


def paid(keys: Iterable[UUID]) -> dict[UUID, int]:
    """What was paid on these bills of suppliers, minor units."""
    found: dict[UUID, int] = {}
    rows = lines().filter(bill__in=list(keys)).exclude(amount=None)
    for key, kind, minor in rows.values_list("bill", "payment__kind", "amount"):
        found[key] = found.get(key, 0) + (-minor if kind == "in" else minor)
    return found


def settle_bills(actor: Actor, keys: Collection[UUID]) -> None:
    """Bills that are paid say so, and those that are no longer stand as checked."""
    sums, values = paid(keys), {}
    for key, row in store.load(actor, actor.world.objects[BILL], sorted(keys)).items():
        due = row["payable"] or row["total"]
        done = due is not None and sums.get(key, 0) >= due.minor
        if done and row["status"] != "refused":
            values[key] = {"status": "paid"}
        elif not done and row["status"] == "paid":
            values[key] = {"status": "checked"}
    recompute(actor, BILL, values)
