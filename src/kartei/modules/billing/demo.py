"""The demo firm's orders and invoices, made from the offers that clients accepted."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from kartei.platform.records import commands

ORDER, INVOICE, DELIVERY = "billing.order", "billing.invoice", "billing.delivery"
PLAN = "billing.plan"
CARE = {
    "ru": "Сервисное обслуживание окон", "de": "Wartung der Fenster", "en": "Care of the windows",
}  # fmt: skip
#: States of the demo's orders, in turn.
STATES = ("work", "done", "confirmed", "new")


def fill(stage: Any) -> None:
    """An order for each accepted offer; three of four are charged."""
    for number, (login, offer, age) in enumerate(stage.made.get("accepted offers", ())):
        values = {"offer": str(offer), "status": STATES[number % len(STATES)]}
        order = stage.add("billing", ORDER, login, age - 0.2, **values)
        if number % 4 != 3:
            bill = in_parts if number % 4 == 1 else charge
            bill(stage, login, order, age - 0.5)
        if number % 4 < 2:
            hand_over(stage, login, order, age - 0.6, signed=number % 4 == 0)


def recur(stage: Any, login: str, invoice: Any) -> None:
    """A service contract that is invoiced every quarter; the next one is due in some weeks."""
    actor = stage.actor(login, 0.1)
    source = str(invoice)
    start = (actor.ctx.today + timedelta(days=20)).isoformat()
    values = {"name": CARE[stage.language], "source": source, "start": start, "months": 3}
    stage.add(PLAN, PLAN, login, 0.1, **values)


def charge(stage: Any, login: str, order: Any, age: float) -> None:
    """An issued invoice; one whose client has no address stays a draft."""
    key = stage.add("billing", INVOICE, login, age, order=str(order))
    if PLAN not in stage.made:
        recur(stage, login, key)
    commands.run(stage.actor(login, age - 0.1), INVOICE, key, "issue", {})


def in_parts(stage: Any, login: str, order: Any, age: float) -> None:
    """An advance of 30 per cent, and the final invoice that takes it off."""
    for command, data, later in (("advance", {"percent": "30"}, 0.0), ("finish", {}, 0.2)):
        actor = stage.actor(login, age - later)
        key = UUID(commands.run(actor, ORDER, order, command, data)["made"]["id"])
        commands.run(stage.actor(login, age - later - 0.1), INVOICE, key, "issue", {})


def hand_over(stage: Any, login: str, order: Any, age: float, *, signed: bool) -> None:
    """The delivery document of an order: issued, and some signed by the client."""
    key = stage.add("billing", DELIVERY, login, age, order=str(order), form="act")
    for verb in ("issue", "sign") if signed else ("issue",):
        commands.run(stage.actor(login, age - 0.1), DELIVERY, key, verb, {})
