"""1CClientBankExchange, the format in which Russian banks hand statements over (1.01 to 1.03).

Written after the description of the format by 1C and after files of several banks: lines of
`Ключ=Значение` in windows-1251, cp866 or UTF-8, sometimes several of them in one file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from kartei.modules.finance.statements.code_pages import decoded
from kartei.modules.finance.statements.data import (
    Entry,
    Fault,
    Place,
    Statement,
    balanced,
    bare,
    keyed,
)
from kartei.modules.finance.statements.documents import PAYEE, PAYER, entry_of, facing
from kartei.modules.finance.statements.text import currency_of, day_of, sum_of
from kartei.platform.kit.money import Amount

MARK = "1CClientBankExchange"
_OPEN = {"СекцияРасчСчет": "КонецРасчСчет", "СекцияДокумент": "КонецДокумента"}
_END = "КонецФайла"
#: A value may go on for some lines, as purposes do; more is a file gone astray.
_LONGEST = 5_000


@dataclass(slots=True)
class Section:
    """Keys with values between two marks. line: of its first mark; closed: the last was there."""

    name: str
    line: int
    values: dict[str, str] = field(default_factory=dict)
    closed: bool = False


def read(data: bytes, file: str = "") -> tuple[tuple[Statement, ...], tuple[Fault, ...]]:
    """The statements of a file, one for each own account, and what belongs to none of them."""
    faults: list[Fault] = []
    head = Section("", 1)
    accounts: dict[str, list[Section]] = {}
    documents: list[Section] = []
    for section in _sections(decoded(data), head):
        if not section.closed:
            faults.append(Fault("statement.cut", Place(section.line, file)))
        if section.name == "СекцияРасчСчет":
            accounts.setdefault(bare(section.values.get("РасчСчет", "")), []).append(section)
        elif section.closed:
            documents.append(section)
    if not head.closed:
        faults.append(Fault("statement.no_end", Place(head.line, file)))
    own = _own(head, accounts)
    found: dict[str, list[tuple[Entry, str]]] = {account: [] for account in own}
    for document in documents:
        _book(document, found, faults, file)
    made = tuple(
        balanced(_statement(account, head, accounts.get(account, []), keyed(account, entries)))
        for account, entries in found.items()
    )
    return made, tuple(faults)


def _sections(lines: Iterator[tuple[int, str]], head: Section) -> Iterator[Section]:
    """Sections in their order; `head` takes what stands outside, and is closed by the last mark."""
    section: Section | None = None
    last = ""
    for number, line in lines:
        key, sign, value = line.partition("=")
        key = key.strip()
        if key in _OPEN:
            if section:
                yield section
            section, last = Section(key, number), ""
            section.values[""] = value.strip()
        elif section and key == _OPEN[section.name]:
            section.closed = True
            yield section
            section = None
        elif key == _END:
            head.closed = True
        else:
            last = _take(section or head, key if sign else "", value if sign else line, last)
        head.line = number
    if section:
        yield section


def _take(section: Section, key: str, value: str, last: str) -> str:
    """Keep a value; a line without a key goes on with the value before it."""
    values = section.values
    if not key.isalnum():
        if section.name and last and len(values[last]) < _LONGEST:
            values[last] += f" {key}={value}" if key else f" {value.strip()}"
        return last
    if section.name or key != "РасчСчет":
        values[key] = value.strip()
    elif len(values.get(key, "")) < _LONGEST:
        # the head may name several accounts, each in a line of its own
        values[key] = f"{values.get(key, '')} {value}".strip()
    return key


def _own(head: Section, accounts: Iterable[str]) -> dict[str, None]:
    """Own accounts in the order in which the file names them."""
    named = [*head.values.get("РасчСчет", "").split(), *accounts]
    return dict.fromkeys(filter(None, map(bare, named)))


def _book(
    document: Section,
    found: dict[str, list[tuple[Entry, str]]],
    faults: list[Fault],
    file: str,
) -> None:
    """A document goes to each own account it touches: a transfer between two of them to both."""
    place = Place(document.line, file)
    sides = [side for side in (PAYER, PAYEE) if facing(document.values, side) & found.keys()]
    if not sides:
        faults.append(
            Fault("statement.foreign", place, {"number": document.values.get("Номер", "")})
        )
        return
    touched = {min(facing(document.values, side) & found.keys()): side for side in sides}
    for account, side in touched.items():
        made = entry_of(document.values, side, currency_of(account), place)
        if isinstance(made, Fault):
            faults.append(made)
            return
        found[account].append(made)


def _statement(
    account: str, head: Section, sections: list[Section], entries: tuple[Entry, ...]
) -> Statement:
    """One account's; its balances stand in one section or in one for each day."""
    own = [section.values for section in sections]
    own.sort(key=lambda values: day_of(values.get("ДатаНачала", "")) or date.min)
    currency = currency_of(account)
    spans = [*own, head.values]
    days = [day_of(values.get("ДатаНачала", "")) for values in spans]
    ends = [day_of(values.get("ДатаКонца", "")) for values in spans]
    return Statement(
        account=account,
        bank=next((values["БИК"] for values in own if values.get("БИК")), ""),
        currency=currency,
        since=min(filter(None, days), default=None),
        until=max(filter(None, ends), default=None),
        opening=_balance(own[0], "НачальныйОстаток", currency) if own else None,
        closing=_balance(own[-1], "КонечныйОстаток", currency) if own else None,
        entries=entries,
    )


def _balance(values: dict[str, str], name: str, currency: str) -> Amount | None:
    return sum_of(values.get(name, ""), currency)
