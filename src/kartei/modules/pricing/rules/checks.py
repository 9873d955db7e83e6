"""What holds for lists, prices and discount rules before they are saved."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kartei.modules.catalog.contract import products_by_article
from kartei.modules.pricing.models import Price
from kartei.platform.kit.decimals import SCALE
from kartei.platform.kit.faults import ValueFault
from kartei.platform.kit.money import currency_digits
from kartei.platform.meta.errors import field_fault
from kartei.platform.records import store
from kartei.platform.records.draft import Draft


def check_list(draft: Draft) -> None:
    """The currency exists, the days are in order. Faults: `money.currency`, `pricing.until`."""
    check_days(draft)
    currency = (draft.get("currency") or draft.actor.ctx.currency).upper()
    draft.put("currency", currency)
    try:
        currency_digits(currency)
    except ValueFault as fault:
        draft.faults.append(field_fault("currency", fault))


def check_days(draft: Draft) -> None:
    """The last day is not before the first. Fault: `pricing.until`."""
    since, until = draft.get("valid_from"), draft.get("valid_until")
    if since and until and until < since:
        draft.fault("valid_until", "pricing.until", _("This day is before the first one"))


def check_discount(draft: Draft) -> None:
    """A percentage from 0 to 100. Faults: `totals.discount_range`, `pricing.until`."""
    check_days(draft)
    if not 0 <= (draft.get("percent") or 0) <= 100 * SCALE:
        draft.fault("percent", "totals.discount_range", _("A discount is 0 to 100 per cent"))


def prepare_prices(drafts: list[Draft]) -> None:
    """Complete prices: product by article, title and article of the product, the list's currency.

    Faults: `pricing.article`, `catalog.negative`, `pricing.twice`.
    """
    find_products(drafts)
    actor = drafts[0].actor
    keys = {draft.get("product") for draft in drafts} - {None}
    products = store.load(actor, actor.world.objects["catalog.product"], keys)
    for draft in drafts:
        product = products.get(draft.get("product"))
        if product is not None:
            if not draft.get("title") or (draft.changes("product") and not draft.creating):
                draft.put("title", product["name"])
            draft.put("article", product["article"] or "")
        if draft.get("from_quantity") is None:
            draft.put("from_quantity", SCALE)
        check_price(draft)
    refuse_twice(drafts)


def find_products(drafts: list[Draft]) -> None:
    """The product of an article number, where no product is named."""
    wanted = [d for d in drafts if d.get("product") is None and d.get("article")]
    known = products_by_article(drafts[0].actor, {d.get("article") for d in wanted})
    for draft in wanted:
        found = known.get(draft.get("article"))
        if found is None:
            draft.fault(
                "article", "pricing.article", _("There is no product with the number “%(number)s”"),
                number=draft.get("article"),
            )  # fmt: skip
        else:
            draft.put("product", found)


def check_price(draft: Draft) -> None:
    """Neither price nor quantity is negative."""
    price = draft.get("price")
    if price is not None and price.minor < 0:
        draft.fault("price", "catalog.negative", _("A price cannot be negative"))
    if draft.get("from_quantity") < 0:
        draft.fault("from_quantity", "pricing.quantity", _("A quantity cannot be negative"))


def place(draft: Draft) -> tuple[Any, Any, Any]:
    """What is there but once: list, product, quantity."""
    return draft.get("list"), draft.get("product"), draft.get("from_quantity")


def refuse_twice(drafts: list[Draft]) -> None:
    """A product has one price from a quantity on in a list. Fault: `pricing.twice`."""
    moved = [d for d in drafts if d.changes("list", "product", "from_quantity") or d.creating]
    if not moved:
        return
    rows = Price.objects.unguarded("is this price there already").filter(
        list__in={d.get("list") for d in moved} - {None},
        product__in={d.get("product") for d in moved} - {None},
        deleted=False,
    )
    mine = {draft.id for draft in drafts}
    taken = {
        (part_of, product, quantity)
        for key, part_of, product, quantity in rows.values_list(
            "id", "list_id", "product_id", "from_quantity"
        )
        if key not in mine
    } | {place(draft) for draft in drafts if draft not in moved}
    for draft in moved:
        if place(draft) in taken:
            draft.fault(
                "from_quantity", "pricing.twice", _("This list has a price from this quantity on")
            )
        taken.add(place(draft))


def check_list_bin(draft: Draft) -> None:
    """Days and currency of a list; one with prices is taken out of use, not deleted.

    Fault: `pricing.list_in_use`.
    """
    check_list(draft)
    if draft.changes("deleted") and draft.get("deleted") and has_prices([draft.id]):
        draft.fault("name", "pricing.list_in_use", _("Delete the prices of this list first"))


def has_prices(lists: Iterable[UUID]) -> bool:
    """Whether live prices hang on lists."""
    rows = Price.objects.unguarded("is the list empty").filter(list__in=lists, deleted=False)
    return bool(rows.exists())
