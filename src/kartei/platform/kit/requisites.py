"""Check digits of requisites. Each function tells whether a number without blanks can be right.

Sources: orders of the Russian tax service on ИНН and ОГРН, rules of the Bank of Russia on the key
of an account, ISO 13616 for IBAN, ISO 7064 mod 11,10 for the German VAT number, ISO 9362 for BIC.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_INN10 = (2, 4, 10, 3, 5, 9, 4, 6, 8)
_INN11 = (7, *_INN10)
_INN12 = (3, *_INN11)
_KPP = re.compile(r"\d{4}[0-9A-Z]{2}\d{3}")
_BIK = re.compile(r"0\d{8}")
_ACCOUNT = re.compile(r"[1-9]\d{4}[0-9ABCEHKMPTX]\d{14}")
_IBAN = re.compile(r"[A-Z]{2}\d{2}[0-9A-Z]{10,30}")
_IBAN_LENGTHS = {"DE": 22, "AT": 20, "CH": 21, "FR": 27, "GB": 22, "IT": 27, "NL": 18, "PL": 28}
_BIC = re.compile(r"[A-Z]{4}[A-Z]{2}[0-9A-Z]{2}(?:[0-9A-Z]{3})?")
_DE_VAT = re.compile(r"DE[1-9]\d{8}")


def _digits(number: str, *lengths: int) -> bool:
    return number.isascii() and number.isdigit() and len(number) in lengths


def _control(number: str, weights: Sequence[int]) -> int:
    found = sum(int(digit) * weight for digit, weight in zip(number, weights, strict=False))
    return found % 11 % 10


def inn(number: str, _firm: Mapping[str, str]) -> bool:
    """ИНН of an organisation (10 digits) or a person (12)."""
    if _digits(number, 10):
        return _control(number, _INN10) == int(number[9])
    return (
        _digits(number, 12)
        and _control(number, _INN11) == int(number[10])
        and _control(number, _INN12) == int(number[11])
    )


def kpp(number: str, _firm: Mapping[str, str]) -> bool:
    """КПП: tax office, reason (digits or Latin letters), serial; it has no check digit."""
    return bool(_KPP.fullmatch(number))


def ogrn(number: str, _firm: Mapping[str, str]) -> bool:
    """ОГРН (13 digits, mod 11) or ОГРНИП (15 digits, mod 13; the remainder's last digit)."""
    if not _digits(number, 13, 15):
        return False
    divisor = len(number) - 2
    return int(number[:-1]) % divisor % 10 == int(number[-1])


def bik(number: str, _firm: Mapping[str, str]) -> bool:
    """БИК: nine digits; it has no check digit."""
    return bool(_BIK.fullmatch(number))


def account(number: str, firm: Mapping[str, str]) -> bool:
    """A Russian account, by the key with the last three digits of the БИК where that is known."""
    code = firm.get("bank_code", "")
    return bool(_ACCOUNT.fullmatch(number)) and (not bik(code, firm) or _key(code[-3:] + number))


def correspondent(number: str, firm: Mapping[str, str]) -> bool:
    """A correspondent account, by the key with digits five and six of the БИК."""
    code = firm.get("bank_code", "")
    known = bik(code, firm)
    return bool(_ACCOUNT.fullmatch(number)) and (not known or _key(f"0{code[4:6]}{number}"))


def _key(number: str) -> bool:
    """The weighted sum 7-1-3; a letter in place six (clearing currencies) counts by its order."""
    values = [int(c) if c.isdigit() else "ABCEHKMPTX".index(c) for c in number]
    return sum(value * (7, 1, 3)[at % 3] for at, value in enumerate(values)) % 10 == 0


def iban(number: str, _firm: Mapping[str, str]) -> bool:
    """IBAN: mod 97, and the length of the countries we know."""
    if not _IBAN.fullmatch(number):
        return False
    if len(number) != _IBAN_LENGTHS.get(number[:2], len(number)):
        return False
    turned = "".join(str(int(char, 36)) for char in number[4:] + number[:4])
    return int(turned) % 97 == 1


def bic(number: str, _firm: Mapping[str, str]) -> bool:
    """BIC of 8 or 11 characters."""
    return bool(_BIC.fullmatch(number))


def german_vat(number: str, _firm: Mapping[str, str]) -> bool:
    """USt-IdNr.: DE and nine digits, the last by ISO 7064 mod 11,10."""
    if not _DE_VAT.fullmatch(number):
        return False
    rest = 10
    for digit in number[2:10]:
        total = (int(digit) + rest) % 10 or 10
        rest = 2 * total % 11
    return (11 - rest) % 10 == int(number[10])


def german_tax(number: str, _firm: Mapping[str, str]) -> bool:
    """Steuernummer: 10 to 13 digits, parted by strokes as each land likes."""
    bare = number.replace("/", "")
    return _digits(bare, 10, 11, 12, 13)
