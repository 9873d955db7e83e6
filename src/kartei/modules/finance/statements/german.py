"""Accounts as MT940 names them; German bank code and number become the IBAN they stand for."""

from __future__ import annotations

import re

from kartei.modules.finance.statements.data import bare

_GERMAN = re.compile(r"(\d{8})/(\d{1,10})", re.ASCII)
#: `BANK/1234567/HUF`, `1291.99.348EUR`; an IBAN or a German bank code is told below.
_WITH_CURRENCY = re.compile(r"([A-Z][0-9A-Z]{7,10}/)?([0-9][0-9A-Z.]{3,33}?)/?([A-Z]{3})", re.ASCII)
_IBAN = re.compile(r"([A-Z]{2}\d{2}[0-9A-Z]{10,30}?)([A-Z]{3})?", re.ASCII)


def account_of(text: str) -> tuple[str, str, str]:
    """(bank, account, currency) of a `:25:`; what is not told is empty.

    `50050201/1234567890` is a bank code with a number: the IBAN made of both by ISO 13616 is right
    for all but some old accounts of merged banks, whose IBAN the bank alone knows.
    """
    plain = bare(text.split("\n", maxsplit=1)[0])
    german = _GERMAN.fullmatch(re.sub(r"(EUR|[A-Z]{3})$", "", plain))
    if german:
        return german[1], german_iban(german[1], german[2]), ""
    bank, stroke, account = plain.rpartition("/")
    found = _IBAN.fullmatch(account)
    if found and (len(found[1]) == 22 or not found[1].startswith("DE")):
        return bank if stroke else "", found[1][:40], found[2] or ""
    return bank[:40] if stroke else "", account[:40], ""


def german_iban(code: str, number: str) -> str:
    """The IBAN of a bank code (8 digits) and an account (up to 10)."""
    body = code + number.zfill(10)
    check = 98 - int(body + "131400") % 97
    return f"DE{check:02d}{body}"
