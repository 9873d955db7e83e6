"""Statements of banks as plain frozen data, the same for every format."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from hashlib import sha256

from kartei.platform.kit.money import Amount

#: What a statement is to the day's bookings: the whole day, a part of it, or mere details of sums.
DAY, INTERIM, NOTICE = "day", "interim", "notice"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: line of a text (row of a table) from 1; file: name inside a zip."""

    line: int
    file: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong at a place. code is stable and key of the words in `words`."""

    code: str
    place: Place
    params: dict[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One booking. amount is signed: what came in is positive.

    party_id is ИНН or VAT number; party_bank a БИК, BIC or name; number the bank's or the paper's;
    reference what the payer gave along (EndToEndId, УИН); key tells the same booking in another
    file, see `keyed`.
    """

    day: datetime.date
    amount: Amount
    place: Place
    value_day: datetime.date | None = None
    party: str = ""
    party_id: str = ""
    party_account: str = ""
    party_bank: str = ""
    purpose: str = ""
    reference: str = ""
    number: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """The bookings of one account. opening and closing are None where the file does not tell."""

    account: str
    bank: str
    currency: str
    since: datetime.date | None
    until: datetime.date | None
    opening: Amount | None = None
    closing: Amount | None = None
    entries: tuple[Entry, ...] = ()
    faults: tuple[Fault, ...] = ()
    kind: str = DAY


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds. form: `1c`, `camt`, `mt940` or `table`; faults of no statement."""

    form: str
    statements: tuple[Statement, ...]
    faults: tuple[Fault, ...] = ()


def bare(account: str) -> str:
    """An account as it is compared: no blanks, capital letters."""
    return "".join(account.split()).upper()


def keyed(account: str, entries: Iterable[tuple[Entry, str]]) -> tuple[Entry, ...]:
    """The entries with their keys; beside each stands what names it: its number or reference.

    A key is made of account, day, name, amount and counter account. What is equal in all of them is
    counted through, so that two equal bookings of a day stay two, and the same file read again
    gives the same keys.
    """
    seen: Counter[str] = Counter()
    found: list[Entry] = []
    for entry, name in entries:
        parts = (
            bare(account), entry.day.isoformat(), name.strip(), str(entry.amount.minor),
            entry.amount.currency, bare(entry.party_account),
        )  # fmt: skip
        digest = sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:32]
        seen[digest] += 1
        found.append(replace(entry, key=f"{digest}-{seen[digest]}"))
    return tuple(found)


def balanced(statement: Statement) -> Statement:
    """The statement, with a fault if its bookings do not lead from opening to closing balance."""
    first, last = statement.opening, statement.closing
    if first is None or last is None or statement.kind == NOTICE:
        return statement
    moved = sum(entry.amount.minor for entry in statement.entries)
    missing = last.minor - first.minor - moved
    if not missing:
        return statement
    line = max((entry.place.line for entry in statement.entries), default=1)
    file = statement.entries[0].place.file if statement.entries else ""
    fault = Fault("statement.balance", Place(line, file), {"missing": missing})
    return replace(statement, faults=(*statement.faults, fault))
