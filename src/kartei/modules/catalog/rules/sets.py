"""Sets: what a product that has parts costs, and what may be a part.

A set has no sets in it: whoever reads one sees all there is, and nothing can go round in a circle.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kartei.modules.catalog.models import Part
from kartei.platform.access.actor import Actor
from kartei.platform.kit.decimals import SCALE, round_half_up
from kartei.platform.kit.money import Amount
from kartei.platform.records import store
from kartei.platform.records.draft import Draft
from kartei.platform.records.recompute import recompute

PRODUCT = "catalog.product"
WHOLE = 100 * SCALE
Values = Mapping[str, Any]


def prepare(drafts: list[Draft]) -> None:
    """Check the parts of sets and take price and cost from them.

    Faults: `catalog.part_is_set`, `catalog.is_part`, `catalog.part_quantity`,
    `totals.discount_range`.
    """
    sets = [draft for draft in drafts if draft.get("parts")]
    if not sets:
        return
    for draft in sets:
        if draft.changes("parts"):
            draft.put("parts", [counted(row) for row in draft.get("parts")])
    keys = {row.get("part") for draft in sets for row in draft.get("parts")} - {None}
    known = store.load(drafts[0].actor, drafts[0].obj, keys)
    used = part_of_others({draft.id for draft in sets if draft.changes("parts")})
    for draft in sets:
        check(draft, known, used)
        if not draft.faults:
            for name, amount in sums_of(draft, known).items():
                draft.put(name, amount)


def counted(row: Values) -> dict[str, Any]:
    """A part of which nobody said how many there are is there once."""
    return {**row, "quantity": SCALE if row.get("quantity") is None else row["quantity"]}


def check(draft: Draft, known: Mapping[UUID, Values], used: set[UUID]) -> None:
    """What the parts of one set must be."""
    for row in draft.get("parts"):
        part = known.get(row.get("part"), {})
        if row.get("part") == draft.id or part.get("parts"):
            text = _("A set cannot be part of a set")
            draft.fault("parts", "catalog.part_is_set", text)
        if row["quantity"] <= 0:
            draft.fault("parts", "catalog.part_quantity", _("A quantity is greater than nought"))
    if draft.id in used:
        text = _("This product is part of a set, so it has no parts itself")
        draft.fault("parts", "catalog.is_part", text)
    if not 0 <= (draft.get("parts_discount") or 0) <= WHOLE:
        text = _("A discount is 0 to 100 per cent")
        draft.fault("parts_discount", "totals.discount_range", text)


def part_of_others(keys: Iterable[UUID]) -> set[UUID]:
    """Those of some products that are parts of sets."""
    rows = Part.objects.unguarded("is the product part of a set").filter(part__in=keys)
    return set(rows.values_list("part_id", flat=True))


def sums_of(whole: Any, parts: Mapping[UUID, Values]) -> dict[str, Amount | None]:
    """Cost of a set and, where it follows from the parts, its price; None where one is unknown.

    whole: the set's values or its draft. Optional parts do not count. Amounts of several
    currencies cannot be added, and leave the sum unknown.
    """
    rows = [row for row in whole.get("parts") if not row.get("optional")]
    found: dict[str, Amount | None] = {"cost": total(rows, parts, "cost", 0)}
    if whole.get("price_by") == "parts":
        found["price"] = total(rows, parts, "price", whole.get("parts_discount") or 0)
    return found


def total(rows: list[Values], parts: Mapping[UUID, Values], name: str, less: int) -> Amount | None:
    """The amounts of the parts, quantity by quantity, less a percentage (millionths)."""
    amounts = [parts.get(row["part"], {}).get(name) for row in rows]
    currencies = {amount.currency if amount else "" for amount in amounts}
    if len(currencies) != 1 or "" in currencies:
        return None
    exact = sum(a.minor * row["quantity"] for a, row in zip(amounts, rows, strict=True) if a)
    return Amount(round_half_up(exact * (WHOLE - less), SCALE * WHOLE), currencies.pop())


def follow(draft: Draft) -> None:
    """Sets follow the price and the cost of their parts; it is nobody's change of the set."""
    if draft.changes("price", "cost") and not draft.creating:
        rows = Part.objects.unguarded("sets follow their parts").filter(part=draft.id)
        renew(draft.actor, set(rows.values_list("whole_id", flat=True)))


def renew(actor: Actor, sets: set[UUID]) -> None:
    """Bring the sums of some sets up to date."""
    if not sets:
        return
    obj = actor.world.objects[PRODUCT]
    wholes = store.load(actor, obj, sets)
    keys = {row["part"] for whole in wholes.values() for row in whole["parts"]}
    parts = store.load(actor, obj, keys)
    recompute(actor, PRODUCT, {key: sums_of(whole, parts) for key, whole in wholes.items()})
