"""Texts of people made fit for paper: literal, paragraph by paragraph, never wider than a column.

Nothing is interpreted. Only what no sheet can carry is taken out: control characters, halves of
broken surrogate pairs, and, for archives, characters that none of our fonts holds.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")
#: Longer runs without a space may break. Hyphenation copes with real words of up to 36 letters.
_UNBROKEN = re.compile(r"\S{25,}")
_WORD = re.compile(r"[^\W\d_]{1,36}[.,;:!?)»“”]*")
#: Where an address or a path breaks best: behind its signs, else anywhere.
_PIECE = re.compile(r"[^./@_\-?&=,;:+]{0,12}[./@_\-?&=,;:+]*")
_ZERO_WIDTH_SPACE = "\u200b"
_REPLACEMENT = "\ufffd"

Holds = Callable[[int], bool]


def everything(_code: int) -> bool:
    """The test for ordinary PDF: a character without a glyph is drawn as a box."""
    return True


def one_line(text: str, holds: Holds = everything) -> str:
    """A text for a place of one paragraph: line breaks become spaces, long words may break."""
    return _breakable(" ".join(_clean(text, holds).split()))


def paragraphs(text: str, holds: Holds = everything) -> list[list[str]]:
    """Paragraphs (parted by empty lines) as lists of their lines; an empty text has none."""
    clean = _clean(text, holds).strip()
    if not clean:
        return []
    return [
        [_breakable(line.strip()) for line in paragraph.split("\n")]
        for paragraph in _PARAGRAPHS.split(clean)
    ]


def _clean(text: str, holds: Holds) -> str:
    joined = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    return "".join(_fit(char, holds) for char in joined)


def _fit(char: str, holds: Holds) -> str:
    if char in "\n\t":
        return char
    category = unicodedata.category(char)
    if category == "Cc":
        return ""
    if category == "Cs" or not holds(ord(char)):
        return _REPLACEMENT
    return char


def _breakable(line: str) -> str:
    """Lets a long run without spaces break anywhere, by zero-width spaces in it."""
    return _UNBROKEN.sub(lambda found: _parted(found.group()), line)


def _parted(run: str) -> str:
    if _WORD.fullmatch(run):
        return run
    return _ZERO_WIDTH_SPACE.join(piece for piece in _PIECE.findall(run) if piece)
