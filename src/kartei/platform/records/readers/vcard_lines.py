"""Content lines of vCard 2.1, 3.0 and 4.0 (RFC 2426, RFC 6350): unfolded, decoded, taken apart."""

import quopri
import re
from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from kartei.platform.records.readers.faults import FileFault
from kartei.platform.records.readers.limits import Limits

_HEAD = re.compile(r'(?:([\w-]+)\.)?([A-Za-z][\w-]*)((?:;(?:"[^"]*"|[^:;"])*)*):', re.ASCII)
_PARAMETER = re.compile(r';((?:"[^"]*"|[^;"])*)')
_BASE64_LINE = re.compile(rb"[A-Za-z0-9+/=]{20,}\s*")
_ESCAPE = re.compile(r"\\([nN;,:\\])")
_VALUELESS = {"QUOTED-PRINTABLE", "BASE64", "B", "8BIT", "7BIT"}


@dataclass(frozen=True, slots=True)
class Property:
    """One property of a card.

    `name` in capitals; `group` the prefix that ties a label to it; `types` in capitals from TYPE,
    bare parameters and PREF; `parameters` all others; `value` still escaped, for a text may be a
    list; `data` the bytes of a picture.
    """

    name: str
    group: str
    types: frozenset[str]
    parameters: dict[str, str]
    value: str
    data: bytes

    def parts(self, sign: str = ";") -> list[str]:
        """The value cut at unescaped signs, each part unescaped and trimmed."""
        cut = re.split(rf"(?<!\\){sign}", self.value)
        return [unescape(part).strip() for part in cut]

    def text(self) -> str:
        """The whole value as one text."""
        return unescape(self.value).strip()


def unescape(text: str) -> str:
    r"""`\n`, `\,`, `\;` and `\\` as what they stand for."""
    return _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], text)


def cards(handle: BinaryIO, encoding: str, limits: Limits) -> Iterator[list[Property]]:
    """The properties of every card, one after the other; cards inside cards are passed over.

    `encoding` is that of lines that name none. Faults: `file.line_too_long`.
    """
    card: list[Property] | None = None
    within = False
    for line in _unfolded(handle, limits):
        bare = line.strip().upper()
        ends = bare.startswith(b"END:VCARD")
        if within:
            within = not ends
        elif bare.startswith(b"BEGIN:VCARD") or ends:
            # A card that begins before the last one ended ends it as well.
            if card:
                yield card
            card = None if ends else []
        elif _holds_card(bare):
            within = True
        elif card is not None and (one := parse_line(line, encoding)):
            card.append(one)
    if card:
        yield card


def _holds_card(bare: bytes) -> bool:
    """Version 2.1 puts the card of an agent on lines of its own within his principal's."""
    name, _, value = bare.partition(b":")
    return name.startswith(b"AGENT") and value.strip() in (b"", b"BEGIN:VCARD")


def _unfolded(handle: BinaryIO, limits: Limits) -> Iterator[bytes]:
    """Logical lines: folded by a blank, by a soft break of quoted-printable, or bare base64."""
    pending: list[bytes] = []
    size = number = 0
    while raw := handle.readline(limits.line):
        number += 1
        line = raw.rstrip(b"\r\n").replace(b"\x00", b"")
        if pending and (joined := _continuation(pending, line)) is not None:
            pending.append(joined)
        else:
            if pending:
                yield b"".join(pending)
            pending, size = [line], 0
        size += len(raw)
        if size >= limits.line:
            raise FileFault("file.line_too_long", row=number)
    yield b"".join(pending)


def _continuation(pending: list[bytes], line: bytes) -> bytes | None:
    """What the line adds to the pending one; None when it begins a property of its own."""
    head = pending[0].partition(b":")[0].upper()
    if b"QUOTED-PRINTABLE" in head:
        if pending[-1].endswith(b"="):
            pending[-1] = pending[-1][:-1]
            return line.lstrip(b" \t") if line[:1] in (b" ", b"\t") else line
        return None
    if line[:1] in (b" ", b"\t"):
        return line[1:]
    is_picture = b"BASE64" in head or b"ENCODING=B" in head
    return line if is_picture and _BASE64_LINE.fullmatch(line) else None


def parse_line(line: bytes, encoding: str) -> Property | None:
    """A logical line as a property; None when it is none."""
    head, colon, value = line.partition(b":")
    while colon and head.count(b'"') % 2:
        more, colon, value = value.partition(b":")
        head += b":" + more
    found = _HEAD.fullmatch(head.decode("ascii", "replace").strip() + ":")
    if not found or not colon:
        return None
    types, parameters = _parameters(found[3])
    transfer = parameters.pop("ENCODING", "")
    charset = _codec(parameters.pop("CHARSET", ""), encoding)
    name = found[2].upper()
    if transfer in ("BASE64", "B"):
        return Property(name, found[1] or "", types, parameters, "", _picture(value))
    if transfer == "QUOTED-PRINTABLE":
        value = quopri.decodestring(value)
    text = value.decode(charset, "replace")
    data = _picture(value.partition(b"base64,")[2]) if text.startswith("data:") else b""
    text = "" if data else text
    return Property(name, (found[1] or "").upper(), types, parameters, text, data)


def _parameters(text: str) -> tuple[frozenset[str], dict[str, str]]:
    types: set[str] = set()
    parameters: dict[str, str] = {}
    for part in _PARAMETER.findall(text):
        key, equals, value = part.replace('"', "").partition("=")
        key = key.strip().upper()
        if not equals:
            key, value = ("ENCODING" if key in _VALUELESS else "TYPE"), key
        if key == "TYPE":
            types |= {one.strip().upper() for one in value.split(",")}
        elif key == "PREF":
            types.add("PREF")
        else:
            parameters[key] = value.strip().upper()
    return frozenset(types), parameters


def _codec(name: str, fallback: str) -> str:
    try:
        "x".encode(name or fallback)
    except (LookupError, UnicodeError):
        return fallback
    return name or fallback


def _picture(value: bytes) -> bytes:
    """Decoded base64; nothing when it is broken, for a card lives without its picture."""
    bare = re.sub(rb"[^A-Za-z0-9+/]", b"", value)
    try:
        return b64decode(bare + b"=" * (-len(bare) % 4))
    except Base64Error:
        return b""
