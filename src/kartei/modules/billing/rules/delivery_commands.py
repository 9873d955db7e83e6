"""What one does with a delivery document: issue it, note that it is signed, cancel it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kartei.modules.billing.rules.deliveries import ISSUE
from kartei.modules.billing.rules.delivery_kind import DELIVERY
from kartei.modules.documents.contract import pdf
from kartei.platform.access.actor import Actor
from kartei.platform.meta.world import Obj
from kartei.platform.records import store, write
from kartei.platform.records.commands import Outcome
from kartei.platform.records.home import now_of


def issue(actor: Actor, obj: Obj, ids: list[UUID], data: dict[str, Any]) -> Any:
    """Give each its number and print it; from now on it stays as it is."""
    put = {"status": "issued", "issued_at": now_of(actor)}
    for key in ids:
        write.change_many(actor, obj.name, {key: {}}, verb=ISSUE, put=put)
        pdf(DELIVERY, actor, key)
    numbers = [row["number"] for row in store.load(actor, obj, ids).values()]
    return Outcome(_("Issued: %(number)s") % {"number": ", ".join(numbers)})


def sign(actor: Actor, obj: Obj, ids: list[UUID], data: dict[str, Any]) -> None:
    """The client has signed: today, where no other day was entered.

    data: received_by, received_on, where they are told now.
    """
    told = {name: data[name] for name in ("received_by", "received_on") if data.get(name)}
    for key, row in store.load(actor, obj, ids).items():
        put: dict[str, Any] = {"status": "signed"}
        if not told.get("received_on"):
            put["received_on"] = row["received_on"] or actor.ctx.today
        write.change_many(actor, obj.name, {key: told}, verb="sign", put=put)


def cancel(actor: Actor, obj: Obj, ids: list[UUID], data: dict[str, Any]) -> None:
    """It does not hold any more; its quantities are open again, its number stays used."""
    put = {"status": "cancelled"}
    write.change_many(actor, obj.name, {key: {} for key in ids}, verb="cancel", put=put)
