"""What the shell and later modules may use of calculators."""

from kartei.modules.calculators.rules.files import LIMIT, table_from
from kartei.modules.calculators.rules.pricing import attempt, price

__all__ = ["LIMIT", "attempt", "price", "table_from"]
