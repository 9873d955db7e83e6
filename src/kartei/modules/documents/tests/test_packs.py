"""Country packs: VAT by date, and numbers whose digits are checked."""

from __future__ import annotations

from datetime import date

import pytest

from kartei.modules.documents.packs import PACKS, Requisite, all_rates, pack
from kartei.modules.documents.packs.ru_codes import currency_words, origin_of, unit_code
from kartei.modules.documents.render.totals import VatRounding


@pytest.mark.parametrize(
    ("country", "on", "standard"),
    [
        ("ru", date(2019, 1, 1), "20"),
        ("ru", date(2025, 12, 31), "20"),
        ("ru", date(2026, 1, 1), "22"),
        ("ru", date(2026, 11, 22), "22"),
        ("ru", date(2018, 12, 31), "none"),
        ("de", date(2026, 11, 22), "19"),
        ("general", date(2026, 11, 22), "20"),
        ("there is no such country", date(2026, 11, 22), "20"),
    ],
)
def test_the_standard_rate_follows_the_day(country: str, on: date, standard: str) -> None:
    assert pack(country).standard_rate(on) == standard


def test_the_rates_of_a_day_begin_with_the_standard_one() -> None:
    assert PACKS["ru"].rates_on(date(2026, 11, 22)) == ("22", "10", "7", "5", "0")
    assert PACKS["ru"].rates_on(date(2024, 6, 1)) == ("20", "10", "0")
    assert PACKS["de"].rates_on(date(2026, 11, 22)) == ("19", "7", "0")


def test_vat_is_rounded_as_the_country_does() -> None:
    assert PACKS["ru"].rounding is VatRounding.LINE
    assert PACKS["de"].rounding is VatRounding.RATE


def test_all_rates_are_whole_and_in_order() -> None:
    assert all_rates() == ("25", "22", "21", "20", "19", "18", "15", "12", "10", "7", "5", "0")


GOOD = [
    ("ru", {"tax_id": "7707083893"}),
    ("ru", {"tax_id": "500100732259"}),
    ("ru", {"reg_code": "773601001"}),
    ("ru", {"reg_code": "7736AB001"}),
    ("ru", {"reg_number": "1027700132195"}),
    ("ru", {"reg_number": "304500116000157"}),
    ("ru", {"bank_code": "044525225", "bank_account": "40702810138250123017"}),
    ("ru", {"bank_code": "044525225", "corr_account": "30101810400000000225"}),
    ("ru", {"bank_account": "40702810138250123010"}),  # without a БИК there is no key to check
    ("de", {"vat_id": "DE136695976"}),
    ("de", {"tax_id": "181/815/08155"}),
    ("de", {"bank_account": "DE89370400440532013000"}),
    ("de", {"bank_account": "GB82WEST12345698765432"}),
    ("de", {"bank_code": "COBADEFFXXX"}),
    ("general", {"vat_id": "CHE-123.456.789 MWST"}),
]
BAD = [
    ("ru", "tax_id", {"tax_id": "7707083894"}),
    ("ru", "tax_id", {"tax_id": "500100732258"}),
    ("ru", "tax_id", {"tax_id": "770708389"}),
    ("ru", "tax_id", {"tax_id": "７７０７０８３８９３"}),  # full-width digits
    ("ru", "reg_code", {"reg_code": "77360100"}),
    ("ru", "reg_number", {"reg_number": "1027700132196"}),
    ("ru", "reg_number", {"reg_number": "304500116000158"}),
    ("ru", "bank_code", {"bank_code": "44525225"}),
    ("ru", "bank_account", {"bank_code": "044525225", "bank_account": "40702810138250123018"}),
    ("ru", "corr_account", {"bank_code": "044525225", "corr_account": "30101810400000000226"}),
    ("de", "vat_id", {"vat_id": "DE136695977"}),
    ("de", "bank_account", {"bank_account": "DE89370400440532013001"}),
    ("de", "bank_account", {"bank_account": "DE8937040044053201300"}),
    ("de", "bank_code", {"bank_code": "COBADEF"}),
    ("de", "tax_id", {"tax_id": "12/34"}),
]


@pytest.mark.parametrize(("country", "values"), GOOD)
def test_right_numbers_pass(country: str, values: dict[str, str]) -> None:
    assert pack(country).faults(values) == []


@pytest.mark.parametrize(("country", "field", "values"), BAD)
def test_wrong_numbers_are_found(country: str, field: str, values: dict[str, str]) -> None:
    assert [part.field for part in pack(country).faults(values)] == [field]


def ogrnip(first: int) -> str:
    return f"{first}{first % 13 % 10}"


def test_every_sole_trader_number_with_its_own_digit_passes() -> None:
    """Remainders 10 to 12 keep their last digit; a library in wide use refuses these."""
    found = range(30450011600015, 30450011600015 + 130)
    assert {n % 13 for n in found} == set(range(13))
    assert all(pack("ru").faults({"reg_number": ogrnip(n)}) == [] for n in found)


def test_numbers_are_printed_as_people_read_them() -> None:
    """An IBAN in groups of four; a number without a label stands alone."""
    iban = Requisite("bank_account", "IBAN", "bank", four=True)
    assert iban.printed("DE89370400440532013000") == "IBAN DE89 3704 0044 0532 0130 00"
    assert Requisite("bank_name", "", "bank").printed("Musterbank") == "Musterbank"


def test_units_and_currencies_have_codes_since_a_day() -> None:
    """ОКЕИ and ОКВ; what has no code there has none on paper."""
    day = date(2026, 1, 1)
    assert (unit_code("m2", day), unit_code("trip", day)) == ("055", "")
    assert unit_code("pcs", date(1990, 1, 1)) == ""
    assert (currency_words("RUB", day), currency_words("JPY", day)) == (
        "Российский рубль, 643",
        "JPY",
    )


def test_countries_of_origin_have_code_and_russian_name() -> None:
    """ОКСМ is ISO 3166-1: by the two letters or a name in any language; else as written."""
    for written in ("DE", "de", "Germany", "Deutschland", " Германия "):
        assert origin_of(written) == ("276", "Германия")
    assert origin_of("Atlantis ") == ("", "Atlantis")
