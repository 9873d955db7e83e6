"""One payment document of a 1C file as seen from one of its two sides."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kartei.modules.finance.statements.data import Entry, Fault, Place, bare
from kartei.modules.finance.statements.text import day_of, sum_of, tidy
from kartei.platform.kit.money import Amount

#: The side that pays and the side that receives, with the key of the day on which it was booked.
PAYER, PAYEE = "Плательщик", "Получатель"
_BOOKED = {PAYER: "ДатаСписано", PAYEE: "ДатаПоступило"}
_BEFORE_NAME = re.compile(r"(?:ИНН\s*)?\d{10,12}[\s,]+(?:КПП\s*\d{9}[\s,]+)?")
_NOTHING = ("0", "-")


def facing(values: Mapping[str, str], side: str) -> set[str]:
    """Accounts of a side; with an indirect payment the bank names two."""
    return {bare(values.get(side + name, "")) for name in ("Счет", "РасчСчет")} - {""}


def entry_of(
    values: Mapping[str, str], side: str, currency: str, place: Place
) -> tuple[Entry, str] | Fault:
    """The document as booked on the account of `side`, and what names it in its key.

    Instead: the fault `statement.value` with the key whose value is none.
    """
    amount = sum_of(values.get("Сумма", ""), currency)
    paper = day_of(values.get("Дата", ""))
    day = day_of(values.get(_BOOKED[side], "")) or paper
    if amount is None or amount.minor <= 0:
        return Fault("statement.value", place, {"name": "Сумма"})
    if day is None:
        return Fault("statement.value", place, {"name": "Дата"})
    number = _plain(values, "Номер", 100)
    other = PAYEE if side == PAYER else PAYER
    made = Entry(
        day=day,
        amount=Amount(-amount.minor, currency) if side == PAYER else amount,
        place=place,
        party=_name(values, other),
        party_id=_plain(values, f"{other}ИНН", 20),
        party_account=bare(values.get(f"{other}Счет") or values.get(f"{other}РасчСчет", ""))[:40],
        party_bank=_plain(values, f"{other}БИК", 20) or _plain(values, f"{other}Банк1", 200),
        purpose=_purpose(values),
        reference=_plain(values, "Код", 100),
        number=number,
    )
    # the day on the paper stays, that of booking is told by some exports of a bank only
    return made, f"{number}/{paper or day}"


def _plain(values: Mapping[str, str], key: str, limit: int) -> str:
    value = tidy(values.get(key, ""), limit)
    return "" if value in _NOTHING else value


def _name(values: Mapping[str, str], side: str) -> str:
    """The name alone: some banks put the ИНН before it."""
    name = tidy(values.get(f"{side}1") or values.get(side, ""), 500)
    return _BEFORE_NAME.sub("", name, count=1) if _BEFORE_NAME.match(name) else name


def _purpose(values: Mapping[str, str]) -> str:
    whole = values.get("НазначениеПлатежа", "")
    if whole:
        return tidy(whole)
    return tidy(" ".join(values.get(f"НазначениеПлатежа{number}", "") for number in range(1, 7)))
