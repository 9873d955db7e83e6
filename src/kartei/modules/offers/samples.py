"""Sample offers of sample products."""

from __future__ import annotations

from typing import Any

from kartei.platform.records.samples import Recipe, Scene


def offer(scene: Scene) -> dict[str, Any]:
    """An offer of two to four lines; it stays a draft, so that no paper is issued for it."""
    products = scene.made.get("catalog.product") or ()
    chosen = scene.dice.sample(list(products), min(len(products), scene.dice.randint(2, 4)))
    lines = [{"product": str(p), "quantity": str(scene.dice.randint(1, 9))} for p in chosen]
    values: dict[str, Any] = {"lines": lines}
    deal = scene.some("sales.deal") if scene.made.get("sales.deal") else None
    if deal:
        return {**values, "deal": deal}
    return {**values, "company": scene.some("people.company")}


RECIPES = (Recipe("offers.offer", 8, offer),)
