"""Decimal numbers as people type them, and exact arithmetic on scaled integers.

A scaled integer carries six decimals: `12.5` is 12,500,000. It holds unit prices, quantities,
percentages and numbers of runtime fields; lines round once, half up.
"""

import re
from dataclasses import dataclass

from kartei.platform.kit.faults import ValueFault

SCALE = 1_000_000
"""One, as a scaled integer."""

_DECIMALS = 6
_MAX_SCALED = 2**63 - 1
_MAX_LENGTH = 60
_BLANKS = re.compile(r"(?<=\d)[\s\u00a0\u2009\u202f'’](?=\d{3}(?!\d))")
_SHAPE = re.compile(r"(?:\d+(?:[.,]\d*)*|[.,]\d+)", re.ASCII)
_MINUS = "-\u2212\u2013"


@dataclass(frozen=True, slots=True)
class Digits:
    """A decimal number taken apart; `whole` has at least one digit, `fraction` may be empty."""

    negative: bool
    whole: str
    fraction: str


def read_decimal(raw: str, *, decimal: str = "") -> Digits:
    """Read `1000.5`, `1 234,50`, `1.234.567,8`, `1'234.50`; blanks of any kind part thousands.

    `decimal` is the decimal sign of the source where known. Without it a lone point is decimal
    and a lone comma is too, unless three digits follow. Faults: `number.invalid`,
    `number.ambiguous`, `number.too_large` (more than 60 characters).
    """
    text = raw.strip()
    if len(text) > _MAX_LENGTH:
        raise ValueFault("number.too_large")
    negative = text[:1] in _MINUS and text != ""
    text = _BLANKS.sub("", text[1:].lstrip() if negative else text.removeprefix("+").lstrip())
    if not _SHAPE.fullmatch(text):
        raise ValueFault("number.invalid", value=raw.strip())
    whole, fraction = _parted(text, decimal, raw.strip())
    return Digits(negative and bool((whole + fraction).strip("0")), whole or "0", fraction)


def _parted(text: str, decimal: str, raw: str) -> tuple[str, str]:
    signs = re.sub(r"\d", "", text)
    if not signs:
        return text, ""
    mark = decimal or _decimal_sign(text, signs, raw)
    other = "," if mark == "." else "."
    head, found, fraction = text.rpartition(mark) if mark in text and mark else (text, "", "")
    if mark and (mark in head or other in fraction):
        raise ValueFault("number.invalid", value=raw)
    groups = re.split(r"[.,]", head)
    if len(groups) > 1 and not (
        1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])
    ):
        raise ValueFault("number.invalid", value=raw)
    return "".join(groups), fraction if found else ""


def _decimal_sign(text: str, signs: str, raw: str) -> str:
    """The sign that parts the decimals, empty when all signs part thousands."""
    if len(set(signs)) == 2:
        return signs[-1]
    if len(signs) > 1:
        return ""
    before, _, after = text.partition(",")
    if signs == "," and len(after) == 3 and 1 <= len(before) <= 3 and before.strip("0"):
        raise ValueFault("number.ambiguous", value=raw)
    return signs


def to_scaled(text: str, *, decimal: str = "") -> int:
    """Decimal text as a scaled integer: `12.5` → 12500000.

    Faults: those of `read_decimal`, `number.digits` for more than six decimals,
    `number.too_large` beyond 64 bits.
    """
    number = read_decimal(text, decimal=decimal)
    fraction = number.fraction.rstrip("0")
    if len(fraction) > _DECIMALS:
        raise ValueFault("number.digits", digits=_DECIMALS)
    value = int(number.whole + fraction.ljust(_DECIMALS, "0"))
    if value > _MAX_SCALED:
        raise ValueFault("number.too_large")
    return -value if number.negative else value


def from_scaled(value: int) -> str:
    """A scaled integer as decimal text without trailing zeros: 12500000 → `12.5`, 0 → `0`."""
    whole, rest = divmod(abs(value), SCALE)
    fraction = str(rest).rjust(_DECIMALS, "0").rstrip("0")
    sign = "-" if value < 0 else ""
    return f"{sign}{whole}.{fraction}" if fraction else f"{sign}{whole}"


def round_half_up(numerator: int, denominator: int) -> int:
    """The nearest integer to a quotient, halves away from zero: 5/2 → 3, -5/2 → -3."""
    if denominator <= 0:
        raise ValueError("the denominator must be positive")
    rounded = (2 * abs(numerator) + denominator) // (2 * denominator)
    return -rounded if numerator < 0 else rounded


def multiply(price: int, quantity_scaled: int) -> int:
    """Price times quantity in the unit of the price (minor units or scaled), rounded half up."""
    return round_half_up(price * quantity_scaled, SCALE)


def percent(value: int, percent_scaled: int) -> int:
    """So many percent of a value in the unit of the value, rounded half up."""
    return round_half_up(value * percent_scaled, 100 * SCALE)
