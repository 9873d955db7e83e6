"""What the shell and later modules may use of billing."""

from kartei.modules.billing.rules.billed import lines_of as billed_lines
from kartei.modules.billing.rules.kinds import INVOICE, ORDER

__all__ = ["INVOICE", "ORDER", "billed_lines"]
