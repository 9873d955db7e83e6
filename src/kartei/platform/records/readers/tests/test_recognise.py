"""Columns are recognised by their heads in three languages and by what they hold."""

import pytest

from kartei.platform.records.readers.recognise import Match, Target, match_columns
from kartei.platform.records.readers.table import HEADLESS, Table, open_table
from kartei.platform.records.readers.tests import samples

_PHONES = ("mobile", "work", "home", "fax", "main", "other")
_MAILS = ("work", "home", "other")
_KINDS = {
    "phones": _PHONES,
    "emails": _MAILS,
    "addresses": ("legal", "work", "home", "other"),
    "messengers": ("telegram", "whatsapp", "viber", "skype", "other"),
}


def _targets(names: str) -> list[Target]:
    return [Target(name, kinds=_KINDS.get(name.rpartition(".")[2], ())) for name in names.split()]


PERSON = _targets(
    "name last_name first_name middle_name salutation company position phones emails sites "
    "messengers addresses birthday groups source notes owner"
)
COMPANY = _targets(
    "name legal_name tax_id reg_code reg_number vat_id bank_account bank_code bank_name phones "
    "emails sites addresses groups owner notes person.name person.position person.phones "
    "person.emails"
)
PRODUCT = _targets("name article unit price cost vat group description")


def _found(table: Table, targets: list[Target], object_name: str, region: str = "RU") -> list[str]:
    matches = match_columns(table, targets, object_name=object_name, region=region)
    return [f"{one.target}:{one.kind}" if one.kind else one.target for one in matches]


def _head(heads: str, sign: str = ";") -> Table:
    """A table of which only the heads speak."""
    width = heads.count(sign) + 1
    return open_table(
        (heads + "\n" + sign.join(["?"] * width)).encode(), delimiter=sign, head_row=1
    )


def test_client_list_is_mapped_unaided() -> None:
    """S0-081: all columns of a real-looking list; the running number is left alone."""
    assert _found(open_table(samples.client_list()), PERSON, "people.person") == [
        "", "name", "company", "position", "phones", "emails", "addresses", "birthday", "", "owner",
        "notes",
    ]  # fmt: skip


def test_company_list_is_mapped_with_its_contact_person() -> None:
    assert _found(open_table(samples.company_list()), COMPANY, "people.company") == [
        "name", "legal_name", "tax_id", "reg_code", "reg_number", "bank_account", "bank_code",
        "bank_name", "person.name", "person.position", "phones", "sites", "addresses:legal",
    ]  # fmt: skip


def test_price_list_is_mapped() -> None:
    assert _found(open_table(samples.price_list()), PRODUCT, "catalog.product") == [
        "article", "name", "unit", "price", "cost", "vat", "group", "description",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("heads", "targets"),
    [
        (
            "Фамилия;Имя;Отчество;Моб. телефон;Тел. раб.;E-mail (личный);Организация;Должность;"
            "Дата рождения;Источник;Ответственный менеджер;Примечания",
            "last_name first_name middle_name phones:mobile phones:work emails company position "
            "birthday source owner notes",
        ),
        (
            "Nachname;Vorname;Anrede;Firma;Position;Handy;Telefon geschäftlich;Fax;E-Mail-Adresse;"
            "Webseite;PLZ;Anschrift;Geburtsdatum;Kundengruppe;Bemerkung;Betreuer",
            "last_name first_name salutation company position phones:mobile phones:work "
            "phones:fax emails sites addresses addresses birthday groups notes owner",
        ),
        (
            "Full name;Company name;Job title;Work phone;Cell;Email address;Website;Address;"
            "Date of birth;Lead source;Account manager;Comments;Tags;Telegram",
            "name company position phones:work phones:mobile emails sites addresses birthday "
            "source owner notes groups messengers:telegram",
        ),
        (
            "клиент*;ТЕЛЕФОН №1;Телефон № 2 (доп.);почта:;Комментарий менеджера;Откуда узнал",
            "name phones phones emails notes source",
        ),
        ("Телефно;Комментрий;Должнсть;Фамлия", "phones notes position last_name"),
    ],
)
def test_heads_of_three_languages(heads: str, targets: str) -> None:
    assert _found(_head(heads), PERSON, "people.person") == targets.split()


def test_content_speaks_where_heads_are_silent() -> None:
    text = (
        "Соколова Мария Павловна;8 916 123-45-67;m.s@romashka.example;ООО «Ромашка»;12.04.1985;"
        "www.romashka.example;г. Москва, ул. Лесная, д. 5\n"
        "Ёлкин Пётр Ильич;+7 495 111-22-33;elkin@post.example;ИП Ёлкин;31.01.1990;"
        "post.example;г. Тверь, ул. Новая, д. 1\n"
    )
    table = open_table(text.encode())

    assert table.head_row == HEADLESS
    assert _found(table, PERSON, "people.person") == [
        "name", "phones", "emails", "company", "birthday", "sites", "addresses",
    ]  # fmt: skip


def test_content_of_requisites_speaks_as_well() -> None:
    text = (
        "ООО «Ромашка»;7707083893;1027700132195;40702810400000000001;044525225\n"
        "АО «Сокол»;7736050003;1027700070518;40702810900000000002;044525593\n"
    )

    assert _found(open_table(text.encode()), COMPANY, "people.company") == [
        "name", "tax_id", "reg_number", "bank_account", "bank_code",
    ]  # fmt: skip


def test_german_requisites() -> None:
    text = (
        "Firma;USt-IdNr.;HRB;IBAN;BIC;Ansprechpartner;Telefon\n"
        "Müller GmbH;DE123456789;HRB 1234;DE02120300000000202051;BYLADEM1001;Jürgen Müller;"
        "089 123456\n"
    )

    assert _found(open_table(text.encode()), COMPANY, "people.company", "DE") == [
        "name", "vat_id", "reg_number", "bank_account", "bank_code", "person.name", "phones",
    ]  # fmt: skip


def test_name_beside_vorname_is_the_last_name() -> None:
    assert _found(open_table(samples.GERMAN_CSV.encode()), PERSON, "people.person", "DE")[:2] == [
        "last_name", "first_name",
    ]  # fmt: skip


def test_first_name_that_holds_whole_names_is_the_name() -> None:
    table = open_table("Имя;Телефон\nСоколова Мария Павловна;1\nЁлкин Пётр Ильич;2\n".encode())

    assert _found(table, PERSON, "people.person")[0] == "name"


def test_contacts_that_hold_mails_are_mails() -> None:
    table = open_table("Клиент;Телефон\nА. Ли;lee@firm.example\nБ. Рэй;ray@firm.example\n".encode())

    assert _found(table, PERSON, "people.person")[1] == "emails"


def test_customers_that_are_companies_are_companies() -> None:
    table = open_table("Клиент;Телефон\nООО Сокол;89161234567\nООО Ёж;89161234568\n".encode())

    assert _found(table, PERSON, "people.person")[0] == "company"


def test_labels_of_the_firm_go_before_everything() -> None:
    """A field made at run time is found by its label in any language."""
    own = Target("f_17", labels=("Размер окна", "Fenstergröße", "Window size"))
    named = Target("f_18", labels=("Телефон",), kind="text")

    assert _found(_head("FENSTERGRÖSSE;Телефон;Почта"), [*PERSON, own, named], "") == [
        "f_17", "f_18", "emails",
    ]  # fmt: skip


def test_field_takes_one_column_but_phones_take_many() -> None:
    assert _found(_head("Фамилия;Фамилия;Телефон;Телефон"), PERSON, "people.person") == [
        "last_name", "", "phones", "phones",
    ]  # fmt: skip


def test_keys_of_an_address_book_are_certain() -> None:
    table = open_table(samples.IPHONE_30.encode())
    matches = match_columns(table, PERSON, object_name="people.person")

    assert Match(7, "phones", "mobile", 1.0) in matches
    assert [table.columns[one.index].key for one in matches if not one.target] == ["department"]


def test_contradiction_of_head_and_content_is_not_sure() -> None:
    table = open_table("День рождения;Имя\nlee@firm.example;А\nray@firm.example;Б\n".encode())

    assert match_columns(table, PERSON, object_name="people.person")[0].sure <= 0.5


def test_nothing_is_guessed_for_an_object_without_such_fields() -> None:
    assert _found(open_table(samples.client_list()), _targets("title due_on"), "tasks.task") == (
        [""] * 11
    )
