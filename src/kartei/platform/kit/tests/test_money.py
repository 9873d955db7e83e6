"""Money and scaled numbers are exact whatever is typed."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kartei.platform.kit.faults import ValueFault
from kartei.platform.kit.money import (
    SCALE,
    Amount,
    currency_digits,
    from_scaled,
    major,
    multiply,
    parse_amount,
    percent,
    round_half_up,
    show,
    to_scaled,
)
from kartei.platform.kit.tests.outcomes import outcome

_MINOR = st.integers(-(2**63) + 1, 2**63 - 1)
_CURRENCY = st.sampled_from(["RUB", "EUR", "JPY", "KWD", "CLF", "RSD"])


@pytest.mark.parametrize(
    ("raw", "currency", "minor"),
    [
        ("1000.00", "RUB", 100_000),
        ("1 234,5 ₽", "RUB", 123_450),
        ("1\u00a0234\u202f567,89 руб.", "RUB", 123_456_789),
        ("1'234.50", "CHF", 123_450),
        ("€ 1.234,50", "EUR", 123_450),
        ("EUR 1,234.50", "EUR", 123_450),
        ("1.234.567", "EUR", 123_456_700),
        ("$12", "USD", 1_200),
        ("−0,05", "RUB", -5),
        ("+7", "JPY", 7),
        ("1.234", "KWD", 1_234),
        (".5", "EUR", 50),
        ("5,", "EUR", 500),
        ("12.500000", "RUB", 1_250),
        ("12345678901234567.89", "RUB", 1_234_567_890_123_456_789),
        ("-0", "RUB", 0),
    ],
)
def test_amount_is_read_exactly(raw: str, currency: str, minor: int) -> None:
    assert parse_amount(raw, currency) == Amount(minor, currency)


@pytest.mark.parametrize(
    ("raw", "currency", "code"),
    [
        ("", "RUB", "number.invalid"),
        ("12 34", "RUB", "number.invalid"),
        ("1,2,3", "RUB", "number.invalid"),
        ("1.2,3.4", "RUB", "number.invalid"),
        ("пять", "RUB", "number.invalid"),
        ("NaN", "RUB", "number.invalid"),
        ("1e5", "RUB", "number.invalid"),
        ("١٢", "RUB", "number.invalid"),
        ("1,234", "RUB", "number.ambiguous"),
        ("1.234", "RUB", "money.digits"),
        ("1.000", "EUR", "money.digits"),
        ("1.5", "JPY", "money.digits"),
        ("5 €", "RUB", "money.currency"),
        ("5", "XXQ", "money.currency"),
        ("99999999999999999999", "RUB", "money.too_large"),
        ("9" * 70, "RUB", "number.too_large"),
    ],
)
def test_refuses_what_is_no_amount(raw: str, currency: str, code: str) -> None:
    with pytest.raises(ValueFault) as caught:
        parse_amount(raw, currency)

    assert caught.value.code == code


def test_known_decimal_sign_settles_what_is_ambiguous() -> None:
    assert parse_amount("1,234", "RUB", decimal=".").minor == 123_400
    assert parse_amount("1.000", "EUR", decimal=",").minor == 100_000
    assert to_scaled("1,234", decimal=",") == 1_234_000


@given(_MINOR, _CURRENCY)
def test_written_amount_reads_back(minor: int, currency: str) -> None:
    amount = Amount(minor, currency)

    assert parse_amount(major(amount), currency, decimal=".") == amount


@given(_MINOR)
def test_scaled_number_reads_back(value: int) -> None:
    assert to_scaled(from_scaled(value), decimal=".") == value


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (Amount(100_000, "RUB"), "1000.00"),
        (Amount(-5, "EUR"), "-0.05"),
        (Amount(5, "JPY"), "5"),
        (Amount(5, "KWD"), "0.005"),
        (Amount(0, "RUB"), "0.00"),
    ],
)
def test_amount_in_major_units(amount: Amount, text: str) -> None:
    assert major(amount) == text


@pytest.mark.parametrize(
    ("amount", "locale", "text"),
    [
        (Amount(12_500_050, "RUB"), "ru", "125\u00a0000,50\u00a0₽"),
        (Amount(12_500_050, "EUR"), "de", "125.000,50\u00a0€"),
        (Amount(-150, "GBP"), "en_GB", "-£1.50"),
        (Amount(500, "JPY"), "en", "¥500"),
        (Amount(1_234_567_890_123_456_789, "EUR"), "en", "€12,345,678,901,234,567.89"),
        (Amount(150, "RSD"), "en", "RSD1.50"),
    ],
)
def test_amount_is_shown_in_the_language(amount: Amount, locale: str, text: str) -> None:
    assert show(amount, locale) == text


def test_scaled_text_has_no_trailing_zeros() -> None:
    assert [from_scaled(value) for value in (12_500_000, 0, -1, SCALE)] == [
        "12.5", "0", "-0.000001", "1",
    ]  # fmt: skip
    assert to_scaled("0,333333") == 333_333


@pytest.mark.parametrize(
    ("text", "code"), [("0.1234567", "number.digits"), ("9999999999999999", "number.too_large")]
)
def test_scaled_number_has_its_bounds(text: str, code: str) -> None:
    with pytest.raises(ValueFault) as caught:
        to_scaled(text)

    assert caught.value.code == code


@given(st.integers(-(10**20), 10**20), st.integers(1, 10**12))
def test_halves_are_rounded_away_from_zero(numerator: int, denominator: int) -> None:
    quotient = Decimal(2 * abs(numerator) // denominator) / 2
    expected = int(quotient.quantize(Decimal(1), ROUND_HALF_UP))

    assert round_half_up(numerator, denominator) == (expected if numerator >= 0 else -expected)


def test_rounding_refuses_a_denominator_that_is_not_positive() -> None:
    with pytest.raises(ValueError, match="positive"):
        round_half_up(1, 0)


def test_lines_round_once() -> None:
    assert multiply(999, to_scaled("0.5")) == 500
    assert multiply(-999, to_scaled("0.5")) == -500
    assert percent(10_000, to_scaled("19")) == 1_900
    assert percent(1_005, to_scaled("50")) == 503


def test_digits_are_those_of_the_standard() -> None:
    assert [currency_digits(code) for code in ("JPY", "RUB", "KWD", "CLF", "RSD")] == [
        0, 2, 3, 4, 2,
    ]  # fmt: skip


@given(st.text(max_size=40))
def test_any_text_is_an_amount_or_a_fault(raw: str) -> None:
    read = outcome(parse_amount, raw, "RUB")

    if isinstance(read, ValueFault):
        assert read.code.startswith(("money.", "number."))
    else:
        assert abs(read.minor) < 2**63
