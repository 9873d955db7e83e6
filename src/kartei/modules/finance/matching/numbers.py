"""Numbers of papers, levelled: as people write them they differ in signs, zeros and letters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from kartei.modules.finance.matching.vocabulary import TWINS
from kartei.platform.kit.text import fold

_RUNS = re.compile(r"\d+")
_PARTS = re.compile(r"[^\W\d_]+|\d+")
#: How surely a spelling is that of a number: not, by its last figures, wholly.
NOT, TAIL, FULL = 0, 1, 2
_LONG = 5


@dataclass(frozen=True, slots=True)
class Number:
    """A number. letters, after: before and behind its figures; runs: its figures without zeros."""

    raw: str
    letters: str
    runs: tuple[str, ...]
    after: str
    compact: str

    @property
    def distinct(self) -> bool:
        """Whether nobody writes it by chance."""
        return len(self.runs) > 1 or len(self.compact) >= _LONG


@lru_cache(maxsize=65536)
def number_of(text: str) -> Number:
    """Level a number: `СЧ-0012/26` has the letters `cч` and the runs 12 and 26."""
    folded = fold(text.replace("№", ""))
    parts = [str(one).translate(TWINS) for one in _PARTS.findall(folded)]
    runs = tuple(one.lstrip("0") or "0" for one in parts if one.isdigit())
    first = next((at for at, one in enumerate(parts) if one.isdigit()), len(parts))
    last = next((at for at in range(len(parts) - 1, -1, -1) if parts[at].isdigit()), len(parts))
    return Number(
        folded,
        "".join(parts[:first]),
        runs,
        "".join(parts[last + 1 :]),
        "".join(one for one in parts if one.isdigit()),
    )


def tail(number: Number, day: date) -> str:
    """The figures that count the papers of a series, without the year."""
    runs = [one for one in number.runs if not _is_year(one, day)] or list(number.runs)
    if len(number.runs) > 1 and number.runs[0] == runs[-1] and _is_year(number.runs[-1], day):
        return number.runs[0]
    return runs[-1] if runs else ""


def _is_year(run: str, day: date) -> bool:
    return run in (str(day.year), str(day.year % 100))


def likeness(said: Number, known: Number, day: date) -> int:
    """How surely `said` means the paper `known` of that day: NOT, TAIL or FULL."""
    if said.after != known.after and said.after:
        return NOT
    if not _letters_fit(said.letters, known.letters):
        return NOT
    if said.compact == known.compact or said.runs == known.runs:
        return FULL if known.distinct and said.after == known.after else TAIL
    ending = tail(known, day)
    if len(said.runs) == 2 and _yearly(said.runs, ending, day):
        return FULL
    if len(said.runs) > 1 and known.runs[-len(said.runs) :] == said.runs:
        return FULL
    return TAIL if said.runs == (ending,) else NOT


def _yearly(runs: tuple[str, ...], ending: str, day: date) -> bool:
    first, second = runs
    return (first == ending and _is_year(second, day)) or (
        second == ending and _is_year(first, day)
    )


_SIGNS = frozenset(
    one.translate(TWINS)
    for one in ("", "no", "n", "nr", "re", "rg", "inv", "сч", "счет", "rnr", "rgnr", "renr")
)


def _letters_fit(said: str, known: str) -> bool:
    """Whether the letters before the figures agree; words for «invoice» may come and go."""
    return said == known or said in _SIGNS or (not known and len(said) > 3)


def span(first: Number, last: Number) -> list[Number]:
    """The numbers from one to another of the same series, at most thirty; else nothing."""
    low, high = first.runs[-1], last.runs[-1]
    if not (low.isdigit() and high.isdigit()) or not 0 < int(high) - int(low) < 30:
        return []
    head = first.raw[: first.raw.rindex(_RUNS.findall(first.raw)[-1])]
    return [number_of(f"{head}{one}") for one in range(int(low), int(high) + 1)]


def several(said: Number) -> list[list[Number]]:
    """What a number may be if it is none: a range `12-15`, a list `12/13`, `RE-2026-12/13`."""
    found = []
    ends = said.raw.split("-")
    if len(ends) > 1 and ends[-1].isdigit():
        first = number_of("-".join(ends[:-1]))
        if first.runs:
            found.append(span(first, number_of(ends[-1])))
    parts = said.raw.split("/")
    if len(parts) > 1 and all(one.isdigit() for one in parts[1:]):
        found.append([number_of(one) for one in parts])
    return [one for one in found if one]
