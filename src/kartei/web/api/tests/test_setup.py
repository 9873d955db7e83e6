"""The first run: which modules go together, and that it happens once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from kartei.platform.flow.models import Job
from kartei.platform.meta.models import Firm, State
from kartei.platform.meta.world import current_world
from kartei.platform.records.tests.scene import drop_runtime_tables

pytestmark = pytest.mark.django_db
ANSWERS = {
    "firm": "Vektor",
    "country": "de",
    "language": "de",
    "currency": "EUR",
    "timezone": "Europe/Berlin",
    "login": "anna",
    "password": "right horse",
    "name": "Anna Weber",
}


def begin(**more: Any) -> Any:
    """POST the wizard's answers."""
    return Client().post("/api/v1/setup", {**ANSWERS, **more}, content_type="application/json")


def test_modules_tell_what_they_need_and_are_not_begun_without_it() -> None:
    modules = {m["id"]: m for m in Client().get("/api/v1/setup").json()["modules"]}
    assert modules["offers"]["needs"] == ["people", "sales", "catalog", "documents"]

    refused = begin(modules=["people", "offers", "catalog", "documents"])
    assert (refused.status_code, refused.json()["code"]) == (400, "setup.module_needs")
    assert "Verkauf" in refused.json()["detail"] or "Sales" in refused.json()["detail"]

    assert begin(modules=["people", "sales", "catalog"]).status_code == 201


def test_a_short_password_is_marked_at_its_field() -> None:
    refused = begin(password="short")
    assert refused.status_code == 422
    assert [fault["field"] for fault in refused.json()["errors"]] == ["password"]


def test_an_installation_is_set_up_once() -> None:
    assert begin().status_code == 201
    assert begin(login="bert").json()["code"] == "setup.done"


@pytest.fixture
def tidy(transactional_db: None) -> Iterator[None]:
    """An installation as it is laid; tables of objects that a first run made go at the end."""
    State.objects.get_or_create(pk=1)
    Firm.objects.get_or_create(pk=1)
    yield
    drop_runtime_tables()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("tidy")
def test_a_firm_begins_as_one_of_its_trade() -> None:
    """S1-38: a salon has its visits and not the stages of a window maker; samples come after."""
    kinds = {one["id"]: one for one in Client().get("/api/v1/setup").json()["presets"]}
    assert len(kinds) == 7
    chosen = kinds["beauty"]["modules"]
    assert begin(preset="beauty", modules=chosen, demo=True).status_code == 201
    world = current_world()
    assert "own.visit" in world.objects
    funnels = world.objects["sales.funnel"].twin.objects.filter(deleted=False)
    assert set(funnels.values_list("name", flat=True)) == {"Termine", "Abos und Kuren"}
    assert [row.kind for row in Job.objects.filter(state=Job.WAITING)] == ["samples.fill"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("tidy")
def test_a_kind_of_firm_needs_its_modules_and_is_known() -> None:
    refused = begin(preset="beauty", modules=["people", "tasks"])
    assert (refused.status_code, refused.json()["code"]) == (400, "setup.preset_needs")
    assert begin(preset="bakery").status_code == 404
    assert Client().get("/api/v1/session").json()["setup"] is True
