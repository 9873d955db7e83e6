"""The roles of somebody by their level: of several layouts, that of his highest role holds."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from kartei.platform.access.actor import Actor
from kartei.platform.access.models import Role, Team, User
from kartei.platform.meta.spec import FieldSpec
from kartei.platform.meta.world import Obj

KEY = "ranked roles"


def ranked_roles(actor: Actor) -> tuple[UUID, ...]:
    """The asker's roles, those of his teams included, the highest level first."""
    kept = actor.standing.kept
    if KEY not in kept:
        wanted = set(User.objects.values_list("roles", flat=True).get(pk=actor.user))
        for roles in Team.objects.filter(pk__in=actor.standing.teams).values_list(
            "roles", flat=True
        ):
            wanted |= set(roles)
        found = Role.objects.filter(pk__in=[UUID(r) for r in wanted], deleted=False)
        kept[KEY] = tuple(found.order_by("-level", "pk").values_list("pk", flat=True))
    found_roles: Any = kept[KEY]
    return tuple(found_roles)


def seen_as(actor: Actor, role: Role) -> Actor:
    """The asker, had he this role alone. It may reach further than he does: see ``fields_as``."""
    alone = actor.with_roles([role])
    alone.standing.kept[KEY] = (role.pk,)
    return alone


def fields_as(actor: Actor, seen: Actor, obj: Obj) -> dict[str, FieldSpec]:
    """The fields that another standing shows, without those that do not exist for the asker."""
    mine = actor.fields(obj)
    return {n: s for n, s in seen.fields(obj).items() if n in mine and not s.hidden}
