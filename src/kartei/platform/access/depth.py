"""A privilege as a condition on a real model, for rules that use the guarded manager."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q

if TYPE_CHECKING:
    from kartei.platform.access.actor import Actor


def condition(actor: Actor, model: Any, privilege: str) -> Q:
    """Rows of the model that the privilege reaches."""
    from kartei.platform.meta.spec import registry

    name = next(e.name for e in registry.entities.values() if e.model is model)
    scope = actor.scope(name, privilege)
    if scope.kind == "all":
        return Q()
    found = Q(pk__in=scope.shares)
    if scope.owners:
        found |= Q(owner__in=scope.owners)
    if scope.kind == "own":
        found |= Q(owner=actor.user)
    elif scope.kind == "units":
        found |= Q(unit__in=scope.units)
    return found
