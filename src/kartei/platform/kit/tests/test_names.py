"""Names of people in three languages; companies told apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kartei.platform.kit.names import Name, full_name, looks_like_company, split_name


@pytest.mark.parametrize(
    ("full", "name"),
    [
        ("Иванов Иван Иванович", Name("Иванов", "Иван", "Иванович")),
        ("Иван Иванович Иванов", Name("Иванов", "Иван", "Иванович")),
        ("Иванов И.И.", Name("Иванов", "И.", "И.")),
        ("И. И. Иванов", Name("Иванов", "И.", "И.")),
        ("Иванов Иван", Name("Иванов", "Иван")),
        ("Иван Иванов", Name("Иванов", "Иван")),
        ("Рабинович Иван Петрович", Name("Рабинович", "Иван", "Петрович")),
        ("Иван Петрович Рабинович", Name("Рабинович", "Иван", "Петрович")),
        ("Иван Петрович", Name("", "Иван", "Петрович")),
        ("Алиев Али Али оглы", Name("Алиев", "Али", "Али оглы")),
        ("Салтыков-Щедрин М. Е.", Name("Салтыков-Щедрин", "М.", "Е.")),
        ("г-н Петров", Name("Петров", prefix="г-н")),
        ("Мама", Name(first="Мама")),
        ("Соколова", Name("Соколова")),
        ("", Name()),
    ],
)
def test_russian_name_is_taken_apart(full: str, name: Name) -> None:
    assert split_name(full) == name


@pytest.mark.parametrize(
    ("full", "name"),
    [
        ("Prof. Dr. Hans Müller", Name("Müller", "Hans", prefix="Prof. Dr.")),
        ("Dr. Anna von der Heide", Name("von der Heide", "Anna", prefix="Dr.")),
        ("Ludwig van Beethoven", Name("van Beethoven", "Ludwig")),
        ("von Braun", Name("von Braun")),
        ("Müller, Anna Maria", Name("Müller", "Anna", "Maria")),
        ("MÜLLER Anna", Name("MÜLLER", "Anna")),
        ("Frau Schmidt", Name("Schmidt", prefix="Frau")),
        ("John R. Smith Jr.", Name("Smith Jr.", "John", "R.")),
        ("John Smith, Jr.", Name("Smith Jr.", "John")),
        ("Smith J.", Name("Smith", "J.")),
    ],
)
def test_western_name_is_taken_apart(full: str, name: Name) -> None:
    assert split_name(full) == name


def test_name_is_put_together_in_the_order_of_the_language() -> None:
    assert full_name("Иванов", "Иван", "Иванович", "ru") == "Иванов Иван Иванович"
    assert full_name("Müller", "Anna", "", "de") == "Anna Müller"


@given(st.text(max_size=80))
def test_no_letter_is_lost(full: str) -> None:
    name = split_name(full)
    parts = " ".join((name.last, name.first, name.middle, name.prefix))

    assert sorted(filter(str.isalpha, parts)) == sorted(filter(str.isalpha, full))


@pytest.mark.parametrize(
    "text",
    ["ООО Сокол", "ИП Петров", "«Ромашка»", "АО Банк", "Siemens AG", "Meyer e.K.", "Smith Ltd.",
     "Autohaus Meyer", "Northwind Group"],
)  # fmt: skip
def test_company_is_seen(text: str) -> None:
    assert looks_like_company(text)


@pytest.mark.parametrize("text", ["Иванов Иван", "John Smith", "5 кг", "Anna Zu", ""])
def test_person_is_not_taken_for_a_company(text: str) -> None:
    assert not looks_like_company(text)
