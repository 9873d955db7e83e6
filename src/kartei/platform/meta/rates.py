"""Currency rates by date; the amount in the firm's currency hangs on them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from kartei.platform.kit.faults import ValueFault
from kartei.platform.kit.money import SCALE, Amount, currency_digits, round_half_up
from kartei.platform.meta.errors import field_fault
from kartei.platform.meta.models import ExchangeRate

MOST_UNITS = 1_000_000


def to_base(currency: str, today: date) -> Callable[[Amount], int | None]:
    """A function from an amount to minor units of the firm's currency at the latest known rate.

    Without a rate the answer is None: a sum that cannot be known is not guessed.
    """
    known: dict[str, tuple[int, int] | None] = {}

    def convert(amount: Amount) -> int | None:
        if amount.currency == currency:
            return amount.minor
        if amount.currency not in known:
            known[amount.currency] = latest(amount.currency, currency, today)
        found = known[amount.currency]
        if found is None:
            return None
        rate, units = found
        shift = currency_digits(currency) - currency_digits(amount.currency)
        numerator = amount.minor * rate * (10**shift if shift > 0 else 1)
        return round_half_up(numerator, SCALE * units * (10**-shift if shift < 0 else 1))

    return convert


def latest(currency: str, base: str, on: date) -> tuple[int, int] | None:
    """(rate in millionths, for so many units) of the last day up to one; None where none is."""
    rows = ExchangeRate.objects.filter(currency=currency, base=base, on__lte=on, deleted=False)
    return rows.order_by("-on").values_list("rate", "units").first()


def check_rate(draft: Any) -> None:
    """Two currencies that exist, a rate above zero, one for a pair and a day.

    Faults: `money.currency`, `rates.same`, `rates.positive`, `rates.units`, `rates.twice`.
    """
    if not draft.get("base"):
        draft.put("base", draft.actor.ctx.currency)
    for name in ("currency", "base"):
        draft.put(name, (draft.get(name) or "").upper())
        try:
            currency_digits(draft.get(name))
        except ValueFault as fault:
            draft.faults.append(field_fault(name, fault))
    if draft.get("currency") == draft.get("base"):
        draft.fault("base", "rates.same", _("These are the same currency"))
    if (draft.get("rate") or 0) <= 0:
        draft.fault("rate", "rates.positive", _("A rate is more than zero"))
    if not 1 <= (draft.get("units") or 0) <= MOST_UNITS:
        draft.fault("units", "rates.units", _("1 to %(limit)s units"), limit=MOST_UNITS)
    draft.put("pair", f"{draft.get('currency')}/{draft.get('base')}")
    check_once(draft)


def check_once(draft: Any) -> None:
    """The day of a pair has one rate."""
    if draft.get("deleted"):
        return
    rows = ExchangeRate.objects.filter(
        currency=draft.get("currency"), base=draft.get("base"), on=draft.get("on"), deleted=False
    )
    if rows.exclude(pk=draft.id).exists():
        text = _("This day has a rate of %(pair)s already; change that one")
        draft.fault("on", "rates.twice", text, pair=draft.get("pair"))
