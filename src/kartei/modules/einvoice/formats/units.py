"""Units of the catalogue in the codes of UN/ECE Recommendation 20."""

from __future__ import annotations

from collections.abc import Mapping

#: What a unit that nobody knows counts as («one»).
ANY = "C62"
CODES: Mapping[str, str] = {
    "pcs": "H87",
    "set": "SET",
    "pair": "PR",
    "pack": "XPK",
    "m": "MTR",
    "lm": "LM",
    "m2": "MTK",
    "m3": "MTQ",
    "kg": "KGM",
    "t": "TNE",
    "l": "LTR",
    "hour": "HUR",
    "day": "DAY",
    "month": "MON",
    "trip": "E54",
    "flat": "LS",
}


def code_of(unit: str) -> str:
    """The code of a unit of ours; «one» for units of the firm's own."""
    return CODES.get(unit, ANY)


def unit_of(code: str) -> str:
    """Our unit of a code; the code itself where we have none."""
    return next((ours for ours, theirs in CODES.items() if theirs == code), code)
