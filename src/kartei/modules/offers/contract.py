"""What the shell and later modules may use of offers."""

from kartei.modules.offers.rules.kind import KIND

__all__ = ["KIND"]
