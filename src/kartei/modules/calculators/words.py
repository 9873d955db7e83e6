"""Choices of calculators, and the words of what can be wrong with them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from babel.numbers import format_decimal
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kartei.modules.calculators.engine.faults import Fault
from kartei.platform.kit.faults import ValueFault
from kartei.platform.meta.errors import words_of
from kartei.platform.meta.spec import Option

KINDS = (
    Option("number", pgettext_lazy("kind of parameter", "number")),
    Option("choice", pgettext_lazy("kind of parameter", "choice")),
    Option("bool", pgettext_lazy("kind of parameter", "yes or no")),
)
BETWEEN = (
    Option("linear", _("in proportion")),
    Option("next", _("the next higher step")),
    Option("exact", _("nothing: steps only")),
)
WAYS = (
    Option("nearest", pgettext_lazy("rounding", "to the nearest")),
    Option("up", pgettext_lazy("rounding", "up")),
    Option("down", pgettext_lazy("rounding", "down")),
)

TEXTS: dict[str, Any] = {
    "unknown_parameter": _("This calculator has no parameter “%(name)s”"),
    "parameter_empty": _("%(parameter)s: fill this in"),
    "not_a_number": _("%(parameter)s: “%(value)s” is not a number"),
    "no_choice": _("%(parameter)s: there is no choice “%(value)s”"),
    "low": _("%(parameter)s: %(value)s is less than %(limit)s %(unit)s"),
    "high": _("%(parameter)s: %(value)s is more than %(limit)s %(unit)s"),
    "step": _("%(parameter)s: %(value)s is between two steps; take %(before)s or %(after)s"),
    "axis_empty": _("The table “%(table)s” needs a value of “%(axis)s”"),
    "axis_low_row": _(
        "%(axis)s %(value)s is below the first row %(limit)s of the table “%(table)s”;"
        " take at least that, or add a row to the table"
    ),
    "axis_low_column": _(
        "%(axis)s %(value)s is below the first column %(limit)s of the table “%(table)s”;"
        " take at least that, or add a column to the table"
    ),
    "axis_high_row": _(
        "%(axis)s %(value)s is beyond the last row %(limit)s of the table “%(table)s”;"
        " take at most that, or add a row to the table"
    ),
    "axis_high_column": _(
        "%(axis)s %(value)s is beyond the last column %(limit)s of the table “%(table)s”;"
        " take at most that, or add a column to the table"
    ),
    "axis_absent_row": _(
        "The table “%(table)s” has no row for %(axis)s %(value)s; take another, or add a row"
    ),
    "axis_absent_column": _(
        "The table “%(table)s” has no column for %(axis)s %(value)s; take another, or add a column"
    ),
    "cell_empty": _(
        "The table “%(table)s” has no value in row %(row)s, column %(column)s:"
        " this size is not sold, or the cell is still to be filled in"
    ),
    "row_empty": _(
        "The table “%(table)s” has no value in row %(row)s:"
        " this size is not sold, or the cell is still to be filled in"
    ),
    "rule": "%(message)s",
    "formula": _("Formula “%(formula)s”: %(cause)s"),
    "no_price": _("The formula “%(formula)s” comes to nothing; something it needs is empty"),
    "negative": _("The formula “%(formula)s” comes to less than nothing: %(value)s"),
    "too_large": _("The formula “%(formula)s” comes to too large an amount"),
    "too_deep": _("The formulas lead to each other over too many stages"),
    "circle": _("“%(name)s” follows from itself"),
    "unknown_name": _("There is neither parameter nor table nor formula “%(name)s”"),
    "name": _(
        "“%(name)s” cannot be a short name: take a word of letters and digits without blanks"
    ),
    "name_taken": _("The short name “%(name)s” is taken already"),
    "bounds": _("The largest value is below the smallest"),
    "step_positive": _("A step is more than nothing"),
    "no_choices": _("“%(parameter)s” has no choices yet"),
    "option_parameter": _("No parameter of choices is called “%(name)s”"),
    "option_empty": _("Name the choice"),
    "option_twice": _("The choice “%(value)s” is there twice"),
    "no_message": _("Write what is to be said when this does not go together"),
    "wrong_formula": "%(cause)s",
    "wrong_text": "%(cause)s",
    "too_many": _("There are more than %(limit)s of them"),
    "table_empty": _("The table has no values: first column steps, then values"),
    "table_size": _("A table has at most %(rows)s rows and %(columns)s columns"),
    "table_width": _("Row %(row)s has %(found)s cells, the table is %(wanted)s cells wide"),
    "table_step": _("Row %(row)s, column %(column)s: “%(value)s” is not a step"),
    "table_order": _("Row %(row)s, column %(column)s: steps must rise, %(value)s does not"),
    "table_twice": _("Row %(row)s, column %(column)s: “%(value)s” is there twice"),
    "table_cell": _("Row %(row)s, column %(column)s: “%(value)s” is not a number"),
}


def number(value: Decimal) -> str:
    """A number as people of the active language write it."""
    pattern = "#,##0.######"
    return str(format_decimal(value, format=pattern, locale=(get_language() or "en")[:2]))


def shown(value: Any) -> str:
    """A value of a calculation in the active language."""
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, Decimal):
        return number(value)
    return "" if value is None else str(getattr(value, "label", value))


def said(value: Any) -> Any:
    """A parameter of a message."""
    return words_of(value) if isinstance(value, ValueFault) else shown(value)


def words(fault: Fault) -> str:
    """A fault in the active language."""
    code = fault.code.removeprefix("calculators.")
    if code.startswith("axis_") and code != "axis_empty":
        code = f"{code}_{fault.params['of']}"
    params = {name: said(value) for name, value in fault.params.items()}
    return (str(TEXTS[code]) % params).rstrip()
