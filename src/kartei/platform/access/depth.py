"""A privilege as a condition on a real model, for rules that use the guarded manager."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Q

if TYPE_CHECKING:
    from kartei.platform.access.actor import Actor
    from kartei.platform.access.standing import Scope


def condition(actor: Actor, model: Any, privilege: str) -> Q:
    """Rows of the model that the privilege reaches."""
    from kartei.platform.meta.spec import registry

    name = next(e.name for e in registry.entities.values() if e.model is model)
    return within(actor.scope(name, privilege), actor.user)


def within(scope: Scope, user: UUID) -> Q:
    """Rows of a user's scope, of any model or twin that rights apply to."""
    if scope.kind == "all":
        return Q()
    open_stages = ~Q(**{f"{scope.shut.field}__in": scope.shut.stages}) if scope.shut else Q()
    if scope.kind == "most":
        return open_stages
    found = Q(pk__in=scope.shares)
    if scope.owners:
        found |= Q(owner__in=scope.owners)
    if scope.kind == "own":
        found |= Q(owner=user)
    elif scope.kind == "units":
        found |= Q(unit__in=scope.units)
    return found & open_stages
