"""Reads the purpose of a payment: which papers it names, by which day, and what it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from kartei.modules.finance.matching import vocabulary as words
from kartei.modules.finance.matching.numbers import Number, number_of
from kartei.platform.kit.text import fold

#: Day, month and year as written; year 0 where none is.
Day = tuple[int, int, int]

_DAY = re.compile(
    rf"""(?<![\w./-])(?:
    (?P<d1>\d{{1,2}})\.(?P<m1>\d{{1,2}})\.(?P<y1>\d{{4}}|\d{{2}})(?!\d)
    | (?P<y2>\d{{4}})-(?P<m2>\d{{2}})-(?P<d2>\d{{2}})(?![\w-])
    | (?P<d3>\d{{1,2}})/(?P<m3>\d{{1,2}})/(?P<y3>\d{{4}})(?!\d)
    | [«"']?(?P<d4>\d{{1,2}})[»"']?\.?\s+(?P<m4>{words.MONTHS})[а-яa-z]*\.?(?:\s+(?P<y4>\d{{4}}))?
    | (?P<d5>\d{{1,2}})\.(?P<m5>\d{{1,2}})\.?(?![\d/-])
    )(?:\s*(?:г|года|год)\b\.?)?""",
    re.VERBOSE,
)
_PERIOD = re.compile(r"(?<![\w./-])(?:0?[1-9]|1[0-2])\.20\d\d(?![\w./-])")
_TOKEN = re.compile(
    r"(?P<day>\x01[\d.]+\x01)"
    r"|(?P<number>(?:[^\W\d_]{1,8}[-/.]{0,2})?\d+(?:[-/_]?(?:\d+|[^\W\d_]{1,3}(?![^\W\d_])))*)"
    r"|(?P<word>[^\W\d_]+)|(?P<mark>[^\s\w])"
)
_MONTH_OF_YEAR = re.compile(r"(?:0?[1-9]|1[0-2])/20\d\d")
_LETTERS = re.compile(r"^[^\W\d_]+[-/.]*")
_NOT_ASKED = (words.CONTRACT, words.OTHER)
_APART = re.compile(r"(?<=\d)[ ](?=\d)")


@dataclass(frozen=True, slots=True)
class Mention:
    """A number that the purpose names.

    kind: of which paper (words.INVOICE and so on; BARE after «№» or by itself). firm: whether its
    own word or sign stands before it. until: the other end where a range is named.
    """

    kind: str
    number: Number
    firm: bool = True
    day: Day | None = None
    until: Number | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read. nature: what else than a payment of an invoice it speaks of, or empty."""

    mentions: tuple[Mention, ...]
    nature: str
    text: str

    def of(self, *kinds: str) -> tuple[Mention, ...]:
        """The mentions of these kinds."""
        return tuple(one for one in self.mentions if one.kind in kinds)


def read(purpose: str, *, joined: bool = False) -> Reading:
    """Read a purpose. joined: figures that a blank tears apart belong together (MT940 breaks)."""
    text = fold(purpose.replace("№", " № "))
    nature = _nature(text)
    if joined:
        text = _APART.sub("", text)
    return Reading(tuple(_Scanner(_levelled(text)).mentions()), nature, text)


def _nature(text: str) -> str:
    bare = words.NOISE[1].sub(" ", words.NOISE[0].sub(" ", text))
    return next((name for name, found in words.NATURES.items() if found.search(bare)), "")


def _levelled(text: str) -> str:
    for pattern, instead in words.LEVELLED:
        text = pattern.sub(instead, text)
    for pattern in words.NOISE:
        text = pattern.sub(" ; ", text)
    return _PERIOD.sub(" ", _DAY.sub(_marked, text))


def _marked(found: re.Match[str]) -> str:
    for at in "12345":
        if not found[f"d{at}"]:
            continue
        day, month = int(found[f"d{at}"]), found[f"m{at}"]
        year = int(found[f"y{at}"] or 0) if at != "5" else 0
        in_year = int(month) if month.isdigit() else words.MONTH[month]
        if 1 <= day <= 31 and 1 <= in_year <= 12:
            return f" \x01{day}.{in_year}.{year + 2000 if 0 < year < 100 else year}\x01 "
    return found[0]


@lru_cache(maxsize=4096)
def keyword(word: str) -> str:
    """The kind of paper that a folded word announces, or nothing; Latin letters may be mixed in."""
    russian = word.translate(words.RUSSIAN) if not word.isascii() else word
    return next((kind for kind, known in words.KEYWORDS.items() if known.fullmatch(russian)), "")


class _Scanner:
    """Goes through the words once and remembers which paper was announced last."""

    def __init__(self, text: str) -> None:
        self.tokens = list(_TOKEN.finditer(text))
        self.kind = ""
        self.listing = False
        self.firm = False
        self.range = False
        self.day: Day | None = None
        self.found: list[Mention] = []

    def mentions(self) -> Iterator[Mention]:
        """All numbers in their order; those of papers that nobody asks for are left out."""
        for token in self.tokens:
            match token.lastgroup:
                case "day":
                    self._dated(token[0].strip("\x01"))
                case "number":
                    self._number(token[0])
                case "word":
                    self._word(token[0])
                case _:
                    self._mark(token[0])
        yield from (one for one in self.found if one.kind != words.OTHER)

    def _dated(self, text: str) -> None:
        day, month, year = map(int, text.split("."))
        if self.listing and self.found and self.found[-1].day is None:
            self.found[-1] = replace(self.found[-1], day=(day, month, year))
        elif self.kind and not self.listing:
            self.day = (day, month, year)

    def _word(self, word: str) -> None:
        kind = keyword(word)
        if kind:
            self._announce(kind)
        elif word in ("no", "n", "nr", "номер", "nummer"):
            if not self.kind:
                self._announce(words.BARE)
            self.firm = True
        elif word in words.THROUGH and self.listing:
            self.range = True
        elif word not in words.FILLERS and word not in words.JOINERS:
            self._announce("")

    def _announce(self, kind: str) -> None:
        self.kind, self.listing, self.firm, self.range, self.day = kind, False, True, False, None

    def _mark(self, mark: str) -> None:
        if mark == ";" and self.listing:
            self.firm = False
        self.range = self.listing and mark in "-–—"
        if mark in "!?|":
            self._announce("")

    def _number(self, text: str) -> None:
        rest = _LETTERS.sub("", text)
        letters = text[: len(text) - len(rest)].rstrip("-/.")
        own = keyword(letters) if letters else ""
        if letters in ("no", "n", "nr"):
            own, text = self.kind or words.BARE, rest
        elif own and _glued(text, letters):
            text = rest
        if own and own != self.kind and (self.listing or self.kind not in _NOT_ASKED):
            self._announce(own)
        if not self.kind and _MONTH_OF_YEAR.fullmatch(text):
            return
        self._keep(number_of(text))

    def _keep(self, number: Number) -> None:
        if self.range and self.found and self.listing:
            self.found[-1] = replace(self.found[-1], until=number)
        else:
            kind = self.kind or words.BARE
            firm = bool(self.kind) and self.firm
            self.found.append(Mention(kind, number, firm, self.day))
        # Further ones of a list are weaker than the first: «сч. 12, 3 этап».
        self.range, self.day, self.listing, self.firm = False, None, bool(self.kind), False


def _glued(text: str, letters: str) -> bool:
    """Whether the letters are the word itself («сч12», «сч.12»), not the number's («re-12»)."""
    return text[len(letters)] not in "-/"
