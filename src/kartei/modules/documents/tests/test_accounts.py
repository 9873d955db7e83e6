"""Bank accounts of own firms: checked numbers, one usual account, which of them a paper names."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from kartei.modules.documents.papers.material import fetch
from kartei.modules.documents.rules.accounts import account_for
from kartei.platform.access.tests.cast import Cast, make_cast
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import write

pytestmark = pytest.mark.django_db
ACCOUNT, FIRM = "documents.account", "documents.firm"
OWN, EURO, SECOND, ANY = (
    "DE89370400440532013000", "DE09000000000000000001", "GB82WEST12345698765432",
    "DE75512108001245126199",
)  # fmt: skip


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def firm(cast: Cast, **values: Any) -> UUID:
    given = {"name": "Brandt", "country": "de", "language": "de", **values}
    return write.create(cast.admin, FIRM, given)


def account(cast: Cast, owner: UUID, number: str, **values: Any) -> UUID:
    given = {"name": number, "firm": str(owner), "bank_account": number, **values}
    return write.create(cast.admin, ACCOUNT, given)


def named(cast: Cast, owner: UUID, currency: str) -> str | None:
    """The number that a document in a currency names."""
    values = fetch(cast.admin, FIRM, [owner])[owner]
    found: str | None = account_for(values, currency)["bank_account"]
    return found


def test_a_document_names_the_account_for_its_currency(cast: Cast) -> None:
    """The currency's account, else the usual one for all, else the firm's own."""
    owner, other = firm(cast, bank_account=OWN, bank_code="COBADEFFXXX"), firm(cast)
    account(cast, other, SECOND, currency="USD")
    euro = account(cast, owner, EURO, currency="eur")
    common = account(cast, owner, ANY)
    assert (named(cast, owner, "EUR"), named(cast, owner, "USD")) == (EURO, OWN)
    write.change(cast.admin, ACCOUNT, common, {"usual": True})
    assert (named(cast, owner, "EUR"), named(cast, owner, "USD")) == (EURO, ANY)
    write.bin_many(cast.admin, ACCOUNT, [euro])
    assert named(cast, owner, "EUR") == ANY


def test_an_account_brings_its_own_bank_and_nothing_of_the_firms(cast: Cast) -> None:
    owner = firm(cast, bank_account=OWN, bank_name="Musterbank", bank_code="COBADEFFXXX")
    account(cast, owner, SECOND, currency="GBP", bank_name="West")
    told = account_for(fetch(cast.admin, FIRM, [owner])[owner], "GBP")
    assert (told["bank_name"], told["bank_code"], told["name"]) == ("West", "", "Brandt")


def test_a_firm_without_own_numbers_takes_an_account_for_any_currency(cast: Cast) -> None:
    owner = firm(cast)
    assert not named(cast, owner, "EUR")
    account(cast, owner, SECOND, currency="GBP", usual=True)
    account(cast, owner, ANY)
    assert named(cast, owner, "EUR") == ANY


def test_of_one_firm_and_currency_one_account_is_the_usual_one(cast: Cast) -> None:
    owner, other = firm(cast), firm(cast)
    kept = [account(cast, owner, ANY, usual=True), account(cast, other, OWN, currency="EUR",
                                                           usual=True)]  # fmt: skip
    first = account(cast, owner, EURO, currency="EUR", usual=True)
    assert named(cast, owner, "EUR") == EURO
    second = account(cast, owner, SECOND, currency="EUR", usual=True)
    assert named(cast, owner, "EUR") == SECOND
    marks = [write.one(cast.admin, ACCOUNT, key)["usual"] for key in (*kept, first, second)]
    assert marks == [True, True, False, True]
    write.change(cast.admin, ACCOUNT, second, {"currency": None})
    marks = [write.one(cast.admin, ACCOUNT, key)["usual"] for key in (*kept, first, second)]
    assert marks == [False, True, False, True]


def test_numbers_are_checked_by_the_rules_of_the_firms_country(cast: Cast) -> None:
    """An account of a Russian firm by its key with the БИК, of a German one by mod 97."""
    russian = firm(cast, country="ru")
    bank = {"bank_code": "044525225"}
    for owner, number, more, fault in (
        (russian, "40702810138250123018", bank, "documents.requisite"),
        (firm(cast), "DE89370400440532013001", {}, "documents.requisite"),
        (russian, "40702810138250123017", {"currency": "XXQ"}, "money.currency"),
    ):
        with pytest.raises(Refusal) as caught:
            account(cast, owner, number, **more)
        assert {f.code for f in caught.value.faults} == {fault}
    key = account(cast, russian, "4070 2810 1382 5012 3017", **bank)
    assert write.one(cast.admin, ACCOUNT, key)["bank_account"] == "40702810138250123017"
    with pytest.raises(Refusal):
        write.change(cast.admin, ACCOUNT, key, {"bank_code": "044525226"})
