"""What the shell and later modules may use of money."""

from kartei.modules.finance.rules.assigning import assign
from kartei.modules.finance.rules.balances import balance
from kartei.modules.finance.rules.forecast import Wish as ForecastWish
from kartei.modules.finance.rules.forecast import forecast
from kartei.modules.finance.rules.locks import closed
from kartei.modules.finance.rules.matched import confirm, match_later, proposals
from kartei.modules.finance.rules.reasons import doubt_words, reason_words
from kartei.modules.finance.rules.receipts import received
from kartei.modules.finance.rules.showing import entries_of

__all__ = [
    "ForecastWish",
    "assign",
    "balance",
    "closed",
    "confirm",
    "doubt_words",
    "entries_of",
    "forecast",
    "match_later",
    "proposals",
    "reason_words",
    "received",
]
