"""Check digits of numbers that identify companies; only to recognise columns, not to judge them."""

import re

_INN_10 = (2, 4, 10, 3, 5, 9, 4, 6, 8)
_INN_11 = (7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
_INN_12 = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
_VAT_ID = re.compile(r"(?:DE\d{9}|ATU\d{8}|CHE-?\d{3}\.?\d{3}\.?\d{3}|[A-Z]{2}[0-9A-Z]{8,12})")
_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")
_ACCOUNT = re.compile(r"(?:40[1-8]|30[12]|42[0-6])\d{17}")


def _weighted(digits: str, weights: tuple[int, ...]) -> int:
    return (
        sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False)) % 11 % 10
    )


def is_inn(value: str) -> bool:
    """Russian tax number: ten digits with one check digit, or twelve with two."""
    if not value.isascii() or not value.isdecimal():
        return False
    if len(value) == 10:
        return _weighted(value, _INN_10) == int(value[9])
    if len(value) == 12:
        eleventh = _weighted(value, _INN_11) == int(value[10])
        return eleventh and _weighted(value, _INN_12) == int(value[11])
    return False


def is_ogrn(value: str) -> bool:
    """Russian register number: 13 digits (remainder of 11) or 15 (remainder of 13)."""
    if not value.isascii() or not value.isdecimal() or len(value) not in (13, 15):
        return False
    return int(value[:-1]) % (len(value) - 2) % 10 == int(value[-1])


def is_vat_id(value: str) -> bool:
    """Shape of a VAT number of a European land."""
    bare = value.replace(" ", "").upper()
    return bool(_VAT_ID.fullmatch(bare)) and sum(map(str.isdigit, bare)) >= 8 and not is_iban(bare)


def is_iban(value: str) -> bool:
    """IBAN with its remainder of 97 (ISO 13616)."""
    bare = value.replace(" ", "").upper()
    if not _IBAN.fullmatch(bare):
        return False
    return int("".join(str(int(char, 36)) for char in bare[4:] + bare[:4])) % 97 == 1


def is_bank_account(value: str) -> bool:
    """Shape of a Russian account of a firm: twenty digits of a known balance account."""
    return bool(_ACCOUNT.fullmatch(value.replace(" ", "")))
