"""The ways from a stage, the roles it names, its order and its end, reasons by funnel."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from kartei.modules.sales.rules import retiring
from kartei.modules.sales.tests.firm import DEAL, Firm, faults
from kartei.platform.flow import queue
from kartei.platform.flow.models import Job
from kartei.platform.flow.worker import perform
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import commands, write
from kartei.platform.records.ask import Ask
from kartei.platform.records.bulk import bulk
from kartei.platform.records.query import page, select
from kartei.platform.records.undo import undo

pytestmark = pytest.mark.django_db
STAGE = "sales.stage"


def set_stage(firm: Firm, key: str, **values: Any) -> None:
    """Change a stage."""
    write.change(firm.cast.admin, STAGE, firm.made[key], values)


def test_from_a_stage_one_goes_only_where_it_leads(firm: Firm) -> None:
    """The refusal names where one may go, in every door that moves."""
    set_stage(firm, "new", moves=[firm.id("need"), firm.id("lost")])
    key, alice = firm.deal(), firm.cast.alice
    for move in (
        lambda: write.change(alice, DEAL, key, {"stage": firm.id("measure")}),
        lambda: firm.run(key, "move", stage=firm.id("measure")),
        lambda: firm.run(key, "win"),
        lambda: write.change(alice, DEAL, key, {"funnel": firm.id("intake")}),
    ):
        with pytest.raises(Refusal) as refused:
            move()
        assert faults(refused) == [("stage", "sales.no_way")]
        assert "Need, Lost" in refused.value.faults[0].detail
    done = bulk(alice, DEAL, {"ids": [str(key)], "set": {"stage": firm.id("measure")}})
    assert (done["done"], "Need, Lost" in done["failed"][0]["detail"]) == (0, True)
    assert firm.stage(key) == firm.made["new"]
    firm.run(key, "move", stage=firm.id("need"))
    firm.run(key, "move", stage=firm.id("measure"))
    assert firm.stage(key) == firm.made["measure"], "a stage that names no ways leads everywhere"


def test_a_move_is_taken_back_where_no_way_leads_back(firm: Firm) -> None:
    set_stage(firm, "need", moves=[firm.id("measure")])
    key, alice = firm.deal(), firm.cast.alice
    alice.change = UUID(int=77)
    write.change(alice, DEAL, key, {"stage": firm.id("need")})
    alice.change = None
    assert undo(alice, UUID(int=77))["undone"] == 1
    assert firm.stage(key) == firm.made["new"]


def test_a_way_that_leads_only_to_retired_stages_leads_nowhere(firm: Firm) -> None:
    set_stage(firm, "new", moves=[firm.id("measure")])
    write.bin_many(firm.cast.admin, STAGE, [firm.made["measure"]])
    key = firm.deal()
    with pytest.raises(Refusal) as refused:
        write.change(firm.cast.alice, DEAL, key, {"stage": firm.id("need")})
    assert faults(refused) == [("stage", "sales.no_way")]


def test_a_stage_may_be_entered_by_some_roles_alone(firm: Firm) -> None:
    """Who may not move a deal there may not make one there either."""
    set_stage(firm, "contract", movers=[str(firm.cast.roles["bob"])])
    amount = {"amount": {"amount": "10.00", "currency": "RUB"}}
    key = firm.deal(**amount)
    for move in (
        lambda: firm.run(key, "move", stage=firm.id("contract")),
        lambda: firm.deal(stage=firm.id("contract"), **amount),
    ):
        with pytest.raises(Refusal) as refused:
            move()
        assert faults(refused) == [("stage", "sales.stage_closed")]
    firm.deal(firm.cast.bob, stage=firm.id("contract"), **amount)
    firm.deal(firm.cast.admin, stage=firm.id("contract"), **amount)


def test_deals_at_a_stage_are_changed_by_some_roles_alone(firm: Firm) -> None:
    """Neither field nor stage nor bin; the deal stays in sight."""
    key, alice = firm.deal(), firm.cast.alice
    set_stage(firm, "new", editors=[str(firm.cast.roles["bob"])])
    alice = firm.cast.alice
    for act in (
        lambda: write.change(alice, DEAL, key, {"name": "Other"}),
        lambda: write.change(alice, DEAL, key, {"stage": firm.id("need")}),
        lambda: write.bin_many(alice, DEAL, [key]),
    ):
        with pytest.raises(Refusal) as refused:
            act()
        assert faults(refused) == [("stage", "sales.stage_closed")]
    assert page(alice, DEAL, Ask(fields=("name",)))["items"][0]["name"] == "Windows"
    write.change(firm.cast.admin, DEAL, key, {"name": "Other"})
    made = write.create(firm.cast.bob, DEAL, {"name": "Mine"})
    write.change(firm.cast.bob, DEAL, made, {"name": "Mine still"})


def order(firm: Firm) -> list[str]:
    """The names of the selling funnel's stages, in order."""
    ask = Ask(filter=["funnel", "=", firm.id("sale")], sort="position", fields=("name",))
    return [stage["name"] for stage in page(firm.cast.admin, STAGE, ask)["items"]]


def test_stages_are_put_in_order_under_one_change(firm: Firm) -> None:
    before = order(firm)
    ask = Ask(filter=["funnel", "=", firm.id("sale")], sort="position", fields=("name",))
    ids = [stage["id"] for stage in page(firm.cast.admin, STAGE, ask)["items"]]
    turned = [ids[1], ids[0], *ids[2:]]
    admin = firm.cast.admin
    done = commands.run(admin, "sales.funnel", firm.made["sale"], "arrange", {"stages": turned})
    assert order(firm) == [before[1], before[0], *before[2:]]
    admin.change = None
    undo(admin, UUID(done["change"]))
    assert order(firm) == before
    for wrong in (ids[1:], [*ids, firm.id("lead_new")], [ids[0], *ids], "x", None):
        data = {"stages": wrong}
        with pytest.raises(Refusal) as refused:
            commands.run(admin, "sales.funnel", firm.made["sale"], "arrange", data)
        assert faults(refused) == [("stages", "sales.order")]
    with pytest.raises(Refusal):
        commands.run(firm.cast.alice, "sales.funnel", firm.made["sale"], "arrange", {"stages": ids})


def retire(firm: Firm, key: str, to: Any = None, who: str = "admin") -> dict[str, Any]:
    """Take a stage out of use."""
    actor = getattr(firm.cast, who)
    actor.change = None
    data = {"to": to} if to else {}
    return commands.run(actor, STAGE, firm.made[key], "retire", data)


def test_a_stage_goes_and_its_deals_with_it_and_all_comes_back(firm: Firm) -> None:
    """Neither ways nor demanded fields hold the deals up; one undo brings everything back."""
    set_stage(firm, "need", moves=[firm.id("lost")])
    first, second, gone = (firm.deal(stage=firm.id("need")) for _ in range(3))
    write.bin_many(firm.cast.alice, DEAL, [gone])
    for to in (None, firm.id("need"), firm.id("won"), firm.id("lead_new"), "no id"):
        with pytest.raises(Refusal) as refused:
            retire(firm, "need", to)
        assert refused.value.faults[0].field == "to"
    done = retire(firm, "need", firm.id("proposal"))
    assert [firm.stage(k) for k in (first, second)] == [firm.made["proposal"]] * 2
    assert "Need" not in order(firm)
    assert firm.read(first)["stage_since"] != firm.read(gone)["stage_since"]
    admin = firm.cast.admin
    admin.change = None
    assert undo(admin, UUID(done["change"]))["kept"] == []
    assert [firm.stage(k) for k in (first, second)] == [firm.made["need"]] * 2
    assert "Need" in order(firm)


def test_an_empty_stage_goes_without_a_word(firm: Firm) -> None:
    retire(firm, "measure")
    assert "Measuring" not in order(firm)


def test_nobody_retires_a_stage_over_deals_that_are_not_his(firm: Firm) -> None:
    firm.deal(firm.cast.dmitri, stage=firm.id("need"))
    firm.cast.grant("alice", {STAGE: {"read": "organisation", "delete": "organisation"},
                              DEAL: {"read": "own", "write": "own"}})  # fmt: skip
    with pytest.raises(Refusal) as refused:
        retire(firm, "need", firm.id("measure"), "alice")
    assert refused.value.status == 403


def test_many_deals_are_moved_by_a_job_with_one_undo(
    firm: Firm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retiring, "NOW", 2)
    monkeypatch.setattr(retiring, "BATCH", 2)
    keys = [firm.deal(stage=firm.id("need")) for _ in range(5)]
    retire(firm, "need", firm.id("measure"))
    assert "Need" in order(firm), "not before the job has run"
    job = queue.claim("me")
    assert job is not None
    perform(job, "me", threading.Event())
    job.refresh_from_db()
    assert (job.state, (job.result or {})["done"]) == (Job.DONE, 5)
    assert {firm.stage(k) for k in keys} == {firm.made["measure"]}
    assert "Need" not in order(firm)
    assert undo(firm.cast.admin, UUID((job.result or {})["change"]))["kept"] == []
    assert {firm.stage(k) for k in keys} == {firm.made["need"]}


class Knell(threading.Event):
    """Rings for the worker after so many batches; what is done at its stroke comes before."""

    def __init__(self, batches: int, stroke: Callable[[], object] | None = None) -> None:
        super().__init__()
        self._left, self._stroke = batches, stroke

    def is_set(self) -> bool:
        self._left -= 1
        if self._left < 0 and self._stroke:
            self._stroke()
            return False
        return self._left < 0


def test_a_worker_that_stops_half_way_leaves_the_rest_to_the_next(
    firm: Firm, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is lost between two batches, and the stage stays until the last one is moved."""
    monkeypatch.setattr(retiring, "NOW", 2)
    monkeypatch.setattr(retiring, "BATCH", 2)
    keys = [firm.deal(stage=firm.id("need")) for _ in range(5)]
    ordered = retire(firm, "need", firm.id("measure"))
    job = queue.claim("me")
    assert job is not None
    assert ordered["job"] == str(job.pk)
    perform(job, "me", Knell(1))
    moved = [k for k in keys if firm.stage(k) == firm.made["measure"]]
    assert (len(moved), "Need" in order(firm)) == (2, True)
    job = queue.claim("another")
    assert job is not None
    assert (job.done, job.total) == (2, 5)
    perform(job, "another", threading.Event())
    job.refresh_from_db()
    assert (job.state, job.done) == (Job.DONE, 5)
    assert {firm.stage(k) for k in keys} == {firm.made["measure"]}
    assert "Need" not in order(firm)
    assert undo(firm.cast.admin, UUID(ordered["change"]))["kept"] == []
    assert {firm.stage(k) for k in keys} == {firm.made["need"]}


def test_a_cancelled_move_keeps_the_stage_and_can_be_taken_back(
    firm: Firm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retiring, "NOW", 2)
    monkeypatch.setattr(retiring, "BATCH", 2)
    keys = [firm.deal(stage=firm.id("need")) for _ in range(5)]
    ordered = retire(firm, "need", firm.id("measure"))
    job = queue.claim("me")
    assert job is not None
    perform(job, "me", Knell(1, lambda: Job.objects.update(cancel=True)))
    job.refresh_from_db()
    assert job.state == Job.CANCELLED
    stages = [firm.stage(k) for k in keys]
    assert (stages.count(firm.made["measure"]), stages.count(firm.made["need"])) == (2, 3)
    assert "Need" in order(firm)
    assert undo(firm.cast.admin, UUID(ordered["change"]))["undone"] == 2
    assert {firm.stage(k) for k in keys} == {firm.made["need"]}


def test_reasons_of_another_funnel_are_refused_and_new_ones_come_last(firm: Firm) -> None:
    """Loss reasons in general or of some funnels, in order."""
    admin = firm.cast.admin
    values = {"name": "Not our region", "funnels": [firm.id("intake")]}
    reason = write.create(admin, "sales.loss_reason", values)
    shown = page(admin, "sales.loss_reason", Ask(fields=("name",)))["items"]
    assert (shown[0]["name"], shown[-1]["name"]) == ("Too expensive", "Not our region")
    lead, deal = firm.deal(stage=firm.id("lead_new")), firm.deal()
    with pytest.raises(Refusal) as refused:
        firm.run(deal, "lose", loss_reason=str(reason))
    assert faults(refused) == [("loss_reason", "sales.other_reason")]
    firm.run(lead, "decline", loss_reason=str(reason))
    firm.run(deal, "lose", loss_reason=firm.id("price"))
    assert select(admin, DEAL, [lead])[lead]["loss_reason"]["title"] == "Not our region"


def test_a_role_named_by_a_stage_counts_through_a_team_too(firm: Firm) -> None:
    role = str(firm.cast.roles["dmitri"])
    set_stage(firm, "need", movers=[role])
    key = firm.deal()
    with pytest.raises(Refusal):
        firm.run(key, "move", stage=firm.id("need"))
    team = {"name": "Lawyers", "members": [str(firm.cast.ids["alice"])], "roles": [role]}
    write.create(firm.cast.admin, "access.team", team)
    firm.run(key, "move", stage=firm.id("need"))
    assert firm.stage(key) == firm.made["need"]


def test_reasons_are_put_in_order_from_any_funnel(firm: Firm) -> None:
    admin = firm.cast.admin
    names = [r["id"] for r in page(admin, "sales.loss_reason", Ask(fields=("name",)))["items"]]
    turned = names[::-1]
    commands.run(admin, "sales.funnel", firm.made["sale"], "arrange", {"reasons": turned})
    found = page(admin, "sales.loss_reason", Ask(fields=("name",)))["items"]
    assert [r["id"] for r in found] == turned


def test_a_new_funnel_begins_with_a_few_stages_once(firm: Firm) -> None:
    admin = firm.cast.admin
    funnel = write.create(admin, "sales.funnel", {"name": "Service", "kind": "sale"})
    commands.run(admin, "sales.funnel", funnel, "start", {})
    ask = Ask(filter=["funnel", "=", str(funnel)], fields=("kind",))
    kinds = [s["kind"] for s in page(admin, STAGE, ask)["items"]]
    assert kinds == ["open", "open", "won", "lost"]
    key = firm.deal(funnel=str(funnel))
    assert firm.read(key)["stage"]["title"] == "New"
    with pytest.raises(Refusal) as refused:
        commands.run(admin, "sales.funnel", funnel, "start", {})
    assert refused.value.status == 409


def test_the_stages_of_a_pipeline_go_and_come_with_it(firm: Firm) -> None:
    """S0-016: a retired pipeline leaves no columns on the board and no stages to choose."""
    admin = firm.cast.admin
    funnel = write.create(admin, "sales.funnel", {"name": "Fairs"})
    commands.run(admin, "sales.funnel", funnel, "start", {})
    ask = Ask(filter=["funnel", "=", str(funnel)], fields=("name",))

    def names() -> set[str]:
        return {one["name"] for one in page(admin, "sales.stage", ask)["items"]}

    kept = names()
    gone = UUID(page(admin, "sales.stage", ask)["items"][0]["id"])
    write.bin_many(admin, "sales.stage", [gone])
    left = names()
    assert len(left) == len(kept) - 1
    admin.change = None
    binned = write.bin_many(admin, "sales.funnel", [funnel])
    assert names() == set()
    change = binned[0].actor.change
    assert change is not None
    admin.change = None
    assert undo(admin, change)["kept"] == []
    assert names() == left
    for back in (False, True):
        admin.change = None
        write.bin_many(admin, "sales.funnel", [funnel], back=back)
    assert names() == left
