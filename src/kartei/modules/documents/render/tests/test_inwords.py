"""Sums in words, held against another program's numbers and rules of one's own for the nouns."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from num2words import num2words

from kartei.modules.documents.render.inwords import de, en, in_words, ru
from kartei.platform.kit.faults import ValueFault
from kartei.platform.kit.money import Amount

#: Up to a trillion: more than any invoice.
wholes = st.integers(0, 10**12 - 1) | st.sampled_from(
    [power + extra for power in (100, 1000, 10**6, 10**9) for extra in (0, 1, 2, 5, 11, 21, 101)]
)


@given(wholes)
@example(1001)
def test_numbers_are_said_as_another_program_says_them(number: int) -> None:
    """num2words knows all three languages; it says einhunderteinstausend where Duden has no s, and
    parts English groups by commas.
    """
    assert ru.cardinal(number) == num2words(number, lang="ru")
    assert de.cardinal(number) == num2words(number, lang="de").replace("einstausend", "eintausend")
    plain = num2words(number, lang="en").replace(",", "")
    assert en.cardinal(number) == plain


@given(wholes)
def test_the_russian_noun_follows_the_last_digits(number: int) -> None:
    """один рубль, два рубля, пять and одиннадцать рублей, as a table of a hundred endings says."""
    by_ending = {1: "рубль", 2: "рубля", 3: "рубля", 4: "рубля"}
    ending = number % 100
    noun = "рублей" if 11 <= ending <= 14 else by_ending.get(ending % 10, "рублей")
    said = in_words(Amount(number * 100, "RUB"), "ru")
    assert said.endswith(f" {noun} 00 копеек")
    assert said[0].isupper()
    assert "," not in said


@given(wholes, st.integers(0, 99))
def test_what_is_said_in_russian_can_be_read_back(whole: int, part: int) -> None:
    """The words name one sum alone."""
    said = in_words(Amount(whole * 100 + part, "RUB"), "ru")
    words, small = re.fullmatch(r"(.*) рубл\w+ (\d\d) копе\w+", said).groups()  # type: ignore[union-attr]
    assert (read_russian(words.lower()), int(small)) == (whole, part)


def read_russian(words: str) -> int:
    """A number from its words; an own reading, without the writer's tables."""
    below = {num2words(n, lang="ru"): n for n in (*range(20), *range(20, 100, 10))}
    below |= {num2words(n, lang="ru"): n for n in range(100, 1000, 100)} | {"одна": 1, "две": 2}
    powers = {"тысяч": 10**3, "миллион": 10**6, "миллиард": 10**9}
    done = group = 0
    for word in words.split():
        power = next(
            (n for stem, n in powers.items() if re.fullmatch(stem + "[а-я]{0,2}", word)), 0
        )
        if power:
            done, group = done + group * power, 0
        else:
            group += below[word]
    return done + group


@pytest.mark.parametrize(
    ("minor", "currency", "language", "said"),
    [
        (100101, "RUB", "ru", "Одна тысяча один рубль 01 копейка"),
        (200202, "RUB", "ru", "Две тысячи два рубля 02 копейки"),
        (1_011_11, "RUB", "ru", "Одна тысяча одиннадцать рублей 11 копеек"),
        (2_100, "UAH", "ru", "Двадцать одна гривна 00 копеек"),
        (300, "USD", "ru", "Три доллара США 00 центов"),
        (5, "RUB", "ru", "Ноль рублей 05 копеек"),
        (-100, "RUB", "ru", "Минус один рубль 00 копеек"),
        (500, "JPY", "ru", "Пятьсот иен"),
        (123456, "EUR", "de", "eintausendzweihundertvierunddreißig Euro und sechsundfünfzig Cent"),
        (100, "EUR", "de", "ein Euro"),
        (101, "RUB", "de", "ein Rubel und eine Kopeke"),
        (100_000_100, "EUR", "de", "eine Million eins Euro"),
        (100101, "GBP", "en", "One thousand and one pounds sterling and 1 penny"),
        (1_234_567, "SEK", "de", "zwölftausenddreihundertfünfundvierzig SEK 67/100"),
    ],
)
def test_examples(minor: int, currency: str, language: str, said: str) -> None:
    assert in_words(Amount(minor, currency), language) == said


def test_an_unknown_currency_is_refused() -> None:
    with pytest.raises(ValueFault) as caught:
        in_words(Amount(100, "XX"), "ru")
    assert caught.value.code == "money.currency"


@pytest.mark.parametrize(
    ("minor", "currency", "language", "said"),
    [
        (12_345, "KWD", "ru", "Двенадцать KWD 345/1000"),
        (12_345, "KWD", "en", "Twelve KWD 345/1000"),
        (12_005, "KWD", "de", "zwölf KWD 005/1000"),
        (12, "ISK", "ru", "Двенадцать ISK"),
        (12, "ISK", "en", "Twelve ISK"),
    ],
)
def test_a_currency_without_words_is_said_by_its_code(
    minor: int, currency: str, language: str, said: str
) -> None:
    """The fraction stands over a thousand where the currency has three digits."""
    assert in_words(Amount(minor, currency), language).lower() == said.lower()
