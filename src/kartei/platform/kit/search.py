"""What is written into the search index, and what is looked up in it.

Both sides drop the same things (quotes, legal forms, the shape of phone numbers), so that a query
is found wherever its bare words occur. The index searches infixes: a term may be shortened at its
ends without losing a hit.
"""

import re
from collections.abc import Iterable
from unicodedata import normalize

from kartei.platform.kit.folding import fold
from kartei.platform.kit.legal_forms import without_legal_form

_QUOTES = str.maketrans(dict.fromkeys("«»„“”‚\"'‹›", " "))
_UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue"}
_UMLAUT = re.compile("[äöü]")
_UMLAUT_WORD = re.compile(r"\w*[äöü]\w*")
_SPELLED_OUT = re.compile(r"(?<![aeouqаеоу])(a|o|u)e")
_LATIN_WORD = re.compile(r"[a-z]*(?:ae|oe|ue)[a-z]*")
_NUMBER = re.compile(r"(?<![\w+])\+?\(?\d[\d\s()\-./]*\d(?!\w)")
_DIGIT = re.compile(r"\d")
_STORED_PHONE = re.compile(r"\+[0-9]{7,}")
_PHONE_DIGITS = 7
_RUSSIAN_DIGITS = 11
_TYPED_DIGITS = 5


def search_text(*parts: str | None) -> str:
    """Text of one record for the trigram index, from the texts by which it shall be found.

    Folded; quotes and legal forms removed; `müller` also as `mueller` and the other way round;
    numbers that look like phones as bare digits with a leading 8 as 7. Empty parts are skipped.
    """
    return " ".join(filter(None, (_indexed(part) for part in parts if part)))


def _indexed(part: str) -> str:
    if _STORED_PHONE.fullmatch(part):
        return _with_seven(part[1:])
    words = _bare(part)
    if _NUMBER.fullmatch(words) and len(digits := re.sub(r"\D", "", words)) >= _PHONE_DIGITS:
        return _with_seven(digits)
    # umlauts alone tell the cased text from the folded one, and plain letters hold none
    cased = words if part.isascii() else normalize("NFC", part).casefold()
    extra = [*_other_spellings(cased, words), *_phones_in(words)]
    new = [word for word in dict.fromkeys(extra) if word not in words]
    return " ".join([words, *new])


def _bare(text: str) -> str:
    return without_legal_form(" ".join(fold(text).translate(_QUOTES).split()))


def _other_spellings(cased: str, folded: str) -> Iterable[str]:
    # The patterns walk back and forth; most texts have nothing for them.
    if _UMLAUT.search(cased):
        for word in _UMLAUT_WORD.findall(cased):
            yield fold("".join(_UMLAUTS.get(char, char) for char in word))
    if _SPELLED_OUT.search(folded):
        for word in _LATIN_WORD.findall(folded):
            yield _SPELLED_OUT.sub(r"\1", word)


def _phones_in(words: str) -> Iterable[str]:
    for found in _NUMBER.findall(words) if _DIGIT.search(words) else ():
        digits = re.sub(r"\D", "", found)
        if len(digits) >= _PHONE_DIGITS - 1:
            yield _with_seven(digits)


def _with_seven(digits: str) -> str:
    return "7" + digits[1:] if len(digits) == _RUSSIAN_DIGITS and digits[0] == "8" else digits


def search_terms(query: str) -> list[str]:
    """Terms that all must occur in `search_text` of a record; empty when nothing can be sought.

    Phone numbers become one term in whatever shape they are typed: `8 (916) 12` seeks `91612`.
    """
    words = _bare(query)
    terms: list[str] = []
    rest = 0
    for found in _NUMBER.finditer(words):
        if _is_phone(found.group()):
            terms += _words(words[rest : found.start()])
            terms.append(_typed_digits(re.sub(r"\D", "", found.group())))
            rest = found.end()
    terms += _words(words[rest:])
    return list(dict.fromkeys(terms))


def _is_phone(found: str) -> bool:
    digits = sum(char.isdigit() for char in found)
    return digits >= _PHONE_DIGITS or (digits > 1 and found[0] in "+(") or "(" in found


def _words(text: str) -> list[str]:
    stripped = (word.strip("()[]{},;:!?") for word in text.split())
    return [_typed_digits(word) if word.isdecimal() else word for word in stripped if word]


def _typed_digits(digits: str) -> str:
    """The trunk prefix (8 in Russia, 0 in Germany) is not part of the stored number."""
    if len(digits) == _RUSSIAN_DIGITS and digits[0] == "8":
        return _with_seven(digits)
    if len(digits) >= _TYPED_DIGITS:
        return re.sub(r"^(?:00|0|8)", "", digits)
    return digits
