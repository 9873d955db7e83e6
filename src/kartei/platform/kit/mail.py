"""E-mail addresses: checked for shape, domain in lower case, several from one cell."""

import re
from dataclasses import dataclass
from functools import lru_cache

from kartei.platform.kit.faults import ValueFault

_ANGLE = re.compile(r"<([^<>]*)>\s*$")
_LOCAL = re.compile(r"[^\s@<>()\[\]\\,;:\"\x00-\x1f\x7f]+")
_LABEL = re.compile(r"[^\W_](?:[\w-]{0,61}[^\W_])?")
_MAX_ADDRESS = 254
_MAX_LOCAL = 64
_MAX_CELL = 4_000
_MAX_ADDRESSES = 50


# An import reads an address in its cell and again when it is saved.
@lru_cache(maxsize=2048)
def parse_email(raw: str) -> str:
    """The bare address with its domain in lower case: `Ann <A.Lee@Firm.DE>` → `A.Lee@firm.de`.

    Shape as in RFC 5321 without quoted local parts; letters of any script pass (RFC 6531). The
    part before `@` keeps its case, for it may matter to the receiver. Faults: `mail.empty`,
    `mail.no_at`, `mail.too_long`, `mail.domain`, `mail.invalid`.
    """
    text = raw.strip()
    if named := _ANGLE.search(text):
        text = named[1]
    if text[:7].casefold() == "mailto:":
        text = text[7:].partition("?")[0]
    text = text.strip(" \t\u00a0.,;")
    if not text:
        raise ValueFault("mail.empty")
    if "@" not in text:
        raise ValueFault("mail.no_at", value=text)
    local, _, domain = text.rpartition("@")
    if len(text) > _MAX_ADDRESS or len(local) > _MAX_LOCAL:
        raise ValueFault("mail.too_long")
    if not _LOCAL.fullmatch(local) or local[0] == "." or local[-1] == "." or ".." in local:
        raise ValueFault("mail.invalid", value=text)
    return f"{local}@{_domain(domain, text)}"


def _domain(domain: str, text: str) -> str:
    labels = domain.lower().split(".")
    if len(labels) < 2 or not all(_LABEL.fullmatch(label) for label in labels):
        raise ValueFault("mail.domain", value=text)
    if labels[-1].isdecimal():
        raise ValueFault("mail.domain", value=text)
    return ".".join(labels)


@dataclass(frozen=True, slots=True)
class ParsedEmail:
    """One address of a cell: what was written, and the address or the code of its fault."""

    raw: str
    value: str
    fault: str


def split_emails(cell: str) -> list[ParsedEmail]:
    """All addresses of a cell, parted by commas, semicolons or blanks; never raises.

    Words without `@` beside an address (names, remarks) are passed over; a cell of words alone
    gives one entry with a fault.
    """
    text = cell.strip()[:_MAX_CELL]
    parts = [part for part in re.split(r"[,;|\s<>]+", text) if part]
    addresses = [part for part in parts if "@" in part][:_MAX_ADDRESSES]
    if not addresses and re.search(r"\w", text):
        return [ParsedEmail(text, "", "mail.no_at")]
    return [_parsed(part) for part in addresses]


def _parsed(part: str) -> ParsedEmail:
    try:
        return ParsedEmail(part, parse_email(part), "")
    except ValueFault as fault:
        return ParsedEmail(part, "", fault.code)
