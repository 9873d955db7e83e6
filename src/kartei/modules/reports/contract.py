"""What modules use to declare reports, and the shell to answer them."""

from kartei.modules.reports.rules.asking import Wish, all_for, answer
from kartei.modules.reports.rules.fields import counted, filter_of, sums
from kartei.modules.reports.rules.files import FORMATS, made
from kartei.modules.reports.rules.frame import (
    Dimension,
    Figures,
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
    "Figures",
    "Group",
    "Measure",
    "Param",
    "Question",
    "Report",
    "Wish",
    "all_for",
    "answer",
    "counted",
    "filter_of",
    "known",
    "made",
    "register",
    "sums",
]
