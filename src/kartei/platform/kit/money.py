"""Money and scaled numbers: exact integers from the first keystroke to the printed sum.

An amount is a count of minor units with its currency; unit prices, quantities and percentages are
integers scaled by a million (six decimals). Nothing here ever becomes a float. Digits per currency
are those of ISO 4217; showing an amount is Babel's.
"""

import re
from copy import copy
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.numbers import format_currency, list_currencies

from kartei.platform.kit.decimals import (
    SCALE,
    from_scaled,
    multiply,
    percent,
    read_decimal,
    round_half_up,
    to_scaled,
)
from kartei.platform.kit.faults import ValueFault

__all__ = [
    "SCALE",
    "Amount",
    "currency_digits",
    "from_scaled",
    "major",
    "multiply",
    "parse_amount",
    "percent",
    "round_half_up",
    "show",
    "to_scaled",
]

# ISO 4217, list one; all others have two. Babel's CLDR digits describe habit (RSD 0), not units.
_NO_DIGITS = frozenset(
    [
        "BIF",
        "CLP",
        "DJF",
        "GNF",
        "ISK",
        "JPY",
        "KMF",
        "KRW",
        "PYG",
        "RWF",
        "UGX",
        "UYI",
        "VND",
        "VUV",
        "XAF",
        "XOF",
        "XPF",
    ]
)
_THREE_DIGITS = frozenset(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"])
_FOUR_DIGITS = frozenset(["CLF", "UYW"])
_SIGNS = {
    "₽": "RUB", "руб": "RUB", "р": "RUB", "рублей": "RUB", "рубля": "RUB", "рубль": "RUB",
    "€": "EUR", "евро": "EUR", "euro": "EUR", "$": "USD", "£": "GBP", "₸": "KZT", "тг": "KZT",
    "₴": "UAH", "¥": "JPY", "chf": "CHF", "sfr": "CHF", "fr": "CHF", "br": "BYN",
}  # fmt: skip
_WORD = r"(?:([^\W\d_]{1,12}|[₽€$£₸₴¥])\.?)?"
_BESIDE = re.compile(rf"{_WORD}\s*([+\-\u2212]?[\d.,].*?)\s*{_WORD}")
_MAX_MINOR = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Amount:
    """So many minor units (kopecks, cents, yen) of a currency (ISO 4217 code)."""

    minor: int
    currency: str


@lru_cache(maxsize=256)
def currency_digits(currency: str) -> int:
    """Decimals of a currency: RUB 2, JPY 0, KWD 3. Fault: `money.currency` when unknown."""
    if currency in _NO_DIGITS:
        return 0
    if currency in _THREE_DIGITS:
        return 3
    if currency in _FOUR_DIGITS:
        return 4
    if currency not in list_currencies():
        raise ValueFault("money.currency", currency=currency)
    return 2


def parse_amount(raw: str, currency: str, *, decimal: str = "") -> Amount:
    """Read an amount in major units: `1000.00`, `1 234,5 ₽`, `1'234.50`, `€ 1.234,50`.

    `decimal` is the decimal sign of the source (`.` or `,`) where it is known. Faults:
    `number.invalid`, `number.ambiguous` (`1,234` may be either), `money.digits` (more decimals
    than the currency has), `money.currency` (unknown, or the sign of another), `money.too_large`.
    """
    digits = currency_digits(currency)
    bare = _without_sign(raw, currency)
    number = read_decimal(bare, decimal=decimal)
    fraction = number.fraction
    if len(fraction) > digits:
        # Three zeros after a point may be a thousand as well as nothing.
        if fraction[digits:].strip("0") or (len(fraction) == 3 and not decimal):
            raise ValueFault("money.digits", currency=currency, digits=digits)
        fraction = fraction[:digits]
    minor = int(number.whole + fraction.ljust(digits, "0"))
    if minor > _MAX_MINOR:
        raise ValueFault("money.too_large")
    return Amount(-minor if number.negative else minor, currency)


def _without_sign(raw: str, currency: str) -> str:
    """The number alone; a sign, word or code beside it must be that of the currency."""
    parts = _BESIDE.fullmatch(raw.strip())
    if not parts:
        return raw
    for word in filter(None, (parts[1], parts[3])):
        known = _SIGNS.get(word.casefold(), word.upper())
        if known != currency and not (word == "$" and currency.endswith("D")):
            raise ValueFault("money.currency", currency=word)
    return parts[2]


def major(amount: Amount) -> str:
    """Decimal text in major units with all digits of the currency: `1000.00`, `-0.05`."""
    digits = currency_digits(amount.currency)
    text = str(abs(amount.minor)).rjust(digits + 1, "0")
    whole, fraction = text[: len(text) - digits], text[len(text) - digits :]
    sign = "-" if amount.minor < 0 else ""
    return f"{sign}{whole}.{fraction}" if digits else f"{sign}{whole}"


def show(amount: Amount, locale: Locale | str) -> str:
    """The amount as people of that language write it: `125 000,50 ₽`, `125.000,50 €`."""
    digits = currency_digits(amount.currency)
    known = Locale.parse(locale)
    # CLDR would round where habit has fewer digits than the currency; here nothing is cut.
    pattern = copy(known.currency_formats["standard"])
    pattern.frac_prec = (digits, digits)
    value = Decimal(amount.minor).scaleb(-digits)
    return format_currency(
        value, amount.currency, format=pattern, locale=known, currency_digits=False
    )
