"""How a firm has shaped its system, as one file: to keep, to compare, to carry to another."""

from kartei.platform.records.configuration.file import FORMAT, exported
from kartei.platform.records.configuration.taking import Outcome, take_in

__all__ = ["FORMAT", "Outcome", "exported", "take_in"]
