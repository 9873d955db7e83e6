"""Lines, days and sums as banks write them."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from kartei.platform.kit.faults import ValueFault
from kartei.platform.kit.money import Amount, parse_amount

_LINE = re.compile(rb"\r\n|\r|\n")
#: Digits six to eight of a Russian account, and ISO 4217.
_NUMERIC = {
    "810": "RUB", "643": "RUB", "840": "USD", "978": "EUR", "156": "CNY", "398": "KZT",
    "933": "BYN", "826": "GBP", "756": "CHF", "784": "AED", "949": "TRY", "392": "JPY",
    "051": "AMD", "417": "KGS", "860": "UZS", "356": "INR", "344": "HKD",
}  # fmt: skip
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_BLANKS = re.compile(r"\s+")
_SUM = re.compile(r"([+\-\u2212]?)(\d+)(?:[.,\-=](\d*))?", re.ASCII)


def lines_of(data: bytes) -> list[bytes]:
    """The lines of a text, whatever ends them."""
    return _LINE.split(data)


def tidy(value: str, limit: int = 2000) -> str:
    """One line without control characters and double blanks, of at most `limit` characters."""
    return _BLANKS.sub(" ", _CONTROL.sub(" ", value)).strip()[:limit]


def currency_of(account: str) -> str:
    """The currency of a Russian account by its digits six to eight; roubles where unknown."""
    return _NUMERIC.get(account[5:8], "RUB")


def day_of(text: str) -> date | None:
    """`22.11.2026` or `2026-11-22` (a time may follow); None for what is no day."""
    found = re.match(r"(\d{2})\.(\d{2})\.(\d{4})|(\d{4})-(\d{2})-(\d{2})", text.strip(), re.ASCII)
    if not found:
        return None
    day, month, year, *turned = found.groups()
    parts = (year, month, day) if year else tuple(turned)
    try:
        return date(*(int(part) for part in parts))
    except ValueError:
        return None


def short_day(text: str) -> date | None:
    """`261122` (YYMMDD of SWIFT); two-digit years are those of this century up to 79.

    Banks that give every month 30 days write 30 February; the last day of the month is meant.
    """
    if len(text) != 6 or not (text.isascii() and text.isdigit()):
        return None
    year, month, day = int(text[:2]), int(text[2:4]), int(text[4:])
    year += 1900 if year >= 80 else 2000
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    return date(year, month, min(day, monthrange(year, month)[1]))


def sum_of(text: str, currency: str) -> Amount | None:
    """`1000.00`, `1000,5`, `1000-00`, `1000,` in major units; None for what is no sum."""
    found = _SUM.fullmatch(re.sub(r"[\s']", "", text))
    if not found:
        return None
    sign, whole, fraction = found.groups()
    try:
        found_amount = parse_amount(f"{whole}.{fraction or '0'}", currency, decimal=".")
    except ValueFault:
        return None
    return Amount(-found_amount.minor, currency) if sign and sign != "+" else found_amount
