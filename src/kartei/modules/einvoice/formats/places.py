"""Postal addresses as people write them, taken apart for EN 16931."""

from __future__ import annotations

import re
from functools import cache

from babel import Locale

from kartei.modules.einvoice.formats.data import Place

_CITY = re.compile(
    r"(?:(?P<land>[A-Z]{1,3})[-\s])?(?P<code>\d{4,6}|\d{2,3}[ -]\d{2,3})\s+(?P<city>\D.*)"
)
_AFTER = re.compile(r"(?P<city>\D+?),?\s+(?P<code>\d{4,6})")
_PLATES = {"D": "DE", "A": "AT", "F": "FR", "I": "IT", "B": "BE", "L": "LU"}
#: More rows than this have no place in an invoice's address.
_MOST_ROWS = 3


def place_of(text: str, country: str) -> Place:
    """Street, postcode, city and country of an address in one or several lines.

    country holds where the address names none. Postcode and city stay empty where no part of the
    text looks like them.
    """
    parts = [part.strip(" ,;") for part in re.split(r"[\n,;]", text)]
    parts = [part for part in parts if part]
    named = _countries().get(parts[-1].casefold()) if len(parts) > 1 else None
    if named:
        parts.pop()
    for at, part in enumerate(parts):
        found = _CITY.fullmatch(part) or _AFTER.fullmatch(part)
        if found is None or (at == 0 and len(parts) > 1 and found.re is _AFTER):
            continue
        land = found.groupdict().get("land")
        rows = [row for place, row in enumerate(parts) if place != at]
        mark = _PLATES.get(land, land) if land else None
        if mark not in _countries().values():
            mark = None
        return Place(_rows(rows), found["code"], found["city"].strip(), named or mark or country)
    return Place(_rows(parts), "", "", named or country)


def _rows(parts: list[str]) -> tuple[str, ...]:
    """At most three rows; what is more is joined to the last."""
    head, rest = parts[: _MOST_ROWS - 1], parts[_MOST_ROWS - 1 :]
    return (*head, ", ".join(rest)) if rest else tuple(head)


@cache
def _countries() -> dict[str, str]:
    """Code by name in the languages of the interface, and by code."""
    found: dict[str, str] = {}
    for language in ("en", "de", "ru"):
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha() and code not in ("EU", "EZ", "UN", "ZZ", "QO"):
                found[name.casefold()] = code
                found[code.casefold()] = code
    return found
