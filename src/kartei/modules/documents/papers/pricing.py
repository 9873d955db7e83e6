"""Prices and discounts that come from elsewhere: who is asked, and which lines ask.

What a person typed stays; what came from the product's card, from a price list or from a rule is
marked so and follows when client, day, product or quantity change. A paper made from another keeps
what was agreed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol
from uuid import UUID

from kartei.modules.documents.papers import sets
from kartei.modules.documents.papers.kind import Kind
from kartei.modules.documents.papers.material import Material, Values
from kartei.platform.access.actor import Actor
from kartei.platform.kit.decimals import SCALE, round_half_up
from kartei.platform.kit.money import Amount
from kartei.platform.records.draft import Draft

#: What `price_by` says of a price: from the product's card, from a price list.
CARD, LIST = "card", "list"
#: A person at work; other verbs (issue, undo …) leave prices as they are.
VERBS = ("create", "change")
#: Terms of the paper that decide what a line costs.
TERMS = ("company", "person", "date", "currency", "vat_mode")
#: Fields of a line that do.
DECIDING = ("product", "quantity", "vat_rate", "discount", "parts")
#: Columns that tell where a value comes from.
MARKS = {"price": ("price_by", "price_from"), "discount": ("discount_from",)}


@dataclass(frozen=True, slots=True)
class Asked:
    """A line that asks what it costs. product: its values; quantity: millionths; vat: its rate as
    the choice says it.
    """

    product: Values | None
    quantity: int
    vat: str


@dataclass(frozen=True, slots=True)
class Offered:
    """A price for one unit and a discount (millionths of a per cent), each with the name of what
    gives it; None where nothing does.
    """

    price: Amount | None = None
    price_from: str | None = None
    discount: int | None = None
    discount_from: str | None = None


class Pricer(Protocol):
    """Who knows prices and discounts."""

    def lines(self, draft: Draft, asked: Sequence[Asked]) -> Sequence[Offered]:
        """One answer for each line."""

    def whole(self, draft: Draft, amount: Amount) -> Offered:
        """The discount on the whole of a paper whose lines come to an amount."""

    def clear(self, object: str, actor: Actor, key: UUID) -> None:
        """Refuse where a paper must not go out as it is."""


_known: list[Pricer] = []


def register_pricer(made: Pricer) -> None:
    """Make the pricer known; at start, once."""
    _known[:] = [made]


def cleared(object: str, actor: Actor, key: UUID) -> None:
    """Refuse where a paper must not go out as it is: it grants more than its author may."""
    for pricer in _known:
        pricer.clear(object, actor, key)


def set_prices(kind: Kind, draft: Draft, lines: list[Values], found: Material) -> None:
    """Price and discount of the lines that ask for them; quantities and rates are set already."""
    before: dict[UUID, Values] = {line["id"]: line for line in draft.old.get("lines") or []}
    agreed = settled(kind, draft)
    copied = {shape(line) for paper in found.papers.values() for line in paper["lines"]}
    asking = []
    for line in lines:
        old = before.get(line["id"])
        if agreed and old is None and shape(line) not in copied:
            forget(line, "price")
            forget(line, "discount")
        mark_typed(line, old)
        if asks(draft, line, old, agreed=agreed):
            asking.append(line)
    if asking:
        ask(draft, asking, found)


def settled(kind: Kind, draft: Draft) -> bool:
    """Whether prices were agreed on before; a new version of a saved paper is open to change."""
    return any(
        draft.get(field) and (draft.creating or name != kind.object)
        for field, name in kind.sources.items()
    )


def shape(line: Values) -> tuple[Any, ...]:
    """What tells that a line was taken over as it was, its quantity aside."""
    marks = [mark for names in MARKS.values() for mark in names]
    return tuple(line.get(n) or None for n in ("product", "name", "price", "discount", *marks))


def mark_typed(line: Values, old: Values | None) -> None:
    """Take the marks from what a person typed over, or emptied."""
    for name in MARKS:
        value = line.get(name)
        if value is None or (old is not None and value != old.get(name)):
            forget(line, name)


def forget(line: Values, name: str) -> None:
    """The value is a person's own, or nobody's."""
    for mark in MARKS[name]:
        line[mark] = None


def asks(draft: Draft, line: Values, old: Values | None, *, agreed: bool) -> bool:
    """Whether price and discount of a line are to be found anew."""
    if line.get("price") is None:
        return True
    if agreed or draft.verb not in VERBS:
        return False
    if old is None or draft.changes(*TERMS):
        return True
    return any(line.get(n) != old.get(n) for n in DECIDING)


def ask(draft: Draft, lines: list[Values], found: Material) -> None:
    """Put the answers into the lines."""
    asked = [
        Asked(found.products.get(line.get("product")), line["quantity"], line["vat_rate"])  # type: ignore[arg-type]
        for line in lines
    ]
    inside = [parts_asked(line, found) for line in lines]
    every = [*asked, *(part for parts in inside for part in parts)]
    offers: Sequence[Offered] = [Offered()] * len(every)
    for pricer in _known:
        offers = pricer.lines(draft, every)
    rest = iter(offers[len(asked) :])
    for line, wish, offer, parts in zip(lines, asked, offers, inside, strict=False):
        of_parts = [(part, next(rest)) for part in parts]
        take(line, *with_parts(draft, line, wish, offer, of_parts))


def parts_asked(line: Values, found: Material) -> list[Asked]:
    """What is asked for the parts of a set that the line sells."""
    return [
        Asked(
            sets.product_of(row, found),
            round_half_up(line["quantity"] * sets.quantity_of(row), SCALE),
            line["vat_rate"],
        )
        for row in sets.sold(line)
    ]


def with_parts(
    draft: Draft, line: Values, wish: Asked, offer: Offered, parts: list[tuple[Asked, Offered]]
) -> tuple[Asked, Offered]:
    """The price of a set: its own, or that of its parts less what the product says, and that of
    the optional parts that are chosen. One of a list in which the set itself stands goes first.
    """
    product = wish.product or {}
    adding = product.get("price_by") == "parts" and offer.price is None
    chosen = [
        (row, part.product or {}, one)
        for row, (part, one) in zip(sets.sold(line), parts, strict=True)
        if adding or row["optional"]
    ]
    if not chosen:
        return wish, offer
    less = (product.get("parts_discount") or 0) if adding else 0
    amounts = [one.price or part.get("price") for _row, part, one in chosen]
    rows = [row for row, _part, _one in chosen]
    if not adding:
        amounts, rows = [offer.price or product.get("price"), *amounts], [sets.ONE, *rows]
    price = sets.summed(draft, amounts, rows, less)
    names = [offer.price_from, *(one.price_from for _row, _part, one in chosen if one.price)]
    listed = offer.price is not None or any(one.price for _row, _part, one in chosen)
    if listed and price is not None:
        name = next(filter(None, names), None)
        return wish, replace(offer, price=price, price_from=name)
    return replace(wish, product={**product, "price": price}), replace(offer, price=None)


def take(line: Values, wish: Asked, offer: Offered) -> None:
    """Price and discount where nobody typed any; on a typed price no rule gives a discount."""
    if line.get("price") is None or line.get("price_by") in (CARD, LIST):
        take_price(line, wish, offer)
    if line.get("discount") is None or line.get("discount_from"):
        line["discount"] = offer.discount if line.get("price_by") else None
        line["discount_from"] = offer.discount_from if line.get("price_by") else None


def take_price(line: Values, wish: Asked, offer: Offered) -> None:
    """The price of a list, else of the product's card; one from the card stays as it was."""
    card = wish.product.get("price") if wish.product else None
    if offer.price is not None:
        line["price"], line["price_by"] = offer.price, LIST
    elif line.get("price") is None or line.get("price_by") == LIST:
        line["price"], line["price_by"] = card, None if card is None else CARD
    line["price_from"] = offer.price_from


def set_discount(kind: Kind, draft: Draft, amount: Amount, found: Material) -> bool:
    """The discount on the whole where nobody typed one; whether it became another.

    amount: what the lines come to before it.
    """
    if draft.changes("discount") and not draft.changes("discount_from"):
        draft.put("discount_from", None)
    before, agreed = draft.get("discount"), settled(kind, draft)
    if agreed and (draft.changes("discount", "discount_from") and not given(draft, found)):
        draft.put("discount_from", None)
    typed = before is not None and not draft.get("discount_from")
    if typed or agreed or draft.verb not in VERBS:
        return False
    offer = Offered()
    for pricer in _known:
        offer = pricer.whole(draft, amount)
    draft.put("discount", offer.discount)
    draft.put("discount_from", offer.discount_from)
    return bool(offer.discount != before)


def given(draft: Draft, found: Material) -> bool:
    """Whether the discount is that of a paper that this one is made from."""
    mine = (draft.get("discount"), draft.get("discount_from"))
    return any((p["discount"], p["discount_from"]) == mine for p in found.papers.values())
