"""Deals: funnels and stages, what stages demand, closing, leads, history, neglect."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from kartei.modules.sales import contract
from kartei.modules.sales.models import Deal
from kartei.platform.access.tests.cast import Cast, make_cast
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import commands, write
from kartei.platform.records.models import Journal
from kartei.platform.records.numbers import take
from kartei.platform.records.query import Ask, page, select

pytestmark = pytest.mark.django_db
DEAL = "sales.deal"


@dataclass
class Firm:
    """The cast, and the ready data by key."""

    cast: Cast
    made: dict[str, UUID]

    def deal(self, actor: Any = None, **values: Any) -> UUID:
        return write.create(actor or self.cast.alice, DEAL, {"name": "Windows", **values})

    def read(self, key: UUID) -> dict[str, Any]:
        return select(self.cast.admin, DEAL, [key])[key]

    def run(self, key: UUID, command: str, **data: Any) -> None:
        commands.run(self.cast.alice, DEAL, key, command, data)

    def stage(self, key: UUID) -> UUID:
        return UUID(self.read(key)["stage"]["id"])

    def id(self, key: str) -> str:
        return str(self.made[key])


@pytest.fixture
def firm() -> Firm:
    cast = make_cast()
    return Firm(cast, contract.setup(cast.admin, "en", "de"))


def faults(refused: Any) -> list[tuple[str, str]]:
    return [(f.field, f.code) for f in refused.value.faults]


def test_a_new_deal_begins_at_the_first_stage_with_a_number(firm: Firm) -> None:
    first, second = firm.deal(), firm.deal()
    deal = firm.read(first)
    assert deal["stage"]["id"] == firm.id("new")
    assert deal["funnel"]["id"] == firm.id("sale")
    assert deal["state"] == "open"
    assert int(firm.read(second)["number"]) == int(deal["number"]) + 1


def test_the_funnel_follows_the_stage_and_the_other_way_round(firm: Firm) -> None:
    """S2-64: several funnels."""
    key = firm.deal(stage=firm.id("lead_work"))
    assert firm.read(key)["funnel"]["id"] == firm.id("intake")
    write.change(firm.cast.alice, DEAL, key, {"funnel": firm.id("sale")})
    assert firm.stage(key) == firm.made["new"]
    with pytest.raises(Refusal) as refused:
        firm.deal(stage=firm.id("need"), funnel=firm.id("intake"))
    assert faults(refused) == [("stage", "sales.wrong_funnel")]


@pytest.mark.parametrize("stage", [str(uuid4()), "no id", 7])
def test_an_unknown_stage_is_a_fault_of_the_field(firm: Firm, stage: Any) -> None:
    with pytest.raises(Refusal) as refused:
        firm.deal(stage=stage)
    assert [f.field for f in refused.value.faults] == ["stage"]


def test_a_stage_demands_its_fields_and_says_so(firm: Firm) -> None:
    """Required fields from a stage on; the text names the stage that demands them."""
    key = firm.deal()
    for stage in ("proposal", "payment"):
        with pytest.raises(Refusal) as refused:
            firm.run(key, "move", stage=firm.id(stage))
        assert faults(refused) == [("amount", "sales.demanded")]
        assert "Offer" in refused.value.faults[0].detail
    firm.run(key, "move", stage=firm.id("payment"), amount="250.00")
    with pytest.raises(Refusal) as emptied:
        write.change(firm.cast.alice, DEAL, key, {"amount": None})
    assert faults(emptied) == [("amount", "sales.demanded")]
    firm.run(key, "move", stage=firm.id("need"), amount=None)
    assert firm.read(key)["amount"] is None


def test_moving_says_since_when(firm: Firm) -> None:
    key = firm.deal()
    before = firm.read(key)["stage_since"]
    firm.run(key, "move", stage=firm.id("need"))
    moved = firm.read(key)["stage_since"]
    assert str(moved) > str(before)
    write.change(firm.cast.alice, DEAL, key, {"name": "Doors"})
    assert firm.read(key)["stage_since"] == moved


def test_a_move_without_a_stage_is_refused(firm: Firm) -> None:
    with pytest.raises(Refusal) as refused:
        firm.run(firm.deal(), "move", stage=None)
    assert faults(refused) == [("stage", "value.required")]


def test_won_and_reopened(firm: Firm) -> None:
    key = firm.deal(stage=firm.id("contract"), amount="10")
    firm.run(key, "win")
    won = firm.read(key)
    assert (won["state"], won["stage"]["id"]) == ("won", firm.id("won"))
    assert str(won["closed_on"]) == str(firm.cast.alice.ctx.today)
    assert won["rots_on"] is None
    firm.run(key, "reopen")
    again = firm.read(key)
    assert (again["state"], again["closed_on"]) == ("open", None)
    assert again["stage"]["id"] == firm.id("contract")


def test_winning_owes_what_the_stages_before_demand(firm: Firm) -> None:
    with pytest.raises(Refusal) as refused:
        firm.run(firm.deal(), "win")
    assert faults(refused) == [("amount", "sales.demanded")]


def test_losing_demands_a_reason(firm: Firm) -> None:
    key = firm.deal()
    for attempt in (
        lambda: firm.run(key, "lose"),
        lambda: firm.run(key, "move", stage=firm.id("lost")),
        lambda: write.change(firm.cast.alice, DEAL, key, {"stage": firm.id("lost")}),
    ):
        with pytest.raises(Refusal) as refused:
            attempt()
        assert ("loss_reason", "sales.no_reason") in faults(refused)
    firm.run(key, "lose", loss_reason=firm.id("price"), loss_note="A third dearer")
    lost = firm.read(key)
    assert (lost["state"], lost["loss_reason"]["title"]) == ("lost", "Too expensive")
    firm.run(key, "reopen")
    again = firm.read(key)
    assert (again["loss_reason"], again["loss_note"], again["state"]) == (None, None, "open")


def test_only_open_deals_are_won_and_only_closed_ones_reopened(firm: Firm) -> None:
    key = firm.deal(amount="5")
    with pytest.raises(Refusal) as early:
        firm.run(key, "reopen")
    firm.run(key, "win")
    with pytest.raises(Refusal) as late:
        firm.run(key, "win")
    assert (early.value.status, late.value.status) == (409, 409)


def test_an_imported_deal_keeps_the_day_it_was_closed(firm: Firm) -> None:
    key = firm.deal(stage=firm.id("won"), amount="5", closed_on="2024-03-01")
    assert str(firm.read(key)["closed_on"]) == "2024-03-01"
    firm.run(key, "move", stage=firm.id("lost"), loss_reason=firm.id("silent"))
    assert str(firm.read(key)["closed_on"]) == str(firm.cast.alice.ctx.today)


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


def test_stage_history_says_who_when_and_how_long(firm: Firm) -> None:
    """S3-34: all stages of work are shown in the deal."""
    key = firm.deal(amount="7")
    firm.run(key, "move", stage=firm.id("need"))
    commands.run(firm.cast.head, DEAL, key, "win", {})
    start = timezone.now() - timedelta(days=10)
    for days, row in enumerate(Journal.objects.filter(record=key).order_by("id")):
        Journal.objects.filter(pk=row.pk).update(at=start + timedelta(days=days * 3))
    first, second, last = contract.stage_history(firm.cast.alice, key)
    assert [line["stage"]["title"] for line in (first, second, last)] == ["New", "Need", "Won"]
    assert (first["seconds"], second["seconds"], last["seconds"]) == (259200, 259200, None)
    assert (second["left_at"], last["left_at"]) == (last["entered_at"], None)
    assert (second["by"]["title"], last["by"]["title"]) == ("Alice", "Head")


def test_stage_history_keeps_to_rights(firm: Firm) -> None:
    key = firm.deal()
    for actor in (firm.cast.dmitri, firm.cast.bob):
        with pytest.raises(Refusal) as refused:
            contract.stage_history(actor, key)
        assert refused.value.status == 404
    blind = firm.cast.grant("alice", {"*": {"read": "own"}}, {DEAL: {"stage": "none"}})
    assert contract.stage_history(blind, key) == []


def test_neglected_deals_are_found_by_a_plain_filter(firm: Firm) -> None:
    """The date of neglect is stored, so it filters; a planned step and a talk push it on."""
    key = firm.deal()
    today = firm.cast.alice.ctx.today
    assert str(firm.read(key)["rots_on"]) == str(today + timedelta(days=7))
    old = timezone.now() - timedelta(days=30)
    Deal.objects.unguarded("an old deal").filter(pk=key).update(stage_since=old)
    write.change(firm.cast.alice, DEAL, key, {"next_step_at": (old).isoformat()})
    found = page(firm.cast.alice, DEAL, Ask(filter=["rots_on", "<=", "today"]))
    assert [item["id"] for item in found["items"]] == [str(key)]
    step = timezone.now() + timedelta(days=20)
    write.change(firm.cast.alice, DEAL, key, {"next_step_at": step.isoformat()})
    zone = firm.cast.alice.world.zone
    expected = step.astimezone(zone).date() + timedelta(days=1)
    assert str(firm.read(key)["rots_on"]) == str(expected)


def test_other_days_of_neglect_move_all_deals_of_the_stage(firm: Firm) -> None:
    key, other = firm.deal(), firm.deal(stage=firm.id("need"))
    before = firm.read(other)
    write.change(firm.cast.admin, "sales.stage", firm.made["new"], {"rot_days": 2})
    today: date = firm.cast.alice.ctx.today
    assert str(firm.read(key)["rots_on"]) == str(today + timedelta(days=2))
    assert firm.read(other) == before
    write.change(firm.cast.admin, "sales.stage", firm.made["new"], {"rot_days": None})
    assert firm.read(key)["rots_on"] is None


def test_deals_without_a_next_step_are_one_filter(firm: Firm) -> None:
    idle = firm.deal()
    firm.deal(next_step="Call")
    found = page(firm.cast.alice, DEAL, Ask(filter=["next_step", "empty"]))
    assert [item["id"] for item in found["items"]] == [str(idle)]


@pytest.mark.parametrize(
    ("values", "field"),
    [({"probability": 101}, "probability"), ({"probability": -1}, "probability"),
     ({"rot_days": 0}, "rot_days"), ({"required": ["secret"]}, "required"), ({"name": ""}, "name")],
)  # fmt: skip
def test_wrong_stages_are_refused(firm: Firm, values: dict[str, Any], field: str) -> None:
    with pytest.raises(Refusal) as refused:
        write.change(firm.cast.admin, "sales.stage", firm.made["need"], values)
    assert [f.field for f in refused.value.faults] == [field]


def test_what_holds_deals_stays(firm: Firm) -> None:
    firm.deal()
    for name, key in (("sales.stage", "new"), ("sales.funnel", "sale")):
        with pytest.raises(Refusal) as refused:
            write.bin_many(firm.cast.admin, name, [firm.made[key]])
        assert refused.value.faults[0].code.endswith("_in_use")
    write.bin_many(firm.cast.admin, "sales.stage", [firm.made["measure"]])
    with pytest.raises(Refusal) as gone:
        firm.deal(stage=firm.id("measure"))
    assert faults(gone) == [("stage", "sales.no_stage")]


def test_a_won_stage_is_certain_and_never_neglected(firm: Firm) -> None:
    values = {"name": "Paid", "funnel": firm.id("sale"), "kind": "won", "rot_days": 3}
    key = write.create(firm.cast.admin, "sales.stage", values)
    stage = select(firm.cast.admin, "sales.stage", [key])[key]
    assert (stage["probability"], stage["rot_days"]) == (100, None)


@pytest.mark.parametrize("language", ["ru", "de", "en", "xx"])
def test_ready_data_is_made_once_in_the_firms_language(language: str) -> None:
    cast = make_cast()
    made = contract.setup(cast.admin, language, "general")
    assert contract.setup(cast.admin, language, "general") == {}
    stage = select(cast.admin, "sales.stage", [made["measure"]])[made["measure"]]
    expected = {"ru": "Замер", "de": "Aufmaß"}.get(language, "Measuring")
    assert stage["name"] == expected


def test_numbers_of_a_series_follow_one_another() -> None:
    assert [take("a"), take("a", 5), take("b"), take("a")] == [1, 2, 1, 7]
    with pytest.raises(ValueError, match="at least one"):
        take("a", 0)


def test_faulty_rows_of_an_import_take_no_number(firm: Firm) -> None:
    items = [{"name": "A"}, {"name": "B", "amount": "x"}, {"name": "C"}]
    drafts = write.create_many(firm.cast.alice, DEAL, items, skip_faulty=True)
    first, second = (int(d.get("number")) for d in drafts if not d.faults)
    assert second == first + 1
