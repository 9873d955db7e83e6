"""Country packs: VAT by date, requisites and their checks, rounding."""

from __future__ import annotations

from collections.abc import Mapping

from kartei.modules.documents.packs.base import NO_VAT, Pack, Requisite, VatRate
from kartei.modules.documents.packs.de import DE
from kartei.modules.documents.packs.general import GENERAL
from kartei.modules.documents.packs.ru import RU

__all__ = ["NO_VAT", "PACKS", "Pack", "Requisite", "VatRate", "all_rates", "pack"]

PACKS: Mapping[str, Pack] = {found.id: found for found in (RU, DE, GENERAL)}


def pack(country: str | None) -> Pack:
    """The pack of a country, the general one where the country has none of its own."""
    return PACKS.get(country or "", GENERAL)


def all_rates() -> tuple[str, ...]:
    """Every rate of every pack and day, the highest first."""
    return tuple(sorted({r.value for p in PACKS.values() for r in p.rates}, key=int, reverse=True))
