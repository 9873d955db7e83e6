"""Which encoding a text is in, with the evidence for it.

A byte-order mark settles it, then zero bytes (UTF-16), then whether the whole text is sound UTF-8;
German and Russian one-byte encodings are told apart by what their letters would spell.
"""

import codecs
import re
from dataclasses import dataclass
from typing import BinaryIO

_CHUNK = 1 << 20
_SAMPLE = 1 << 16
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CYRILLIC = ("windows-1251", "koi8-r", "cp866")
_SELDOM = {"koi8-r": 0.2, "cp866": 0.2}
_FREQUENT = frozenset("оеаинтсрвлкмдпуяыьгзб")
_RARE = frozenset("ъэщцфёЪЭЩЁЬЫ")
_WESTERN = frozenset("äöüßÄÖÜéèêëàâáçñóòôíìîïúùûøåæœłšžÉ€„“”’‘–—«»°§²³½£©®´·…•")
_ODD_BYTES = re.compile(rb"[^\n]{0,400}[\x80-\xff][^\n]{0,400}")
_DAMAGE_SHARE = 0.02


@dataclass(frozen=True, slots=True)
class Encoding:
    """`name` for Python's codecs, `sure` from 0 to 1, `evidence` a code of why.

    `bom`, `zeros`, `ascii`, `utf-8`, `utf-8 damaged`, `cyrillic letters`, `western letters`.
    """

    name: str
    sure: float
    evidence: str


def recognise_encoding(handle: BinaryIO) -> Encoding:
    """Read the text through and name its encoding; the handle is left anywhere."""
    head = handle.read(_SAMPLE)
    for bom, name in _BOMS:
        if head.startswith(bom):
            return Encoding(name, 1.0, "bom")
    if wide := _utf16(head):
        return wide
    handle.seek(0)
    odd, sound, broken = _scan(handle)
    if not odd:
        return Encoding("utf-8", 1.0, "ascii")
    if not broken:
        return Encoding("utf-8", 0.99, "utf-8")
    if broken <= sound * _DAMAGE_SHARE:
        return Encoding("utf-8", 0.8, "utf-8 damaged")
    return _one_byte(odd)


def _utf16(head: bytes) -> Encoding | None:
    """Text without a mark: every second byte of most letters is zero or the Cyrillic page."""
    if len(head) < 4:
        return None
    even, odd = head[0::2], head[1::2]
    for name, high, low in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        pages = (high.count(0) + high.count(4)) / len(high)
        if pages > 0.9 and high.count(0) > len(high) * 0.1 and low.count(0) < len(low) * 0.05:
            return Encoding(name, 0.95, "zeros")
    return None


def _scan(handle: BinaryIO) -> tuple[bytes, int, int]:
    """Lines with bytes above ASCII (a sample), and how many UTF-8 letters are sound or broken."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    sample = bytearray()
    sound = broken = 0
    while chunk := handle.read(_CHUNK):
        text = decoder.decode(chunk)
        if chunk.isascii():
            continue
        broken += text.count("\ufffd")
        sound += len(text) - len(text.encode("ascii", "ignore"))
        if len(sample) < _SAMPLE:
            sample += b"\n".join(_ODD_BYTES.findall(chunk)[:500])
    broken += decoder.decode(b"", final=True).count("\ufffd")
    return bytes(sample[:_SAMPLE]), sound - broken, broken


def _one_byte(odd: bytes) -> Encoding:
    scores = {name: _cyrillic_score(odd, name) for name in _CYRILLIC}
    best = max(scores, key=scores.__getitem__)
    western = _western_score(odd)
    if scores[best] >= western:
        return Encoding(best, min(0.95, 0.5 + scores[best] / 2), "cyrillic letters")
    return Encoding("windows-1252", min(0.95, 0.5 + western / 2), "western letters")


def _cyrillic_score(odd: bytes, name: str) -> float:
    """How Russian the text looks: frequent small letters, capitals only where words begin."""
    text = odd.decode(name, "replace")
    above = [char for char in text if char > "\x7f"]
    letters = [char for char in above if "А" <= char <= "я" or char in "ёЁ№«»–—"]
    frequent = sum(char.lower() in _FREQUENT for char in letters)
    rare = sum(char in _RARE for char in letters)
    odd_capitals = len(re.findall(r"[а-я][А-Я]", text))
    mixed = len(re.findall(r"[A-Za-z][А-яЁё]|[А-яЁё][A-Za-z]", text))
    points = frequent + 0.6 * (len(letters) - frequent) - rare - 2 * odd_capitals - 2 * mixed
    share = (points - (len(above) - len(letters))) / max(1, len(above))
    return max(0.0, share - _SELDOM.get(name, 0.0))


def _western_score(odd: bytes) -> float:
    """How Western the text looks: single accented letters among plain ones."""
    text = odd.decode("windows-1252", "replace")
    above = [char for char in text if char > "\x7f"]
    known = sum(char in _WESTERN for char in above)
    runs = sum(len(run) for run in re.findall(r"[^\x00-\x7f]{3,}", text))
    return max(0.0, (known - runs) / max(1, len(above)))
