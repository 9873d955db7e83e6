"""From a saved offer to what is printed of it, under the rights of who asks."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from kartei.modules.catalog.contract import UNITS
from kartei.modules.documents.contract import (
    Language,
    OfferDocument,
    OfferLine,
    OfferSums,
    RateTotals,
    VatMode,
)
from kartei.modules.offers.rules import letters, sides
from kartei.modules.offers.rules.extras import Extras
from kartei.modules.offers.rules.material import Values, fetch
from kartei.modules.offers.rules.sums import rate, scaled
from kartei.platform.access.actor import Actor
from kartei.platform.kit.money import SCALE
from kartei.platform.meta.errors import forbidden
from kartei.platform.records.files import own_files

NAME = "offers.offer"
NEEDED = ("number", "date", "currency", "vat_mode", "net", "vat", "total", "lines")
NEEDED_LINE = ("name", "quantity", "price", "vat_rate", "amount", "net", "vat", "total")


def document(actor: Actor, key: UUID, layout: str = "") -> OfferDocument:
    """The printable offer; the caller has checked that the row may be printed.

    A field that the asker may not read is not printed; without one of those that make an offer
    (number, sums, lines) there is no paper for him: 403. Purchase prices and profit are never read.
    """
    return document_of(actor, fetch(actor, NAME, [key])[key], layout)


def document_of(actor: Actor, found: Values, layout: str = "") -> OfferDocument:
    """The printable offer of an offer's values, saved or not; refuses like `document`."""
    offer = visible(actor, found)
    extras = Extras.of(actor, offer)
    language = cast(Language, offer["language"])
    company = sides.seen(actor, "people.company", offer["company"])
    person = sides.seen(actor, "people.person", offer["person"])
    firm = fetch(actor, "documents.firm", [offer["firm"]]).get(offer["firm"], {})
    owner = fetch(actor, "access.user", [offer["owner"]]).get(offer["owner"])
    return OfferDocument(
        language=language,
        firm=sides.firm_side(firm),
        client=sides.client_side(language, company, person),
        sender=sides.sender_side(owner),
        number=offer["number"],
        date=offer["date"],
        valid_until=offer["valid_until"],
        currency=offer["currency"],
        vat_mode=VatMode(offer["vat_mode"]),
        lines=printed_lines(actor, offer, extras),
        columns=extras.columns,
        sums=printed_sums(offer),
        subject=offer["subject"] or "",
        salutation=letters.salutation(language, person),
        intro=offer["intro"] or "",
        outro=offer["outro"] or "",
        layout=layout or offer["layout"] or "offer",
    )


def visible(actor: Actor, found: Values) -> Values:
    """The offer's values as far as its fields exist for the asker."""
    obj = actor.world.objects[NAME]
    known = actor.fields(obj)
    columns = known["lines"].lines if "lines" in known else {}
    if any(n not in known for n in NEEDED) or any(n not in columns for n in NEEDED_LINE):
        raise forbidden(_("Your role does not show you all that is printed on an offer"))
    values = {n: v if n in known else None for n, v in found.items()}
    values["lines"] = [
        {n: v if n in columns else None for n, v in line.items()} for line in found["lines"]
    ]
    return values


def printed_lines(actor: Actor, offer: Values, extras: Extras) -> tuple[OfferLine, ...]:
    """The lines with their pictures, as far as the asker may see these files."""
    keys = [line["picture"] for line in offer["lines"] if line["picture"]]
    pictures = sides.pictures_of(list(own_files(actor, keys)))
    with override(offer["language"]):
        units = {option.value: str(option.label) for option in UNITS}
    return tuple(
        OfferLine(
            position=str(place),
            name=line["name"],
            description=line["description"] or "",
            article=line["article"] or "",
            unit=units.get(line["unit"] or "", line["unit"] or ""),
            quantity=line["quantity"],
            price=scaled(line["price"], offer["currency"]),
            discount=line["discount"] or 0,
            vat=rate(line["vat_rate"]),
            amount=line["amount"].minor,
            picture=pictures.get(line["picture"]),
            cells=extras.cells(line),
            facts=extras.facts(line),
        )
        for place, line in enumerate(offer["lines"], 1)
    )


def printed_sums(offer: Values) -> OfferSums:
    """The sums as they were saved: paper, screen and API cannot differ."""
    lines: list[dict[str, Any]] = offer["lines"]
    mode = VatMode(offer["vat_mode"])
    amount = sum(line["amount"].minor for line in lines)
    net, vat, total = (offer[n].minor for n in ("net", "vat", "total"))
    rates: dict[int | None, list[int]] = {}
    for line in lines:
        row = rates.setdefault(None if mode is VatMode.NONE else rate(line["vat_rate"]), [0, 0, 0])
        for at, name in enumerate(("net", "vat", "total")):
            row[at] += line[name].minor
    order = sorted(rates, key=lambda r: (r is None, -(r or 0)))
    return OfferSums(
        amount=amount,
        discount=amount - (total if mode is VatMode.INCLUDED else net),
        net=net,
        vat=vat,
        total=total,
        rates=tuple(RateTotals(r, *rates[r]) for r in order),
        discount_percent=min(max(offer["discount"] or 0, 0), 100 * SCALE),
    )
