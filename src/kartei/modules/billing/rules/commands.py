"""What one does with an invoice: issue it, correct it, take it back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kartei.modules.billing.rules.invoices import ISSUE, REVERSE
from kartei.modules.billing.rules.kinds import INVOICE
from kartei.modules.documents.contract import Pack, pack, pdf
from kartei.platform.access.actor import Actor
from kartei.platform.meta.world import Obj
from kartei.platform.records import store, write
from kartei.platform.records.commands import Outcome
from kartei.platform.records.home import now_of


def issue(actor: Actor, obj: Obj, ids: list[UUID], data: dict[str, Any]) -> Any:
    """Give the invoice its number and print it; from now on it stays as it is."""
    for key in ids:
        put_out(actor, obj, key)
    numbers = [row["number"] for row in store.load(actor, obj, ids).values()]
    return Outcome(_("Issued: %(number)s") % {"number": ", ".join(numbers)})


def put_out(actor: Actor, obj: Obj, key: UUID) -> None:
    """Number, state and the printed paper of one invoice, in the transaction of the command."""
    put = {"status": "issued", "issued_at": now_of(actor)}
    write.change_many(actor, obj.name, {key: {}}, verb=ISSUE, put=put)
    pdf(INVOICE, actor, key)


def country_of(actor: Actor, firm: UUID) -> Pack:
    """The country pack of an own firm."""
    return pack(store.load(actor, actor.world.objects["documents.firm"], [firm])[firm]["country"])


def correct(actor: Actor, obj: Obj, ids: list[UUID], data: dict[str, Any]) -> Any:
    """A draft that mends an issued invoice: where the law wants counter-invoices one that takes off
    (every line, until some are left out), else one in its place.
    """
    made: UUID | None = None
    for key, row in store.load(actor, obj, ids).items():
        kind = "correction" if country_of(actor, row["firm"]).counter_invoices else "corrected"
        made = write.create(actor, obj.name, {"corrects": str(key), "kind": kind})
    return Outcome(_("Now change what was wrong, and issue it"), made)


def reverse(actor: Actor, obj: Obj, ids: list[UUID], data: dict[str, Any]) -> Any:
    """Take an issued invoice back: by a counter-invoice where the law wants one, else by its state.

    The counter-invoice charges the same lines the other way round and is issued at once.
    """
    made: UUID | None = None
    for key, row in store.load(actor, obj, ids).items():
        if country_of(actor, row["firm"]).counter_invoices:
            made = write.create(actor, obj.name, {"corrects": str(key)})
            put_out(actor, obj, made)
        done = {"status": "cancelled"}
        write.change_many(actor, obj.name, {key: {}}, verb=REVERSE, put=done)
    return Outcome(_("Taken back"), made)
