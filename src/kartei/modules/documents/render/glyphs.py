"""Which characters the shipped fonts can draw.

PDF/A refuses a character without a glyph, so the texts of an archive copy are checked beforehand.
Reads the character maps (`cmap`, formats 4 and 12) of the font files after ISO/IEC 14496-22.
"""

from __future__ import annotations

import struct
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent.parent / "fonts"


@cache
def drawable() -> frozenset[int]:
    """The code points that every text font or the emoji font holds."""
    texts = [_code_points(path.read_bytes()) for path in sorted(FONTS.glob("IBMPlex*.ttf"))]
    emoji = _code_points((FONTS / "NotoEmoji-Subset.ttf").read_bytes())
    return frozenset.intersection(*texts) | emoji


def _code_points(font: bytes) -> frozenset[int]:
    start = _table(font, b"cmap")
    (count,) = struct.unpack_from(">H", font, start + 2)
    found: set[int] = set()
    for place in range(count):
        (offset,) = struct.unpack_from(">I", font, start + 8 + 8 * place)
        (kind,) = struct.unpack_from(">H", font, start + offset)
        if kind == 4:
            found |= _format_4(font, start + offset)
        elif kind == 12:
            found |= _format_12(font, start + offset)
    return frozenset(found)


def _table(font: bytes, tag: bytes) -> int:
    (count,) = struct.unpack_from(">H", font, 4)
    for place in range(count):
        name, _sum, offset, _length = struct.unpack_from(">4sIII", font, 12 + 16 * place)
        if name == tag:
            return int(offset)
    raise LookupError(f"the font has no table {tag!r}")


def _format_4(font: bytes, start: int) -> set[int]:
    (doubled,) = struct.unpack_from(">H", font, start + 6)
    count = doubled // 2
    ends = struct.unpack_from(f">{count}H", font, start + 14)
    firsts = struct.unpack_from(f">{count}H", font, start + 16 + doubled)
    codes = {
        code for first, end in zip(firsts, ends, strict=True) for code in range(first, end + 1)
    }
    return codes - {0xFFFF}


def _format_12(font: bytes, start: int) -> set[int]:
    (count,) = struct.unpack_from(">I", font, start + 12)
    groups = struct.iter_unpack(">III", font[start + 16 : start + 16 + 12 * count])
    return {code for first, end, _glyph in groups for code in range(first, end + 1)}
