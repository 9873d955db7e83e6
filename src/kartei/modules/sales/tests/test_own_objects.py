"""Objects made in the browser go through funnels by the rules that deals go by (BX-02)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from kartei.modules.sales import contract
from kartei.modules.sales.tests.firm import DEAL, Firm, faults, new_firm, rows
from kartei.platform.access.depth import within
from kartei.platform.meta.errors import Refusal
from kartei.platform.meta.models import Firm as FirmRow
from kartei.platform.meta.spec import PRIVILEGES, registry
from kartei.platform.meta.versions import bump_meta
from kartei.platform.records import commands, write
from kartei.platform.records.ask import Ask
from kartei.platform.records.board import board
from kartei.platform.records.facts import reachable
from kartei.platform.records.importing.run import run
from kartei.platform.records.importing.service import start, upload
from kartei.platform.records.query import page, select
from kartei.platform.records.tests.scene import drop_runtime_tables
from kartei.platform.records.timeline import timeline
from kartei.platform.records.undo import undo

pytestmark = pytest.mark.django_db(transaction=True)
VISIT = "own.visit"
OBJECT = {"one_en": "visit", "many_en": "visits", "code": "visit", "pipeline": True}


@pytest.fixture
def firm() -> Iterator[Firm]:
    """Ready funnels; the tables that a test makes go with it."""
    yield new_firm()
    drop_runtime_tables()


@pytest.fixture
def visits(firm: Firm) -> dict[str, str]:
    """The object "visit" with its first funnel; its stages by name."""
    write.create(firm.cast.admin, "meta.object", OBJECT)
    return stages(firm)


def stages(firm: Firm) -> dict[str, str]:
    """The stages of the visits by name, in order."""
    ask = Ask(filter=["funnel.object", "=", VISIT], sort="position", fields=("name",))
    found = page(firm.cast.admin, "sales.stage", ask)["items"]
    return {stage["name"]: stage["id"] for stage in found}


def visit(firm: Firm, **values: Any) -> UUID:
    """A visit of Alice's."""
    return write.create(firm.cast.alice, VISIT, {"name": "At the school", **values})


def read(firm: Firm, key: UUID) -> dict[str, Any]:
    """A visit as the administrator sees it."""
    return select(firm.cast.admin, VISIT, [key])[key]


def test_an_object_gets_a_funnel_and_a_board_at_once(firm: Firm, visits: dict[str, str]) -> None:
    """S2-64: the funnel is named like the object; records begin at its first stage."""
    assert list(visits) == ["New", "In progress", "Done", "Fell through"]
    key = visit(firm)
    found = read(firm, key)
    assert (found["stage"]["title"], found["funnel"]["title"]) == ("New", "Visits")
    assert found["stage_since"]
    shown = board(firm.cast.alice, VISIT)["columns"]
    assert [(c["title"], c["count"]) for c in shown] == [
        ("New", 1), ("In progress", 0), ("Done", 0), ("Fell through", 0),
    ]  # fmt: skip
    assert "New" in [c["title"] for c in board(firm.cast.alice, DEAL)["columns"]]
    assert "Done" not in [c["title"] for c in board(firm.cast.alice, DEAL)["columns"]]
    assert firm.read(firm.deal())["funnel"]["id"] == firm.id("sale"), "deals keep their own"


def test_ways_demands_and_neglect_hold_as_for_deals(firm: Firm, visits: dict[str, str]) -> None:
    admin = firm.cast.admin
    field = {"object": VISIT, "kind": "text", "label_en": "Address"}
    number = select(admin, "meta.field", [made := write.create(admin, "meta.field", field)])
    name = next(n for n, s in firm.cast.admin.obj(VISIT).fields.items() if s.shaped_by == made)
    assert number
    change = {"required": [name], "rot_days": 3}
    write.change(firm.cast.admin, "sales.stage", UUID(visits["In progress"]), change)
    ways = {"moves": [visits["In progress"]]}
    write.change(firm.cast.admin, "sales.stage", UUID(visits["New"]), ways)
    key = visit(firm)
    for stage, code in (("Done", "sales.no_way"), ("In progress", "sales.demanded")):
        with pytest.raises(Refusal) as refused:
            write.change(firm.cast.alice, VISIT, key, {"stage": visits[stage]})
        assert [c for _f, c in faults(refused)] == [code]
    write.change(firm.cast.alice, VISIT, key, {"stage": visits["In progress"], name: "Weg 1"})
    due = firm.cast.alice.ctx.today + timedelta(days=3)
    assert str(read(firm, key)["rots_on"]) == str(due)
    stays = contract.stage_history(firm.cast.alice, key, VISIT)
    assert [stay["stage"]["title"] for stay in stays] == ["New", "In progress"]
    told = [event["kind"] for event in timeline(firm.cast.alice, VISIT, key)["items"]]
    assert "stage" in told
    with pytest.raises(Refusal) as refused:
        write.change(firm.cast.alice, VISIT, key, {"stage": firm.id("need")})
    assert faults(refused) == [("stage", "sales.wrong_object")]


def test_a_stage_of_an_own_object_goes_with_its_records(firm: Firm, visits: dict[str, str]) -> None:
    key = visit(firm)
    admin = firm.cast.admin
    with pytest.raises(Refusal) as refused:
        write.bin_many(admin, "sales.stage", [UUID(visits["New"])])
    assert [c for _f, c in faults(refused)] == ["sales.stage_in_use"]
    admin = firm.cast.admin
    data = {"to": visits["In progress"]}
    done = commands.run(admin, "sales.stage", UUID(visits["New"]), "retire", data)
    assert read(firm, key)["stage"]["title"] == "In progress"
    undo(firm.cast.admin, UUID(done["change"]))
    assert read(firm, key)["stage"]["title"] == "New"
    data = {"to": firm.id("need")}
    with pytest.raises(Refusal) as strange:
        commands.run(firm.cast.admin, "sales.stage", UUID(visits["New"]), "retire", data)
    assert faults(strange) == [("to", "sales.other_kind")]


def test_older_records_stand_nowhere_until_somebody_moves_them(firm: Firm) -> None:
    """The switch is set on an object with records, taken back and set again: nothing is lost."""
    plain = {**OBJECT, "pipeline": False}
    made = write.create(firm.cast.admin, "meta.object", plain)
    key = visit(firm)
    assert "stage" not in firm.cast.admin.obj(VISIT).fields
    write.change(firm.cast.admin, "meta.object", made, {"pipeline": True})
    assert read(firm, key)["stage"] is None
    assert board(firm.cast.alice, VISIT)["columns"][-1]["count"] == 1
    write.change(firm.cast.alice, VISIT, key, {"name": "Renamed"})
    assert read(firm, key)["stage"] is None
    write.change(firm.cast.alice, VISIT, key, {"stage": stages(firm)["In progress"]})
    write.change(firm.cast.admin, "meta.object", made, {"pipeline": False})
    assert "stage" not in firm.cast.admin.obj(VISIT).fields
    assert firm.cast.admin.obj(VISIT).board is None
    write.change(firm.cast.admin, "meta.object", made, {"pipeline": True})
    assert read(firm, key)["stage"]["title"] == "In progress"
    assert list(stages(firm)) == ["New", "In progress", "Done", "Fell through"], "made once"


def test_a_funnel_stays_with_its_object(firm: Firm, visits: dict[str, str]) -> None:
    admin = firm.cast.admin
    second = write.create(admin, "sales.funnel", {"name": "Urgent", "object": VISIT})
    commands.run(firm.cast.admin, "sales.funnel", second, "start", {})
    key = visit(firm, funnel=str(second))
    assert read(firm, key)["funnel"]["title"] == "Urgent"
    with pytest.raises(Refusal) as refused:
        write.change(firm.cast.admin, "sales.funnel", second, {"object": DEAL})
    assert faults(refused) == [("object", "sales.fixed")]
    with pytest.raises(Refusal) as refused:
        write.bin_many(firm.cast.admin, "sales.funnel", [second])
    assert faults(refused) == [("name", "sales.funnel_in_use")]
    values = {"name": "Leads", "object": VISIT, "kind": "intake"}
    with pytest.raises(Refusal) as refused:
        write.create(firm.cast.admin, "sales.funnel", values)
    assert faults(refused) == [("kind", "sales.no_intake")]
    assert rows() == []


def test_rights_at_a_stage_hold_for_own_objects(firm: Firm, visits: dict[str, str]) -> None:
    key = visit(firm)
    roles = {"editors": [str(firm.cast.roles["bob"])]}
    write.change(firm.cast.admin, "sales.stage", UUID(visits["New"]), roles)
    with pytest.raises(Refusal) as refused:
        write.change(firm.cast.alice, VISIT, key, {"name": "Other"})
    assert faults(refused) == [("stage", "sales.stage_closed")]


def test_a_stage_is_shut_for_own_objects_too(firm: Firm, visits: dict[str, str]) -> None:
    """S2-21: what stands nowhere stays visible; a record by itself is hidden like in a list."""
    key, other = visit(firm), visit(firm, stage=visits["In progress"])
    model = firm.cast.admin.obj(VISIT).twin
    nowhere = visit(firm)
    model.objects.filter(pk=nowhere).update(stage=None, funnel=None)
    roles = {"readers": [str(firm.cast.roles["bob"])]}
    write.change(firm.cast.admin, "sales.stage", UUID(visits["New"]), roles)
    for depth in ("own", "unit", "organisation"):
        alice = firm.cast.grant("alice", {"*": dict.fromkeys(PRIVILEGES, depth)})
        found = page(alice, VISIT, Ask(fields=("id",), search="school"))["items"]
        assert {UUID(item["id"]) for item in found} == {other, nowhere}
        assert {UUID(i["id"]) for i in page(alice, VISIT, Ask())["items"]} == {other, nowhere}
        assert set(reachable(alice, VISIT, [key, other, nowhere], "read")) == {other, nowhere}
        sight = model.objects.filter(within(alice.scope(VISIT, "read"), alice.user))
        assert set(sight.values_list("pk", flat=True)) == {other, nowhere}


def test_pickers_and_imports_take_the_stages_of_their_own_object(
    firm: Firm, visits: dict[str, str]
) -> None:
    """Stages of one name in several funnels: each object finds its own."""
    admin = firm.cast.admin
    assert admin.obj(VISIT).among("stage") == ("funnel.object", VISIT)
    assert admin.obj(DEAL).among("funnel") == ("object", DEAL)
    assert admin.obj(DEAL).among("person") is None
    row = upload(admin, [b"Name;Stage\nRoof;New\nDoor;Done"], "visits.csv", VISIT)
    start(admin, row)
    run(admin, row.pk, lambda done, total: None)
    found = page(admin, VISIT, Ask(sort="name", fields=("name", "stage")))["items"]
    assert [(v["name"], v["stage"]["title"]) for v in found] == [("Door", "Done"), ("Roof", "New")]


def test_without_its_module_an_object_has_no_stages_and_loses_nothing(
    firm: Firm, visits: dict[str, str]
) -> None:
    key = visit(firm, stage=visits["In progress"])
    keep = [name for name in registry.modules if name not in ("sales", "offers")]
    for modules, stage in ((keep, False), ([], True)):
        FirmRow.objects.filter(pk=1).update(modules=modules)
        bump_meta()
        assert ("stage" in firm.cast.admin.obj(VISIT).fields) is stage
        write.change(firm.cast.alice, VISIT, key, {"name": f"Still there {stage}"})
    assert read(firm, key)["stage"]["title"] == "In progress"
