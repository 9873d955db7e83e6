"""What modules use to declare reports, and the shell to answer them."""

from kartei.modules.reports.rules.asking import Wish, all_for, answer
from kartei.modules.reports.rules.fields import counted, sums
from kartei.modules.reports.rules.files import FORMATS, made
from kartei.modules.reports.rules.frame import (
    Dimension,
    Group,
    Measure,
    Param,
    Question,
    Report,
    known,
    register,
)

__all__ = [
    "FORMATS",
    "Dimension",
    "Group",
    "Measure",
    "Param",
    "Question",
    "Report",
    "Wish",
    "all_for",
    "answer",
    "counted",
    "known",
    "made",
    "register",
    "sums",
]
