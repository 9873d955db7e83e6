"""Which part of an order an invoice charges: what is open, a share in advance, or all that is left.

A final invoice lists the whole order and takes off, line by line, what earlier invoices have
charged (§ 14 (5) UStG): these lines carry net and VAT of those invoices as they were issued, so
that all of them together come to the order exactly, however it was split.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from kartei.modules.billing import words
from kartei.modules.billing.models import Invoice
from kartei.modules.documents.contract import NO_VAT, VatMode, day_words, money_words, spread
from kartei.platform.access.actor import Actor
from kartei.platform.kit.ids import uuid7
from kartei.platform.kit.money import SCALE, Amount, major, round_half_up
from kartei.platform.records import store
from kartei.platform.records.draft import Draft

Values = dict[str, Any]
BILL = "billing.invoice"
HUNDRED = 100 * SCALE


def charging(order: UUID, *, but: Iterable[UUID | None] = ()) -> Any:
    """The invoices that charge an order, drafts included, as a query set; nobody's rights asked."""
    rows = Invoice.objects.unguarded("what an order has been charged with, whoever may see it")
    rows = rows.filter(order=order, deleted=False).exclude(status="cancelled")
    return rows.exclude(kind="reversal").exclude(pk__in=[key for key in but if key])


def taken(draft: Draft, name: str, old: Mapping[str, Any]) -> list[Values]:
    """The lines of a new invoice: of an order those that are open, of another paper all."""
    lines = list(old["lines"])
    if name != "billing.order":
        return lines
    marked = [{**line, "order_line": str(line["id"])} for line in lines]
    if draft.get("kind") != "invoice":
        return marked
    done = quantities(draft.actor, old["id"])
    left = [(line, line["quantity"] - done.get(line["order_line"], 0)) for line in marked]
    return [{**line, "quantity": rest} for line, rest in left if rest * line["quantity"] > 0]


def quantities(actor: Actor, order: UUID, *, but: Iterable[UUID | None] = ()) -> dict[str, int]:
    """How much of each line of an order (by its id) invoices charge, drafts included."""
    rows = charging(order, but=but).filter(kind__in=words.BY_LINES)
    found: dict[str, int] = {}
    for invoice in store.load(actor, actor.world.objects[BILL], list(keys(rows))).values():
        for line in invoice["lines"]:
            if line["order_line"]:
                place = line["order_line"]
                found[place] = found.get(place, 0) + (line["quantity"] or 0)
    return found


def keys(rows: Any) -> Iterable[UUID]:
    """The ids of a query set, the oldest first."""
    found: Iterable[UUID] = rows.order_by("issued_at", "id").values_list("pk", flat=True)
    return found


def arrange(draft: Draft) -> None:
    """Lines that settle other invoices stand on final invoices, as those were issued, and on what
    takes these back; nowhere else.
    """
    kind, lines = draft.get("kind"), draft.get("lines") or []
    if kind == "reversal":
        return
    own = [line for line in lines if not line.get("settles")]
    before = [line for line in lines if line.get("settles")]
    if kind == "final" and draft.get("order"):
        own += settling(draft, before)
    if own != lines:
        draft.put("lines", own)


def settling(draft: Draft, before: list[Values]) -> list[Values]:
    """A line for each earlier invoice and VAT rate; before: those the draft had, for their ids."""
    known = {(line["settles"], line["vat_rate"]): line["id"] for line in before}
    rows = charging(draft.get("order"), but=[draft.id]).filter(status="issued")
    obj = draft.actor.world.objects[BILL]
    found = []
    # `store.load` gives the order of the keys
    for key, invoice in store.load(draft.actor, obj, list(keys(rows))).items():
        for rate, (net, vat) in by_rate(invoice["lines"]).items():
            line = settled(draft, invoice, rate, net, vat)
            found.append({**line, "id": known.get((key, rate)) or uuid7()})
    return found


def by_rate(lines: Iterable[Mapping[str, Any]]) -> dict[str, tuple[int, int]]:
    """(net, VAT) in minor units by VAT rate, in the order of the lines."""
    found: dict[str, tuple[int, int]] = {}
    for line in lines:
        net, vat = found.get(line["vat_rate"], (0, 0))
        found[line["vat_rate"]] = (net + line["net"].minor, vat + line["vat"].minor)
    return found


def settled(draft: Draft, invoice: Values, rate: str, net: int, vat: int) -> Values:
    """The line that takes off what an earlier invoice charged at a rate."""
    currency, language = invoice["currency"], draft.get("language") or "en"
    included = draft.get("vat_mode") == VatMode.INCLUDED
    figures = {"net": net, "vat": vat, "total": net + vat}
    with override(language):
        name = _("Less invoice %(number)s of %(date)s") % {
            "number": invoice["number"],
            "date": day_words(invoice["date"], language),
        }
        told = _("Net %(net)s, VAT %(vat)s, total %(total)s") % {
            part: money_words(minor, currency, language) for part, minor in figures.items()
        }
    return {
        "name": name,
        "description": told,
        "quantity": SCALE,
        "unit": "pcs",
        "price": Amount(-(net + vat if included else net), currency),
        "vat_rate": rate,
        "net": Amount(-net, currency),
        "vat": Amount(-vat, currency),
        "settles": invoice["id"],
    }


def shares(order: Values, *, percent: int = 0, total: int = 0) -> dict[str, Amount]:
    """A part of an order as prices by VAT rate, in the way in which its prices are meant.

    percent: of each rate (scaled); else total: minor units to be paid, spread over the rates by
    their totals. With VAT on top the net price is rounded, so that what is to be paid may differ
    from ``total`` by a minor unit per rate.
    """
    sums = by_rate(order["lines"])
    mode, currency = order["vat_mode"], order["currency"]
    gross = [net + vat for net, vat in sums.values()]
    paid = dict(zip(sums, spread(total, gross), strict=True))
    found = {}
    for rate, (net, vat) in sums.items():
        if percent:
            minor = round_half_up((net + vat if mode == "included" else net) * percent, HUNDRED)
        elif mode == "on_top":
            tax = 0 if rate == NO_VAT else int(rate)
            minor = round_half_up(paid[rate] * 100, 100 + tax)
        else:
            minor = paid[rate]
        found[rate] = Amount(minor, currency)
    return {rate: amount for rate, amount in found.items() if amount.minor}


def part_lines(order: Values, name: str, prices: Mapping[str, Amount]) -> list[Values]:
    """The lines of an invoice of a part, in the JSON form of the API."""
    return [
        {
            "name": name,
            "quantity": "1",
            "price": {"amount": major(amount), "currency": amount.currency},
            "vat_rate": rate,
        }
        for rate, amount in prices.items()
    ]
