"""Stages and funnels: what they may be, what holds deals stays, ready data."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from kartei.modules.sales import contract
from kartei.modules.sales.tests.firm import (
    Firm,
    faults,
)
from kartei.platform.access.tests.cast import make_cast
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import write
from kartei.platform.records.models import Journal
from kartei.platform.records.query import select
from kartei.platform.records.timeline import timeline
from kartei.platform.records.undo import undo

pytestmark = pytest.mark.django_db


def test_other_days_of_neglect_move_all_deals_of_the_stage(firm: Firm) -> None:
    key, other = firm.deal(), firm.deal(stage=firm.id("need"))
    before = firm.read(other)
    write.change(firm.cast.admin, "sales.stage", firm.made["new"], {"rot_days": 2})
    today: date = firm.cast.alice.ctx.today
    assert str(firm.read(key)["rots_on"]) == str(today + timedelta(days=2))
    assert firm.read(other) == before
    write.change(firm.cast.admin, "sales.stage", firm.made["new"], {"rot_days": None})
    assert firm.read(key)["rots_on"] is None


def test_readers_of_the_journal_hear_of_computed_dates(firm: Firm) -> None:
    """A phone that keeps the deal must learn of it; its timeline and its version stay."""
    key, alice = firm.deal(), firm.cast.alice
    before, told = firm.read(key), timeline(alice, "sales.deal", key)
    rows = Journal.objects.order_by("-pk")
    end = rows[0].pk
    write.change(firm.cast.admin, "sales.stage", firm.made["new"], {"rot_days": 2})
    fresh = rows.filter(pk__gt=end).order_by("pk")
    assert list(fresh.values_list("object", "record", "verb", "version")) == [
        ("sales.stage", firm.made["new"], "change", 2),
        ("sales.deal", key, "compute", before["version"]),
    ]
    assert rows[0].changes == {"rots_on": [str(before["rots_on"]), str(firm.read(key)["rots_on"])]}
    assert timeline(alice, "sales.deal", key) == told
    assert firm.read(key)["version"] == before["version"]
    write.change(firm.cast.admin, "sales.stage", firm.made["new"], {"name": "Fresh"})
    assert Journal.objects.filter(record=key, verb="compute").count() == 1
    made = Journal.objects.get(record=key, verb="create").change
    assert undo(alice, made)["kept"] == [], "what was computed since is nobody's change"


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
