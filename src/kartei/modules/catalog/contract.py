"""What other modules may use of the catalogue."""

from kartei.modules.catalog.words import UNITS, VAT_RATES

__all__ = ["UNITS", "VAT_RATES"]
