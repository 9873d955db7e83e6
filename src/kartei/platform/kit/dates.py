"""Days as people and spreadsheets write them, and relative days of filters."""

import re
from datetime import MAXYEAR, MINYEAR, date, timedelta

from kartei.platform.kit.faults import ValueFault
from kartei.platform.kit.folding import fold

_EXCEL_START = date(1899, 12, 30)
_EXCEL_FIRST, _EXCEL_LAST = 61, 2_958_465  # 1 March 1900 (before it Excel counts a day too many)
_PIVOT = 69
_MONTHS = (
    ("янв", "jan"), ("фев", "feb"), ("мар", "mar", "mrz", "mae"), ("апр", "apr"),
    ("май", "мая", "may", "mai"), ("июн", "jun"), ("июл", "jul"), ("авг", "aug"), ("сен", "sep"),
    ("окт", "oct", "okt"), ("ноя", "nov"), ("дек", "dec", "dez"),
)  # fmt: skip
_MONTH_OF = {stem: number for number, stems in enumerate(_MONTHS, 1) for stem in stems}
_NUMBERS = re.compile(r"(\d{1,4})([.\-/\s])\s?(\d{1,2})\2\s?(\d{1,4})")
_DAY_FIRST = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|-?го)?[.\s\-]*(?:of )?([^\W\d_]{3,9})[.,\s\-]*(\d{4}|\d{2})"
)
_MONTH_FIRST = re.compile(r"([^\W\d_]{3,9})[.\s]*(\d{1,2})(?:st|nd|rd|th)?[,\s]+(\d{4})")
_TIME = re.compile(
    r"(?:[t,]\s*|\s+)\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[ap]m|z|[+-]\d{2}:?\d{2})?$"
)
_TAIL = re.compile(r"\s*(?:г|г\.|года|год)$")
_RELATIVE = re.compile(r"today([+-]\d{1,5})?", re.ASCII)
_MAX_LENGTH = 60


def parse_date(raw: str | int | float, order: str = "dmy", *, past: bool = False) -> date:
    """Read one day: `22.11.2026`, `2026-11-22`, `11/22/2026`, `22 ноября 2026 г.`, `45252`.

    `order` (`dmy`, `mdy`, `ymd`) settles `05/06/26` only: a date with points is day first, and a
    number above 12 can be no month. A time after the day is dropped. Two-digit years are
    1969–2068; with `past` (birthdays) a day to come is moved back a century. Numbers are serial
    days of a spreadsheet. Faults: `date.invalid`, `date.no_year`.
    """
    found = _serial(raw) if isinstance(raw, (int, float)) else _read(raw, order)
    if past and found > date.today():  # noqa: DTZ011 - a birthday has no time zone
        found = _built(found.year - 100, found.month, found.day, str(raw))
    return found


def _read(raw: str, order: str) -> date:
    text = fold(raw[:_MAX_LENGTH])
    text = _TAIL.sub("", _TIME.sub("", text))
    if re.fullmatch(r"--\d{2}-?\d{2}", text):
        raise ValueFault("date.no_year", value=raw)
    if text.isdecimal() and text.isascii():
        return _compact(text, raw)
    if numbers := _NUMBERS.fullmatch(text):
        return _ordered((numbers[1], numbers[3], numbers[4]), numbers[2], order, raw)
    if day_first := _DAY_FIRST.fullmatch(text):
        return _named(day_first[2], day_first[1], day_first[3], raw)
    if month_first := _MONTH_FIRST.fullmatch(text):
        return _named(month_first[1], month_first[2], month_first[3], raw)
    if re.fullmatch(r"\d{5}[.,]\d+", text):
        return _serial(int(text[:5]))
    raise ValueFault("date.invalid", value=raw)


def _compact(text: str, raw: str) -> date:
    """`20261122` or the serial number of a spreadsheet."""
    if len(text) == 8:
        return _built(int(text[:4]), int(text[4:6]), int(text[6:]), raw)
    if len(text) == 5:
        return _serial(int(text))
    raise ValueFault("date.invalid", value=raw)


def _serial(number: float) -> date:
    if not _EXCEL_FIRST <= number < _EXCEL_LAST + 1:
        raise ValueFault("date.invalid", value=str(number))
    return _EXCEL_START + timedelta(days=int(number))


def _ordered(parts: tuple[str, str, str], sign: str, order: str, raw: str) -> date:
    first, second, third = parts
    if len(first) > 2 or (order == "ymd" and len(third) <= 2 and sign != "."):
        if len(third) > 2:
            raise ValueFault("date.invalid", value=raw)
        return _built(_year(first, raw), int(second), int(third), raw)
    day_first = sign == "." or order != "mdy"
    day, month = (first, second) if day_first else (second, first)
    if int(month) > 12 >= int(day):
        day, month = month, day
    return _built(_year(third, raw), int(month), int(day), raw)


def _named(name: str, day: str, year: str, raw: str) -> date:
    month = _MONTH_OF.get(name[:3])
    if month is None:
        raise ValueFault("date.invalid", value=raw)
    return _built(_year(year, raw), month, int(day), raw)


def _year(text: str, raw: str) -> int:
    year = int(text)
    if len(text) == 4:
        return year
    if len(text) != 2:
        raise ValueFault("date.invalid", value=raw)
    return year + (1900 if year >= _PIVOT else 2000)


def _built(year: int, month: int, day: int, raw: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueFault("date.invalid", value=raw) from None


def moves(word: str) -> bool:
    """Whether a word of a filter means another day tomorrow."""
    try:
        relative(word, date(2000, 1, 1))
    except ValueFault:
        return word == "now"
    return True


def relative(word: str, today: date) -> date:
    """The day a word of a filter means, seen from `today` (the asker's local day).

    `today`, `yesterday`, `tomorrow`, `today-7`, `today+30`; `week` (Monday), `month`, `quarter`
    and `year` are the first day of the running one. Fault: `date.relative`.
    """
    fixed = {
        "yesterday": today - timedelta(days=1) if today > date.min else today,
        "tomorrow": today + timedelta(days=1) if today < date.max else today,
        "week": today - timedelta(days=min(today.weekday(), today.toordinal() - 1)),
        "month": today.replace(day=1),
        "quarter": today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1),
        "year": today.replace(month=1, day=1),
    }
    if word in fixed:
        return fixed[word]
    shifted = _RELATIVE.fullmatch(word)
    if not shifted:
        raise ValueFault("date.relative", value=word)
    ordinal = today.toordinal() + int(shifted[1] or 0)
    if not date(MINYEAR, 1, 1).toordinal() <= ordinal <= date(MAXYEAR, 12, 31).toordinal():
        raise ValueFault("date.relative", value=word)
    return date.fromordinal(ordinal)
