"""German: one word below a million, units before tens, „ein“ before its noun."""

from __future__ import annotations

from typing import NamedTuple


class Noun(NamedTuple):
    """A counted word: ein Rubel, zwei Rubel; feminine: eine Kopeke."""

    one: str
    many: str
    feminine: bool = False


_UNITS = [
    "null",
    "eins",
    "zwei",
    "drei",
    "vier",
    "fünf",
    "sechs",
    "sieben",
    "acht",
    "neun",
    "zehn",
    "elf",
    "zwölf",
    "dreizehn",
    "vierzehn",
    "fünfzehn",
    "sechzehn",
    "siebzehn",
    "achtzehn",
    "neunzehn",
]
_TENS = ["zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"]
_POWERS = (
    Noun("Million", "Millionen"),
    Noun("Milliarde", "Milliarden"),
    Noun("Billion", "Billionen"),
    Noun("Billiarde", "Billiarden"),
)
_CENT = Noun("Cent", "Cent")
_KOPECK = Noun("Kopeke", "Kopeken", feminine=True)
#: Currency -> its unit and the hundredth of it.
_CURRENCIES = {
    "EUR": (Noun("Euro", "Euro"), _CENT),
    "RUB": (Noun("Rubel", "Rubel"), _KOPECK),
    "BYN": (Noun("belarussischer Rubel", "belarussische Rubel"), _KOPECK),
    "USD": (Noun("US-Dollar", "US-Dollar"), _CENT),
    "GBP": (Noun("Pfund Sterling", "Pfund Sterling"), Noun("Penny", "Pence")),
    "CHF": (Noun("Schweizer Franken", "Schweizer Franken"), Noun("Rappen", "Rappen")),
    "KZT": (Noun("Tenge", "Tenge"), Noun("Tiyn", "Tiyn")),
    "UAH": (Noun("Hrywnja", "Hrywnja", feminine=True), Noun("Kopijka", "Kopijok", feminine=True)),
    "CNY": (Noun("Yuan", "Yuan"), Noun("Fen", "Fen")),
    "PLN": (Noun("Złoty", "Złoty"), Noun("Grosz", "Groszy")),
    "AMD": (Noun("Dram", "Dram"), Noun("Luma", "Luma")),
    "KGS": (Noun("Som", "Som"), Noun("Tyin", "Tyin")),
    "UZS": (Noun("Sum", "Sum"), Noun("Tiyin", "Tiyin")),
    "GEL": (Noun("Lari", "Lari"), Noun("Tetri", "Tetri")),
    "TRY": (Noun("türkische Lira", "türkische Lira", feminine=True), Noun("Kuruş", "Kuruş")),
    "AED": (Noun("VAE-Dirham", "VAE-Dirham"), Noun("Fils", "Fils")),
    "JPY": (Noun("Yen", "Yen"), Noun("Sen", "Sen")),
}  # fmt: skip


def sentence(whole: int, fraction: int, digits: int, currency: str) -> str:
    """„eintausend Euro und fünf Cent“; nothing is said of a fraction of zero."""
    if currency not in _CURRENCIES:
        part = f" {fraction:0{digits}}/{10**digits}" if digits else ""
        return f"{cardinal(whole)} {currency}{part}"
    unit, small = _CURRENCIES[currency]
    said = counted(whole, unit)
    return f"{said} und {counted(fraction, small)}" if fraction else said


def counted(number: int, noun: Noun) -> str:
    """A number with its noun."""
    if number == 1:
        return f"{'eine' if noun.feminine else 'ein'} {noun.one}"
    return f"{cardinal(number)} {noun.many}"


def cardinal(number: int) -> str:
    """A number from 0 in words; „eins“ where nothing follows."""
    if number == 0:
        return _UNITS[0]
    words: list[str] = []
    for power in range(len(_POWERS), 0, -1):
        group = number // 1000 ** (power + 1) % 1000
        noun = _POWERS[power - 1]
        if group:
            words.append(f"{_below(group) if group > 1 else 'eine'} "
                         f"{noun.many if group > 1 else noun.one}")  # fmt: skip
    rest = number % 1_000_000
    if rest:
        words.append(_below(rest))
    return " ".join(words)


def _below(number: int) -> str:
    """1 to 999,999 as one word."""
    thousands, rest = divmod(number, 1000)
    said = f"{_joined(thousands)}tausend" if thousands else ""
    return said + (_hundreds(rest) if rest else "")


def _joined(number: int) -> str:
    """1 to 999 before „tausend“: einhunderteintausend."""
    said = _hundreds(number)
    return said.removesuffix("s") if number % 100 == 1 else said


def _hundreds(number: int) -> str:
    """1 to 999."""
    hundreds, rest = divmod(number, 100)
    said = f"{'ein' if hundreds == 1 else _UNITS[hundreds]}hundert" if hundreds else ""
    if rest == 0:
        return said
    if rest < 20:
        return said + _UNITS[rest]
    tens, unit = divmod(rest, 10)
    before = f"{'ein' if unit == 1 else _UNITS[unit]}und" if unit else ""
    return said + before + _TENS[tens - 2]
