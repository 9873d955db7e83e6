"""Amounts, numbers and dates as a document of that language writes them.

Groups and signs are parted by no-break spaces, the minus is a real minus sign: figures never
break across lines and line up in columns.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent, get_currency_symbol

from kartei.platform.kit.money import SCALE, Amount, currency_digits, show

_LOCALES = {"ru": Locale("ru"), "de": Locale("de"), "en": Locale("en", "GB")}
_DATES = {"ru": "d MMMM y 'г'.", "de": "dd.MM.y", "en": "d MMMM y"}


def amount(minor: int, currency: str, language: str) -> str:
    """A sum with its sign: «125 000,50 ₽», „125.000,50 €“, “£412,800.00”."""
    return _typographic(show(Amount(minor, currency), _LOCALES[language]))


def bare_amount(minor: int, currency: str, language: str) -> str:
    """A sum without its sign, for a column headed by the currency."""
    digits = currency_digits(currency)
    return _number(Decimal(minor).scaleb(-digits), language, digits, digits)


def unit_price(scaled: int, currency: str, language: str) -> str:
    """A unit price without its sign: all digits of the currency, more where it has more."""
    return _number(Decimal(scaled) / SCALE, language, currency_digits(currency), 6)


def quantity(scaled: int, language: str) -> str:
    """A quantity without needless decimals: «1 250,5»."""
    return _number(Decimal(scaled) / SCALE, language, 0, 6)


def percent(scaled: int, language: str) -> str:
    """A percent without needless decimals: «12,5 %», “12.5%”."""
    share = Decimal(scaled) / SCALE / 100
    return _typographic(
        format_percent(share, locale=_LOCALES[language], decimal_quantization=False)
    )


def currency_sign(currency: str, language: str) -> str:
    """The sign that heads a column: «₽», “£”, or the code where there is none."""
    return get_currency_symbol(currency, locale=_LOCALES[language])


def period(since: date | None, until: date | None, language: str) -> str:
    """A day, or the days from one to another; empty without a first one."""
    return " – ".join(day(one, language) for one in (since, until) if since and one)


def day(value: date, language: str) -> str:
    """A date in a letter: «22 ноября 2026 г.», „22.11.2026“, “22 November 2026”."""
    text = format_date(value, _DATES[language], locale=_LOCALES[language])
    return text.replace(" ", "\u00a0")


def _number(value: Decimal, language: str, least: int, most: int) -> str:
    pattern = "#,##0" + ("." + "0" * least + "#" * (most - least) if most else "")
    return _typographic(format_decimal(value, format=pattern, locale=_LOCALES[language]))


def _typographic(text: str) -> str:
    return text.replace("-", "\u2212").replace(" ", "\u00a0")
