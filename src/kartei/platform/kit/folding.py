"""Folding: one sort and match key for a text, the same bytes on every database.

SQLite folds the case of ASCII only, PostgreSQL folds by its locale, and neither knows that «ё»
sorts with «е» or that `Straße` is `Strasse`. So it is done here, once, and the result is stored.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

# Plain ASCII and Russian needs no normalisation; this keeps an import of long lists quick.
_PLAIN = re.compile(r"[ -~А-яЁё«»]*")
_PLAIN_CHANGES = str.maketrans({"ё": "е"})
_LETTERS = str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th",
        "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2015": "-",
        "\u2212": "-", "\u2018": "'", "\u2019": "'", "\u02bc": "'", "\u00b4": "'", "`": "'",
    }
)  # fmt: skip
_DIAERESIS = "\u0308"
_INVISIBLE = frozenset({"Cf", "Cs"})
# A name is folded for its own key, for the search text and for the look-up of duplicates; longer
# texts are not remembered, for they rarely come twice.
_SHORT = 60


def fold(text: str) -> str:
    """Sort and match key of a text: case, width, diacritics of Latin, «ё» and blanks levelled.

    NFKC and case folding (Unicode 3.13), then `ё→е`, `ß→ss`, `ü→u`, `é→e`; the Cyrillic letters
    `й` and `ї` are letters of their own and stay. Blanks collapse, invisible characters go (a NUL
    could not even be stored by PostgreSQL). Folding twice changes nothing.
    """
    return _folded(text) if len(text) <= _SHORT else _fold(text)


def _fold(text: str) -> str:
    if _PLAIN.fullmatch(text):
        return " ".join(text.lower().translate(_PLAIN_CHANGES).replace("`", "'").split())
    visible = "".join(_visible(text)).translate(_LETTERS)
    cased = unicodedata.normalize("NFKC", visible).casefold()
    cased = unicodedata.normalize("NFKC", cased).casefold()
    levelled = "".join(_without_marks(unicodedata.normalize("NFD", cased.translate(_LETTERS))))
    return " ".join(unicodedata.normalize("NFC", levelled).translate(_LETTERS).split())


_folded = lru_cache(maxsize=4096)(_fold)


def _visible(text: str) -> Iterable[str]:
    for char in text:
        category = unicodedata.category(char)
        if category == "Cc":
            yield " "
        elif category not in _INVISIBLE:
            yield char


def _without_marks(decomposed: str) -> Iterable[str]:
    """Drop marks over Latin letters and the two points of «ё»; keep those that make a letter."""
    base = ""
    for char in decomposed:
        if not unicodedata.combining(char):
            base = char
            yield char
        elif not (_is_latin(base) or (base == "е" and char == _DIAERESIS)):
            yield char


def _is_latin(char: str) -> bool:
    return "a" <= char <= "z" or (char > "\x7f" and "LATIN" in unicodedata.name(char, ""))
