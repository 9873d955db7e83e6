"""Statements as tables (CSV, XLSX and what else the house's import opens), one row a booking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from kartei.modules.finance.statements.data import (
    Entry,
    Fault,
    Place,
    Statement,
    balanced,
    bare,
    keyed,
)
from kartei.modules.finance.statements.shape import Shape, recognised, whole
from kartei.modules.finance.statements.text import tidy
from kartei.platform.kit.dates import parse_date
from kartei.platform.kit.faults import ValueFault
from kartei.platform.kit.folding import fold
from kartei.platform.kit.money import Amount, parse_amount
from kartei.platform.records.readers.faults import FileFault
from kartei.platform.records.readers.limits import Limits
from kartei.platform.records.readers.table import open_table

#: Words that say that a sum went out.
_OUT = ("d", "s", "soll", "debit", "дебет", "списание", "расход", "out", "-", "dbit", "belastung")


@dataclass(slots=True)
class _Running:
    """One account's rows while they are read; balances as the rows tell them."""

    currency: str
    entries: list[tuple[Entry, str]] = field(default_factory=list)
    balances: list[Amount | None] = field(default_factory=list)


def read(
    data: bytes, shape: Shape | None, limits: Limits, file: str = ""
) -> tuple[tuple[Statement, ...], tuple[Fault, ...]]:
    """The statements of a table, one for each account and currency in it.

    Raises ValueFault: `statement.columns` (day or sum not found), those of the house's readers with
    their own codes (`file.…`).
    """
    given = shape or Shape()
    try:
        table = open_table(data, encoding=given.encoding, delimiter=given.delimiter, limits=limits)
        titles = {column.title: column.index for column in table.columns if column.title}
        found = recognised(list(titles), shape)
        if not whole(found):
            raise ValueFault("statement.columns")
        places = _places(found, titles)
        running: dict[tuple[str, str], _Running] = {}
        faults: list[Fault] = []
        for number, cells in table.rows():
            _row(_Row(found, places, cells, Place(number, file)), running, faults)
    except FileFault as fault:
        raise ValueFault(fault.code, **fault.params) from fault
    return tuple(_made(account, one) for (account, _), one in running.items()), tuple(faults)


def _places(shape: Shape, titles: Mapping[str, int]) -> dict[str, list[int]]:
    """Columns of each role, those that the file has."""
    folded = {fold(title): index for title, index in titles.items()}
    found = {
        role: [folded[name] for name in names if name in folded]
        for role, names in shape.columns.items()
    }
    return {role: places for role, places in found.items() if places}


@dataclass(slots=True)
class _Row:
    shape: Shape
    places: dict[str, list[int]]
    cells: Sequence[str]
    place: Place

    def text(self, role: str, limit: int = 200) -> str:
        """What stands in the columns of a role; several are joined, the same text once."""
        texts = (tidy(self.cells[at], limit) for at in self.places.get(role, ()))
        return " ".join(dict.fromkeys(filter(None, texts)))[:limit]

    def amount(self, role: str, currency: str) -> Amount | None:
        """A sum; None for an empty cell. Raises ValueFault `statement.value`."""
        text = self.text(role)
        if not text:
            return None
        try:
            return parse_amount(text, currency, decimal=self.shape.decimal)
        except ValueFault as fault:
            raise ValueFault("statement.value", name=self.titled(role)) from fault

    def day(self, role: str) -> date | None:
        """A day; None for an empty cell. Raises ValueFault `statement.value`."""
        text = self.text(role)
        if not text:
            return None
        try:
            return parse_date(text, self.shape.order)
        except ValueFault as fault:
            raise ValueFault("statement.value", name=self.titled(role)) from fault

    def titled(self, role: str) -> str:
        """The title of a role's column."""
        return self.shape.columns[role][0]


def _row(row: _Row, running: dict[tuple[str, str], _Running], faults: list[Fault]) -> None:
    """Book a row; one without day and sum is a title or total, which banks like to add."""
    if not row.text("day") and not any(row.text(role) for role in ("amount", "debit", "credit")):
        return
    account = bare(row.text("account") or row.shape.account)[:40]
    currency = (row.text("currency") or row.shape.currency).upper()[:3]
    try:
        entry, name, balance = _entry(row, currency)
    except ValueFault as fault:
        faults.append(Fault(fault.code, row.place, fault.params))
        return
    one = running.setdefault((account, currency), _Running(currency))
    one.entries.append((entry, name))
    one.balances.append(balance)


def _entry(row: _Row, currency: str) -> tuple[Entry, str, Amount | None]:
    if not currency:
        raise ValueFault("statement.currency")
    day = row.day("day")
    if day is None:
        raise ValueFault("statement.value", name=row.titled("day"))
    amount = _signed(row, currency)
    reference, number = row.text("reference", 100), row.text("number", 100)
    made = Entry(
        day=day,
        value_day=row.day("value_day") if "value_day" in row.places else None,
        amount=amount,
        place=row.place,
        party=row.text("party", 500),
        party_id=row.text("party_id", 40),
        party_account=bare(row.text("party_account"))[:40],
        party_bank=row.text("party_bank"),
        purpose=row.text("purpose", 2000),
        reference=reference,
        number=number,
    )
    balance = row.amount("balance", currency) if "balance" in row.places else None
    # a table without numbers tells equal sums of a day apart by their purpose
    return made, number or reference or made.purpose, balance


def _signed(row: _Row, currency: str) -> Amount:
    """The sum with its sign, from one column or from two."""
    if "amount" in row.places:
        amount = row.amount("amount", currency)
        if amount is None:
            raise ValueFault("statement.value", name=row.titled("amount"))
        out = row.text("way").casefold() in _OUT
        return Amount(-abs(amount.minor), currency) if out else amount
    for role, sign in (("debit", -1), ("credit", 1)):
        amount = row.amount(role, currency) if role in row.places else None
        if amount is not None and amount.minor:
            return Amount(sign * abs(amount.minor), currency)
    raise ValueFault("statement.value", name=" / ".join(_two(row)))


def _two(row: _Row) -> list[str]:
    return [row.titled(role) for role in ("debit", "credit") if role in row.places]


def _made(account: str, running: _Running) -> Statement:
    """The statement of one account; its balances where every row tells one."""
    opening, closing = _ends(running)
    entries = keyed(account, running.entries)
    days = [entry.day for entry in entries]
    return balanced(
        Statement(
            account=account,
            bank="",
            currency=running.currency,
            since=min(days),
            until=max(days),
            opening=opening,
            closing=closing,
            entries=entries,
        )
    )


def _ends(running: _Running) -> tuple[Amount | None, Amount | None]:
    """Opening and closing by the balance after each row, whichever end is the older one."""
    rows = [entry for entry, _ in running.entries]
    if any(balance is None for balance in running.balances):
        return None, None
    balances = [balance.minor for balance in running.balances if balance]
    falling = rows[0].day > rows[-1].day or (
        rows[0].day == rows[-1].day
        and len(rows) > 1
        and balances[1] != balances[0] + rows[1].amount.minor
    )
    first, last = (-1, 0) if falling else (0, -1)
    currency = running.currency
    return (
        Amount(balances[first] - rows[first].amount.minor, currency),
        Amount(balances[last], currency),
    )
