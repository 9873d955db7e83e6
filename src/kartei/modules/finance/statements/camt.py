"""Statements in XML: camt.053 (a day), camt.052 (within the day), camt.054 (details of sums).

ISO 20022, versions 02 to 08 and what is like them: elements are told by their local names.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from kartei.modules.finance.statements.bookings import bookings_of, money
from kartei.modules.finance.statements.data import (
    DAY,
    INTERIM,
    NOTICE,
    Entry,
    Fault,
    Place,
    Statement,
    balanced,
    bare,
    keyed,
)
from kartei.modules.finance.statements.text import day_of
from kartei.modules.finance.statements.xml_nodes import each, local, one, said, sound, walked
from kartei.platform.kit.faults import ValueFault
from kartei.platform.kit.money import Amount

_KINDS = {"Stmt": DAY, "Rpt": INTERIM, "Ntfctn": NOTICE}
_OPENING = ("OPBD", "PRCD", "OPAV")
_CLOSING = ("CLBD",)
#: Not booked yet, or for information only.
_UNBOOKED = ("PDNG", "INFO", "FUTR")


@dataclass(slots=True)
class _Running:
    """A statement while it is read; done: its end was there."""

    node: etree._Element
    kind: str
    entries: list[tuple[Entry, str]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    done: bool = False


def read(data: bytes, file: str = "") -> tuple[tuple[Statement, ...], tuple[Fault, ...]]:
    """The statements of a file; of a cut one all bookings that are whole, and a fault.

    Raises ValueFault: `statement.doctype`, `statement.too_deep`, `statement.broken_xml`,
    `statement.foreign_xml` where there is no statement at all.
    """
    data, as_declared = sound(data)
    faults = [] if as_declared else [Fault("statement.encoding", Place(1, file))]
    running: list[_Running] = []
    try:
        for step, node in walked(data):
            _step(step, node, running, file)
    except ValueFault as fault:
        if not running or fault.code != "statement.broken_xml":
            raise
        faults.append(Fault("statement.cut", Place(int(fault.params["line"]), file)))
    if not running:
        raise ValueFault("statement.foreign_xml")
    return tuple(balanced(_made(one)) for one in running), tuple(faults)


def _step(step: str, node: etree._Element, running: list[_Running], file: str) -> None:
    name = local(node)
    inside = running and not running[-1].done
    if step == "start":
        if name in _KINDS and not inside:
            running.append(_Running(node, _KINDS[name]))
    elif inside and node is running[-1].node:
        running[-1].done = True
    elif inside and name == "Ntry" and node.getparent() is running[-1].node:
        _take(node, running[-1], file)
        node.clear()


def _take(node: etree._Element, running: _Running, file: str) -> None:
    """The bookings of an entry, if it is booked at all."""
    state = said(node, "Sts/Cd", "Sts/Prtry", "Sts")
    if state in _UNBOOKED:
        return
    place = Place(int(node.sourceline or 1), file)
    try:
        running.entries += bookings_of(node, place)
    except ValueFault as fault:
        running.faults.append(Fault(fault.code, place, fault.params))


def _made(running: _Running) -> Statement:
    node = running.node
    account = bare(said(node, "Acct/Id/IBAN", "Acct/Id/Othr/Id", "Acct/Id/PrtryAcct/Id"))
    opening, closing = _balance(node, _OPENING), _balance(node, _CLOSING, last=True)
    currency = said(node, "Acct/Ccy") or _currency(running, opening, closing)
    entries = keyed(account, running.entries)
    days = [entry.day for entry in entries]
    return Statement(
        account=account,
        bank=said(
            node, "Acct/Svcr/FinInstnId/BICFI", "Acct/Svcr/FinInstnId/BIC",
            "Acct/Svcr/FinInstnId/ClrSysMmbId/MmbId",
        ),
        currency=currency[:3],
        since=day_of(said(node, "FrToDt/FrDtTm", "FrToDt/FrDt")) or min(days, default=None),
        until=day_of(said(node, "FrToDt/ToDtTm", "FrToDt/ToDt")) or max(days, default=None),
        opening=opening,
        closing=closing,
        entries=entries,
        faults=tuple(running.faults),
        kind=running.kind,
    )  # fmt: skip


def _currency(running: _Running, *balances: Amount | None) -> str:
    found = [balance.currency for balance in balances if balance]
    return (found or [entry.amount.currency for entry, _ in running.entries] or [""])[0]


def _balance(node: etree._Element, codes: tuple[str, ...], *, last: bool = False) -> Amount | None:
    """The balance of the first of the codes that is there."""
    for code in codes:
        found = [
            balance for balance in each(node, "Bal")
            if said(balance, "Tp/CdOrPrtry/Cd", "Tp/Cd") == code
        ]  # fmt: skip
        if not found:
            continue
        balance = found[-1 if last else 0]
        try:
            amount = money(one(balance, "Amt"))
        except ValueFault:
            return None
        debit = said(balance, "CdtDbtInd") == "DBIT"
        return Amount(-amount.minor, amount.currency) if debit else amount
    return None
