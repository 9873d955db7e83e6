"""What the shell and later modules may use of offers."""

from kartei.modules.offers.page import answering, links, showing, visit
from kartei.modules.offers.rules.kind import KIND

__all__ = ["KIND", "answering", "links", "showing", "visit"]
