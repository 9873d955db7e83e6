"""Sums of money in words, as documents carry them.

«Одна тысяча один рубль 01 копейка», „eintausendeins Rubel und eine Kopeke“, “One thousand and one
roubles and 1 kopeck”. Each language has a file: how numbers are spoken, how a currency is declined,
how the two stand together. A currency without words is named by its code.
"""

from __future__ import annotations

from kartei.modules.documents.render.inwords import de, en, ru
from kartei.platform.kit.money import Amount, currency_digits

_LANGUAGES = {"ru": ru.sentence, "de": de.sentence, "en": en.sentence}


def in_words(amount: Amount, language: str) -> str:
    """A sum in the words of a language (ru, de, en). Fault: `money.currency` when unknown."""
    digits = currency_digits(amount.currency)
    whole, fraction = divmod(abs(amount.minor), 10**digits)
    text = _LANGUAGES[language](whole, fraction, digits, amount.currency)
    return f"{_LESS[language]} {text[0].lower()}{text[1:]}" if amount.minor < 0 else text


_LESS = {"ru": "Минус", "de": "minus", "en": "Minus"}
