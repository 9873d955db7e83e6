"""Requisites of companies: what cannot be right is refused by its own name."""

from __future__ import annotations

from typing import Any

import pytest

from kartei.platform.access.tests.cast import make_cast
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import write

pytestmark = pytest.mark.django_db
COMPANY = "people.company"
RUSSIAN = {
    "country": "ru", "tax_id": "7707 083 893", "reg_code": "770701001",
    "reg_number": "1027700132195", "bank_account": "40702810138250123017",
    "bank_code": "044525225", "corr_account": "30101810400000000225",
}  # fmt: skip
GERMAN = {
    "country": "de", "vat_id": "de 136 695 976", "tax_id": "181/815/08155",
    "bank_account": "DE89 3704 0044 0532 0130 00", "bank_code": "COBADEFFXXX",
}  # fmt: skip


def refused(values: dict[str, Any]) -> dict[str, str]:
    """Words by field of what is refused."""
    with pytest.raises(Refusal) as caught:
        write.create(make_cast().alice, COMPANY, {"name": "Firm", **values})
    return {fault.field or "": fault.detail for fault in caught.value.faults}


@pytest.mark.parametrize("values", [RUSSIAN, GERMAN])
def test_right_numbers_are_kept_without_blanks(values: dict[str, str]) -> None:
    """S1-47: Russian and German requisites, each by the rules of its country."""
    alice = make_cast().alice
    key = write.create(alice, COMPANY, {"name": "Firm", **values})
    found = write.one(alice, COMPANY, key)
    for name, value in values.items():
        kept = value if name == "country" else value.replace(" ", "").upper()
        assert found[name] == kept, name


@pytest.mark.parametrize(
    ("values", "field", "word"),
    [
        ({**RUSSIAN, "tax_id": "7707083894"}, "tax_id", "ИНН"),
        ({**RUSSIAN, "reg_code": "77070100"}, "reg_code", "КПП"),
        ({**RUSSIAN, "reg_number": "1027700132196"}, "reg_number", "ОГРН"),
        ({**RUSSIAN, "bank_account": "40702810138250123018"}, "bank_account", "БИК"),
        ({**RUSSIAN, "corr_account": "30101810400000000226"}, "corr_account", "БИК"),
        ({**GERMAN, "vat_id": "DE136695977"}, "vat_id", "USt-IdNr."),
        ({**GERMAN, "tax_id": "12/34"}, "tax_id", "Steuernummer"),
        ({**GERMAN, "bank_account": "DE88370400440532013000"}, "bank_account", "IBAN"),
        ({**GERMAN, "bank_code": "COBA"}, "bank_code", "BIC"),
        ({"bank_account": "DE88370400440532013000"}, "bank_account", "IBAN"),
        ({"vat_id": "DE136695977"}, "vat_id", "USt-IdNr."),
    ],
)
def test_a_wrong_number_is_named(values: dict[str, str], field: str, word: str) -> None:
    """The field is pointed at, in words of what the number must be."""
    found = refused(values)
    assert list(found) == [field]
    assert word in found[field]


@pytest.mark.parametrize("country", ["other", None])
def test_elsewhere_numbers_are_taken_as_they_are(country: str | None) -> None:
    values = {"country": country, "tax_id": "12 34", "bank_account": "0099", "bank_code": "x"}
    assert write.create(make_cast().alice, COMPANY, {"name": "Firm", **values})


def test_what_was_there_before_does_not_hold_up_other_changes() -> None:
    """A number that was taken unchecked stays; it is judged when the country is named."""
    alice = make_cast().alice
    key = write.create(alice, COMPANY, {"name": "Firm", "tax_id": "1234567890"})
    write.change(alice, COMPANY, key, {"city": "Tula"})
    with pytest.raises(Refusal) as caught:
        write.change(alice, COMPANY, key, {"country": "ru"})
    assert [fault.field for fault in caught.value.faults] == ["tax_id"]
