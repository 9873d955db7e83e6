"""What a role gives beyond what somebody has himself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kartei.platform.access.actor import Actor, admitted
from kartei.platform.access.models import Role
from kartei.platform.access.standing import FIELD_RIGHTS, merged_grants
from kartei.platform.meta.spec import PRIVILEGES, registry
from kartei.platform.meta.world import Obj

#: Every object that no role names.
REST = "*"


def beyond(actor: Actor, role: Role) -> bool:
    """Whether a role reaches further than the actor does: an object, privilege, field or stage."""
    return next(excess(actor, role), None) is not None or opens_stages(actor, role)


def opens_stages(actor: Actor, role: Role) -> bool:
    """Whether a stage lets a role in that keeps the actor out."""
    way = registry.way(actor.world.firm.modules)
    if way is None or actor.administrator:
        return False
    lists = actor.world.objects[way.stage].twin.objects.values_list(*way.rights)
    return any(
        str(role.pk) in (roles or ()) and not admitted(actor, frozenset(roles))
        for row in lists
        for roles in row
    )


def excess(actor: Actor, role: Role, before: Role | None = None) -> Iterator[tuple[str, str]]:
    """(object, privilege or field) of what a role gives that the actor lacks.

    What it gave before already is passed over. "*" counts like an object: others may be made.
    """
    other = actor.with_roles([role])
    past = actor.with_roles([before] if before else [])
    mine, theirs = actor.standing.grants.get(REST, {}), merged_grants([role]).get(REST, {})
    had = past.standing.grants.get(REST, {})
    for privilege in PRIVILEGES:
        limit = max(4 if actor.administrator else mine.get(privilege, 0), had.get(privilege, 0))
        if theirs.get(privilege, 0) > limit:
            yield REST, privilege
    for name, obj in actor.world.objects.items():
        for privilege in PRIVILEGES:
            limit = max(actor.depth(name, privilege), past.depth(name, privilege))
            if other.depth(name, privilege) > limit:
                yield name, privilege
        if touches(other, name):
            limits = [actor, past] if before and touches(past, name) else [actor]
            yield from ((name, field) for field in fields_beyond(obj, other, limits))


def touches(actor: Actor, name: str) -> bool:
    """Whether somebody comes near the fields of an object at all."""
    return any(actor.depth(name, p) for p in ("read", "create", "write"))


def fields_beyond(obj: Obj, other: Actor, limits: Sequence[Actor]) -> Iterator[str]:
    """Fields to which one has more right than any of some others."""
    order = FIELD_RIGHTS.index
    for spec in obj.fields.values():
        most = max(order(one.field_right(obj, spec)) for one in limits)
        if order(other.field_right(obj, spec)) > most:
            yield spec.name
        for child in (spec.lines or {}).values():
            most = max(order(one.line_right(obj, spec, child)) for one in limits)
            if order(other.line_right(obj, spec, child)) > most:
                yield f"{spec.name}.{child.name}"
