"""The words of a sheet, its number formats, and texts that stay texts."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import Any

from kartei.modules.documents.render.figures import currency_sign
from kartei.modules.documents.render.typesetter import LAYOUTS
from kartei.platform.kit.money import SCALE, currency_digits

MAX_TEXT = 32_767
DAYS = {
    "ru": '[$-419]d mmmm yyyy "г."',
    "de": "dd.mm.yyyy",
    "en": "[$-809]d mmmm yyyy",
}
#: Fonts that office programs have everywhere; ours do not travel with a sheet.
FONTS = {"sans": "Arial", "serif": "Times New Roman"}
#: What XML 1.0 cannot hold, and control characters but line breaks and tabs.
_NO_XML = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


@cache
def words_of(language: str) -> dict[str, Any]:
    """The words of the layouts in this language."""
    return tomllib.loads((LAYOUTS / language / "labels.toml").read_text("utf-8"))


def clean(text: str) -> str:
    """A text that a cell can hold."""
    fit = _NO_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return fit if len(fit) <= MAX_TEXT else fit[: MAX_TEXT - 1] + "…"


def sheet_name(title: str) -> str:
    """A name that office programs accept."""
    return _FORBIDDEN.sub(" ", title).strip(" '")[:31] or "Kartei"


def money(currency: str, language: str, *, signed: bool = False) -> str:
    """The number format of sums; signed: with the currency's sign where the language puts it."""
    number = decimals("#,##0", currency_digits(currency))
    if not signed:
        return number
    sign = currency_sign(currency, language)
    if language == "en":
        return f'"{sign}"{number}' if sign != currency else f'"{sign} "{number}'
    return f'{number} "{sign}"'


def unit_price(scaled: int, currency: str) -> str:
    """The format of a unit price: the currency's digits, more where it has more."""
    return decimals("#,##0", max(places(scaled), currency_digits(currency)))


def quantity(scaled: int) -> str:
    """The format of a quantity: as many decimals as it has."""
    return decimals("#,##0", places(scaled))


def percent(scaled: int) -> str:
    """The format of a percent: as many decimals as it has."""
    return decimals("0", places(scaled)) + "%"


def places(scaled: int) -> int:
    """How many decimals a number in millionths has."""
    rest = abs(scaled) % SCALE
    return len(str(rest).rjust(6, "0").rstrip("0")) if rest else 0


def decimals(whole: str, count: int) -> str:
    """A number format with so many decimals."""
    return f"{whole}.{'0' * count}" if count else whole
