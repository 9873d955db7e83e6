"""Saved views: a list or board with its filter, sort and columns under a name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal
from uuid import UUID

import orjson
from django.db.models import Q
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Router
from pydantic import Field

from kartei.platform.access.actor import Actor
from kartei.platform.kit.faults import ValueFault
from kartei.platform.meta.errors import Refusal, bad_question, forbidden, not_found, words_of
from kartei.platform.meta.models import SavedView
from kartei.platform.records.question import Question, find_field
from kartei.web.api.base import Strict, answer, as_id

router = Router(tags=["views"])
Shared = Literal["me", "unit", "all"]
MAX_STATE = 20_000
MAX_NUMBER = 2**53


class ViewIn(Strict):
    """A new view."""

    object: str = Field(max_length=64)
    title: str = Field(min_length=1, max_length=120)
    shared: Shared = "me"
    state: dict[str, Any] = Field(default_factory=dict)


class ViewChange(Strict):
    """What changes."""

    title: str | None = Field(default=None, min_length=1, max_length=120)
    shared: Shared | None = None
    state: dict[str, Any] | None = None


class ViewOut(Strict):
    """A saved view."""

    id: UUID
    object: str
    title: str
    shared: str
    state: dict[str, Any]
    mine: bool


class ViewList(Strict):
    """The views of an object."""

    items: list[ViewOut]


def shown(view: SavedView, actor: Actor) -> dict[str, Any]:
    """A view in its outer form."""
    return {
        "id": view.id,
        "object": view.object,
        "title": view.title,
        "shared": view.shared,
        "state": state_for(view, actor),
        "mine": view.owner_id == actor.user,
    }


def state_for(view: SavedView, actor: Actor) -> dict[str, Any]:
    """The state of a view; of another's the columns that exist for the asker."""
    state: dict[str, Any] = view.state
    if view.owner_id == actor.user:
        return state
    known = actor.fields(actor.world.objects[view.object])
    columns, widths = state.get("columns"), state.get("widths")
    if isinstance(columns, list):
        state = {**state, "columns": [c for c in columns if not isinstance(c, str) or c in known]}
    if isinstance(widths, dict):
        state = {**state, "widths": {n: w for n, w in widths.items() if n in known}}
    return state


def fits(view: SavedView, actor: Actor) -> bool:
    """Whether another's view asks only for what exists for the asker.

    It would not work for him otherwise, and its words would tell of what is closed to him.
    """
    if actor.scope(view.object, "read").empty:
        return False
    question = Question(actor, actor.obj(view.object))
    state = view.state
    sorts = [name.lstrip("-") for name in str(state.get("sort") or "").split(",") if name]
    names = {*asked_for(state.get("filter")), *sorts, *asked_for([state.get("group"), ""])}
    try:
        for name in names:
            find_field(question, name)
    except Refusal:
        return False
    return True


def asked_for(condition: Any) -> Iterator[str]:
    """The fields that a saved filter names; a shape that is none names nothing."""
    if not isinstance(condition, list) or not condition:
        return
    if condition[0] in ("and", "or", "not"):
        for part in condition[1:]:
            yield from asked_for(part)
    elif len(condition) > 1 and isinstance(condition[0], str):
        yield condition[0].partition(":")[0]


def seen_by(actor: Actor) -> Any:
    """Own views, those of the own unit, and those for all."""
    unit = Q(shared="unit", unit__in=(actor.standing.unit,))
    return SavedView.objects.filter(Q(owner=actor.user) | Q(shared="all") | unit)


def own(actor: Actor, key: str) -> SavedView:
    """A view that the asker may change: his own; an administrator changes shared ones too."""
    view = seen_by(actor).filter(pk=as_id(key)).first()
    if view is None:
        raise not_found()
    if view.owner_id != actor.user and not actor.administrator:
        raise forbidden(_("Only its author changes this view"))
    found: SavedView = view
    return found


def beyond(value: Any) -> bool:
    """Whether a number in it is more than a program can read exactly (RFC 8259, section 6).

    PostgreSQL hands such a number back as a whole one that no answer can hold.
    """
    if isinstance(value, dict | list):
        return any(map(beyond, value.values() if isinstance(value, dict) else value))
    return isinstance(value, int | float) and abs(value) > MAX_NUMBER


def check(state: dict[str, Any] | None, title: str | None) -> None:
    """A view is small, and its texts can be stored."""
    if len(orjson.dumps([state, title])) > MAX_STATE:
        raise bad_question(_("The view is too large"), "views.size")
    if beyond(state):
        raise bad_question(words_of(ValueFault("number.range")), "views.number")
    if "\\u0000" in orjson.dumps([state, title]).decode():
        raise bad_question(_("The text contains a character that cannot be stored"))


@router.get("/views", response=ViewList)
def list_views(request: Any, object: str) -> HttpResponse:
    """Views of an object that the asker may use."""
    actor: Actor = request.actor
    actor.obj(object)
    rows = seen_by(actor).filter(object=object).order_by("title", "id")
    items = [shown(v, actor) for v in rows if v.owner_id == actor.user or fits(v, actor)]
    return answer({"items": items})


@router.post("/views", response={201: ViewOut})
def add_view(request: Any, body: ViewIn) -> HttpResponse:
    """Save a view under a name."""
    actor: Actor = request.actor
    actor.obj(body.object)
    check(body.state, body.title)
    view = SavedView.objects.create(
        **body.model_dump(), owner_id=actor.user, unit=actor.standing.unit
    )
    return answer(shown(view, actor), 201)


@router.patch("/views/{id}", response=ViewOut)
def change_view(request: Any, id: str, body: ViewChange) -> HttpResponse:
    """Rename, share or replace a view."""
    view = own(request.actor, id)
    check(body.state, body.title)
    for name, value in body.model_dump(exclude_none=True).items():
        setattr(view, name, value)
    view.save()
    return answer(shown(view, request.actor))


@router.delete("/views/{id}", response={204: None})
def delete_view(request: Any, id: str) -> HttpResponse:
    """Remove a view."""
    own(request.actor, id).delete()
    return HttpResponse(status=204)
