"""Prices in the currency of the paper."""

from __future__ import annotations

from datetime import date

from kartei.platform.kit.money import Amount, currency_digits, round_half_up
from kartei.platform.meta.rates import to_base

#: A million units of the target make the inverse of a rate exact enough for six decimals.
MANY = 1_000_000


def convert(amount: Amount, currency: str, own: str, on: date) -> Amount | None:
    """An amount in another currency at the latest rate of a day; None where no rate is known.

    own is the currency of the installation, which rates usually lead to: a price is looked for
    directly, by the inverse rate, and by way of own.
    """
    if amount.currency == currency:
        return amount
    found = direct(amount, currency, on) or inverse(amount, currency, on)
    if found is not None or own in (currency, amount.currency):
        return found
    between = direct(amount, own, on) or inverse(amount, own, on)
    if between is None:
        return None
    return direct(between, currency, on) or inverse(between, currency, on)


def direct(amount: Amount, currency: str, on: date) -> Amount | None:
    """By a rate from the amount's currency into the wanted one."""
    minor = to_base(currency, on)(amount)
    return None if minor is None else Amount(minor, currency)


def inverse(amount: Amount, currency: str, on: date) -> Amount | None:
    """By a rate from the wanted currency into the amount's."""
    wanted = MANY * 10 ** currency_digits(currency)
    given = to_base(amount.currency, on)(Amount(wanted, currency))
    return Amount(round_half_up(amount.minor * wanted, given), currency) if given else None
