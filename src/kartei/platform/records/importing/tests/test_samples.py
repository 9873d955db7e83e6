"""Files as firms have them go in whole: S0-050, S1-36, S4-016."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.utils import translation

from kartei.platform.access.tests.cast import Cast
from kartei.platform.records.importing import service
from kartei.platform.records.importing.tests.files import (
    COMPANY,
    PERSON,
    PRODUCT,
    carry_out,
    faults_of,
    import_all,
    make_firm,
    mapping_of,
    records,
    upload,
)
from kartei.platform.records.models import Entry, StoredFile, Timeline
from kartei.platform.records.readers.tests import samples
from kartei.platform.records.timeline import timeline

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(settings: Any, tmp_path: Any) -> Cast:
    """The firm, with files of its own."""
    settings.MEDIA_ROOT = str(tmp_path / "files")
    return make_firm()


@pytest.mark.parametrize("file", ["clients.xlsx", "clients.xls", "clients.ods"])
def test_a_client_list_finds_its_fields_unaided(cast: Cast, file: str) -> None:
    """Title rows above the head, several phones in a cell, company and its number beside."""
    row = upload(cast.admin, samples.all_samples()[file])
    assert mapping_of(row) == {
        "№": "",
        "ФИО клиента": "name",
        "Компания": "company",
        "Должность": "position",
        "Телефоны": "phones",
        "E-mail": "emails",
        "Адрес": "addresses",
        "День рождения": "birthday",
        "ИНН": "company.tax_id",
        "Менеджер": "owner",
        "Комментарий": "notes",
    }


def test_a_client_list_becomes_people_companies_owners_and_notes(cast: Cast) -> None:
    """Person and company in one row: both are made and linked, the same company once."""
    result = import_all(cast.admin, samples.client_list())
    assert {n: result[n] for n in ("rows", "new", "faulty")} == {"rows": 5, "new": 4, "faulty": 1}
    assert result["beside"] == {COMPANY: 2}
    people = records(cast.admin)
    maria = people["Соколова Мария Павловна"]
    assert maria["phones"] == [
        {"kind": "mobile", "value": "+79161234567", "show": "+7 (916) 123-45-67"},
        {"kind": "work", "value": "+74951112233;ext=12", "show": "+7 (495) 111-22-33 #12"},
    ]
    assert (maria["last_name"], maria["first_name"]) == ("Соколова", "Мария")
    assert maria["company"]["title"] == "ООО «Ромашка»"
    assert maria["company"]["id"] == people["Ежов Андрей"]["company"]["id"]
    assert maria["owner"]["title"] == "Анна Волкова"
    assert people["Жуков И. И."]["owner"]["title"] == "Дмитрий Орлов", "a merged cell"
    companies = records(cast.admin, COMPANY)
    assert set(companies) == {"ООО «Ромашка»", "Müller GmbH & Co. KG"}
    assert companies["ООО «Ромашка»"]["tax_id"] == "7707083893"
    assert companies["ООО «Ромашка»"]["owner"]["title"] == "Анна Волкова"
    assert faults_of(result["import"]) == [(6, "Телефоны", "phone.digits_lost")]


def test_a_comment_column_becomes_a_note_on_both_timelines(cast: Cast) -> None:
    """The note hangs on the person and is told with his company too."""
    import_all(cast.admin, samples.client_list())
    entry = Entry.objects.get(text="Звонить до 18")
    assert (entry.kind, entry.object) == ("note", PERSON)
    places = Timeline.objects.filter(entry=entry.pk).values_list("object", flat=True)
    assert sorted(places) == [COMPANY, PERSON]
    text = Entry.objects.get(text__startswith="только").text
    assert text == "только в мессенджере"


def test_a_company_list_brings_its_contact_persons(cast: Cast) -> None:
    """Requisites, and a person made and linked per row."""
    result = import_all(cast.admin, samples.company_list(), COMPANY)
    assert (result["new"], result["beside"]) == (2, {PERSON: 2})
    firm = records(cast.admin, COMPANY)["Сокол"]
    assert (firm["tax_id"], firm["legal_name"]) == ("7736050003", "АО «Сокол»")
    assert firm["sites"][0]["value"] == "https://www.sokol.example"
    person = records(cast.admin)["Ежов Андрей Львович"]
    assert (person["company"]["title"], person["position"]) == ("Сокол", "закупки")


def test_two_rows_of_one_company_are_one_company_with_two_people(cast: Cast) -> None:
    """Lists of contact persons repeat their company in each row."""
    content = samples.workbook(
        [
            ["Компания", "ИНН", "Контактное лицо", "Телефон"],
            ["ООО «Ромашка»", "7707083893", "Соколова Мария", "+7 495 111-22-33"],
            ["Ромашка", "", "Ежов Андрей", ""],
        ]
    )
    result = import_all(cast.admin, content, COMPANY)
    assert (result["new"], result["duplicate"], result["beside"]) == (1, 1, {PERSON: 2})
    people = records(cast.admin)
    assert {p["company"]["title"] for p in people.values()} == {"ООО «Ромашка»"}


def test_a_company_without_a_person_takes_the_numbers_itself(cast: Cast) -> None:
    """A row of a mixed list with no name in it is the company, not a contact named by its phone."""
    rows = (
        "ФИО;Компания;Телефон;Город;Комментарий\n"
        ";ООО «Ромашка»;+7 495 123-45-67;Тула;работают до шести\n"
        "Иванова Анна;ООО «Ромашка»;+7 916 123-45-67;Тула;\n"
        ";ООО «Ромашка»;+7 495 123-45-68;;\n"
        ";;+7 495 765-43-21;;\n"
    )
    result = import_all(cast.admin, rows.encode())
    assert (result["new"], result["duplicate"], result["faulty"]) == (3, 1, 0)
    people = records(cast.admin)
    assert set(people) == {"Иванова Анна", "+74957654321"}
    company = records(cast.admin, COMPANY)["ООО «Ромашка»"]
    assert [p["value"] for p in company["phones"]] == ["+74951234567"]
    assert people["Иванова Анна"]["company"]["id"] == company["id"]
    told = timeline(cast.admin, COMPANY, UUID(company["id"]))["items"]
    assert "работают до шести" in [event["text"] for event in told]


def test_a_price_list_becomes_products_with_groups_and_prices(cast: Cast) -> None:
    """Money, percentages as choices, units with and without a point; the group made once."""
    result = import_all(cast.admin, samples.price_list(), PRODUCT)
    assert (result["new"], result["beside"]) == (2, {"catalog.group": 1})
    window = records(cast.admin, PRODUCT)["Окно глухое"]
    assert window["price"] == {"amount": "12500.50", "currency": "RUB"}
    assert window["cost"] == {"amount": "8000.00", "currency": "RUB"}
    assert (window["vat"], window["unit"], window["article"]) == ("20", "pcs", "W-100")
    assert window["group"]["title"] == "Окна"


@pytest.mark.parametrize(
    ("file", "people"),
    [
        ("russian-1251.csv", {"Соколова Мария", "Ёлкин Пётр"}),
        ("wide.csv", {"Соколова Мария", "Ёлкин Пётр"}),
        ("german.csv", {"Jürgen Müller", "Änne Weiß"}),
        ("google-old.csv", {"Соколова Мария Павловна", "Мастер окна"}),
        ("google-new.csv", {"Jürgen Müller"}),
        ("outlook.csv", {"Jürgen Müller"}),
        ("outlook.vcf", {"Соколова Мария Павловна"}),
        ("android.vcf", {"Соколова Мария", "Мастер Окна"}),
        ("iphone.vcf", {"Jürgen Müller"}),
        ("modern.vcf", {"Волкова Анна Сергеевна"}),
    ],
)
def test_each_kind_of_file_becomes_people(cast: Cast, file: str, people: set[str]) -> None:
    """Encodings and address books of all programs, without a choice by hand."""
    result = import_all(cast.admin, samples.all_samples()[file], region="DE")
    assert (result["faulty"], result["new"]) == (0, len(people)), faults_of(result["import"])
    assert set(records(cast.admin)) == people


def test_columns_of_an_address_book_are_called_by_words(cast: Cast) -> None:
    """The keys of the reader are for saved mappings; people read the names of the fields."""
    row = upload(cast.admin, samples.all_samples()["google-old.csv"])
    with translation.override("ru"):
        columns = {c["key"]: c["title"] for c in service.wire(cast.admin, row)["columns"]}
    assert columns["last_name"] == "Фамилия"
    assert columns["phones:mobile"] == "Телефоны, мобильный"
    assert not [title for title in columns.values() if "_" in title or ":" in title]


def test_an_address_book_keeps_kinds_groups_and_the_picture(cast: Cast) -> None:
    """vCard 3.0 of a phone: groups are made, the photo is stored as the person's file."""
    row = upload(cast.admin, samples.IPHONE_30.encode(), region="DE")
    carry_out(cast.admin, row)
    person = records(cast.admin)["Jürgen Müller"]
    assert {p["kind"] for p in person["phones"]} == {"mobile", "fax", "work"}
    assert {g["title"] for g in person["groups"]} >= {"Kunden"}
    assert person["messengers"][0]["kind"] == "telegram"
    stored = StoredFile.objects.get(pk=person["photo"]["id"])
    assert (stored.object, str(stored.record)) == (PERSON, person["id"])
    assert stored.type == "image/png"


def test_a_birthday_without_a_year_costs_the_cell_and_not_the_card(cast: Cast) -> None:
    """Phones hand them out; the report names it."""
    result = import_all(cast.admin, samples.MODERN_40.encode())
    assert records(cast.admin)["Волкова Анна Сергеевна"]["birthday"] is None
    assert [code for _row, _field, code in faults_of(result["import"])] == ["date.no_year"]
