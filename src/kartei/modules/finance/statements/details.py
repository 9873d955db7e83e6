"""What `:86:` of MT940 tells of a booking: in numbered subfields, in words of SWIFT, or freely."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kartei.modules.finance.statements.data import bare
from kartei.modules.finance.statements.text import tidy

_NUMBERED = re.compile(r"\d{3}([^0-9A-Za-z\s])(?=\d\d)", re.ASCII)
_PURPOSE = (*range(20, 30), *range(60, 64))
#: Length to which German banks cut the parts of a purpose.
_FULL = 27
_SEPA = re.compile(r"(EREF|KREF|MREF|CRED|DEBT|COAM|OAMT|SVWZ|ABWA|ABWE|IBAN|BIC|PURP)\+")
_SWIFT = re.compile(
    r"/(EREF|NAME|IBAN|REMI|BIC|ORDP|BENM|CNTP|MARF|CSID|TRTP|PREF|RTRN|ISDT|ADDR|USTD|STRD)/"
)
_NO_REFERENCE = ("NOTPROVIDED", "NONREF")


@dataclass(frozen=True, slots=True)
class Details:
    """The other side and what it wrote; empty where nothing is told."""

    purpose: str = ""
    party: str = ""
    account: str = ""
    bank: str = ""
    reference: str = ""


def details_of(text: str) -> Details:
    """Read the field, whichever of the three ways it is written in."""
    found = _NUMBERED.match(text)
    if found:
        return _numbered(text[found.end() - 1 :], found[1])
    flat = text.replace("\n", "")
    return _worded(flat) if _SWIFT.search(flat) else Details(purpose=tidy(text))


def _numbered(text: str, sign: str) -> Details:
    """`166?00GUTSCHRIFT?20EREF+RE-1?21SVWZ+…?32NAME`."""
    parts: dict[int, str] = {}
    for piece in text.replace("\n", "").split(sign)[1:]:
        if piece[:2].isascii() and piece[:2].isdigit():
            parts.setdefault(int(piece[:2]), piece[2:])
    tagged = _tagged(_joined([parts[number] for number in _PURPOSE if number in parts]))
    purpose = tagged.get("SVWZ", tagged.get("", "")) or parts.get(0, "")
    return Details(
        purpose=tidy(purpose),
        party=tidy(parts.get(32, "") + parts.get(33, ""), 500),
        account=bare(parts.get(31, "") or tagged.get("IBAN", ""))[:40],
        bank=tidy(parts.get(30, "") or tagged.get("BIC", ""), 200),
        reference=_reference(tagged.get("EREF", "")),
    )


def _joined(pieces: list[str]) -> str:
    """A full piece goes on in the next; one that ended before its length had a blank there."""
    return "".join(piece if len(piece) >= _FULL else piece + " " for piece in pieces)


def _tagged(text: str) -> dict[str, str]:
    """What stands behind each SEPA tag; under "" what stands before the first."""
    pieces = _SEPA.split(text)
    found = {"": pieces[0].strip()}
    for tag, value in zip(pieces[1::2], pieces[2::2], strict=True):
        found.setdefault(tag, value.strip())
    return found


def _worded(text: str) -> Details:
    """`/TRTP/SEPA/IBAN/NL…/NAME/…/REMI/…/EREF/…` as banks outside Germany write."""
    pieces = _SWIFT.split(text)
    found: dict[str, str] = {}
    for tag, value in zip(pieces[1::2], pieces[2::2], strict=True):
        if value.strip(" /"):
            found.setdefault(tag, value.strip())
    purpose = found.get("USTD") or found.get("REMI") or pieces[0]
    return Details(
        purpose=tidy(re.sub(r"^USTD//", "", purpose)),
        party=tidy(found.get("NAME", ""), 500),
        account=bare(found.get("IBAN", ""))[:40],
        bank=tidy(found.get("BIC", ""), 200),
        reference=_reference(found.get("EREF", "")),
    )


def _reference(text: str) -> str:
    found = tidy(text, 100)
    return "" if found.upper() in _NO_REFERENCE else found
