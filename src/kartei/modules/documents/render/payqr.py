"""What a payment code says: ST00012 (ГОСТ Р 56042-2014) and EPC069-12, version 2 ("GiroCode").

Both are plain text that a bank's program reads from a QR code; error correction is M.
"""

from __future__ import annotations

from dataclasses import dataclass

from kartei.platform.kit.faults import ValueFault
from kartei.platform.kit.money import Amount

#: Signs that may part fields, the usual one first (ГОСТ Р 56042-2014, 5.1).
SEPARATORS = "|#;:^_~{}!$%&()*+,/@"
#: Most characters of a field.
NAME, BANK, PURPOSE = 160, 45, 210
#: EPC069-12: most characters of name and text, most bytes of the whole.
EPC_NAME, EPC_TEXT, EPC_BYTES = 70, 140, 331
EPC_MOST = 99_999_999_999


@dataclass(frozen=True, slots=True)
class RussianPayee:
    """To whom is paid: names as the bank knows them, numbers without blanks."""

    name: str
    account: str
    bank: str
    bik: str
    correspondent: str = ""
    inn: str = ""
    kpp: str = ""


def st00012(payee: RussianPayee, amount: Amount, purpose: str) -> str:
    """The text of a Russian payment code in UTF-8, the sum in kopecks.

    Faults: `payqr.missing` (name, account, bank or БИК), `payqr.currency` (not roubles),
    `payqr.amount` (nothing to pay), `payqr.separator` (no sign is free to part the fields).
    """
    needed = (payee.name, payee.account, payee.bank, payee.bik)
    if not all(needed):
        raise ValueFault("payqr.missing")
    if amount.currency != "RUB":
        raise ValueFault("payqr.currency", currency=amount.currency)
    if amount.minor <= 0:
        raise ValueFault("payqr.amount")
    fields = [
        ("Name", one_line(payee.name, NAME)),
        ("PersonalAcc", payee.account),
        ("BankName", one_line(payee.bank, BANK)),
        ("BIC", payee.bik),
        ("CorrespAcc", payee.correspondent or "0"),
        ("Sum", str(amount.minor)),
        ("Purpose", one_line(purpose, PURPOSE)),
        ("PayeeINN", payee.inn),
        ("KPP", payee.kpp),
    ]
    said = [f"{name}={value}" for name, value in fields if value]
    free = next((sign for sign in SEPARATORS if not any(sign in one for one in said)), None)
    if free is None:
        raise ValueFault("payqr.separator")
    return free.join(["ST00012", *said])


def epc(name: str, iban: str, amount: Amount, text: str, *, bic: str = "") -> str:
    """The text of a European payment code, version 002, UTF-8, unstructured purpose.

    Faults: `payqr.missing` (name or IBAN), `payqr.currency` (not euros), `payqr.amount` (not 0.01
    to 999,999,999.99), `payqr.too_long` (more than 331 bytes).
    """
    if not name or not iban:
        raise ValueFault("payqr.missing")
    if amount.currency != "EUR":
        raise ValueFault("payqr.currency", currency=amount.currency)
    if not 0 < amount.minor <= EPC_MOST:
        raise ValueFault("payqr.amount")
    euros, cents = divmod(amount.minor, 100)
    lines = [
        "BCD", "002", "1", "SCT", bic, one_line(name, EPC_NAME), iban,
        f"EUR{euros}.{cents:02}", "", "", one_line(text, EPC_TEXT),
    ]  # fmt: skip
    said = "\n".join(lines).rstrip("\n")
    if len(said.encode()) > EPC_BYTES:
        raise ValueFault("payqr.too_long")
    return said


def one_line(text: str, most: int) -> str:
    """A text without line breaks, cut at so many characters."""
    return " ".join(text.split())[:most].rstrip()
