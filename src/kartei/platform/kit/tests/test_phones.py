"""Phones: single numbers, cells with several, damage done by spreadsheets."""

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kartei.platform.kit.faults import ValueFault
from kartei.platform.kit.phone_cells import KINDS, split_phones
from kartei.platform.kit.phones import digits, parse_phone, show_phone
from kartei.platform.kit.tests.outcomes import outcome


@pytest.mark.parametrize(
    ("raw", "region", "stored"),
    [
        ("8 (916) 123-45-67", "RU", "+79161234567"),
        ("+7 916 123 45 67", "DE", "+79161234567"),
        ("79161234567", "RU", "+79161234567"),
        ("9161234567", "RU", "+79161234567"),
        ("79161234567.0", "RU", "+79161234567"),
        ("7,9161234567E+10", "RU", "+79161234567"),
        ("7.916123456E+10", "RU", "+79161234560"),
        ("8-495-111-22-33 доб. 12", "RU", "+74951112233;ext=12"),
        ("0171/1234567", "DE", "+491711234567"),
        ("089 / 123456", "DE", "+4989123456"),
        ("0049 171 1234567", "DE", "+491711234567"),
        ("491711234567", "RU", "+491711234567"),
        ("8 800 555-35-35", "RU", "+78005553535"),
    ],
)
def test_number_is_read_as_typed_in_its_land(raw: str, region: str, stored: str) -> None:
    """S4-046: the number is checked against the plan of its land."""
    phone = parse_phone(raw, region)

    assert (phone.value, phone.valid) == (stored, True)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("", "phone.empty"),
        ("нет", "phone.invalid"),
        ("12", "phone.invalid"),
        ("123-45-67", "phone.no_area"),
        ("+7 916 123", "phone.too_short"),
        ("+7 916 123 45 678", "phone.too_long"),
        ("+7 916 123 45 67 89 01 23", "phone.too_long"),
        ("+999 123 45 67", "phone.country"),
        ("7,9E+10", "phone.digits_lost"),
        ("7.91612E+10", "phone.digits_lost"),
        ("1" * 300, "phone.too_long"),
    ],
)
def test_refuses_what_cannot_be_dialled(raw: str, code: str) -> None:
    with pytest.raises(ValueFault) as caught:
        parse_phone(raw, "RU")

    assert caught.value.code == code


def test_number_no_plan_knows_is_kept_but_marked() -> None:
    phone = parse_phone("+7 000 000 00 00", "RU")

    assert (phone.e164, phone.valid, phone.kind) == ("+70000000000", False, "other")


@given(st.integers(0, 9_999_999))
def test_every_way_to_write_a_russian_mobile_is_one_number(tail: int) -> None:
    end = f"{tail:07}"
    shapes = [
        f"8916{end}",
        f"+7916{end}",
        f"7916{end}",
        f"8 (916) {end[:3]}-{end[3:5]}-{end[5:]}",
        f"7916{end}.0",
    ]

    assert {parse_phone(shape, "RU").e164 for shape in shapes} == {f"+7916{end}"}


@given(st.text(alphabet="0123456789+()-. ,;/xдобстEe#", max_size=60))
def test_reading_gives_a_number_or_a_fault_and_stays_when_read_again(raw: str) -> None:
    read = outcome(parse_phone, raw, "RU")

    if isinstance(read, ValueFault):
        assert read.code.startswith("phone.")
    else:
        assert read.e164.removeprefix("+").isdecimal()
        assert not read.valid or parse_phone(read.value, "DE") == read


def _cells(cell: str, region: str = "RU") -> list[tuple[str, str]]:
    return [
        (one.phone.value if one.phone else one.fault, one.kind)
        for one in split_phones(cell, region)
    ]


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        (
            "8 (916) 123-45-67, +7 495 111-22-33 доб. 12; сот.",
            [("+79161234567", "mobile"), ("+74951112233;ext=12", "")],
        ),
        ("моб 89161234567 раб 84951112233", [("+79161234567", "mobile"), ("+74951112233", "work")]),
        ("84951112233 раб, 84951112244 дом", [("+74951112233", "work"), ("+74951112244", "home")]),
        ("89161234567 89261234567", [("+79161234567", "mobile"), ("+79261234567", "mobile")]),
        (
            "8 916 123 45 67 8 926 123 45 67",
            [("+79161234567", "mobile"), ("+79261234567", "mobile")],
        ),
        ("+79161234567/+79261234567", [("+79161234567", "mobile"), ("+79261234567", "mobile")]),
        ("123-45-67 / 123-45-68", [("phone.no_area", ""), ("phone.no_area", "")]),
        ("факс: (495) 123-45-67", [("+74951234567", "fax")]),
        ("+7(495)111-22-33 (доб.12)", [("+74951112233;ext=12", "")]),
        ("+7 495 111-22-33, доб. 12", [("+74951112233;ext=12", "")]),
        ("7,9E+10; 89161234567", [("phone.digits_lost", ""), ("+79161234567", "mobile")]),
        ("нет", [("phone.invalid", "")]),
        ("  ", []),
        ("-", []),
    ],
)
def test_russian_cell_is_taken_apart(cell: str, found: list[tuple[str, str]]) -> None:
    """S1-36, S0-068: several numbers in one cell of a client list."""
    assert _cells(cell) == found


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        (
            "mobil: 0171 1234567; Büro 089 / 123456",
            [("+491711234567", "mobile"), ("+4989123456", "work")],
        ),
        (
            "089/123456 0171/1234567",
            [("+4989123456", ""), ("+491711234567", "mobile")],
        ),
        (
            "+49 89 1234567 (privat)\nFax 089 1234568",
            [("+49891234567", "home"), ("+49891234568", "fax")],
        ),
    ],
)
def test_german_cell_is_taken_apart(cell: str, found: list[tuple[str, str]]) -> None:
    assert _cells(cell, "DE") == found


def test_other_words_are_kept_as_a_note() -> None:
    found = split_phones("Анна 89161234567, 84951112233 склад", "RU")

    assert [one.note for one in found] == ["Анна", "склад"]


@given(st.text(max_size=200))
def test_no_cell_is_too_strange(cell: str) -> None:
    for one in split_phones(cell, "RU"):
        assert bool(one.phone) != bool(one.fault)
        assert one.kind in {*KINDS, ""}


@pytest.mark.parametrize(
    ("stored", "region", "shown"),
    [
        ("+79161234567", "RU", "+7 (916) 123-45-67"),
        ("+74951112233;ext=12", "DE", "+7 (495) 111-22-33 #12"),
        ("+4989123456", "RU", "+49 89 123456"),
        ("+4989123456", "DE", "089 123456"),
        ("nonsense", "DE", "nonsense"),
    ],
)
def test_number_is_shown_as_read(stored: str, region: str, shown: str) -> None:
    assert show_phone(stored, region) == shown


def test_digits_leave_the_extension_out() -> None:
    assert digits("+74951112233;ext=12") == "74951112233"


def test_example_mobiles_of_the_three_lands_are_valid() -> None:
    for region in ("RU", "DE", "GB"):
        example = phonenumbers.example_number_for_type(region, phonenumbers.PhoneNumberType.MOBILE)
        assert example is not None
        written = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.NATIONAL)

        assert parse_phone(written, region).kind == "mobile"
