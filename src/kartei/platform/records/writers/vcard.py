r"""Address cards, vCard 4.0 (RFC 6350) and 3.0 (RFC 2426).

UTF-8, CRLF, lines folded at 75 octets between characters. Texts are escaped, so that a line break
or semicolon in a name can start no property of its own.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal

Version = Literal["4.0", "3.0"]
Kinds = Sequence[tuple[str, str]]

_LINE = 75
_PHONE_TYPES = {
    "mobile": "cell", "work": "work", "home": "home", "fax": "fax", "main": "main-number",
}  # fmt: skip
_PLACE_TYPES = {"work": "work", "home": "home"}
_SCHEMES = {"skype": "skype", "telegram": "telegram", "whatsapp": "whatsapp", "viber": "viber"}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_PICTURES = ((b"\x89PNG", "png"), (b"RIFF", "webp"), (b"\xff\xd8", "jpeg"))


@dataclass(frozen=True, slots=True)
class Card:
    """One person or organisation.

    phones, emails, addresses, messengers and sites are (kind, value) pairs with the kinds of the
    metadata (`mobile`, `work`, `home`, `fax`, `main`, …; messengers by their name); the first of
    phones and mails is the preferred one. An address is one text. photo is a PNG, JPEG or WebP.
    """

    name: str
    last_name: str = ""
    first_name: str = ""
    middle_name: str = ""
    prefix: str = ""
    suffix: str = ""
    company: str = ""
    department: str = ""
    position: str = ""
    phones: Kinds = ()
    emails: Kinds = ()
    addresses: Kinds = ()
    messengers: Kinds = ()
    sites: Kinds = ()
    birthday: date | None = None
    note: str = ""
    categories: Sequence[str] = ()
    photo: bytes = b""
    organisation: bool = False
    uid: str = ""
    changed_at: datetime | None = None


def write_vcards(cards: Iterable[Card], version: Version = "4.0") -> Iterator[bytes]:
    """The cards one by one as bytes."""
    for card in cards:
        yield b"".join(_folded(line) for line in _lines(card, version))


def _lines(card: Card, version: Version) -> Iterator[str]:
    yield "BEGIN:VCARD"
    yield f"VERSION:{version}"
    if version == "4.0":
        yield f"KIND:{'org' if card.organisation else 'individual'}"
    yield from _identity(card)
    yield from _contacts(card, version)
    yield from _rest(card, version)
    yield "END:VCARD"


def _identity(card: Card) -> Iterator[str]:
    names = (card.last_name, card.first_name, card.middle_name, card.prefix, card.suffix)
    whole = card.name or " ".join(filter(None, names)) or card.company
    yield f"FN:{_text(whole)}"
    yield f"N:{_list(names, ';')}"
    if card.company or card.department:
        yield f"ORG:{_list(filter(None, (card.company, card.department)), ';')}"
    if card.position:
        yield f"TITLE:{_text(card.position)}"


def _contacts(card: Card, version: Version) -> Iterator[str]:
    for place, (kind, value) in enumerate(card.phones):
        number, extension, digits = value.partition(";ext=")
        shown = number + (f" ext. {digits}" if extension else "")
        yield f"TEL{_types(_PHONE_TYPES.get(kind), place, version)}:{_text(shown)}"
    for place, (kind, value) in enumerate(card.emails):
        yield f"EMAIL{_types(_PLACE_TYPES.get(kind), place, version)}:{_text(value)}"
    for kind, value in card.addresses:
        street = _list(("", "", value, "", "", "", ""), ";")
        yield f"ADR{_types(_PLACE_TYPES.get(kind), None, version)}:{street}"
    for kind, value in card.messengers:
        yield f"IMPP:{_SCHEMES.get(kind, 'x-' + _token(kind))}:{_uri(value)}"
    for _kind, value in card.sites:
        yield f"URL:{_uri(value)}"


def _rest(card: Card, version: Version) -> Iterator[str]:
    if card.birthday:
        day = card.birthday.isoformat()
        yield f"BDAY:{day.replace('-', '') if version == '4.0' else day}"
    if card.categories:
        yield f"CATEGORIES:{_list(card.categories, ',')}"
    if card.note:
        yield f"NOTE:{_text(card.note)}"
    if card.photo:
        yield _photo(card.photo, version)
    if card.uid:
        yield f"UID:{_text(card.uid)}"
    if card.changed_at:
        yield f"REV:{card.changed_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _photo(photo: bytes, version: Version) -> str:
    kind = next((name for start, name in _PICTURES if photo.startswith(start)), "jpeg")
    data = b64encode(photo).decode("ascii")
    if version == "4.0":
        return f"PHOTO:data:image/{kind};base64,{data}"
    return f"PHOTO;ENCODING=b;TYPE={kind.upper()}:{data}"


def _types(kind: str | None, place: int | None, version: Version) -> str:
    """Parameters of a value: its kind, and that the first one is preferred."""
    preferred = place == 0
    if version == "4.0":
        return (f";TYPE={kind}" if kind else "") + (";PREF=1" if preferred else "")
    kinds = [name for name in (kind, "pref" if preferred else None) if name]
    return f";TYPE={','.join(kinds)}" if kinds else ""


def _token(text: str) -> str:
    return re.sub(r"[^a-z0-9-]", "", text.lower()) or "other"


def _text(text: str) -> str:
    """A text as one escaped value."""
    clean = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    escaped = clean.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\n", "\\n")


def _uri(text: str) -> str:
    """A URI as a value of its own: nothing in it is escaped, so nothing in it may need to be."""
    return re.sub(r"[\s\x00-\x1f\x7f]", "", text).replace("\\", "%5C")


def _list(texts: Iterable[str], sign: str) -> str:
    return sign.join(_text(text) for text in texts)


def _folded(line: str) -> bytes:
    """The line with its end; what is longer than 75 octets goes on after CRLF and a blank."""
    data = line.encode("utf-8", "replace")
    pieces, start, room = [], 0, _LINE
    while len(data) - start > room:
        end = start + room
        while data[end] & 0xC0 == 0x80:  # inside a character
            end -= 1
        pieces.append(data[start:end])
        start, room = end, _LINE - 1
    pieces.append(data[start:])
    return b"\r\n ".join(pieces) + b"\r\n"
