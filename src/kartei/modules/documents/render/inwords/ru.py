"""Russian: three forms after a number, two genders, thousands of the feminine."""

from __future__ import annotations

from typing import NamedTuple


class Noun(NamedTuple):
    """A counted word: один рубль, два рубля, пять рублей; feminine: одна, две."""

    one: str
    few: str
    many: str
    feminine: bool = False


_UNITS = ["ноль", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять"]
_FEMININE = {1: "одна", 2: "две"}
_TEENS = [
    "десять",
    "одиннадцать",
    "двенадцать",
    "тринадцать",
    "четырнадцать",
    "пятнадцать",
    "шестнадцать",
    "семнадцать",
    "восемнадцать",
    "девятнадцать",
]
_TENS = [
    "двадцать",
    "тридцать",
    "сорок",
    "пятьдесят",
    "шестьдесят",
    "семьдесят",
    "восемьдесят",
    "девяносто",
]
_HUNDREDS = [
    "сто",
    "двести",
    "триста",
    "четыреста",
    "пятьсот",
    "шестьсот",
    "семьсот",
    "восемьсот",
    "девятьсот",
]
_POWERS = (
    Noun("тысяча", "тысячи", "тысяч", feminine=True),
    Noun("миллион", "миллиона", "миллионов"),
    Noun("миллиард", "миллиарда", "миллиардов"),
    Noun("триллион", "триллиона", "триллионов"),
    Noun("квадриллион", "квадриллиона", "квадриллионов"),
)
_KOPECK = Noun("копейка", "копейки", "копеек", feminine=True)
_CENT = Noun("цент", "цента", "центов")
#: Currency -> its unit and the hundredth of it.
_CURRENCIES = {
    "RUB": (Noun("рубль", "рубля", "рублей"), _KOPECK),
    "BYN": (Noun("белорусский рубль", "белорусских рубля", "белорусских рублей"), _KOPECK),
    "EUR": (Noun("евро", "евро", "евро"), _CENT),
    "USD": (Noun("доллар США", "доллара США", "долларов США"), _CENT),
    "GBP": (
        Noun("фунт стерлингов", "фунта стерлингов", "фунтов стерлингов"),
        Noun("пенс", "пенса", "пенсов"),
    ),
    "CHF": (
        Noun("швейцарский франк", "швейцарских франка", "швейцарских франков"),
        Noun("раппен", "раппена", "раппенов"),
    ),
    "KZT": (Noun("тенге", "тенге", "тенге"), Noun("тиын", "тиына", "тиынов")),
    "UAH": (Noun("гривна", "гривны", "гривен", feminine=True), _KOPECK),
    "CNY": (Noun("юань", "юаня", "юаней"), Noun("фэнь", "фэня", "фэней")),
    "PLN": (Noun("злотый", "злотых", "злотых"), Noun("грош", "гроша", "грошей")),
    "AMD": (Noun("драм", "драма", "драмов"), Noun("лума", "лумы", "лум", feminine=True)),
    "KGS": (Noun("сом", "сома", "сомов"), Noun("тыйын", "тыйына", "тыйынов")),
    "UZS": (Noun("сум", "сума", "сумов"), Noun("тийин", "тийина", "тийинов")),
    "GEL": (Noun("лари", "лари", "лари"), Noun("тетри", "тетри", "тетри")),
    "TRY": (
        Noun("турецкая лира", "турецкие лиры", "турецких лир", feminine=True),
        Noun("куруш", "куруша", "курушей"),
    ),
    "AED": (
        Noun("дирхам ОАЭ", "дирхама ОАЭ", "дирхамов ОАЭ"),
        Noun("филс", "филса", "филсов"),
    ),
    "JPY": (Noun("иена", "иены", "иен", feminine=True), _CENT),
}  # fmt: skip


def sentence(whole: int, fraction: int, digits: int, currency: str) -> str:
    """The whole in words with a capital, the fraction in digits: «… рублей 05 копеек»."""
    small = f"{fraction:0{digits}}" if digits else ""
    if currency not in _CURRENCIES:
        said = f"{cardinal(whole)} {currency}" + (f" {small}/{10**digits}" if digits else "")
    else:
        unit, part = _CURRENCIES[currency]
        said = f"{cardinal(whole, feminine=unit.feminine)} {form(unit, whole)}"
        said += f" {small} {form(part, fraction)}" if digits else ""
    return said[0].upper() + said[1:]


def form(noun: Noun, number: int) -> str:
    """The form of a word after a number."""
    if number % 10 == 1 and number % 100 != 11:
        return noun.one
    return noun.few if number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14) else noun.many


def cardinal(number: int, *, feminine: bool = False) -> str:
    """A number from 0 in words."""
    if number == 0:
        return _UNITS[0]
    words: list[str] = []
    for power in range(len(_POWERS), -1, -1):
        group = number // 1000**power % 1000
        if group == 0:
            continue
        noun = _POWERS[power - 1] if power else None
        words += _group(group, noun.feminine if noun else feminine)
        if noun:
            words.append(form(noun, group))
    return " ".join(words)


def _group(group: int, feminine: bool) -> list[str]:
    """1 to 999."""
    words = [_HUNDREDS[group // 100 - 1]] if group >= 100 else []
    rest = group % 100
    if 10 <= rest < 20:
        return [*words, _TEENS[rest - 10]]
    if rest >= 20:
        words.append(_TENS[rest // 10 - 2])
    unit = rest % 10
    if unit:
        words.append(_FEMININE.get(unit, _UNITS[unit]) if feminine else _UNITS[unit])
    return words
