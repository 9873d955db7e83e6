"""The functions of expressions, each under its spreadsheet name in three languages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal, localcontext

from kartei.platform.kit.expression.values import (
    ARITHMETIC,
    LONGEST,
    ExpressionFault,
    Value,
    among,
    clock,
    day,
    joined,
    number,
    text,
)
from kartei.platform.kit.text import fold

MANY = 50


@dataclass(frozen=True, slots=True)
class Function:
    """A function: its names (en, ru, de), how many arguments it takes, and what it does."""

    name: str
    also: tuple[str, ...]
    least: int
    most: int
    run: Callable[..., Value]


def filled(value: Value) -> bool:
    """Whether there is a value."""
    return value not in (None, "", ())


def first_filled(*given: Value) -> Value:
    """The first value that is not empty."""
    return next((v for v in given if filled(v)), None)


def numbers(given: Iterable[Value]) -> list[Decimal]:
    """The numbers among values, empty ones passed over."""
    flat = (v for one in given for v in (one if isinstance(one, tuple) else (one,)))
    return [number(v) for v in flat if v is not None]


def total(*given: Value) -> Value:
    """The sum of what is not empty."""
    with localcontext(ARITHMETIC):
        return sum(numbers(given), Decimal(0))


def extreme(how: Callable[..., Value]) -> Callable[..., Value]:
    """The smallest or largest of numbers, or of days."""

    def run(*given: Value) -> Value:
        there = [v for v in given if v is not None]
        if there and all(isinstance(v, date) for v in there):
            return how(there, key=lambda v: (day(v), text(v)))
        found = numbers(given)
        return how(found) if found else None

    return run


def rounded(rounding: str) -> Callable[..., Value]:
    """A number to so many digits after the point (fewer than none: tens, hundreds)."""

    def run(value: Value, digits: Value = Decimal(0)) -> Value:
        if value is None:
            return None
        places = max(-12, min(12, int(number(digits or Decimal(0)))))
        with localcontext(ARITHMETIC):
            return number(value).quantize(Decimal(1).scaleb(-places), rounding=rounding)

    return run


def absolute(value: Value) -> Value:
    """A number without its sign."""
    return None if value is None else abs(number(value))


def of_text(how: Callable[[str], Value]) -> Callable[[Value], Value]:
    """A function of one text; empty for what is empty."""
    return lambda value: None if value is None else how(text(value))


def part(value: Value, count: Value) -> tuple[str, int] | None:
    """A text and a number of characters."""
    return None if value is None else (text(value), max(0, int(number(count))))


def left(value: Value, count: Value) -> Value:
    """The first characters."""
    found = part(value, count)
    return found and found[0][: found[1]]


def right(value: Value, count: Value) -> Value:
    """The last characters."""
    found = part(value, count)
    return found and (found[0][-found[1] :] if found[1] else "")


def replaced(value: Value, old: Value, new: Value) -> Value:
    """A text with another put in place of a part."""
    if value is None or not text(old):
        return value
    found, gone, put = text(value), text(old), text(new)
    if len(found) + found.count(gone) * (len(put) - len(gone)) > LONGEST:
        raise ExpressionFault("expression.long_text", limit=LONGEST)
    return found.replace(gone, put)


def digits(value: str) -> str:
    """The digits of a text."""
    return "".join(c for c in value if c.isdigit())


def all_of(*given: Value) -> Value:
    """Values as one text."""
    found: Value = ""
    for one in given:
        found = joined(found, one)
    return found


def part_of_day(name: str) -> Callable[[Value], Value]:
    """Year, month or day of a day."""
    return lambda value: None if value is None else Decimal(getattr(day(value), name))


def weekday(value: Value) -> Value:
    """1 for Monday to 7 for Sunday (ISO 8601)."""
    return None if value is None else Decimal(day(value).isoweekday())


def made_date(year: Value, month: Value, of_month: Value) -> Value:
    """A day out of its numbers; empty where the calendar has none."""
    try:
        return date(*(int(number(n)) for n in (year, month, of_month)))
    except (ValueError, OverflowError):
        return None


def months_later(value: Value, months: Value) -> Value:
    """A day some months later; the last day of the month where it is shorter."""
    if value is None or months is None:
        return None
    start = day(value)
    count = start.year * 12 + start.month - 1 + int(number(months))
    if not 12 <= count < 9000 * 12:
        return None
    first = date(count // 12, count % 12 + 1, 1)
    following = (first + timedelta(days=31)).replace(day=1)
    return first.replace(day=min(start.day, (following - timedelta(days=1)).day))


def years_between(earlier: Value, later: Value = None) -> Value:
    """Full years from one day to another, or to today: an age."""
    if earlier is None:
        return None
    start, end = day(earlier), day(later) if later is not None else clock.get().today
    return Decimal(end.year - start.year - ((end.month, end.day) < (start.month, start.day)))


def today() -> date:
    """The day on which the expression is evaluated."""
    return clock.get().today


def now() -> datetime:
    """The moment at which the expression is evaluated."""
    return clock.get().now


def starts(value: Value, beginning: Value) -> bool:
    """Whether a text begins with another, without regard to case."""
    return fold(text(value)).startswith(fold(text(beginning)))


def titled(value: str) -> str:
    """A name with capital letters at the beginnings of its words; the rest stays."""
    return " ".join(word[:1].upper() + word[1:] for word in value.split())


def count(value: Value) -> Value:
    """How many values a field holds; of a text how many characters."""
    if value is None:
        return Decimal(0)
    return Decimal(len(value) if isinstance(value, tuple | str) else 1)


FUNCTIONS = (
    Function("IF", ("ЕСЛИ", "WENN"), 2, 3, lambda a, b, c=None: b if a else c),
    Function("FILLED", ("ЗАПОЛНЕНО", "GEFÜLLT"), 1, 1, filled),
    Function("EMPTY", ("ПУСТОЕ", "ISTLEER"), 1, 1, lambda a: not filled(a)),
    Function("FIRST", ("ПЕРВОЕ", "ERSTES"), 1, MANY, first_filled),
    Function("SUM", ("СУММ", "SUMME"), 1, MANY, total),
    Function("MIN", ("МИН",), 1, MANY, extreme(min)),
    Function("MAX", ("МАКС",), 1, MANY, extreme(max)),
    Function("ROUND", ("ОКРУГЛ", "RUNDEN"), 1, 2, rounded(ROUND_HALF_UP)),
    Function("ROUNDUP", ("ОКРУГЛВВЕРХ", "AUFRUNDEN"), 1, 2, rounded(ROUND_CEILING)),
    Function("ROUNDDOWN", ("ОКРУГЛВНИЗ", "ABRUNDEN"), 1, 2, rounded(ROUND_FLOOR)),
    Function("ABS", ("МОДУЛЬ", "BETRAG"), 1, 1, absolute),
    Function("CONCAT", ("СЦЕП", "VERKETTEN"), 1, MANY, all_of),
    Function("LEN", ("ДЛСТР", "LÄNGE"), 1, 1, count),
    Function("COUNT", ("СЧЁТ", "ANZAHL"), 1, 1, count),
    Function("UPPER", ("ПРОПИСН", "GROSS"), 1, 1, of_text(str.upper)),
    Function("LOWER", ("СТРОЧН", "KLEIN"), 1, 1, of_text(str.lower)),
    Function("PROPER", ("ПРОПНАЧ",), 1, 1, of_text(titled)),
    Function("TRIM", ("СЖПРОБЕЛЫ", "GLÄTTEN"), 1, 1, of_text(lambda v: " ".join(v.split()))),
    Function("DIGITS", ("ЦИФРЫ", "ZIFFERN"), 1, 1, of_text(digits)),
    Function("LEFT", ("ЛЕВСИМВ", "LINKS"), 2, 2, left),
    Function("RIGHT", ("ПРАВСИМВ", "RECHTS"), 2, 2, right),
    Function("REPLACE", ("ЗАМЕНИТЬ", "ERSETZEN"), 3, 3, replaced),
    Function("CONTAINS", ("СОДЕРЖИТ", "ENTHÄLT"), 2, 2, lambda a, b: among(b, a)),
    Function("STARTS", ("НАЧИНАЕТСЯ", "BEGINNT"), 2, 2, starts),
    Function("TODAY", ("СЕГОДНЯ", "HEUTE"), 0, 0, today),
    Function("NOW", ("ТДАТА", "JETZT"), 0, 0, now),
    Function("YEAR", ("ГОД", "JAHR"), 1, 1, part_of_day("year")),
    Function("MONTH", ("МЕСЯЦ", "MONAT"), 1, 1, part_of_day("month")),
    Function("DAY", ("ДЕНЬ", "TAG"), 1, 1, part_of_day("day")),
    Function("WEEKDAY", ("ДЕНЬНЕД", "WOCHENTAG"), 1, 1, weekday),
    Function("DATE", ("ДАТА", "DATUM"), 3, 3, made_date),
    Function("ADDMONTHS", ("ДАТАМЕС", "EDATUM"), 2, 2, months_later),
    Function("YEARS", ("ЛЕТ", "JAHRE"), 1, 2, years_between),
)
BY_NAME = {name: f for f in FUNCTIONS for name in (f.name, *f.also)}
