"""What the shell may use of e-invoices."""

from kartei.modules.einvoice.rules.examining import examined
from kartei.modules.einvoice.rules.picture import picture
from kartei.modules.einvoice.rules.showing import report, shown

__all__ = ["examined", "picture", "report", "shown"]
