"""Who is calling, and search over everything (S0-113, S0-117, S4-079)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kartei.platform.access.tests.cast import Cast, make_cast
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import entries, write
from kartei.platform.records.lookup import lookup, search
from kartei.platform.records.tests.scene import COMPANY, PERSON, company, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.mark.parametrize(
    "typed",
    ["+79161234567", "8 (916) 123-45-67", "89161234567", "79161234567", "007 916 123 45 67",
     "9161234567", "1234567"],
)  # fmt: skip
def test_a_caller_is_known_in_any_notation(cast: Cast, typed: str) -> None:
    firm = company(cast.alice, "Romashka")
    anna = person(cast.alice, phones=["8 916 123-45-67"], company=str(firm))
    person(cast.alice, "Other", phones=["8 916 765-43-21"])
    found = lookup(cast.alice, typed)
    assert [f["id"] for f in found] == [str(anna)]
    assert found[0]["company"]["title"] == "Romashka"
    assert (found[0]["phone"], found[0]["number"]) == ("+7 (916) 123-45-67", "+79161234567")


def test_the_newest_talk_comes_first(cast: Cast) -> None:
    phones = ["+7 495 111-22-33"]
    firm, old, new = (
        company(cast.alice, "Firm", phones=phones),
        person(cast.alice, "Old", phones=phones),
        person(cast.alice, "New", phones=phones),
    )
    for key, days in ((old, 9), (new, 1)):
        at = (timezone.now() - timedelta(days=days)).isoformat()
        entries.add(cast.alice, PERSON, key, {"kind": "call", "at": at})
    found = lookup(cast.alice, "84951112233")
    assert [f["id"] for f in found] == [str(new), str(old), str(firm)]


def test_a_foreign_client_and_the_bin_stay_silent(cast: Cast) -> None:
    anna = person(cast.alice, phones=["89161234567"])
    assert lookup(cast.bob, "89161234567") == []
    blind = cast.grant("bob", {"*": {"read": "organisation"}}, {PERSON: {"phones": "none"}})
    assert lookup(blind, "89161234567") == []
    write.bin_many(cast.alice, PERSON, [anna])
    assert lookup(cast.alice, "89161234567") == []


@pytest.mark.parametrize("typed", ["", "hello", "+", "1" * 61])
def test_what_is_no_number_is_a_clear_400(cast: Cast, typed: str) -> None:
    with pytest.raises(Refusal) as refusal:
        lookup(cast.alice, typed)
    assert refusal.value.status == 400


def test_a_look_up_asks_few_questions(cast: Cast) -> None:
    """Blueprint 10: ten milliseconds."""
    company(cast.alice, phones=["89161234567"])
    person(cast.alice, phones=["89161234567"])
    alice = cast.alice
    lookup(alice, "89161234567")
    with CaptureQueriesContext(connection) as told:
        assert len(lookup(alice, "89161234567")) == 2
    assert len(told) <= 3


def test_search_goes_over_all_objects_under_rights(cast: Cast) -> None:
    person(cast.alice, "Ёлкин")
    firm = company(cast.alice, "Ёлкин и сыновья", city="Тверь")
    company(cast.bob, "Ёлкина тайна")
    found = search(cast.alice, "елкин", 10)
    assert [(f["object"], f["title"]) for f in found] == [
        (PERSON, "Ёлкин"),
        (COMPANY, "Ёлкин и сыновья"),
    ]
    assert found[1] == {
        "object": COMPANY, "id": str(firm), "title": "Ёлкин и сыновья", "note": "Тверь",
        "icon": "company",
    }  # fmt: skip


@pytest.mark.parametrize("typed", ["", "   ", "\x00", "%", "'\"; DROP", "a" * 200])
def test_search_takes_any_text(cast: Cast, typed: str) -> None:
    person(cast.alice)
    found: list[Any] = search(cast.alice, typed, 10)
    assert found == []
