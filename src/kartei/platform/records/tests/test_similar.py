"""Duplicates while typing and in the base (S0-041, S1-18, S4-046)."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kartei.platform.access.tests.cast import Cast, make_cast
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import similar as room
from kartei.platform.records import write
from kartei.platform.records.similar import duplicates, similar
from kartei.platform.records.tests.scene import COMPANY, PERSON, company, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"phones": ["8 (916) 123-45-67"]}, ["phones"]),
        ({"phones": [{"kind": "work", "value": "+7 916 1234567"}, "12"]}, ["phones"]),
        ({"emails": ["ANNA@Example.com"]}, ["emails"]),
        ({"first_name": "анна", "last_name": "волкова"}, ["name"]),
        (
            {"last_name": "Волкова", "first_name": "Анна", "phones": ["89161234567"]},
            ["phones", "name"],
        ),
    ],
)
def test_a_duplicate_is_found_while_it_is_typed(
    cast: Cast, typed: dict[str, Any], why: list[str]
) -> None:
    anna = person(
        cast.alice, "Волкова", first_name="Анна",
        phones=["+79161234567"], emails=["anna@example.com"], position="chief",
    )  # fmt: skip
    person(cast.alice, "Волков", first_name="Анатолий")
    found = similar(cast.alice, PERSON, typed)
    record = {"id": str(anna), "title": "Волкова Анна", "note": "chief"}
    assert found == [{"record": record, "why": why}]
    assert similar(cast.alice, PERSON, {**typed, "id": str(anna)}) == []


def test_a_company_is_found_by_tax_number_and_by_its_bare_name(cast: Cast) -> None:
    firm = company(cast.alice, "ООО «Ромашка»", tax_id="7701234567")
    for typed, why in (
        ({"name": "ромашка"}, ["name"]),
        ({"tax_id": "77 0123 4567"}, ["tax_id"]),
    ):
        found = similar(cast.alice, COMPANY, typed)
        assert [(f["record"]["id"], f["why"]) for f in found] == [(str(firm), why)]


def test_one_name_in_two_companies_is_two_people(cast: Cast) -> None:
    one, two = company(cast.alice, "One"), company(cast.alice, "Two")
    person(cast.alice, "Volkova", first_name="Anna", company=str(one))
    typed = {"last_name": "Volkova", "first_name": "Anna"}
    assert similar(cast.alice, PERSON, {**typed, "company": str(two)}) == []
    assert len(similar(cast.alice, PERSON, {**typed, "company": str(one)})) == 1
    assert len(similar(cast.alice, PERSON, typed)) == 1


def test_a_hidden_duplicate_names_nothing_but_whom_to_ask(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else's client: his manager's name, found by the whole number only."""
    person(cast.alice, "Secret", first_name="Client", phones=["89161234567"])
    found = similar(cast.bob, PERSON, {"phones": ["89161234567"], "last_name": "Secret"})
    assert found == [{"record": None, "why": ["phones"], "owner": "Alice"}]
    assert similar(cast.bob, PERSON, {"last_name": "Secret", "first_name": "Client"}) == []
    assert similar(cast.bob, PERSON, {"phones": ["8916123456"]}) == []
    blind = cast.grant("bob", {"*": {"read": "own", "create": "own"}}, {PERSON: {"phones": "none"}})
    assert similar(blind, PERSON, {"phones": ["89161234567"]}) == []
    reader = cast.grant("bob", {"*": {"read": "own"}})
    assert similar(reader, PERSON, {"phones": ["89161234567"]}) == []
    bob = cast.grant("bob", {"*": {"read": "own", "create": "own"}})
    monkeypatch.setattr(room, "HINT_HIDDEN", False)
    assert similar(bob, PERSON, {"phones": ["89161234567"]}) == []


def test_half_typed_and_wrong_values_are_no_faults(cast: Cast) -> None:
    person(cast.alice)
    typed = {"phones": ["8916"], "emails": [{"value": 7}], "birthday": "soon", "nonsense": 1}
    assert similar(cast.alice, PERSON, typed) == []
    assert similar(cast.alice, PERSON, {}) == []
    with pytest.raises(Refusal):
        similar(cast.alice, PERSON, {"id": "x"})


def test_the_hint_asks_at_most_three_questions(cast: Cast) -> None:
    firm = company(cast.alice, "Romashka", phones=["89161234567"], tax_id="77")
    person(cast.alice, "Volkova", first_name="Anna", company=str(firm))
    alice = cast.alice
    for name, typed in (
        (COMPANY, {"name": "Romashka", "phones": ["89161234567"], "tax_id": "77"}),
        (PERSON, {"last_name": "Volkova", "first_name": "Anna", "company": str(firm)}),
    ):
        similar(alice, name, typed)
        with CaptureQueriesContext(connection) as told:
            assert len(similar(alice, name, typed)) == 1
        assert len(told) <= 3


def test_groups_of_duplicates_hold_only_what_the_asker_sees(cast: Cast) -> None:
    one = person(cast.alice, "Volkova", phones=["89161234567"])
    two = person(cast.alice, "Wolkowa", phones=["+7 916 123 45 67"])
    person(cast.bob, "Volkova", phones=["89161234567"])
    gone = person(cast.alice, "Volkova", phones=["89161234567"])
    write.bin_many(cast.alice, PERSON, [gone])
    found = duplicates(cast.alice, PERSON)
    assert [(g["why"], {r["id"] for r in g["records"]}) for g in found] == [
        (["phones"], {str(one), str(two)})
    ]
    assert duplicates(cast.bob, PERSON) == []
    assert {tuple(g["why"]) for g in duplicates(cast.admin, PERSON)} == {("phones",), ("name",)}


def test_companies_group_by_tax_number(cast: Cast) -> None:
    for name in ("A", "B"):
        company(cast.alice, name, tax_id="7701234567")
    company(cast.alice, "C")
    company(cast.alice, "D")
    found = duplicates(cast.alice, COMPANY)
    assert [(g["why"], [r["title"] for r in g["records"]]) for g in found] == [
        (["tax_id"], ["A", "B"])
    ]
