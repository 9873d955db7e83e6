"""What roles can give, what a change of one would do, and who may do what with a record."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpResponse
from ninja import Router

from kartei.platform.access.catalogue import catalogue
from kartei.platform.access.models import Role
from kartei.platform.records import rights
from kartei.web.api.base import Strict, answer, as_id
from kartei.web.api.entries import Named
from kartei.web.roles import TEMPLATES

router = Router(tags=["rights"])
Depth = Literal["none", "own", "unit", "subunits", "organisation"]
FieldRight = Literal["none", "read", "write"]
Table = dict[str, dict[str, str]]


class RightsWord(Strict):
    """A name for programs with its word in the asker's language."""

    name: str
    label: str


class RightsField(Strict):
    """A field that rights can be given to, and what it is where no role names it."""

    name: str
    label: str
    nature: FieldRight


class RightsObject(Strict):
    """An object that rights can be given to.

    owned: its records belong to somebody, so depths between all and nothing exist. open: everybody
    reads it. named: "*" does not reach it. absent: privileges that mean nothing here.
    """

    name: str
    title: str
    icon: str
    owned: bool
    open: bool
    named: bool
    absent: list[str]
    fields: list[RightsField]


class RightsModule(Strict):
    """A module in use with its objects."""

    name: str
    title: str
    objects: list[RightsObject]


class ReadyRole(Strict):
    """A ready role."""

    key: str
    name: str
    about: str
    level: int
    administrator: bool
    everyone: bool
    grants: Table
    fields: Table


class OpenOffice(Strict):
    """The role of everybody made from the open office: its record, and whether it is in force."""

    id: str | None
    on: bool


class RightsCatalogue(Strict):
    """Everything that a role can give, for who makes roles. held: active users by role.
    level: roles are made below it."""

    privileges: list[RightsWord]
    depths: list[RightsWord]
    modules: list[RightsModule]
    held: dict[str, int]
    level: int
    administrator: bool
    templates: list[ReadyRole]
    open_office: OpenOffice


class RoleTrial(Strict):
    """A change of a role that is to be weighed; only what is given changes. deleted: its end."""

    role: str | None = None
    name: str | None = None
    level: int | None = None
    administrator: bool | None = None
    everyone: bool | None = None
    grants: Table | None = None
    fields: Table | None = None
    deleted: bool = False


class RightsPerson(Strict):
    """One of those whom a change touches."""

    id: str
    title: str
    gains: bool
    loses: bool


class RightsPeople(Strict):
    """Those whom a change touches; named: the first 20."""

    count: int
    gain: int
    lose: int
    named: list[RightsPerson]


class RightsDepthChange(Strict):
    """A privilege that reaches further or less far, and for how many."""

    privilege: str
    label: str
    before: Depth
    after: Depth
    before_label: str
    after_label: str
    people: int


class RightsFieldChange(Strict):
    """A right to a field that changes, and for how many."""

    field: str
    label: str
    before: FieldRight
    after: FieldRight
    before_label: str
    after_label: str
    people: int


class RightsRowsChange(Strict):
    """How many records somebody reads, before and after."""

    user: Named
    before: int
    after: int


class RightsObjectChange(Strict):
    """What changes on one object."""

    object: str
    title: str
    icon: str
    changes: list[RightsDepthChange]
    fields: list[RightsFieldChange]
    rows: list[RightsRowsChange]


class RightsEffect(Strict):
    """Who gains and who loses."""

    people: RightsPeople
    objects: list[RightsObjectChange]


class RightsAnswer(Strict):
    """Whether one privilege reaches the record, and why."""

    privilege: str
    label: str
    yes: bool
    depth: Depth
    role: Named | None
    reason: str


class RightsBan(Strict):
    """A field on which the user has another right than the asker."""

    field: str
    label: str
    right: FieldRight
    words: str


class RightsRecord(Strict):
    """The record asked about."""

    object: str
    id: str
    title: str


class RightsExplanation(Strict):
    """What a user may do with a record, and why."""

    user: Named
    record: RightsRecord
    owner: Named | None
    unit: Named | None
    roles: list[Named]
    answers: list[RightsAnswer]
    fields: list[RightsBan]


@router.get("/rights", response=RightsCatalogue, operation_id="rights")
def get_rights(request: Any) -> HttpResponse:
    """Objects, privileges, depths and ready roles; 403 for who makes no roles."""
    found = catalogue(request.actor)
    return answer({**found, "templates": templates(), "open_office": open_office()})


def templates() -> list[dict[str, Any]]:
    """The ready roles in the active language."""
    return [
        {
            "key": t.key,
            "name": str(t.name),
            "about": str(t.about),
            "level": t.level,
            "administrator": t.administrator,
            "everyone": t.everyone,
            "grants": {name: row for name, row in t.grants.items() if row},
            "fields": t.fields,
        }
        for t in TEMPLATES
    ]


def open_office() -> dict[str, Any]:
    """Whether the house is open to everybody who works in it (docs/decisions/0008)."""
    held = Role.objects.filter(everyone=True, key="open_office").order_by("deleted", "-pk").first()
    return {"id": str(held.pk) if held else None, "on": bool(held and not held.deleted)}


@router.post("/rights/preview", response=RightsEffect, operation_id="rights_preview")
def preview(request: Any, body: RoleTrial) -> HttpResponse:
    """Who gains and who loses by a change of a role; nothing is written."""
    key = as_id(body.role) if body.role is not None else None
    if body.deleted and key is not None:
        return answer(rights.without(request.actor, key))
    values = body.model_dump(exclude={"role", "deleted"}, exclude_none=True)
    return answer(rights.preview(request.actor, key, values))


class StageTrial(Strict):
    """Lists of roles at a stage that are to be weighed; only what is given changes."""

    stage: str
    readers: list[str] | None = None
    editors: list[str] | None = None
    movers: list[str] | None = None


@router.post("/rights/stage", response=RightsEffect, operation_id="rights_stage")
def stage_preview(request: Any, body: StageTrial) -> HttpResponse:
    """Who gains and who loses by other rights at a stage; nothing is written."""
    values = body.model_dump(exclude={"stage"}, exclude_none=True)
    return answer(rights.stage_preview(request.actor, as_id(body.stage), values))


class UnitTrial(Strict):
    """A unit that is to hang below another one."""

    unit: str
    parent: str


class UserTrial(Strict):
    """A user who is to go to another unit, with his records."""

    user: str
    unit: str


@router.post("/rights/unit", response=RightsEffect, operation_id="rights_unit")
def unit_preview(request: Any, body: UnitTrial) -> HttpResponse:
    """Who would see more and who less, did a unit hang elsewhere; nothing is written."""
    return answer(rights.unit_preview(request.actor, as_id(body.unit), as_id(body.parent)))


@router.post("/rights/user", response=RightsEffect, operation_id="rights_user")
def user_preview(request: Any, body: UserTrial) -> HttpResponse:
    """Who would see more and who less, did a user go to another unit; nothing is written."""
    return answer(rights.user_preview(request.actor, as_id(body.user), as_id(body.unit)))


@router.get("/rights/explain", response=RightsExplanation, operation_id="rights_explain")
def explain(request: Any, user: str, object: str, id: str) -> HttpResponse:
    """What a user may do with a record and why, in words."""
    return answer(rights.explain(request.actor, as_id(user), object, as_id(id)))
