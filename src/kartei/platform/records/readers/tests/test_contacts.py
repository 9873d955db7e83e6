"""Address books and vCards become a table whose columns are known."""

import pytest

from kartei.platform.records.readers.table import Table, open_table
from kartei.platform.records.readers.tests import samples


def _cards(table: Table) -> list[dict[str, str]]:
    keys = [column.key for column in table.columns]
    return [
        {key: cell for key, cell in zip(keys, cells, strict=True) if cell}
        for _, cells in table.rows()
    ]


def test_google_contacts_of_the_old_format() -> None:
    """S0-081: the Google Contacts columns are understood unaided."""
    table = open_table(samples.GOOGLE_OLD.encode())

    assert table.kind == "google"
    assert _cards(table) == [
        {
            "last_name": "Соколова", "first_name": "Мария", "middle_name": "Павловна",
            "company": "ООО Ромашка", "position": "директор", "phones:fax": "+7 495 111-22-33",
            "phones:mobile": "+7 916 123-45-67\n+7 926 123-45-67",
            "emails:work": "m.sokolova@romashka.example\ninfo@romashka.example",
            "sites": "https://romashka.example", "birthday": "1985-04-12",
            "addresses:work": "Лесная 5, 125009, Москва, Россия", "groups": "Клиенты\nVIP",
            "notes": "Звонить до 18\nРост: 170",
        },
        {"name": "Мастер окна", "phones": "89161112233"},
    ]  # fmt: skip
    assert [number for number, _ in table.rows()] == [2, 3]


def test_google_contacts_of_the_new_format() -> None:
    """S0-082: a file in Google Contacts format as a whole."""
    assert _cards(open_table(samples.GOOGLE_NEW.encode())) == [
        {
            "salutation": "Dr.", "last_name": "Müller", "first_name": "Jürgen",
            "company": "Müller GmbH", "department": "Fenster", "position": "Einkauf",
            "phones:mobile": "+49 171 1234567", "phones:home": "089 123456",
            "emails:work": "jm@mueller.example", "sites": "https://mueller.example",
            "birthday": "1972-11-03", "groups": "Kunden", "notes": "Spricht Russisch",
        }
    ]  # fmt: skip


def test_outlook_contacts() -> None:
    table = open_table(samples.OUTLOOK_EN.encode("windows-1252"))

    assert table.kind == "outlook"
    assert _cards(table) == [
        {
            "salutation": "Dr.", "last_name": "Müller", "first_name": "Jürgen",
            "company": "Müller GmbH", "position": "Einkauf", "phones:fax": "089 1234568",
            "phones:work": "089 1234567", "phones:home": "089 7654321",
            "phones:mobile": "0171 1234567", "birthday": "1972-11-03",
            "emails": "jm@mueller.example\nj.mueller@post.example", "groups": "Kunden\nVIP",
            "sites": "www.mueller.example", "notes": "Two\nlines",
            "addresses:work": "Hauptstraße 5, München, 80331, Deutschland",
        }
    ]  # fmt: skip


def test_russian_outlook_contacts() -> None:
    cards = _cards(open_table(samples.OUTLOOK_RU.encode("windows-1251")))

    assert cards[0]["phones:mobile"] == "8 916 123-45-67"
    assert cards[0]["emails"] == "m.sokolova@romashka.example"


def test_vcards_of_android() -> None:
    table = open_table(samples.ANDROID_21.encode())

    assert (table.kind, table.estimate) == ("vcard", 2)
    assert _cards(table) == [
        {
            "last_name": "Соколова", "first_name": "Мария", "phones:mobile": "+79161234567",
            "phones:work": "84951112233", "emails:home": "m.sokolova@post.example",
        },
        {"name": "Мастер Окна", "phones:mobile": "89161112233"},
    ]  # fmt: skip
    assert list(table.photos()) == [(1, samples.PICTURE)]


def test_vcard_of_iphone() -> None:
    table = open_table(samples.IPHONE_30.encode())

    assert _cards(table) == [
        {
            "salutation": "Dr.", "last_name": "Müller", "first_name": "Jürgen",
            "company": "Müller GmbH & Co. KG", "department": "Einkauf", "position": "Leiter",
            "emails:work": "jm@mueller.example", "phones:mobile": "+49 171 1234567",
            "phones:fax": "089 1234568", "phones:work": "089 1234567",
            "addresses:work": "Hauptstraße 5, 80331 München, Deutschland",
            "sites": "https://mueller.example", "messengers:telegram": "jmueller",
            "birthday": "1972-11-03", "groups": "Kunden\nVIP, wichtig",
            "notes": "Spricht Russisch, mag Tee;\nruft nie zurück",
        }
    ]  # fmt: skip
    assert list(table.photos()) == [(1, samples.PICTURE)]


def test_vcard_of_version_4() -> None:
    table = open_table(samples.MODERN_40.encode())

    assert _cards(table) == [
        {
            "last_name": "Волкова", "first_name": "Анна", "middle_name": "Сергеевна",
            "company": "ООО «Окна»", "position": "менеджер", "phones:mobile": "+7-916-222-33-44",
            "phones:work": "+7-495-222-33-44 ext. 15", "emails:work": "a.volkova@okna.example",
            "messengers:other": "anna@chat.example", "birthday": "--0412",
            "addresses:home": "ул. Новая, 1, 119021 Москва, Россия",
            "notes": ("Длинная заметка о том, чего хочет клиент. " * 6).strip(),
            "X-HOBBY": "лыжи",
        }
    ]  # fmt: skip
    assert list(table.photos()) == [(1, samples.PICTURE)]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_vcards_with_a_byte_order_mark(encoding: str) -> None:
    assert _cards(open_table(samples.IPHONE_30.encode(encoding)))[0]["first_name"] == "Jürgen"


def test_vcard_in_a_named_one_byte_encoding() -> None:
    assert _cards(open_table(samples.OUTLOOK_21))[0] == {
        "last_name": "Соколова", "first_name": "Мария", "middle_name": "Павловна",
        "company": "ООО «Ромашка»", "phones:work": "+7 495 111-22-33",
        "phones:mobile": "+7 916 123-45-67", "phones:fax": "+7 495 111-22-34",
        "emails": "m.sokolova@romashka.example",
    }  # fmt: skip


def test_card_without_an_end_and_card_within_a_card() -> None:
    text = (
        "BEGIN:VCARD\nFN:Anna\nBEGIN:VCARD\nFN:Bob\nAGENT:BEGIN:VCARD\nTEL:1\nEND:VCARD\n"
        "TEL:+49 171 1234567\nEND:VCARD\n"
    )

    assert _cards(open_table(text.encode())) == [
        {"name": "Anna"},
        {"name": "Bob", "phones": "+49 171 1234567"},
    ]
