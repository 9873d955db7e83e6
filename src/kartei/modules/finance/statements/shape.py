"""How a bank's table is to be read: which column is what. Kept for the next file of that bank."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from kartei.platform.kit.faults import ValueFault
from kartei.platform.kit.folding import fold

ORDERS = ("dmy", "mdy", "ymd")
#: What a column may be. amount is signed, or `way` tells its sign; debit and credit are two.
ROLES = (
    "day", "value_day", "amount", "way", "debit", "credit", "currency", "balance", "account",
    "party", "party_id", "party_account", "party_bank", "purpose", "reference", "number",
)  # fmt: skip
_UNIT = re.compile(r"\s*\(([a-z]{3})\)\s*$")
#: Titles of columns in exports of banks, folded; the order is that of trust.
_TITLES: dict[str, tuple[str, ...]] = {
    "day": (
        "buchungstag", "buchungsdatum", "buchung", "booking date", "дата операции",
        "дата проводки", "date completed", "completed date", "date", "datum", "дата",
    ),
    "value_day": ("valutadatum", "wertstellung", "valuta", "value date", "дата валютирования"),
    "amount": (
        "betrag", "umsatz", "amount", "сумма", "сумма операции", "сумма платежа",
        "сумма в валюте счета",
    ),
    "way": ("soll/haben", "s/h", "debit/credit", "тип операции", "дебет/кредит"),
    "debit": ("soll", "debit", "paid out", "дебет", "списание", "расход", "сумма по дебету"),
    "credit": ("haben", "credit", "paid in", "кредит", "зачисление", "приход", "сумма по кредиту"),
    "currency": ("wahrung", "waehrung", "währung", "currency", "валюта", "валюта счета"),
    "balance": ("saldo", "saldo nach buchung", "balance", "running balance", "остаток"),
    "account": ("auftragskonto", "iban auftragskonto", "account", "номер счета", "счет"),
    "party": (
        "beguenstigter/zahlungspflichtiger", "name zahlungsbeteiligter", "partner name", "payee",
        "payer name", "payee name", "empfanger", "auftraggeber", "контрагент",
        "наименование контрагента", "name",
    ),
    "party_id": ("инн контрагента", "инн", "vat id"),
    "party_account": (
        "kontonummer/iban", "iban zahlungsbeteiligter", "partner iban", "payee account number",
        "счет контрагента", "iban", "account number",
    ),
    "party_bank": (
        "bic (swift-code)", "bic", "bic (swift-code) zahlungsbeteiligter", "бик банка контрагента",
        "бик",
    ),
    "purpose": (
        "verwendungszweck", "payment reference", "назначение платежа", "description",
        "reference", "назначение", "описание",
    ),
    "reference": ("kundenreferenz (end-to-end)", "end to end id", "merchant"),
    "number": ("transferwise id", "transaction id", "номер документа", "номер", "id"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shape:
    """columns: folded title of each role. decimal: `.` or `,`, empty where it is plain; order: of
    the parts of a day. account and currency hold where no column tells them.
    """

    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    decimal: str = ""
    order: str = "dmy"
    account: str = ""
    currency: str = ""
    encoding: str = ""
    delimiter: str = ""

    def kept(self) -> dict[str, Any]:
        """As plain data to be stored."""
        return asdict(self)


def shape_from(data: Mapping[str, Any]) -> Shape:
    """A shape out of stored or sent data.

    Raises ValueFault `statement.shape` with the name of what is no part of one.
    """
    raw = data.get("columns", {})
    if not isinstance(raw, Mapping):
        raise ValueFault("statement.shape", name="columns")
    columns: dict[str, tuple[str, ...]] = {}
    for role, titles in raw.items():
        several = [titles] if isinstance(titles, str) else titles
        if role not in ROLES or not _texts(several):
            raise ValueFault("statement.shape", name=str(role)[:100])
        columns[role] = tuple(fold(title) for title in several)
    texts = {name: data.get(name) or default for name, default in _TEXTS.items()}
    for name, value in texts.items():
        if not isinstance(value, str) or len(value) > 40:
            raise ValueFault("statement.shape", name=name)
    if texts["decimal"] not in ("", ".", ",") or texts["order"] not in ORDERS:
        raise ValueFault("statement.shape", name="decimal")
    return Shape(columns=columns, **texts)


_TEXTS = {
    "decimal": "", "order": "dmy", "account": "", "currency": "", "encoding": "", "delimiter": "",
}  # fmt: skip


def _texts(value: Any) -> bool:
    return isinstance(value, (list, tuple)) and all(isinstance(one, str) for one in value)


def recognised(titles: Sequence[str], shape: Shape | None = None) -> Shape:
    """The shape of a table by its titles; what `shape` says holds."""
    known = shape or Shape()
    folded = {_UNIT.sub("", fold(title)): fold(title) for title in reversed(titles) if title}
    columns: dict[str, tuple[str, ...]] = dict(known.columns)
    taken = {title for several in columns.values() for title in several}
    for role in ROLES:
        if role in columns:
            continue
        found = [folded[name] for name in _TITLES[role] if folded.get(name, "") not in ("", *taken)]
        kept = tuple(found) if role in ("purpose", "party") else tuple(found[:1])
        if kept:
            columns[role] = kept
            taken.update(kept)
    return Shape(
        columns=columns,
        decimal=known.decimal,
        order=known.order,
        account=known.account,
        currency=known.currency or _unit(titles, columns),
        encoding=known.encoding,
        delimiter=known.delimiter,
    )


def _unit(titles: Sequence[str], columns: Mapping[str, tuple[str, ...]]) -> str:
    """The currency that stands in the title of the sum: `Amount (EUR)`."""
    for title in map(fold, titles):
        found = _UNIT.search(title)
        if found and title in columns.get("amount", ()):
            return found[1].upper()
    return ""


def whole(shape: Shape) -> bool:
    """Whether day and sum of a booking can be found."""
    columns = shape.columns
    return "day" in columns and bool({"amount", "debit", "credit"} & columns.keys())
