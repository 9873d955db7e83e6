"""Sample orders of sample offers and products, and drafts of invoices for them."""

from __future__ import annotations

from typing import Any

from kartei.platform.records.samples import Recipe, Scene


def order(scene: Scene) -> dict[str, Any]:
    """An order of one to three lines for a company."""
    products = scene.made.get("catalog.product") or ()
    chosen = scene.dice.sample(list(products), min(len(products), scene.dice.randint(1, 3)))
    lines = [{"product": str(p), "quantity": str(scene.dice.randint(1, 9))} for p in chosen]
    return {"lines": lines, "company": scene.some("people.company")}


def invoice(scene: Scene) -> dict[str, Any]:
    """An invoice of an order; it stays a draft, so that no number is spent on it."""
    return {"order": scene.some("billing.order")}


RECIPES = (Recipe("billing.order", 4, order), Recipe("billing.invoice", 3, invoice))
