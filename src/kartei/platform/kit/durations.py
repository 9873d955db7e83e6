"""Lengths of time as people write them: "1:30", "90 min", "1,5 ч", ISO 8601 "PT1H30M"."""

from __future__ import annotations

import re
from decimal import Decimal

from kartei.platform.kit.faults import ValueFault

MINUTE, HOUR, DAY = 60, 3600, 86_400
#: Beyond a thousand years nobody measures in hours.
LONGEST = 1000 * 366 * DAY
UNITS = {
    "s": 1, "sec": 1, "sek": 1, "с": 1, "сек": 1,
    "m": MINUTE, "min": MINUTE, "м": MINUTE, "мин": MINUTE,
    "h": HOUR, "hr": HOUR, "std": HOUR, "ч": HOUR, "час": HOUR,
    "d": DAY, "t": DAY, "tg": DAY, "day": DAY, "tag": DAY, "д": DAY, "дн": DAY, "день": DAY,
}  # fmt: skip
#: Full words begin with these.
STEMS = (
    ("second", 1), ("sekund", 1), ("секунд", 1), ("minute", MINUTE), ("минут", MINUTE),
    ("hour", HOUR), ("stunde", HOUR), ("час", HOUR), ("day", DAY), ("tag", DAY), ("дн", DAY),
)  # fmt: skip
CLOCK = re.compile(r"(-?)(\d{1,7}):([0-5]?\d)(?::([0-5]?\d))?")
ISO = re.compile(r"(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?", re.IGNORECASE)
BARE = re.compile(r"-?\d{1,12}([.,]\d{1,6})?")
PIECE = re.compile(r"(\d+(?:[.,]\d+)?)\s*([^\W\d_]+)\.?\s*")
WORDS = {"ru": ("ч", "мин", "с"), "de": ("Std.", "Min.", "Sek."), "en": ("h", "min", "s")}


def parse_duration(raw: str) -> int:
    """Seconds. A bare number means hours. Fault: ``duration.invalid``."""
    text = raw.strip()
    if ":" in text:
        found = _clock(text)
    elif text.lstrip("-")[:1] in ("P", "p"):
        found = _iso(text)
    else:
        found = _bare(text) if BARE.fullmatch(text) else _pieces(text)
    if found is None or abs(found) > LONGEST:
        raise ValueFault("duration.invalid", value=raw[:40])
    return found


def _clock(text: str) -> int | None:
    match = CLOCK.fullmatch(text)
    if match is None:
        return None
    hours, minutes, seconds = (int(part or 0) for part in match.groups()[1:])
    value = hours * HOUR + minutes * MINUTE + seconds
    return -value if match.group(1) else value


def _iso(text: str) -> int | None:
    match = ISO.fullmatch(text)
    if match is None or not any(match.groups()[1:]):
        return None
    parts = [int(part or 0) for part in match.groups()[1:]]
    value = sum(n * size for n, size in zip(parts, (DAY, HOUR, MINUTE, 1), strict=True))
    return -value if match.group(1) else value


def _bare(text: str) -> int:
    return int(Decimal(text.replace(",", ".")) * HOUR)


def _pieces(text: str) -> int | None:
    sign = -1 if text.startswith("-") else 1
    rest, total = text.lstrip("-").strip().lower(), Decimal(0)
    while rest:
        match = PIECE.match(rest)
        size = _size(match.group(2)) if match else None
        if match is None or size is None:
            return None
        total += Decimal(match.group(1).replace(",", ".")) * size
        rest = rest[match.end() :]
    return sign * int(total) if text.strip("-") else None


def _size(word: str) -> int | None:
    return UNITS.get(word) or next((size for stem, size in STEMS if word.startswith(stem)), None)


def show_duration(seconds: int, locale: str) -> str:
    """1 h 30 min, in the units of a language; hours are not counted up to days."""
    hour, minute, second = WORDS.get(locale[:2], WORDS["en"])
    rest = abs(seconds)
    parts = [
        f"{n}\u00a0{word}"
        for n, word in (
            (rest // HOUR, hour),
            (rest % HOUR // MINUTE, minute),
            (rest % MINUTE, second),
        )
        if n
    ]
    words = "\u00a0".join(parts) or f"0\u00a0{minute}"
    return f"−{words}" if seconds < 0 else words
