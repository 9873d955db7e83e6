"""Leads: accepted with a client found or made, or declined."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from kartei.modules.sales.tests.firm import (
    Firm,
    faults,
)
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import write
from kartei.platform.records.query import select

pytestmark = pytest.mark.django_db


def lead(firm: Firm, **values: Any) -> UUID:
    return firm.deal(stage=firm.id("lead_new"), name="Balcony", **values)


def test_an_accepted_lead_makes_its_client(firm: Firm) -> None:
    """Blueprint 3: a lead is a deal in an intake funnel; accepting makes the contact."""
    key = lead(firm, contact_name="Ирина Лебедева", contact_phones=["8 916 123-45-67"])
    assert firm.read(key)["state"] == "lead"
    firm.run(key, "accept", amount="900")
    deal = firm.read(key)
    assert (deal["state"], deal["stage"]["id"]) == ("open", firm.id("new"))
    person = select(firm.cast.alice, "people.person", [UUID(deal["person"]["id"])])
    (made,) = person.values()
    assert (made["last_name"], made["first_name"]) == ("Лебедева", "Ирина")
    assert made["phones"][0]["value"] == "+79161234567"


def test_an_accepted_lead_finds_its_client_by_phone(firm: Firm) -> None:
    known = write.create(
        firm.cast.alice, "people.person", {"last_name": "Berg", "phones": ["+7 916 1234567"]}
    )
    key = lead(firm, contact_phones=["8 (916) 123-45-67"])
    firm.run(key, "accept")
    assert firm.read(key)["person"]["id"] == str(known)
    write.create(firm.cast.alice, "people.person", {"last_name": "B", "phones": ["+79161234567"]})
    with pytest.raises(Refusal) as refused:
        firm.run(lead(firm, contact_phones=["8 (916) 123-45-67"]), "accept")
    assert faults(refused) == [("person", "sales.several_clients")]


def test_an_invisible_client_is_not_found_by_phone(firm: Firm) -> None:
    hidden = write.create(
        firm.cast.dmitri, "people.person", {"last_name": "Berg", "phones": ["+79161234567"]}
    )
    key = lead(firm, contact_name="Berg", contact_phones=["+79161234567"])
    firm.run(key, "accept")
    assert firm.read(key)["person"]["id"] != str(hidden)


def test_accepting_takes_the_named_client_and_a_funnel_that_sells(firm: Firm) -> None:
    company = write.create(firm.cast.alice, "people.company", {"name": "Haus"})
    key = lead(firm)
    with pytest.raises(Refusal) as nobody:
        firm.run(key, "accept")
    assert faults(nobody) == [("person", "sales.no_client")]
    with pytest.raises(Refusal) as still:
        firm.run(key, "accept", company=str(company), funnel=firm.id("intake"))
    assert still.value.code == "sales.still_lead"
    with pytest.raises(Refusal) as nonsense:
        firm.run(key, "accept", company=str(company), funnel="nonsense")
    assert [f.field for f in nonsense.value.faults] == ["funnel"]
    firm.run(key, "accept", company=str(company), funnel=firm.id("sale"))
    assert firm.read(key)["company"]["id"] == str(company)
    assert firm.read(key)["person"] is None


def test_a_declined_lead_says_why(firm: Firm) -> None:
    key = lead(firm)
    with pytest.raises(Refusal):
        firm.run(key, "decline")
    firm.run(key, "decline", loss_reason=firm.id("unfit"))
    assert firm.stage(key) == firm.made["lead_declined"]
