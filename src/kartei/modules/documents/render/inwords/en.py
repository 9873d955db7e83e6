"""British English: “one thousand two hundred and five pounds sterling and 7 pence”."""

from __future__ import annotations

_UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_POWERS = ("thousand", "million", "billion", "trillion", "quadrillion")
#: Currency -> one and many of its unit, one and many of the hundredth of it.
_CURRENCIES = {
    "GBP": ("pound sterling", "pounds sterling", "penny", "pence"),
    "EUR": ("euro", "euros", "cent", "cents"),
    "USD": ("US dollar", "US dollars", "cent", "cents"),
    "RUB": ("rouble", "roubles", "kopeck", "kopecks"),
    "BYN": ("Belarusian rouble", "Belarusian roubles", "kopeck", "kopecks"),
    "CHF": ("Swiss franc", "Swiss francs", "centime", "centimes"),
    "KZT": ("tenge", "tenge", "tiyn", "tiyn"),
    "UAH": ("hryvnia", "hryvnias", "kopiyka", "kopiykas"),
    "CNY": ("yuan", "yuan", "fen", "fen"),
    "PLN": ("zloty", "zlotys", "grosz", "groszy"),
    "AMD": ("dram", "drams", "luma", "lumas"),
    "KGS": ("som", "som", "tyiyn", "tyiyn"),
    "UZS": ("sum", "sum", "tiyin", "tiyin"),
    "GEL": ("lari", "lari", "tetri", "tetri"),
    "TRY": ("Turkish lira", "Turkish lira", "kuruş", "kuruş"),
    "AED": ("UAE dirham", "UAE dirhams", "fils", "fils"),
    "JPY": ("yen", "yen", "sen", "sen"),
}


def sentence(whole: int, fraction: int, digits: int, currency: str) -> str:
    """The whole in words with a capital, a fraction beside zero in digits."""
    if currency not in _CURRENCIES:
        part = f" {fraction:0{digits}}/{10**digits}" if digits else ""
        said = f"{cardinal(whole)} {currency}{part}"
    else:
        one, many, small, smalls = _CURRENCIES[currency]
        said = f"{cardinal(whole)} {one if whole == 1 else many}"
        said += f" and {fraction} {small if fraction == 1 else smalls}" if fraction else ""
    return said[0].upper() + said[1:]


def cardinal(number: int) -> str:
    """A number from 0 in words; “and” before what is left below a hundred."""
    if number < 1000:
        return _group(number)
    words = []
    for power in range(len(_POWERS), 0, -1):
        group = number // 1000**power % 1000
        if group:
            words.append(f"{_group(group)} {_POWERS[power - 1]}")
    rest = number % 1000
    if rest:
        words.append(f"and {_group(rest)}" if rest < 100 else _group(rest))
    return " ".join(words)


def _group(number: int) -> str:
    """0 to 999."""
    hundreds, rest = divmod(number, 100)
    if not hundreds:
        return _tens(rest)
    said = f"{_UNITS[hundreds]} hundred"
    return f"{said} and {_tens(rest)}" if rest else said


def _tens(number: int) -> str:
    """0 to 99."""
    if number < 20:
        return _UNITS[number]
    tens, unit = divmod(number, 10)
    return _TENS[tens - 2] + (f"-{_UNITS[unit]}" if unit else "")
