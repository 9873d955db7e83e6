"""A layout before it is published: what people of a role would see of it."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from django.http import HttpResponse
from ninja import Router

from kartei.platform.access.actor import Actor
from kartei.platform.access.models import Role
from kartei.platform.access.ranks import fields_as, ranked_roles, seen_as
from kartei.platform.meta import layout_shapes
from kartei.platform.meta.errors import FieldFault, forbidden, invalid, not_found
from kartei.platform.meta.layout_rules import judge_definition
from kartei.platform.meta.layouts import arranged
from kartei.platform.meta.world import Obj
from kartei.web.api.base import Strict, answer
from kartei.web.api.meta import field_meta

router = Router(tags=["layouts"])
LAYOUT = "meta.layout"


class Trial(Strict):
    """A definition in the making (null: as the program brings it) and the role that looks at it."""

    object: str
    place: Literal["form", "quick", "list", "caller"]
    definition: dict[str, Any] | None = None
    role: UUID | None = None


class Shown(Strict):
    """What would be shown: the members of an object in GET /meta that a layout arranges."""

    readable: bool
    fields: list[dict[str, Any]]
    form: list[dict[str, Any]]
    tabs: list[dict[str, str]]
    columns: list[str]
    quick: list[str]
    caller: list[str]


@router.post("/layouts/preview", response=Shown, operation_id="previewLayout")
def preview(request: Any, body: Trial) -> HttpResponse:
    """How a layout would look to a role, before it is saved; nothing is written.

    Only for who arranges. A field that the asker may not read himself is not shown, whatever the
    role may.
    """
    actor: Actor = request.actor
    if not (actor.may(LAYOUT, "write") or actor.may(LAYOUT, "create")):
        raise forbidden()
    obj = actor.obj(body.object)
    trial: dict[str, layout_shapes.AnyShape | None] = {body.place: shape_of(actor, obj, body)}
    seen = seen_as(actor, role_of(body.role)) if body.role else actor
    fields = fields_as(actor, seen, obj)
    return answer(
        {
            "readable": seen.may(obj.name, "read"),
            "fields": [field_meta(seen, obj, spec) for spec in fields.values()],
            **arranged(actor.world, obj.name, fields, ranked_roles(seen), trial),
        }
    )


def shape_of(actor: Actor, obj: Obj, body: Trial) -> layout_shapes.AnyShape | None:
    """The definition, judged as if it were new; 422 with what is wrong with it."""
    if body.definition is None:
        return None
    faults = judge_definition(actor, obj, body.place, body.definition)
    if faults:
        raise invalid([FieldFault("definition", code, text) for code, text in faults])
    return layout_shapes.read(body.place, body.definition)


def role_of(key: UUID) -> Role:
    """A role in use; everybody may read which there are."""
    found = Role.objects.filter(pk=key, deleted=False).first()
    if found is None:
        raise not_found()
    return found
