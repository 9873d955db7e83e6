"""Which price and which discount holds: plain reading of lists and rules, no database.

The order is that of docs/handbook: the client named most closely, then priority, then the currency
of the document, then the newest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from kartei.platform.kit.money import Amount

#: How closely a client is named: everybody, his group, himself.
EVERYBODY, GROUP, HIMSELF = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Client:
    """Whom a document is for; all ids as texts, as links of several values hold them."""

    company: str = ""
    person: str = ""
    groups: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """For whom and when something holds; no client named means everybody."""

    name: str = ""
    since: date | None = None
    until: date | None = None
    groups: frozenset[str] = frozenset()
    companies: frozenset[str] = frozenset()
    persons: frozenset[str] = frozenset()

    def closeness(self, client: Client) -> int:
        """How closely the client is named; 0 where it is not for him."""
        if client.company in self.companies or client.person in self.persons:
            return HIMSELF
        if self.groups & client.groups:
            return GROUP
        return 0 if self.groups or self.companies or self.persons else EVERYBODY

    def holds(self, on: date) -> bool:
        """Whether the day lies within both bounds."""
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tariff(Aim):
    """A price list. vat_mode: of its prices, empty as the document's. made: grows with its age."""

    id: UUID
    currency: str = ""
    vat_mode: str = ""
    priority: int = 0

    def rank(self, client: Client, currency: str) -> tuple[int, int, bool, date, int]:
        """What decides between lists, the greatest first; of equals the one made last."""
        own = not self.currency or self.currency == currency
        return (
            self.closeness(client), self.priority, own, self.since or date.min, self.id.int,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """A price of a list from a quantity (in millionths) on."""

    list: UUID
    quantity: int
    price: Amount


@dataclass(frozen=True, slots=True, kw_only=True)
class Reduction(Aim):
    """A discount rule; percent and quantity in millionths, least in minor units or None."""

    id: UUID
    whole: bool = False
    percent: int = 0
    products: frozenset[str] = frozenset()
    product_groups: frozenset[str] = frozenset()
    quantity: int = 0
    least: Amount | None = None

    def covers(self, product: str, above: frozenset[str]) -> bool:
        """Whether a line with this product (in these groups and those above) is meant."""
        if not self.products and not self.product_groups:
            return True
        return product in self.products or bool(above & self.product_groups)


@dataclass(frozen=True, slots=True)
class Book:
    """All lists and rules in use."""

    tariffs: Mapping[UUID, Tariff] = field(default_factory=dict)
    reductions: tuple[Reduction, ...] = ()


def order(tariffs: Iterable[Tariff], client: Client, currency: str, on: date) -> list[Tariff]:
    """The lists that hold for a client on a day, the best first."""
    held = [t for t in tariffs if t.holds(on) and t.closeness(client)]
    return sorted(held, key=lambda t: t.rank(client, currency), reverse=True)


def best_step(
    tariffs: Iterable[Tariff], steps: Mapping[UUID, Iterable[Step]], quantity: int
) -> Step | None:
    """The price of one product: of the first list that has a step for the quantity.

    tariffs: in their order. steps: of this product, by list. The sign of a quantity (goods that
    come back) does not matter.
    """
    for tariff in tariffs:
        reached = [s for s in steps.get(tariff.id, ()) if s.quantity <= abs(quantity)]
        if reached:
            return max(reached, key=lambda s: s.quantity)
    return None


def best_reduction(
    rules: Iterable[Reduction], product: str, above: frozenset[str], quantity: int
) -> Reduction | None:
    """The greatest discount on a line; discounts are never added up."""
    met = (r for r in rules if r.covers(product, above) and r.quantity <= abs(quantity))
    return max(met, key=rank, default=None)


def rank(rule: Reduction) -> tuple[int, int]:
    """The greatest discount first; of equals the one made last."""
    return rule.percent, rule.id.int
