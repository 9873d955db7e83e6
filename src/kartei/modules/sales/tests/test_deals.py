"""Deals: stage and funnel, what stages demand, closing, history, neglect."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from kartei.modules.sales import contract
from kartei.modules.sales.models import Deal
from kartei.modules.sales.tests.firm import (
    DEAL,
    Firm,
    faults,
)
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import commands, write
from kartei.platform.records.ask import Ask
from kartei.platform.records.models import Journal
from kartei.platform.records.numbers import take
from kartei.platform.records.query import page

pytestmark = pytest.mark.django_db


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


@pytest.mark.parametrize("stage", [str(UUID(int=7)), "no id", 7])
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


def test_deals_without_a_next_step_are_one_filter(firm: Firm) -> None:
    idle = firm.deal()
    firm.deal(next_step="Call")
    found = page(firm.cast.alice, DEAL, Ask(filter=["next_step", "empty"]))
    assert [item["id"] for item in found["items"]] == [str(idle)]


def test_numbers_of_a_series_follow_one_another() -> None:
    assert [take("a"), take("a", 5), take("b"), take("a")] == [1, 2, 1, 7]
    with pytest.raises(ValueError, match="at least one"):
        take("a", 0)


def test_faulty_rows_of_an_import_take_no_number(firm: Firm) -> None:
    items = [{"name": "A"}, {"name": "B", "amount": "x"}, {"name": "C"}]
    drafts = write.create_many(firm.cast.alice, DEAL, items, skip_faulty=True)
    first, second = (int(d.get("number")) for d in drafts if not d.faults)
    assert second == first + 1
