"""The demo firm's orders and invoices, made from the offers that clients accepted."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from kartei.platform.records import commands

ORDER, INVOICE = "billing.order", "billing.invoice"
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


def charge(stage: Any, login: str, order: Any, age: float) -> None:
    """An issued invoice; one whose client has no address stays a draft."""
    key = stage.add("billing", INVOICE, login, age, order=str(order))
    commands.run(stage.actor(login, age - 0.1), INVOICE, key, "issue", {})


def in_parts(stage: Any, login: str, order: Any, age: float) -> None:
    """An advance of 30 per cent, and the final invoice that takes it off."""
    for command, data, later in (("advance", {"percent": "30"}, 0.0), ("finish", {}, 0.2)):
        actor = stage.actor(login, age - later)
        key = UUID(commands.run(actor, ORDER, order, command, data)["made"]["id"])
        commands.run(stage.actor(login, age - later - 0.1), INVOICE, key, "issue", {})
