"""Own firms: checked requisites, one usual firm, ready data by country."""

from __future__ import annotations

from typing import Any

import pytest

from kartei.modules.documents.setup import setup
from kartei.platform.access.tests.cast import Cast, make_cast
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import query, write
from kartei.platform.records.ask import Ask

pytestmark = pytest.mark.django_db
RU = {"name": "Okna", "country": "ru", "language": "ru"}


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def faults(caught: Any) -> set[tuple[str, str]]:
    return {(f.field, f.code) for f in caught.value.faults}


def test_numbers_lose_their_blanks_and_are_checked(cast: Cast) -> None:
    key = write.create(cast.admin, "documents.firm", {**RU, "tax_id": "7707 083 893"})
    assert write.one(cast.admin, "documents.firm", key)["tax_id"] == "7707083893"
    with pytest.raises(Refusal) as caught:
        write.change(cast.admin, "documents.firm", key, {"tax_id": "7707083894"})
    assert faults(caught) == {("tax_id", "documents.requisite")}


def test_an_account_is_checked_against_a_changed_bank_code(cast: Cast) -> None:
    bank = {"bank_code": "044525225", "bank_account": "40702810138250123017"}
    key = write.create(cast.admin, "documents.firm", {**RU, **bank})
    with pytest.raises(Refusal) as caught:
        write.change(cast.admin, "documents.firm", key, {"bank_code": "044525226"})
    assert faults(caught) == {("bank_account", "documents.requisite")}


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("accent", "red", "documents.colour"),
        ("second", "#12345", "documents.colour"),
        ("email", "nobody", "mail.no_at"),
        ("currency", "XXQ", "money.currency"),
        ("valid_days", -1, "documents.days"),
        ("country", "fr", "value.unknown_option"),
    ],
)
def test_what_cannot_be_is_refused(cast: Cast, field: str, value: object, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        write.create(cast.admin, "documents.firm", {**RU, field: value})
    assert (field, code) in faults(caught)


def test_there_is_one_usual_firm(cast: Cast) -> None:
    first = write.create(cast.admin, "documents.firm", RU)
    write.create(cast.admin, "documents.firm", {**RU, "name": "Fenster"})
    assert usual(cast) == ["Okna"]
    write.create(cast.admin, "documents.firm", {**RU, "name": "Windows", "usual": True})
    assert usual(cast) == ["Windows"]
    write.bin_many(cast.admin, "documents.firm", [first])


def usual(cast: Cast) -> list[str]:
    found = query.page(cast.admin, "documents.firm", Ask(filter=["usual", "=", True]))
    return [item["name"] for item in found["items"]]


def test_the_usual_firm_does_not_just_vanish(cast: Cast) -> None:
    key = write.create(cast.admin, "documents.firm", RU)
    for act in (
        lambda: write.change(cast.admin, "documents.firm", key, {"usual": False}),
        lambda: write.bin_many(cast.admin, "documents.firm", [key]),
    ):
        with pytest.raises(Refusal) as caught:
            act()
        assert faults(caught) == {("usual", "documents.usual")}


@pytest.mark.parametrize(
    ("country", "language", "mode", "days"),
    [("ru", "ru", "included", 14), ("de", "de", "on_top", 30), ("general", "en", "on_top", 30)],
)
def test_ready_data_follow_the_country(
    cast: Cast, country: str, language: str, mode: str, days: int
) -> None:
    key = setup(cast.admin, language, country)
    found = write.one(cast.admin, "documents.firm", key)
    assert (found["name"], found["country"], found["vat_mode"]) == ("Okna", country, mode)
    assert (found["valid_days"], found["usual"], found["currency"]) == (days, True, "RUB")
    assert len({found["intro_ru"], found["intro_de"], found["intro_en"]}) == 3
    assert setup(cast.admin, language, country) == key


def test_who_only_reads_own_firms_does_not_change_them(cast: Cast) -> None:
    key = write.create(cast.admin, "documents.firm", RU)
    assert write.one(cast.alice, "documents.firm", key)["name"] == "Okna"
    with pytest.raises(Refusal) as caught:
        write.change(cast.alice, "documents.firm", key, {"name": "X"})
    assert caught.value.status == 403
