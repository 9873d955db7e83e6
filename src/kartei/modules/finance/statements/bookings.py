"""One entry (`Ntry`) of a CAMT message as bookings."""

from __future__ import annotations

from datetime import date

from lxml import etree

from kartei.modules.finance.statements.data import Entry, Place, bare
from kartei.modules.finance.statements.text import day_of, sum_of, tidy
from kartei.modules.finance.statements.xml_nodes import each, local, one, said
from kartei.platform.kit.faults import ValueFault
from kartei.platform.kit.money import Amount

#: What banks write where the payer gave no reference.
_NO_REFERENCE = ("NOTPROVIDED", "NOT PROVIDED", "NONREF")
#: A sum of more parts than this is kept as one.
_MOST_PARTS = 10_000


def bookings_of(node: etree._Element, place: Place) -> list[tuple[Entry, str]]:
    """The bookings of an entry with what names them in their keys.

    A sum is parted into its transactions where these name sums that add up to it, else it stays one
    booking. Raises ValueFault `statement.value` with the element that is wrong.
    """
    whole = money(one(node, "Amt"))
    sign = _sign(node)
    day = _day(node, "BookgDt") or _day(node, "ValDt")
    if day is None:
        raise ValueFault("statement.value", name="BookgDt")
    parts = list(each(node, "NtryDtls/TxDtls"))
    if len(parts) > 1:
        sums = _sums(parts, whole, sign) if len(parts) <= _MOST_PARTS else None
        if sums:
            return [
                _booking(node, part, amount, day, place)
                for part, amount in zip(parts, sums, strict=True)
            ]
    amount = Amount(sign * whole.minor, whole.currency)
    if len(parts) == 1:
        return [_booking(node, parts[0], amount, day, place)]
    return [_booking(node, None, amount, day, place)]


def money(node: etree._Element | None) -> Amount:
    """An `Amt` with its currency; raises ValueFault `statement.value`."""
    if node is None:
        raise ValueFault("statement.value", name="Amt")
    currency = str(node.get("Ccy") or "")
    found = sum_of(node.text or "", currency) if len(currency) == 3 else None
    if found is None:
        raise ValueFault("statement.value", name="Amt")
    return found


def _sign(node: etree._Element) -> int:
    """`CdtDbtInd` already tells which way a reversal goes (ISO 20022, since version 2)."""
    way = said(node, "CdtDbtInd")
    if way not in ("CRDT", "DBIT"):
        raise ValueFault("statement.value", name="CdtDbtInd")
    return 1 if way == "CRDT" else -1


def _day(node: etree._Element, name: str) -> date | None:
    return day_of(said(node, f"{name}/Dt", f"{name}/DtTm"))


def _sums(parts: list[etree._Element], whole: Amount, sign: int) -> list[Amount] | None:
    """The signed sums of the transactions, if each has one and all make up the entry."""
    found: list[Amount] = []
    for part in parts:
        node = one(part, "Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/InstdAmt/Amt")
        try:
            amount = money(node)
            way = _sign(part) if one(part, "CdtDbtInd") is not None else sign
        except ValueFault:
            return None
        if amount.currency != whole.currency:
            return None
        found.append(Amount(way * amount.minor, amount.currency))
    return found if sum(one.minor for one in found) == sign * whole.minor else None


def _booking(
    node: etree._Element, part: etree._Element | None, amount: Amount, day: date, place: Place
) -> tuple[Entry, str]:
    """One booking; what it is named by in its key is the payer's reference.

    The bank's own reference differs between the message within the day and that of the day.
    """
    other = "Dbtr" if _incoming(node, part, amount) else "Cdtr"
    parties = one(part, "RltdPties")
    reference = tidy(said(part, "Refs/EndToEndId"), 100)
    if reference.upper() in _NO_REFERENCE:
        reference = ""
    structured = tidy(said(part, "RmtInf/Strd/CdtrRefInf/Ref"), 100)
    number = said(part, "Refs/AcctSvcrRef") or said(node, "AcctSvcrRef", "NtryRef")
    made = Entry(
        day=day,
        value_day=_day(node, "ValDt"),
        amount=amount,
        place=place,
        party=_party(parties, other),
        party_id=tidy(_identity(parties, other), 40),
        party_account=bare(_account(parties, other))[:40],
        party_bank=tidy(_bank(part, other), 200),
        purpose=_purpose(node, part),
        reference=structured or reference,
        number=tidy(number, 100),
    )
    return made, reference


def _incoming(node: etree._Element, part: etree._Element | None, amount: Amount) -> bool:
    """Whether the other side is the debtor; a returned payment keeps the sides it had."""
    returned = said(node, "RvslInd") == "true" or one(part, "RtrInf") is not None
    return (amount.minor > 0) != returned


def _party(parties: etree._Element | None, side: str) -> str:
    last = f"Ultmt{side}"
    found = said(parties, f"{side}/Nm", f"{side}/Pty/Nm", f"{last}/Nm", f"{last}/Pty/Nm")
    return tidy(found, 500)


def _identity(parties: etree._Element | None, side: str) -> str:
    """What the organisation is known by; only a bare identifier is of use."""
    paths = [
        f"{side}{inner}/Id/OrgId/Othr/Id" for inner in ("", "/Pty")
    ]  # fmt: skip
    return said(parties, *paths)


def _account(parties: etree._Element | None, side: str) -> str:
    return said(parties, f"{side}Acct/Id/IBAN", f"{side}Acct/Id/Othr/Id")


def _bank(part: etree._Element | None, side: str) -> str:
    agent = f"RltdAgts/{side}Agt/FinInstnId"
    return said(part, f"{agent}/BICFI", f"{agent}/BIC", f"{agent}/Nm")


def _purpose(node: etree._Element, part: etree._Element | None) -> str:
    """What the payer wrote, else what the bank says of the booking."""
    info = one(part, "RmtInf")
    written = [child.text or "" for child in (info if info is not None else ()) if _free(child)]
    joined = tidy(" ".join(written))
    return joined or tidy(said(part, "AddtlTxInf") or said(node, "AddtlNtryInf"))


def _free(child: etree._Element) -> bool:
    return local(child) == "Ustrd"
