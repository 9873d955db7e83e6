"""The values of an expression, and how two of them are compared and calculated with.

Numbers are exact decimals; money enters as its amount. Nothing is ever an error of arithmetic: what
lacks a value, or divides by nothing, is empty (None).
"""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Context, Decimal, DivisionByZero, InvalidOperation, Overflow, localcontext
from typing import Any

from kartei.platform.kit.faults import ValueFault
from kartei.platform.kit.text import fold

Value = Any
#: 40 digits are more than any column holds; beyond the largest number a result is empty.
ARITHMETIC = Context(prec=40, Emax=60, Emin=-60, traps=[DivisionByZero, InvalidOperation, Overflow])
LONGEST = 100_000
DAY = Decimal(86_400)


class ExpressionFault(ValueFault):
    """An expression that cannot be understood or carried out.

    at: the column where it went wrong, from 1, or 0 where it has no place.
    """

    def __init__(self, code: str, at: int = 0, **params: str | int) -> None:
        super().__init__(code, **params)
        self.at = at


class Chosen(str):
    """The value of a choice; it equals each of its words, so that formulas may name the label."""

    words: tuple[str, ...]

    def __new__(cls, value: str, words: tuple[str, ...] = ()) -> Chosen:
        """A choice by its value, with its labels."""
        made = super().__new__(cls, value)
        made.words = tuple(fold(word) for word in (value, *words))
        return made


@dataclass(frozen=True, slots=True)
class Clock:
    """The day and the moment for which an expression is evaluated."""

    today: date
    now: datetime


#: the clock of the evaluation that is running
clock: ContextVar[Clock] = ContextVar("clock")


def number(value: Value) -> Decimal:
    """A number; yes counts as one, so that conditions can be summed."""
    if isinstance(value, bool):
        return Decimal(int(value))
    if isinstance(value, Decimal):
        return value
    raise ExpressionFault("expression.number", value=word_for(value))


def text(value: Value) -> str:
    """The text of a value, as it is joined to others."""
    if value is None:
        return ""
    if isinstance(value, Chosen):
        return value
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, tuple):
        return ", ".join(text(v) for v in value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)


def word_for(value: Value) -> str:
    """A value as a message shows it."""
    return text(value)[:40]


def day(value: Value) -> date:
    """A day; of a moment its day in the zone it carries."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    raise ExpressionFault("expression.date", value=word_for(value))


def calculated(how: Any) -> Any:
    """An operator on two numbers that is empty when one of them is, or when it has no result."""

    def operator(left: Value, right: Value) -> Value:
        if left is None or right is None:
            return None
        with localcontext(ARITHMETIC):
            try:
                return how(number(left), number(right))
            except (DivisionByZero, InvalidOperation, Overflow):
                return None

    return operator


def plus(left: Value, right: Value) -> Value:
    """Sum; a day or moment and a number of days; two texts joined."""
    if left is None or right is None:
        return None
    if isinstance(left, str) and isinstance(right, str):
        return joined(left, right)
    for when, days in ((left, right), (right, left)):
        if isinstance(when, date):
            return moved(when, number(days))
    return calculated(lambda a, b: a + b)(left, right)


def minus(left: Value, right: Value) -> Value:
    """Difference; days between two days or moments; a day some days earlier."""
    if left is None or right is None:
        return None
    if isinstance(left, datetime) and isinstance(right, datetime):
        return Decimal(int((left - right).total_seconds())) / DAY
    if isinstance(left, date) and isinstance(right, date):
        return Decimal((day(left) - day(right)).days)
    if isinstance(left, date):
        return moved(left, -number(right))
    return calculated(lambda a, b: a - b)(left, right)


def moved(when: date, days: Decimal) -> date | None:
    """A day or moment some days later; empty beyond the ends of the calendar."""
    try:
        step = timedelta(days=float(days)) if isinstance(when, datetime) else timedelta(int(days))
        return when + step
    except OverflowError:
        return None


def joined(left: Value, right: Value) -> str:
    """Two values as one text."""
    both = text(left) + text(right)
    if len(both) > LONGEST:
        raise ExpressionFault("expression.long_text", limit=LONGEST)
    return both


def same(left: Value, right: Value) -> bool:
    """Equality: texts without regard to case and ё, choices by value or label, empty to empty."""
    if left is None or right is None:
        return left in (None, "", ()) and right in (None, "", ())
    if isinstance(left, Chosen) and isinstance(right, Chosen):
        return str(left) == str(right)
    for chosen, other in ((left, right), (right, left)):
        if isinstance(chosen, Chosen):
            return isinstance(other, str) and fold(other) in chosen.words
    if isinstance(left, str) and isinstance(right, str):
        return fold(left) == fold(right)
    if isinstance(left, datetime) != isinstance(right, datetime):
        return isinstance(left, date) and isinstance(right, date) and day(left) == day(right)
    return bool(left == right)


def compared(how: Any) -> Any:
    """An order of two values; nothing is smaller or larger than what is empty."""

    def operator(left: Value, right: Value) -> bool:
        if left is None or right is None:
            return False
        if isinstance(left, str) and isinstance(right, str):
            return bool(how(fold(left), fold(right)))
        if isinstance(left, datetime) and isinstance(right, datetime):
            return bool(how(left, right))
        if isinstance(left, date) and isinstance(right, date):
            return bool(how(day(left), day(right)))
        return bool(how(number(left), number(right)))

    return operator


def among(item: Value, many: Value) -> bool:
    """Whether a value stands among several, or a text within another."""
    if many is None or item is None:
        return False
    if isinstance(many, tuple):
        return any(same(item, one) for one in many)
    return fold(text(item)) in fold(text(many))
