"""What the shell and later modules may use of money."""

from kartei.modules.finance.rules.assigning import assign
from kartei.modules.finance.rules.balances import balance
from kartei.modules.finance.rules.locks import closed
from kartei.modules.finance.rules.receipts import received
from kartei.modules.finance.rules.showing import entries_of

__all__ = ["assign", "balance", "closed", "entries_of", "received"]
