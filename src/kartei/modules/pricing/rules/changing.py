"""Changing all prices of a list at once."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kartei.modules.pricing.models import Price
from kartei.platform.access.actor import Actor
from kartei.platform.kit.decimals import SCALE, round_half_up, to_scaled
from kartei.platform.kit.faults import ValueFault
from kartei.platform.kit.money import Amount, currency_digits
from kartei.platform.meta.errors import FieldFault, Refusal, invalid, words_of
from kartei.platform.meta.world import Obj
from kartei.platform.records import write
from kartei.platform.records.commands import Outcome

PRICE = "pricing.price"
#: More prices are changed by import: a command is one transaction.
MOST = 20_000
NINE = "9"


def change_prices(actor: Actor, obj: Obj, ids: list[UUID], data: dict[str, Any]) -> Outcome:
    """All prices of the lists by a percentage, rounded; ``{"percent", "rounding"}``.

    422 for a percentage that is none, at most -100, or a rounding that is none.
    """
    percent, step = percent_of(data), str(data.get("rounding") or "0.01")
    if step not in ("0.01", "1", "5", "10", "100", NINE):
        raise wrong("rounding", str(_("Choose a rounding")))
    actor.must(PRICE, "write")
    rows = Price.objects.seen_by(actor, "write").filter(list__in=ids, price__isnull=False)
    found = list(rows.values_list("id", "price", "price_cur")[: MOST + 1])
    if len(found) > MOST:
        text = _("At most %(limit)s prices can be changed at once")
        raise Refusal("pricing.too_many", text, limit=MOST)
    for at in range(0, len(found), 500):
        for key, minor, currency in found[at : at + 500]:
            put = {"price": changed(Amount(minor, currency), percent, step)}
            write.change_many(actor, PRICE, {key: {}}, put=put)
    told = ngettext("%(count)s price changed", "%(count)s prices changed", len(found))
    return Outcome(told % {"count": len(found)})


def percent_of(data: dict[str, Any]) -> int:
    """The percentage in millionths."""
    try:
        found = to_scaled(str(data.get("percent") or "").replace(",", "."))
    except ValueFault as fault:
        raise wrong("percent", words_of(fault)) from fault
    if found <= -100 * SCALE or found > 1000 * SCALE:
        raise wrong("percent", str(_("Between -100 and 1,000 per cent")))
    return found


def wrong(field: str, words: str) -> Refusal:
    """422 for one field of the command."""
    return invalid([FieldFault(field, "pricing.change", words, f"/{field}")])


def changed(price: Amount, percent: int, step: str) -> Amount:
    """A price by a percentage, half up to a step; on nine: the next price that ends on 9."""
    whole = 100 * SCALE
    minor = round_half_up(price.minor * (whole + percent), whole)
    unit = 10 ** currency_digits(price.currency)
    if step == NINE:
        ten = 10 * unit
        minor = max(0, round_half_up(minor + unit, ten) * ten - unit)
    elif step != "0.01":
        minor = round_half_up(minor, int(step) * unit) * int(step) * unit
    return Amount(minor, price.currency)
