"""The small decisions: names, strangers, cells."""

from __future__ import annotations

from typing import Any

import pytest

from kartei.platform.access.tests.cast import Cast
from kartei.platform.kit.faults import ValueFault
from kartei.platform.records import write
from kartei.platform.records.importing.cells import (
    converter,
    day_order,
    decimal_sign,
    option_table,
)
from kartei.platform.records.importing.contact_cells import Habits
from kartei.platform.records.importing.matching import strangers
from kartei.platform.records.importing.names import Names, Owners, bare
from kartei.platform.records.importing.targets import places
from kartei.platform.records.importing.tests.files import COMPANY, PERSON, PRODUCT, make_firm

HABITS = Habits("RU", "RUB", "ru", "xlsx")


@pytest.fixture
def cast(db: None) -> Cast:
    """The firm."""
    return make_firm()


@pytest.mark.parametrize(
    ("text", "login"),
    [
        ("alice", "alice"), ("ALICE@okna.example", "alice"), ("Анна Волкова", "alice"),
        ("Волкова Анна", "alice"), ("Волкова А.", "alice"), ("А. Волкова", "alice"),
        ("волкова", "alice"), ("Волкова Б.", None), ("А.", None), ("Никто", None),
        ("Орлов Дмитрий", "bob"),
    ],
)  # fmt: skip
def test_owners_are_known_by_login_mail_and_name(cast: Cast, text: str, login: str | None) -> None:
    assert Owners().find(text) == (cast.ids[login] if login else None)


def test_a_name_that_fits_two_users_names_none(cast: Cast) -> None:
    make = {"name": "Алла Волкова", "unit": str(cast.units["sales"]), "roles": []}
    write.create(cast.admin, "access.user", {**make, "login": "alla"})
    owners = Owners()
    assert owners.find("Волкова") is None
    assert owners.find("Волкова А.") is None
    assert owners.find("Волкова Алла") is not None


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ('ооо "ромашка"', "ромашка"), ("muller gmbh & co. kg", "muller"), ("ромашка", "ромашка"),
        ("ооо", "ооо"),
    ],
)  # fmt: skip
def test_a_name_without_its_legal_form(name: str, short: str) -> None:
    assert bare(name) == short


def test_companies_are_found_with_and_without_their_form_but_never_another_form(cast: Cast) -> None:
    key = write.create(cast.admin, COMPANY, {"name": "ООО «Ромашка»", "tax_id": "7707083893"})
    names = Names(cast.admin, cast.admin.obj(COMPANY), "append_to")
    assert names.find("Ромашка") == key
    assert names.find('ооо "РОМАШКА"') == key
    assert names.find("ИП Ромашка") is None
    assert names.find("Anything", "7707083893") == key
    assert names.find("Ромашка", "7736050003") is None


def test_a_bare_name_that_fits_two_companies_finds_none(cast: Cast) -> None:
    for name in ("ООО Ромашка", "ИП Ромашка"):
        write.create(cast.admin, COMPANY, {"name": name})
    names = Names(cast.admin, cast.admin.obj(COMPANY), "append_to")
    assert names.find("Ромашка") is None
    assert names.find("ИП «Ромашка»") is not None


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("Соколова Мария", "Ежов Андрей", True), ("Соколова М.", "Мария Соколова", False),
        ("Соколова", "Соколова Мария", False), ("Müller Jürgen", "Мюллер Юрген", False),
        ("", "Ежов", False), ("+79161234567", "Ежов", False), ("М. С.", "Соколова Мария", False),
        ("ООО «Ромашка»", "Ромашка", False),
    ],
)  # fmt: skip
def test_strangers(one: str, other: str, differ: bool) -> None:
    assert strangers(one, other) is differ


@pytest.mark.parametrize(
    ("samples", "order"),
    [(["03/25/2026"], "mdy"), (["25/03/2026"], "dmy"), (["03/04/2026"], "dmy"),
     (["03/25/2026", "25/03/2026"], "dmy"), ([], "dmy")],
)  # fmt: skip
def test_the_order_of_days_is_told_by_the_column(samples: list[str], order: str) -> None:
    assert day_order(samples) == order


@pytest.mark.parametrize(
    ("samples", "language", "sign"),
    [(["1 234,50"], "en", ","), (["1,234.50"], "ru", "."), (["1,234"], "ru", ","),
     (["1,234"], "en", "."), ([], "de", ",")],
)  # fmt: skip
def test_the_decimal_sign_is_told_by_the_column(
    samples: list[str], language: str, sign: str
) -> None:
    assert decimal_sign(samples, language) == sign


CELLS: list[tuple[str, str, str, Any]] = [
    (PERSON, "birthday", "1 февраля 1990", "1990-02-01"),
    (PERSON, "birthday", "-", None),
    (PERSON, "next_step_at", "31.12.2026 14:30", "2026-12-31T14:30:00"),
    (PERSON, "next_step_at", "2026-12-31", "2026-12-31T00:00:00"),
    (PERSON, "source", "сайт", "site"),
    (PERSON, "source", "Web Site", "site"),
    (PERSON, "salutation", "г-жа", "ms"),
    (PERSON, "salutation", "Herr", "mr"),
    (PERSON, "interests", "окна, двери", ["windows", "doors"]),
    (PERSON, "groups", "VIP; опт", ["VIP", "опт"]),
    (PERSON, "phones", "нет", None),
    (PERSON, "messengers", "@anna", [{"kind": "other", "value": "@anna"}]),
    (PERSON, "addresses", "Тверь,\nЛесная 5", [{"kind": "main", "value": "Тверь, Лесная 5"}]),
    (PRODUCT, "price", "1 234,50 ₽", {"amount": "1234.50", "currency": "RUB"}),
    (PRODUCT, "price", "12 €", {"amount": "12.00", "currency": "EUR"}),
    (PRODUCT, "price", "1000 USD", {"amount": "1000.00", "currency": "USD"}),
    (PRODUCT, "vat", "20%", "20"),
    (PRODUCT, "vat", "0.2", "20"),
    (PRODUCT, "vat", "без НДС", "none"),
    (PRODUCT, "unit", "шт.", "pcs"),
    (PRODUCT, "active", "да", True),
    (PRODUCT, "active", "nein", False),
]


@pytest.mark.parametrize(("name", "field", "cell", "value"), CELLS)
def test_cells(cast: Cast, name: str, field: str, cell: str, value: Any) -> None:
    place = places(cast.admin, name)[field]
    assert converter(place, "", HABITS, [])(cell) == value


@pytest.mark.parametrize(
    ("name", "field", "cell", "code"),
    [
        (PERSON, "source", "сарафан", "value.unknown_option"),
        (PERSON, "birthday", "вчера", "date.invalid"),
        (PERSON, "next_step_at", "31.12.2026 25:30", "moment.invalid"),
        (PRODUCT, "price", "дорого", "number.invalid"),
        (PRODUCT, "active", "может быть", "value.type"),
    ],
)
def test_cells_that_cannot_be_understood(
    cast: Cast, name: str, field: str, cell: str, code: str
) -> None:
    place = places(cast.admin, name)[field]
    with pytest.raises(ValueFault) as refused:
        converter(place, "", HABITS, [])(cell)
    assert refused.value.code == code


def test_choices_are_known_by_their_labels_in_three_languages(cast: Cast) -> None:
    spec = places(cast.admin, PRODUCT)["unit"].spec
    assert spec is not None
    assert {option_table(spec).get(word) for word in ("шт", "pcs", "stk")} == {"pcs"}
