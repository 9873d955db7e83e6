"""Currency rates by date; the amount in the firm's currency hangs on them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from kartei.platform.kit.money import Amount, currency_digits, round_half_up
from kartei.platform.meta.models import Rate


def to_base(currency: str, today: date) -> Callable[[Amount], int | None]:
    """A function from an amount to minor units of the firm's currency at the latest known rate.

    Without a rate the answer is None: a sum that cannot be known is not guessed.
    """
    known: dict[str, int | None] = {}

    def convert(amount: Amount) -> int | None:
        if amount.currency == currency:
            return amount.minor
        if amount.currency not in known:
            row = Rate.objects.filter(currency=amount.currency, base=currency, on__lte=today)
            known[amount.currency] = (
                row.order_by("-on").values_list("millionths", flat=True).first()
            )
        rate = known[amount.currency]
        if rate is None:
            return None
        shift = currency_digits(currency) - currency_digits(amount.currency)
        numerator = amount.minor * rate * (10**shift if shift > 0 else 1)
        return round_half_up(numerator, 1_000_000 * (10**-shift if shift < 0 else 1))

    return convert
