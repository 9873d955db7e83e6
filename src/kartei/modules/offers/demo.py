"""The demo firm's offers, made from deals and products; some sent, some accepted."""

from __future__ import annotations

from typing import Any

from kartei.platform.records import commands


def fill(stage: Any) -> None:
    """An offer for every third deal."""
    for login in ("manager1", "manager2"):
        for number, deal in enumerate(stage.made[f"deals of {login}"]):
            if number % 3 == 0:
                make_offer(stage, login, number, deal)


def make_offer(stage: Any, login: str, number: int, deal: Any) -> None:
    """One offer of three to seven lines."""
    dice = stage.dice
    products = dice.sample(stage.made["products"], dice.randrange(3, 8))
    lines = [{"product": str(p), "quantity": str(dice.randrange(1, 13))} for p in products]
    age = 2 + number % 9
    values: dict[str, Any] = {"deal": str(deal), "lines": lines}
    if number % 2:
        values["discount"] = str(dice.choice((3, 5, 7)))
    key = stage.add("offers", "offers.offer", login, age, **values)
    if number % 2:
        commands.run(stage.actor(login, age - 1), "offers.offer", key, "send", {})
    if number % 4 == 3:
        commands.run(stage.actor(login, age - 1.5), "offers.offer", key, "accept", {})
