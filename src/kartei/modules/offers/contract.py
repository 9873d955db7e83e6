"""What the shell and later modules may use of offers."""

from kartei.modules.offers.rules.issue import Issued, mail, pdf, picture
from kartei.modules.offers.rules.preview import preview
from kartei.modules.offers.rules.sending import Sending, proposal, send
from kartei.modules.offers.rules.sketch import sketch

__all__ = [
    "Issued", "Sending", "mail", "pdf", "picture", "preview", "proposal", "send", "sketch",
]  # fmt: skip
