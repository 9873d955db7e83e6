"""The firm's settings, and its whole configuration as one file."""

from __future__ import annotations

from typing import Any

import orjson
from django.http import HttpResponse
from ninja import Router
from pydantic import Field

from kartei.platform.access.actor import Actor
from kartei.platform.meta.errors import bad_question, forbidden
from kartei.platform.meta.spec import registry
from kartei.platform.records import firm
from kartei.platform.records.configuration import exported, take_in
from kartei.web import presets
from kartei.web.api.base import Strict, answer
from kartei.web.places import PLATFORM

router = Router(tags=["configuration"])
#: A configuration of thousands of records is smaller than this.
MAX_BYTES = 8_000_000


class SignupRule(Strict):
    """Who may register himself. domains: mail domains whose people may; none: everybody, whom an
    administrator then releases. role, unit: what a newcomer gets.
    """

    open: bool
    domains: list[str] = Field(max_length=50)
    role: str = Field(max_length=40)
    unit: str = Field(max_length=40)
    release: bool


class FactorRule(Strict):
    """Of whom a second factor is demanded: of everybody, or of holders of some roles; days of
    grace from the first time it is demanded of somebody.
    """

    everybody: bool
    roles: list[str] = Field(max_length=500)
    days: int = Field(ge=0, le=90)


class FirmIn(Strict):
    """What changes about the firm."""

    name: str | None = Field(default=None, max_length=200)
    country: str | None = None
    currency: str | None = None
    timezone: str | None = None
    language: str | None = None
    modules: list[str] | None = None
    signup: SignupRule | None = None
    second_factor: FactorRule | None = None


class FirmModule(Strict):
    """A module: whether it is in use, and what it needs."""

    id: str
    title: str
    about: str
    required: bool
    on: bool
    needs: list[str]


class FirmOut(Strict):
    """The firm's settings."""

    name: str
    country: str
    currency: str
    timezone: str
    language: str
    modules: list[FirmModule]
    signup: SignupRule
    second_factor: FactorRule


class FieldChange(Strict):
    """One field of a record."""

    name: str
    label: str
    old: Any
    new: Any


class WordedChange(Strict):
    """One change of a record in the words of the asker."""

    field: str
    label: str
    old: str
    new: str


class RecordChange(Strict):
    """A record that is made or changed: what it belongs to, its values, its changes in words."""

    object: str
    id: str
    title: str
    where: str
    verb: str
    fields: list[FieldChange]
    told: list[WordedChange]


class Here(Strict):
    """A record that the file does not know; it stays."""

    object: str
    id: str
    title: str


class Fault(Strict):
    """What cannot be taken in."""

    object: str
    title: str
    field: str
    detail: str


class OutcomeOut(Strict):
    """What a configuration changes, or would change."""

    changes: list[RecordChange]
    same: int
    only_here: list[Here]
    faults: list[Fault]


class PresetOut(Strict):
    """A ready configuration for a trade."""

    id: str
    title: str
    about: str
    modules: list[str]


class PresetsOut(Strict):
    """All ready configurations."""

    items: list[PresetOut]


def settings(actor: Actor) -> dict[str, Any]:
    """The settings with every module of this installation."""
    row = actor.world.firm
    chosen = row.modules
    modules = [
        {
            "id": m.name,
            "title": str(m.title),
            "about": str(m.about),
            "required": m.required,
            "on": m.required or not chosen or m.name in chosen,
            "needs": list(m.needs),
        }
        for m in registry.modules.values()
        if m.name not in PLATFORM
    ]
    return {**firm.settings_of(row), "modules": modules}


@router.get("/firm", response=FirmOut)
def get_firm(request: Any) -> HttpResponse:
    """The firm's settings, for administrators."""
    if not request.actor.administrator:
        raise forbidden()
    return answer(settings(request.actor))


@router.patch("/firm", response=FirmOut)
def change_firm(request: Any, body: FirmIn) -> HttpResponse:
    """Change some of the firm's settings; what a module kept stays when it is switched off."""
    from kartei.platform.meta.world import current_world

    firm.change(request.actor, body.model_dump(exclude_unset=True, exclude_none=True))
    request.actor.world = current_world()
    return answer(settings(request.actor))


@router.get("/configuration")
def get_configuration(request: Any) -> HttpResponse:
    """The whole configuration as a readable file."""
    text = orjson.dumps(exported(request.actor), option=orjson.OPT_INDENT_2)
    response = HttpResponse(text, content_type="application/json")
    response["Content-Disposition"] = 'attachment; filename="kartei-configuration.json"'
    response["Cache-Control"] = "no-store"
    return response


@router.post("/configuration", response=OutcomeOut)
def post_configuration(request: Any, dry_run: bool = False) -> HttpResponse:
    """Take a configuration in, as a whole or not at all; ``dry_run`` only compares."""
    if len(request.body) > MAX_BYTES:
        raise bad_question("", "configuration.size")
    try:
        data = orjson.loads(request.body)
    except orjson.JSONDecodeError:
        data = None
    return answer(take_in(request.actor, data, dry_run=dry_run).wire())


@router.get("/presets", response=PresetsOut)
def get_presets(request: Any) -> dict[str, Any]:
    """Ready configurations for trades."""
    return {"items": presets.all_of(request.actor.language)}


@router.post("/presets/{name}", response=OutcomeOut)
def post_preset(request: Any, name: str, dry_run: bool = False) -> HttpResponse:
    """Take a ready configuration in; ``dry_run`` only compares."""
    return answer(take_in(request.actor, presets.read(name), dry_run=dry_run).wire())
