"""What the shell and later modules may use of billing."""

from kartei.modules.billing.rules.billed import lines_of as billed_lines
from kartei.modules.billing.rules.charged import OF_A_SHARE, standing_lines
from kartei.modules.billing.rules.delivery_kind import DELIVERY, WORK
from kartei.modules.billing.rules.kinds import INVOICE, ORDER
from kartei.modules.billing.rules.plans import next_day
from kartei.modules.billing.rules.remaining import Progress, remaining
from kartei.modules.billing.rules.settling import Receipt, hold, register_receipts, settle
from kartei.modules.billing.rules.statuses import steps

__all__ = [
    "DELIVERY",
    "INVOICE",
    "OF_A_SHARE",
    "ORDER",
    "WORK",
    "Progress",
    "Receipt",
    "billed_lines",
    "hold",
    "next_day",
    "register_receipts",
    "remaining",
    "settle",
    "standing_lines",
    "steps",
]
