"""What the shell may use of pricing: how a document stands to its limits."""

from kartei.modules.pricing.rules.approving import decide
from kartei.modules.pricing.rules.standing import ask, standing

__all__ = ["ask", "decide", "standing"]
