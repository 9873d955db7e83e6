"""Lists, rules and prices out of the database, as `choice` reads them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from kartei.modules.catalog.contract import parents_of_groups
from kartei.modules.pricing.models import Discount, Price, PriceList
from kartei.modules.pricing.rules.choice import Book, Client, Reduction, Step, Tariff
from kartei.platform.access.actor import Actor
from kartei.platform.kit.money import Amount
from kartei.platform.records import store

WHY = "prices hold for a client whoever writes the document"
KEPT = "pricing.book"


def book_of(actor: Actor) -> Book:
    """All lists and rules in use; read anew when one of them was written."""
    found: Book | None = actor.roster.kept.get(KEPT)
    if found is None:
        lists = PriceList.objects.unguarded(WHY).filter(active=True, deleted=False)
        rules = Discount.objects.unguarded(WHY).filter(active=True, deleted=False)
        tariffs = {row.pk: tariff_of(row) for row in lists}
        found = Book(tariffs, tuple(reduction_of(row) for row in rules))
        actor.roster.kept[KEPT] = found
    return found


def aim_of(row: Any) -> dict[str, Any]:
    """What lists and rules have in common."""
    return {
        "id": row.pk,
        "name": row.name,
        "since": row.valid_from,
        "until": row.valid_until,
        "groups": frozenset(row.groups or ()),
        "companies": frozenset(row.companies or ()),
        "persons": frozenset(row.persons or ()),
    }


def tariff_of(row: Any) -> Tariff:
    """A price list."""
    return Tariff(
        **aim_of(row), currency=row.currency, vat_mode=row.vat_mode, priority=row.priority
    )


def reduction_of(row: Any) -> Reduction:
    """A discount rule."""
    least = None if row.from_sum is None else Amount(row.from_sum, row.from_sum_cur)
    return Reduction(
        **aim_of(row),
        whole=row.reach == "whole",
        percent=row.percent or 0,
        products=frozenset(row.products or ()),
        product_groups=frozenset(row.product_groups or ()),
        quantity=row.from_quantity or 0,
        least=least,
    )


def steps_of(products: Iterable[UUID], lists: Iterable[UUID]) -> dict[UUID, dict[UUID, list[Step]]]:
    """product -> list -> prices, in one question."""
    rows = Price.objects.unguarded(WHY).filter(
        product__in=set(products), list__in=set(lists), deleted=False, price__isnull=False
    )
    found: dict[UUID, dict[UUID, list[Step]]] = {}
    columns = ("product_id", "list_id", "from_quantity", "price", "price_cur")
    for product, part_of, quantity, minor, currency in rows.values_list(*columns):
        step = Step(part_of, quantity or 0, Amount(minor, currency))
        found.setdefault(product, {}).setdefault(part_of, []).append(step)
    return found


def client_of(actor: Actor, company: UUID | None, person: UUID | None) -> Client:
    """Whom a document is for, with the groups of both."""
    groups: set[str] = set()
    for name, key in (("people.company", company), ("people.person", person)):
        if key is not None:
            found = store.load(actor, actor.world.objects[name], [key])
            groups.update(found.get(key, {}).get("groups") or ())
    return Client(str(company or ""), str(person or ""), frozenset(groups))


def groups_above(actor: Actor, group: UUID | None) -> frozenset[str]:
    """A product group with all those it is part of."""
    parents = actor.roster.kept.get("pricing.groups")
    if parents is None:
        parents = parents_of_groups()
        actor.roster.kept["pricing.groups"] = parents
    seen: set[str] = set()
    while group is not None and str(group) not in seen:
        seen.add(str(group))
        group = parents.get(group)
    return frozenset(seen)
