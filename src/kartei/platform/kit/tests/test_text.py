"""Folding, search text, other keyboards."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kartei.platform.kit.text import (
    fold,
    initials,
    layouts,
    search_terms,
    search_text,
    translit,
)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("  Иванов \t ПЁТР ", "иванов петр"),
        ("Ёлкин", "елкин"),
        ("е\u0308лкин", "елкин"),
        ("Йод Її", "йод її"),
        ("и\u0306од", "йод"),
        ("Straße", "strasse"),
        ("STRASSE", "strasse"),
        ("Müller Ärger Öl", "muller arger ol"),
        ("Mu\u0308ller", "muller"),
        ("Café Łódź Ørsted", "cafe lodz orsted"),
        ("ﬁx ＡＢＣ №5", "fix abc no5"),
        ("a\u00adb\u200bc\ufeff", "abc"),
        ("a\x00b", "a b"),
        ("10\u00a0000\u202f5", "10 000 5"),
        ("O’Neill `x´", "o'neill 'x'"),
        ("Анна–Мария", "анна-мария"),
        ("\ud800x", "x"),
        ("", ""),
    ],
)
def test_fold_levels_what_people_write_differently(text: str, key: str) -> None:
    """R18: the same key for NFC and NFD, Ё and Е, ß and ss, any case."""
    assert fold(text) == key


@given(st.text())
def test_fold_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_fold_does_not_see_case_and_can_be_stored(text: str) -> None:
    assert fold(text.lower()) == fold(text.lower().casefold())
    assert "\x00" not in fold(text)
    assert fold(text).encode().decode() == fold(text)


@given(st.text(alphabet="АБВЁёйЙ azAZ«»09 `"))
def test_quick_and_thorough_way_agree(text: str) -> None:
    assert fold(text) == fold(text + "\u200b")


def test_keys_sort_as_a_dictionary_does() -> None:
    names = ["Жуков", "Ёлкин", "Ежов", "Zorn", "Ärger", "Arndt"]

    assert sorted(names, key=fold) == ["Ärger", "Arndt", "Zorn", "Ежов", "Ёлкин", "Жуков"]


@pytest.mark.parametrize(
    ("query", "parts"),
    [
        ("сокол", ("ООО «Сокол»",)),
        ("ооо сокол", ("Сокол", "АО")),
        ("Елкин", ("Ёлкин Пётр",)),
        ("Müller", ("Mueller GmbH",)),
        ("mueller", ("Müller GmbH & Co. KG",)),
        ("muller", ("Müller",)),
        ("mueller", ("Mu\u0308ller",)),
        ("strasser", ("Straßer",)),
        ("8 (916) 123-45-67", ("+79161234567",)),
        ("8916123", ("+79161234567",)),
        ("+7 916 1", ("8 (916) 123-45-67",)),
        ("123-45-67", ("+79161234567",)),
        ("0171 1234567", ("+491711234567",)),
        ("иванов 916 123 45 67", ("Иванов", "+79161234567")),
        ("ivan@mail", ("Ivan@mail.ru",)),
        ("7701234567", ("7701234567",)),
        ("8602123456", ("ИНН 8602123456",)),
        ("ооо", ("ООО",)),
    ],
)
def test_query_is_found_in_the_search_text(query: str, parts: tuple[str, ...]) -> None:
    """R18: found whatever the case, the umlaut spelling and the shape of the number."""
    text = search_text(*parts)
    terms = search_terms(query)

    assert terms
    assert all(term in text for term in terms)


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        (("ООО «Сокол»", None, ""), "сокол"),
        (("Müller GmbH & Co. KG",), "muller mueller"),
        (("8 (916) 123-45-67",), "79161234567"),
        (("тел. 8 (916) 123-45-67",), "тел. 8 (916) 123-45-67 79161234567"),
        (("Огурцов Олег", "ИП Агапов"), "огурцов олег агапов"),
        (("Общество с ограниченной ответственностью «Ёж»",), "еж"),
        (("ПАО",), "пао"),
        (("e.K. Schulz", "Baker Inc."), "schulz baker"),
    ],
)
def test_search_text_holds_the_bare_words(parts: tuple[str, ...], text: str) -> None:
    assert search_text(*parts) == text


@pytest.mark.parametrize(
    ("query", "terms"),
    [
        ("", []),
        ("  «» ", []),
        ("Иванов иванов", ["иванов"]),
        ("дом 12", ["дом", "12"]),
        ("2026 год", ["2026", "год"]),
        ("+7", ["+7"]),
    ],
)
def test_terms_of_a_query(query: str, terms: list[str]) -> None:
    assert search_terms(query) == terms


@given(st.text())
def test_search_never_fails(text: str) -> None:
    assert isinstance(search_text(text), str)
    assert all(search_terms(text))


def test_wrong_keyboard_is_read_as_the_right_one() -> None:
    assert layouts("cjrjk") == ["сокол"]
    assert layouts("Сщьзфтн") == ["company", "companz"]
    assert "müller".replace("ü", "u") in layouts("ьгддук")
    assert layouts("12") == []


def test_other_alphabet_is_read_by_ear() -> None:
    assert translit("Sokolova") == "соколова"
    assert translit("schmidt") == "шмидт"
    assert translit("Щукин") == "shchukin"


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Анна Волкова", "АВ"), ("анна", "А"), ("А.Б. Волкова", "АВ"), ("", ""), ("42", ""),
     ("Ludwig van Beethoven", "LB")],
)  # fmt: skip
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters
