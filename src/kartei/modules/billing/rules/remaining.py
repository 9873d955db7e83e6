"""What of an order or invoice is handed over, charged, and still open, line by line.

Lines of different papers know nothing of each other; what a delivery fulfils is found by what it
is: the same product (else the same name) in the same unit, at the same price before another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q

from kartei.modules.billing.delivery_models import DeliveryLine
from kartei.modules.billing.delivery_words import COUNTED, FORMS
from kartei.modules.billing.rules.parts import charging, keys, quantities
from kartei.platform.access.actor import Actor
from kartei.platform.records import store

Values = dict[str, Any]
#: Entity of what is fulfilled -> the link by which papers name it.
LINKS = {"billing.order": "order", "billing.invoice": "invoice"}
TRANSFER = tuple(name for name, form in FORMS.items() if form.transfer)
TAX = tuple(name for name, form in FORMS.items() if form.tax)


@dataclass(frozen=True, slots=True)
class Part:
    """One line of a paper as matching sees it: who it is in growing looseness, how much of it."""

    exact: tuple[Any, ...]
    loose: tuple[Any, ...]
    quantity: int

    @classmethod
    def of(cls, line: Mapping[str, Any]) -> Part:
        """From values: product (id), name, unit, price (amount or minor units), quantity."""
        price = line.get("price")
        what = line.get("product") or (line.get("name") or "").strip().casefold()
        loose = (str(what), line.get("unit") or "")
        return cls((*loose, getattr(price, "minor", price)), loose, line.get("quantity") or 0)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a line is; quantities in millionths. left: what is not handed over yet, 0 or more."""

    line: Values
    delivered: int
    invoiced: int

    @property
    def left(self) -> int:
        """What is still to be handed over."""
        return max((self.line.get("quantity") or 0) - self.delivered, 0)


def remaining(actor: Actor, name: str, key: UUID) -> list[Progress]:
    """How far each line of an order or invoice is; rights were checked by who asks.

    name: `billing.order` or `billing.invoice`. Issued and signed papers count, drafts and cancelled
    ones do not; a счёт-фактура alone hands nothing over.
    """
    lines = store.load(actor, actor.world.objects[name], [key])[key]["lines"]
    delivered = spread(lines, handed_over(name, key, TRANSFER))
    billed: Mapping[str, int] = {}
    if name == "billing.order":
        drafts = list(keys(charging(key).filter(status="draft")))
        billed = quantities(actor, key, but=drafts)
    return [
        Progress(line, done, billed.get(str(line["id"]), 0))
        for line, done in zip(lines, delivered, strict=True)
    ]


def handed_over(name: str, key: UUID, forms: tuple[str, ...]) -> list[Part]:
    """The lines of what was issued in some forms for an order or invoice."""
    rows = DeliveryLine.objects.unguarded("quantities of an order that the asker was shown")
    link = Q(**{f"delivery__{LINKS[name]}": key})
    counted = Q(delivery__status__in=COUNTED, delivery__form__in=forms, delivery__deleted=False)
    return parts(rows.filter(link, counted).order_by("delivery", "position"))


def parts(rows: Any) -> list[Part]:
    """Stored lines as parts."""
    return [Part.of(row) for row in rows.values("product", "name", "unit", "price", "quantity")]


def spread(lines: Iterable[Values], given: Iterable[Part]) -> list[int]:
    """How much of each line is fulfilled by some parts; what is too much stands at the last line
    that is alike. Parts that are like no line fulfil none.
    """
    wanted = [Part.of(line) for line in lines]
    done = [0] * len(wanted)
    for part in given:
        rest = part.quantity
        alike = [at for at, one in enumerate(wanted) if one.exact == part.exact]
        alike += [
            at for at, one in enumerate(wanted) if one.loose == part.loose and at not in alike
        ]
        for at in alike:
            taken = min(rest, max(wanted[at].quantity - done[at], 0))
            done[at] += taken
            rest -= taken
        if rest and alike:
            done[alike[-1]] += rest
    return done


def excess(lines: list[Values], before: list[Part], now: list[Values]) -> list[tuple[Values, int]]:
    """The lines of an order or invoice that a paper would overfill, each with by how much."""
    done = spread(lines, [*before, *map(Part.of, now)])
    return [
        (line, covered - line["quantity"])
        for line, covered in zip(lines, done, strict=True)
        if covered > max(line["quantity"], 0)
    ]
