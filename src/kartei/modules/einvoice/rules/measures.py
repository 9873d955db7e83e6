"""Units of received bills in words."""

from __future__ import annotations

from kartei.modules.catalog.contract import UNITS
from kartei.modules.einvoice.formats.units import unit_of


def unit_words(code: str) -> str:
    """A unit (UN/ECE Recommendation 20) as the catalogue calls it in the asker's language; the code
    itself where the catalogue has none.
    """
    ours = unit_of(code)
    return next((str(unit.label) for unit in UNITS if unit.value == ours), ours)
