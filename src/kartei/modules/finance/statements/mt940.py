"""MT940 and MT942 of SWIFT, with the subfields that German banks put into `:86:`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from kartei.modules.finance.statements.data import (
    DAY,
    INTERIM,
    Entry,
    Fault,
    Place,
    Statement,
    balanced,
    keyed,
)
from kartei.modules.finance.statements.details import details_of
from kartei.modules.finance.statements.german import account_of
from kartei.modules.finance.statements.text import lines_of, short_day, sum_of, tidy
from kartei.platform.kit.money import Amount

_FIELD = re.compile(r":(\d{2}[A-Z]?|NS):(.*)", re.ASCII | re.DOTALL)
_BLOCK = re.compile(r"^(?:\{[123]:[^{}]*(?:\{[^{}]*\}[^{}]*)*\})*\{4:\s*")
_BALANCE = re.compile(r"([CD])(\d{6})([A-Z]{3})?([\d,.]+)", re.ASCII)
_LINE = re.compile(
    r"(?P<value>\d{6})(?P<entry>\d{4}|\s{4})?(?P<mark>E?R?[CD]|R[CD])(?P<funds>[A-Z])?"
    r"(?P<sum>\d[\d,.]*)(?P<code>[NSF][A-Z0-9 ]{3})?(?P<own>[^/\n]*(?:/(?!/)[^/\n]*)*)"
    r"(?://(?P<bank>[^\n]*))?(?:\n(?P<more>.*))?",
    re.ASCII | re.DOTALL,
)
_NO_REFERENCE = ("NONREF", "NOTPROVIDED", "KREF+")
#: Longer than any field of the standard; the rest of a file gone astray is not piled up.
_LONGEST = 10_000


@dataclass(slots=True)
class _Field:
    tag: str
    text: str
    line: int


@dataclass(slots=True)
class _Running:
    """A statement while it is read."""

    account: str
    bank: str
    line: int
    currency: str = ""
    kind: str = DAY
    opening: tuple[date, Amount] | None = None
    closing: tuple[date, Amount] | None = None
    entries: list[tuple[Entry, str]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    pending: _Field | None = None


def read(data: bytes, file: str = "") -> tuple[tuple[Statement, ...], tuple[Fault, ...]]:
    """The statements of a file; pages of one account that follow each other become one."""
    found: dict[tuple[str, str], _Running] = {}
    faults: list[Fault] = []
    running: _Running | None = None
    for one in _fields(data):
        if one.tag == "25":
            _flush(running, None, file)
            bank, account, currency = account_of(one.text)
            running = found.setdefault(
                (account, currency), _Running(account, bank, one.line, currency)
            )
        elif running:
            _step(running, one, file)
        elif one.tag in ("61", "60F"):
            faults.append(Fault("statement.no_account", Place(one.line, file)))
    _flush(running, None, file)
    made = tuple(balanced(_made(one, file)) for one in found.values())
    return made, tuple(faults)


def _fields(data: bytes) -> Iterator[_Field]:
    """Fields with their lines joined; what stands outside of messages is passed over."""
    current: _Field | None = None
    for number, line in enumerate(_texts(data), 1):
        text = _BLOCK.sub("", line)
        found = _FIELD.fullmatch(text)
        if found:
            if current:
                yield current
            current = _Field(found[1], found[2], number)
        elif text in ("-", "-}") or text.startswith("-}"):
            if current:
                yield current
            current = None
        elif current and text and len(current.text) < _LONGEST:
            current.text += "\n" + text
    if current:
        yield current


def _texts(data: bytes) -> Iterator[str]:
    for line in lines_of(data.removeprefix(b"\xef\xbb\xbf")):
        try:
            yield line.decode("utf-8")
        except UnicodeDecodeError:
            yield line.decode("cp1252", "replace")


def _step(running: _Running, one: _Field, file: str) -> None:
    """Take one field in; a booking waits for the details that follow it."""
    if one.tag == "61":
        _flush(running, None, file)
        running.pending = one
    elif one.tag == "86":
        _flush(running, one, file)
    elif one.tag in ("60F", "60M", "62F", "62M"):
        _flush(running, None, file)
        _balance(running, one, file)
    elif one.tag == "34F":
        running.kind = INTERIM
        running.currency = running.currency or one.text[:3]


def _balance(running: _Running, one: _Field, file: str) -> None:
    found = _BALANCE.match(one.text)
    day = short_day(found[2]) if found else None
    currency = found[3] if found and found[3] else running.currency
    amount = sum_of(found[4], currency) if found else None
    if found is None or day is None or amount is None:
        running.faults.append(
            Fault("statement.value", Place(one.line, file), {"name": f":{one.tag}:"})
        )
        return
    signed = Amount(-amount.minor if found[1] == "D" else amount.minor, amount.currency)
    running.currency = amount.currency
    if one.tag.startswith("60"):
        running.opening = running.opening or (day, signed)
    else:
        running.closing = (day, signed)


def _flush(running: _Running | None, details: _Field | None, file: str) -> None:
    """Book the line that waits, with its details where they came."""
    if running is None or running.pending is None:
        return
    line, running.pending = running.pending, None
    place = Place(line.line, file)
    made = _booked(running, line.text, details.text if details else "", place)
    if made is None:
        running.faults.append(Fault("statement.value", place, {"name": ":61:"}))
    else:
        running.entries.append(made)


def _booked(running: _Running, text: str, details: str, place: Place) -> tuple[Entry, str] | None:
    found = _LINE.fullmatch(text)
    value = short_day(found["value"]) if found else None
    currency = running.currency or "EUR"
    amount = sum_of(found["sum"], currency) if found else None
    if found is None or value is None or amount is None:
        return None
    told = details_of(details)
    incoming = found["mark"] in ("C", "RD", "EC")
    own = tidy(found["own"] or "", 100)
    reference = told.reference or ("" if own in _NO_REFERENCE else own)
    made = Entry(
        day=_booked_on(value, found["entry"]),
        value_day=value,
        amount=amount if incoming else Amount(-amount.minor, currency),
        place=place,
        party=told.party,
        party_id="",
        party_account=told.account,
        party_bank=told.bank,
        purpose=told.purpose or tidy(found["more"] or ""),
        reference=reference,
        number=tidy(found["bank"] or "", 100),
    )
    return made, reference


def _booked_on(value: date, entry: str | None) -> date:
    """The day of booking has no year; it is the one nearest to the day of value."""
    if not entry or not entry.strip():
        return value
    near: list[date] = []
    for year in (value.year - 1, value.year, value.year + 1):
        try:
            near.append(date(year, int(entry[:2]), int(entry[2:])))
        except ValueError:
            continue
    return min(near, key=lambda day: abs(day - value), default=value)


def _made(running: _Running, file: str) -> Statement:
    faults = list(running.faults)
    if running.kind == DAY and running.closing is None:
        last = max((entry.place.line for entry, _ in running.entries), default=running.line)
        faults.append(Fault("statement.cut", Place(last, file)))
    days = [entry.day for entry, _ in running.entries]
    return Statement(
        account=running.account,
        bank=running.bank,
        currency=running.currency or "EUR",
        since=min(days, default=running.opening[0] if running.opening else None),
        until=running.closing[0] if running.closing else max(days, default=None),
        opening=running.opening[1] if running.opening else None,
        closing=running.closing[1] if running.closing else None,
        entries=keyed(running.account, running.entries),
        faults=tuple(faults),
        kind=running.kind,
    )
