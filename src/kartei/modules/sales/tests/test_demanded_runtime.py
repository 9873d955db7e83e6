"""Stages may demand fields that the firm has made itself (AM-04)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kartei.modules.sales.tests.firm import DEAL, Firm, faults, new_firm
from kartei.platform.meta.errors import Refusal
from kartei.platform.meta.models import RuntimeField
from kartei.platform.meta.world import current_world
from kartei.platform.records import write
from kartei.platform.records.tests.scene import drop_runtime_tables, own_field

pytestmark = pytest.mark.django_db(transaction=True)
STAGE = "sales.stage"


@pytest.fixture
def firm() -> Iterator[Firm]:
    """A firm whose deals have a field "Glass", demanded from the second stage on."""
    yield new_firm()
    drop_runtime_tables()


def glass(firm: Firm, *, guarded: bool = False) -> str:
    """The name of the new field."""
    name = own_field(firm.cast.admin, DEAL, "text", "Glass", label_ru="Стекло", guarded=guarded)
    firm.cast.alice.world = current_world()
    write.change(firm.cast.admin, STAGE, firm.made["need"], {"required": [name]})
    return name


def options(firm: Firm, who: str) -> dict[str, str]:
    """The fields that a stage may demand, as the asker is told."""
    actor = getattr(firm.cast, who)
    found = actor.fields(actor.obj(STAGE))["required"].options
    return {option.value: str(option.label) for option in found}


def test_a_stage_demands_a_field_of_the_firms_own(firm: Firm) -> None:
    name = glass(firm)
    assert options(firm, "alice")[name] == "Glass"
    key = firm.deal()
    with pytest.raises(Refusal) as refused:
        firm.run(key, "move", stage=firm.id("need"))
    assert faults(refused) == [(name, "sales.demanded")]
    firm.run(key, "move", stage=firm.id("need"), **{name: "triple"})
    assert firm.stage(key) == firm.made["need"]


def test_a_field_that_one_may_not_read_is_neither_offered_nor_demanded(firm: Firm) -> None:
    name = glass(firm, guarded=True)
    assert name in options(firm, "admin")
    assert name not in options(firm, "alice")
    key = firm.deal()
    firm.run(key, "move", stage=firm.id("need"))
    with pytest.raises(Refusal) as refused:
        write.create(firm.cast.admin, DEAL, {"name": "Doors", "stage": firm.id("need")})
    assert faults(refused) == [(name, "sales.demanded")]


def test_a_retired_field_is_not_demanded(firm: Firm) -> None:
    glass(firm)
    write.bin_many(firm.cast.admin, "meta.field", [RuntimeField.objects.get().pk])
    firm.cast.alice.world = current_world()
    key = firm.deal()
    firm.run(key, "move", stage=firm.id("need"))
    assert firm.stage(key) == firm.made["need"]
