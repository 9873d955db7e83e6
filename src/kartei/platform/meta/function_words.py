"""What the functions of expressions do, in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

#: name: (arguments, what it does)
WORDS = {
    "IF": (_("condition; then; else"), _("One value or the other")),
    "FILLED": (_("field"), _("Whether there is a value")),
    "EMPTY": (_("field"), _("Whether there is no value")),
    "FIRST": (_("values"), _("The first value that is not empty")),
    "SUM": (_("values"), _("The sum; empty ones are passed over")),
    "MIN": (_("values"), _("The smallest number or the earliest day")),
    "MAX": (_("values"), _("The largest number or the latest day")),
    "ROUND": (_("number; digits"), _("Rounded to so many digits after the point")),
    "ROUNDUP": (_("number; digits"), _("Rounded up")),
    "ROUNDDOWN": (_("number; digits"), _("Rounded down")),
    "ABS": (_("number"), _("The number without its sign")),
    "CONCAT": (_("values"), _("Values joined to one text, as & does")),
    "LEN": (_("text"), _("The number of characters")),
    "COUNT": (_("field"), _("How many values a field holds")),
    "UPPER": (_("text"), _("In capital letters")),
    "LOWER": (_("text"), _("In small letters")),
    "PROPER": (_("text"), _("Each word with a capital letter")),
    "TRIM": (_("text"), _("Without spaces too many")),
    "DIGITS": (_("text"), _("Only the digits")),
    "LEFT": (_("text; number"), _("The first characters")),
    "RIGHT": (_("text; number"), _("The last characters")),
    "REPLACE": (_("text; old; new"), _("One part of a text put in place of another")),
    "CONTAINS": (_("text; part"), _("Whether a text or a list contains something")),
    "STARTS": (_("text; beginning"), _("Whether a text begins so")),
    "TODAY": ("", _("The day of today; computed anew each night")),
    "NOW": ("", _("This moment; computed anew each night")),
    "YEAR": (_("day"), _("The year of a day")),
    "MONTH": (_("day"), _("The month of a day, 1 to 12")),
    "DAY": (_("day"), _("The day of the month")),
    "WEEKDAY": (_("day"), _("The day of the week, Monday is 1")),
    "DATE": (_("year; month; day"), _("A day out of three numbers")),
    "ADDMONTHS": (_("day; number"), _("The day so many months later")),
    "YEARS": (_("from; to"), _("Full years between two days, or until today")),
}


def about(name: str) -> tuple[str, str]:
    """(arguments, what it does) of a function, in the active language."""
    takes, words = WORDS[name]
    return str(takes), str(words)
