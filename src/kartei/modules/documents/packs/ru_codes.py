"""Codes that Russian forms ask for: units of measure (ОКЕИ) and currencies (ОКВ).

Each with the day since which it holds, as rates of VAT have it; a classifier that changes gets a
further line.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from babel import Locale
from babel.core import get_global


@dataclass(frozen=True, slots=True)
class Code:
    """What is coded (a unit of the catalogue, a currency), its code, its name in the classifier,
    since when.
    """

    what: str
    code: str
    name: str
    since: date


_OKEI = date(1996, 1, 1)
_OKV = date(2001, 7, 1)
#: ОК 015-94. A trip has no code of its own; a flat rate is a conventional unit.
UNITS = (
    Code("pcs", "796", "шт", _OKEI),
    Code("set", "839", "компл", _OKEI),
    Code("pair", "715", "пар", _OKEI),
    Code("pack", "778", "упак", _OKEI),
    Code("m", "006", "м", _OKEI),
    Code("lm", "018", "пог. м", _OKEI),
    Code("m2", "055", "м²", _OKEI),
    Code("m3", "113", "м³", _OKEI),
    Code("kg", "166", "кг", _OKEI),
    Code("t", "168", "т", _OKEI),
    Code("l", "112", "л", _OKEI),
    Code("hour", "356", "ч", _OKEI),
    Code("day", "359", "сут", _OKEI),
    Code("month", "362", "мес", _OKEI),
    Code("flat", "876", "усл. ед", _OKEI),
)
#: ОК (МК (ИСО 4217) 003-97) 014-2000.
CURRENCIES = (
    Code("RUB", "643", "Российский рубль", _OKV),
    Code("EUR", "978", "Евро", _OKV),
    Code("USD", "840", "Доллар США", _OKV),
    Code("CNY", "156", "Юань", _OKV),
    Code("KZT", "398", "Тенге", _OKV),
    Code("GBP", "826", "Фунт стерлингов", _OKV),
    Code("CHF", "756", "Швейцарский франк", _OKV),
    Code("TRY", "949", "Турецкая лира", date(2005, 1, 1)),
    Code("BYN", "933", "Белорусский рубль", date(2016, 7, 1)),
)


def code_of(codes: tuple[Code, ...], what: str, on: date) -> Code | None:
    """The newest code of a thing that holds on a day; None where the classifier has none."""
    held = [code for code in codes if code.what == what and code.since <= on]
    return max(held, key=lambda code: code.since) if held else None


def unit_code(unit: str, on: date) -> str:
    """The code of a unit of the catalogue by ОКЕИ; empty where it has none."""
    found = code_of(UNITS, unit, on)
    return found.code if found else ""


def origin_of(country: str) -> tuple[str, str]:
    """Digital code (ОКСМ, which is ISO 3166-1) and Russian name of a country named by its two
    letters or its name; without a code, what was written.
    """
    letters = _countries().get(country.strip().casefold(), "")
    if not letters:
        return "", country.strip()
    return _numbers().get(letters, ""), str(Locale("ru").territories[letters])


@cache
def _countries() -> dict[str, str]:
    """The two letters by themselves and by the names of the interface's languages."""
    return {
        word.casefold(): letters
        for language in ("en", "de", "ru")
        for letters, name in Locale(language).territories.items()
        if len(letters) == 2 and letters.isalpha()
        for word in (letters, name)
    }


@cache
def _numbers() -> dict[str, str]:
    """The three digits of a country by its two letters."""
    aliases = get_global("territory_aliases")
    return {
        found[0]: digits
        for digits, found in aliases.items()
        if len(digits) == 3 and digits.isdigit() and len(found) == 1
    }


def currency_words(currency: str, on: date) -> str:
    """Name and code of a currency as line 7 of a счёт-фактура wants them; else its letters."""
    found = code_of(CURRENCIES, currency, on)
    return f"{found.name}, {found.code}" if found else currency
