"""The language of formulas and rules: what a firm writes to compute and to judge its own data."""

from kartei.platform.kit.expression.functions import FUNCTIONS, Function
from kartei.platform.kit.expression.language import Expression, compile_text, evaluate, with_names
from kartei.platform.kit.expression.values import Chosen, Clock, ExpressionFault, Value

__all__ = [
    "FUNCTIONS",
    "Chosen",
    "Clock",
    "Expression",
    "ExpressionFault",
    "Function",
    "Value",
    "compile_text",
    "evaluate",
    "with_names",
]
