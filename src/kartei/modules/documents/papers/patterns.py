"""How numbers of papers are written: RE-{year}-{number:4}, and which of them share a counter."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

#: {year}, {yy}, {month}, {number}, {number:4}
PLACE = re.compile(r"\{(year|yy|month)\}|\{number(?::([1-9]))?\}")
NUMBER = re.compile(r"\{number(?::[1-9])?\}")
#: What stands in a number when its counter starts anew.
RESTARTS: dict[str, tuple[str, ...]] = {
    "never": (),
    "year": ("year", "yy"),
    "month": ("year", "yy", "month"),
}
#: What each restart needs in the pattern, so that no number comes twice: one of each.
NEEDED: dict[str, tuple[tuple[str, ...], ...]] = {
    "never": (),
    "year": (("year", "yy"),),
    "month": (("year", "yy"), ("month",)),
}


@dataclass(frozen=True, slots=True)
class Series:
    """Numbers of one day's making: the key of their counter, what stands around the number, and
    to how many digits it is filled up.
    """

    key: str
    before: str
    after: str
    width: int

    def text(self, number: int) -> str:
        """The number as papers show it."""
        return f"{self.before}{number:0{self.width}}{self.after}"

    def read(self, text: str) -> int:
        """The running number of a text of this series; 0 for another text."""
        shape = re.escape(self.before) + "([0-9]{1,15})" + re.escape(self.after)
        found = re.fullmatch(shape, text)
        return int(found[1]) if found else 0


def series(pattern: str, anew: str, day: date) -> Series:
    """The series of a pattern without faults, on a day.

    Patterns that differ in the filling up alone share a counter, for they meet at long numbers.
    """
    counted = NUMBER.sub("{number}", filled(pattern, RESTARTS[anew], day))
    before, after = NUMBER.split(filled(pattern, RESTARTS["month"], day))
    width = next(found[2] for found in PLACE.finditer(pattern) if not found[1])
    # the key that "RE-2026-0001" has always had, so that such a pattern goes on with its counter
    return Series(counted.removesuffix("-{number}"), before, after, int(width or 1))


def filled(pattern: str, names: tuple[str, ...], day: date) -> str:
    """The pattern with some of its places of the day filled."""
    values = {"year": f"{day.year:04}", "yy": f"{day.year % 100:02}", "month": f"{day.month:02}"}
    return PLACE.sub(lambda found: values[found[1]] if found[1] in names else found[0], pattern)


def alike(one: str, other: str) -> bool:
    """Whether two patterns can make the same number."""
    return NUMBER.sub("{number}", one) == NUMBER.sub("{number}", other)


def unknown(pattern: str) -> str:
    """The first place that means nothing, or a brace that stands alone; empty if there is none."""
    rest = re.search(r"\{[^{}]*\}|[{}]", PLACE.sub("", pattern))
    return rest[0] if rest else ""


def lacks(pattern: str, anew: str) -> bool:
    """Whether numbers would come again, because what they start anew with is not in them."""
    present = {found[1] for found in PLACE.finditer(pattern)}
    return any(present.isdisjoint(names) for names in NEEDED[anew])
