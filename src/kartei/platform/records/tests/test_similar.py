"""Duplicates while typing and in the base (S0-041, S1-18, S4-046)."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kartei.platform.access.tests.cast import Cast, make_cast
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import duplicates as groups
from kartei.platform.records import similar as room
from kartei.platform.records import write
from kartei.platform.records.apart import set_apart
from kartei.platform.records.models import Apart
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


def test_what_was_said_to_be_no_duplicates_stays_away(cast: Cast) -> None:
    """S1-18: kept by pair, so that a third one is still asked about; it can be taken back."""
    one = person(cast.alice, "Volkova", phones=["89161234567"])
    two = person(cast.alice, "Wolkowa", phones=["89161234567"])
    both = [str(one), str(two)]
    set_apart(cast.alice, PERSON, {"ids": both, "apart": True})
    set_apart(cast.alice, PERSON, {"ids": both, "apart": True})
    assert duplicates(cast.alice, PERSON) == []
    (kept,) = duplicates(cast.alice, PERSON, apart=True)
    assert {r["id"] for r in kept["records"]} == set(both)
    three = person(cast.alice, "Volkowa", phones=["89161234567"])
    (group,) = duplicates(cast.alice, PERSON)
    assert {r["id"] for r in group["records"]} == {*both, str(three)}
    set_apart(cast.alice, PERSON, {"ids": [both[0], str(three)], "apart": True})
    (group,) = duplicates(cast.alice, PERSON)
    assert {r["id"] for r in group["records"]} == {both[1], str(three)}
    set_apart(cast.alice, PERSON, {"ids": both, "apart": False})
    (group,) = duplicates(cast.alice, PERSON)
    assert {r["id"] for r in group["records"]} == {*both, str(three)}


def test_only_who_may_change_both_says_that_they_are_no_duplicates(cast: Cast) -> None:
    one, other = person(cast.alice, "A"), person(cast.dmitri, "B")
    wrong: list[tuple[Any, str]] = [
        ({"ids": [str(one), str(other)], "apart": True}, "records.not_found"),
        ({"ids": [str(one)], "apart": True}, "records.invalid"),
        ({"ids": [str(one), "x"], "apart": True}, "records.invalid"),
        ({"ids": [str(one), str(other)]}, "records.invalid"),
        ({"ids": [str(one), str(other)], "apart": True, "more": 1}, "records.invalid"),
    ]
    for data, code in wrong:
        with pytest.raises(Refusal) as caught:
            set_apart(cast.alice, PERSON, data)
        assert caught.value.code == code
    assert not Apart.objects.exists()


def test_a_long_list_of_duplicates_comes_in_pages(cast: Cast, monkeypatch: Any) -> None:
    monkeypatch.setattr(groups, "PAGE", 2)
    for number in range(3):
        for _twin in range(2):
            company(cast.alice, f"Firm {number}")
    first = groups.page(cast.alice, COMPANY)
    assert (len(first["items"]), first["next"], first["count"]) == (2, 2, 3)
    last = groups.page(cast.alice, COMPANY, after=2)
    assert (len(last["items"]), last["next"], last["count"]) == (1, None, 3)
