"""The demo firm's prices: for everybody, for dealers from ten pieces on, and a promotion."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from kartei.platform.access.models import Role
from kartei.platform.records.ask import Ask
from kartei.platform.records.query import page

RETAIL = {"ru": "Розница", "de": "Endkunden", "en": "Retail"}
DEALERS = {"ru": "Дилеры", "de": "Händler", "en": "Dealers"}
PROMOTION = {"ru": "Осенняя акция", "de": "Herbstaktion", "en": "Autumn promotion"}
#: What dealers pay of the retail price, per cent, by the least quantity.
STEPS = ((1, 88), (10, 82))


def fill(stage: Any) -> None:
    """Two lists and a promotion of the next weeks; dealers are a group of clients."""
    group = stage.add(
        "groups", "people.group", "admin", 360, name=DEALERS[stage.language], color="info"
    )
    actor = stage.actor("admin")
    currency = actor.world.firm.currency
    retail = a_list(stage, RETAIL, currency)
    dealers = a_list(stage, DEALERS, currency, groups=[str(group)], priority=10)
    prices = [price for product in products(actor) for price in priced(product, retail, dealers)]
    stage.add_many("prices", "pricing.price", "admin", 359, prices)
    limits(stage)
    first = actor.ctx.today + timedelta(days=14)
    stage.add(
        "discounts", "pricing.discount", "admin", 10, name=PROMOTION[stage.language], percent="5",
        from_quantity="5", valid_from=first.isoformat(),
        valid_until=(first + timedelta(days=30)).isoformat(),
    )  # fmt: skip


def limits(stage: Any) -> None:
    """What managers and the head of sales may grant; the director may grant all."""
    roles = dict(Role.objects.exclude(key="").values_list("key", "pk"))
    for role, discount in (("manager", "10"), ("head", "25")):
        values = {"role": str(roles[role]), "max_discount": discount}
        stage.add("limits", "pricing.limit", "admin", 300, **values)


def a_list(stage: Any, names: dict[str, str], currency: str, **values: Any) -> str:
    """A price list."""
    return str(
        stage.add(
            "lists", "pricing.list", "admin", 360, name=names[stage.language], currency=currency,
            **values,
        )
    )  # fmt: skip


def products(actor: Any) -> list[dict[str, Any]]:
    """The goods of the firm that have a price of their own."""
    own = ["and", ["price", "filled"], ["price_by", "=", "own"]]
    found: list[dict[str, Any]] = page(
        actor, "catalog.product", Ask(filter=own, fields=("price",), limit=200)
    )["items"]
    return found


def priced(product: dict[str, Any], retail: str, dealers: str) -> list[dict[str, Any]]:
    """The prices of one product: the card's for everybody, less for dealers."""
    money = product["price"]
    rows = [(retail, 1, 100), *((dealers, quantity, share) for quantity, share in STEPS)]
    return [
        {
            "list": of, "product": product["id"], "from_quantity": str(quantity),
            "price": {**money, "amount": f"{Decimal(money['amount']) * share / 100:.2f}"},
        }
        for of, quantity, share in rows
    ]  # fmt: skip
