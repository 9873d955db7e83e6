"""The quick way of reading mobile numbers answers what the library would."""

from __future__ import annotations

import random

import phonenumbers
import pytest

from kartei.platform.kit import phones
from kartei.platform.kit.faults import ValueFault
from kartei.platform.kit.phones import Phone, parse_phone

REGIONS = ("RU", "DE", "AT", "CH", "GB", "US", "KZ", "BY", "UA", "FR", "IT", "BR", "CO", "MX", "AR")
_quick = phones._quick


def by_the_library(raw: str, region: str, patch: pytest.MonkeyPatch) -> Phone | str:
    """What comes without the quick way."""
    with patch.context() as inner:
        inner.setattr(phones, "_quick", lambda _raw, _region: None)
        inner.setattr(phones, "_known", {})
        try:
            return parse_phone(raw, region)
        except ValueFault as fault:
            return fault.code


@pytest.mark.parametrize("region", REGIONS)
def test_it_agrees_with_the_library_wherever_it_answers(
    region: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Random numbers near real ones, in the forms people write."""
    chance = random.Random(region)  # noqa: S311 - no secret, only variety
    kind = phonenumbers.PhoneNumberType.MOBILE
    example = phonenumbers.example_number_for_type(region, kind)
    assert example is not None
    code = example.country_code
    for _number in range(150):
        figures = list(str(example.national_number))
        for place in chance.sample(range(len(figures)), chance.randint(0, len(figures))):
            figures[place] = chance.choice("0123456789")
        nation = "".join(figures)[: len(figures) - chance.randint(0, 1)]
        raw = chance.choice(
            (f"+{code}{nation}", f"+{code} ({nation[:3]}) {nation[3:6]}-{nation[6:]}",
             f"0{nation}", f"8 ({nation[:3]}) {nation[3:]}", f"{code}{nation}",
             f" +{code} {nation} ")
        )  # fmt: skip
        quick = _quick(raw, region)
        assert quick is None or quick == by_the_library(raw, region, monkeypatch), raw


@pytest.mark.parametrize(
    ("raw", "region"),
    [("8 (916) 123-45-67", "RU"), ("+7 916 1234567", "RU"), ("0171 1234567", "DE"),
     ("+49 171 1234567", "DE")],
)  # fmt: skip
def test_the_usual_forms_take_the_quick_way(raw: str, region: str) -> None:
    assert _quick(raw, region) is not None


@pytest.mark.parametrize(
    "raw", ["+49 (0) 171 1234567", "8 916 123-45-67 доб. 1", "79161234567.0", "9161234567", "٠١٢٣"]
)
def test_anything_else_is_left_to_the_library(raw: str) -> None:
    assert _quick(raw, "RU") is None
