"""Payment codes: what a bank's program reads is what was meant, or there is no code."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kartei.modules.documents.render import payqr
from kartei.platform.kit.faults import ValueFault
from kartei.platform.kit.money import Amount

# "@" stays free, so that one sign is left to part the fields.
words = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="@"), min_size=1
).filter(str.strip)
IBAN = "DE89370400440532013000"
PAYEE: dict[str, Any] = {
    "name": "ООО «Три кита»", "account": "40702810138250123017", "bank": "ОАО БАНК",
    "bik": "044525225", "correspondent": "30101810400000000225", "inn": "6200098765",
}  # fmt: skip


def fields_of(text: str) -> dict[str, str]:
    """A Russian code as its standard says it is read: the eighth sign parts the fields."""
    assert text.startswith("ST00012")
    return dict(part.split("=", 1) for part in text[8:].split(text[7]))


@given(words, words, st.integers(1, 10**12))
def test_a_russian_code_is_read_as_it_was_meant(name: str, purpose: str, minor: int) -> None:
    payee = payqr.RussianPayee(**{**PAYEE, "name": name})
    read = fields_of(payqr.st00012(payee, Amount(minor, "RUB"), purpose))
    assert read["Name"] == " ".join(name.split())[:160].rstrip()
    assert read["Purpose"] == " ".join(purpose.split())[:210].rstrip()
    assert read["Sum"] == str(minor)
    assert list(read)[:5] == ["Name", "PersonalAcc", "BankName", "BIC", "CorrespAcc"]


@given(words, words, st.integers(1, payqr.EPC_MOST))
def test_a_european_code_has_its_lines(name: str, text: str, minor: int) -> None:
    said = payqr.epc(name[:30], IBAN, Amount(minor, "EUR"), text[:30], bic="COBADEFFXXX")
    lines = said.split("\n")
    assert lines[:5] == ["BCD", "002", "1", "SCT", "COBADEFFXXX"]
    assert lines[6:8] == [IBAN, f"EUR{minor // 100}.{minor % 100:02}"]
    assert len(said.encode()) <= 331


@pytest.mark.parametrize(
    ("change", "amount", "code"),
    [
        ({"bik": ""}, Amount(1, "RUB"), "payqr.missing"),
        ({}, Amount(1, "EUR"), "payqr.currency"),
        ({}, Amount(0, "RUB"), "payqr.amount"),
        ({"name": payqr.SEPARATORS}, Amount(1, "RUB"), "payqr.separator"),
    ],
)
def test_what_has_no_russian_code(change: dict[str, str], amount: Amount, code: str) -> None:
    with pytest.raises(ValueFault) as caught:
        payqr.st00012(payqr.RussianPayee(**{**PAYEE, **change}), amount, "x")
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("name", "iban", "amount", "code"),
    [
        ("", IBAN, Amount(1, "EUR"), "payqr.missing"),
        ("X", "", Amount(1, "EUR"), "payqr.missing"),
        ("X", IBAN, Amount(1, "RUB"), "payqr.currency"),
        ("X", IBAN, Amount(0, "EUR"), "payqr.amount"),
        ("X", IBAN, Amount(10**11, "EUR"), "payqr.amount"),
        ("𝔛" * 70, IBAN, Amount(1, "EUR"), "payqr.too_long"),
    ],
)
def test_what_has_no_european_code(name: str, iban: str, amount: Amount, code: str) -> None:
    with pytest.raises(ValueFault) as caught:
        payqr.epc(name, iban, amount, "Invoice")
    assert caught.value.code == code
