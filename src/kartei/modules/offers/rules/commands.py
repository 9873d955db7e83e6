"""What one does with an offer: send, accept, decline, make a new version, tell the deal."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kartei.modules.documents.contract import cleared, later, pack
from kartei.modules.offers.words import CLOSED
from kartei.platform.access.actor import Actor
from kartei.platform.kit.money import major
from kartei.platform.meta.errors import Refusal, forbidden
from kartei.platform.meta.world import Obj
from kartei.platform.records import store, write
from kartei.platform.records.commands import Outcome
from kartei.platform.records.home import now_of


def load(actor: Actor, obj: Obj, ids: list[UUID]) -> dict[UUID, dict[str, Any]]:
    """The offers that a command works on; rights were checked by who calls it."""
    return store.load(actor, obj, ids)


def not_now() -> Refusal:
    """409: the offer is decided on already."""
    return Refusal("offers.closed", _("This offer is closed already"), status=409)


def decide(actor: Actor, obj: Obj, ids: list[UUID], verb: str, put: dict[str, Any]) -> None:
    """Give offers another status, as long as they are open."""
    if any(offer["status"] in CLOSED for offer in load(actor, obj, ids).values()):
        raise not_now()
    write.change_many(actor, obj.name, {key: {} for key in ids}, verb=verb, put=put)


def send(actor: Actor, obj: Obj, ids: list[UUID], data: dict[str, Any]) -> None:
    """Mark as sent, now; 409 beyond the actor's price limits."""
    for key in ids:
        cleared(obj.name, actor, key)
    decide(actor, obj, ids, "send", {"status": "sent", "sent_at": now_of(actor)})


def sent(actor: Actor, obj: Obj, key: UUID) -> bool:
    """A draft that went out by mail is sent; whether it was one."""
    if load(actor, obj, [key])[key]["status"] != "draft":
        return False
    send(actor, obj, [key], {})
    return True


def accept(actor: Actor, obj: Obj, ids: list[UUID], data: dict[str, Any]) -> None:
    """The client agreed."""
    decide(actor, obj, ids, "accept", {"status": "accepted"})


def decline(actor: Actor, obj: Obj, ids: list[UUID], data: dict[str, Any]) -> None:
    """The client refused."""
    decide(actor, obj, ids, "decline", {"status": "declined"})


def copy(actor: Actor, obj: Obj, ids: list[UUID], data: dict[str, Any]) -> Any:
    """A new version with the same lines; the old one becomes "replaced"."""
    made = [write.create(actor, obj.name, {"replaces": str(key)}) for key in ids]
    numbers = [offer["number"] for offer in load(actor, obj, made).values()]
    message = _("New version: %(number)s") % {"number": ", ".join(numbers)}
    return Outcome(message, made[-1])


def extend(actor: Actor, obj: Obj, ids: list[UUID], data: dict[str, Any]) -> Any:
    """The offers hold from today for as long as a new one would; an expired one is sent again."""
    for key, offer in load(actor, obj, ids).items():
        firm = store.load(actor, actor.world.objects["documents.firm"], [offer["firm"]])
        values = firm.get(offer["firm"], {})
        days = values.get("valid_days")
        days = pack(values.get("country")).valid_days if days is None else days
        until = later(actor.ctx.today, days)
        decide(actor, obj, [key], "extend", {"valid_until": until})
    return _("The offer holds again")


def to_deal(actor: Actor, obj: Obj, ids: list[UUID], data: dict[str, Any]) -> Any:
    """The offer's total becomes the amount of its deal, for whom that total is to be seen."""
    if "total" not in actor.fields(obj):
        raise forbidden()
    for offer in load(actor, obj, ids).values():
        deal, total = offer["deal"], offer["total"]
        if deal is None or total is None:
            raise Refusal("offers.no_deal", _("This offer belongs to no deal"), status=409)
        amount = {"amount": major(total), "currency": total.currency}
        write.change(actor, "sales.deal", deal, {"amount": amount})
    return _("The deal has the offer's amount now")
