"""Who gains and who loses sight when a unit hangs elsewhere, or when a user changes his unit.

No role changes, so privileges stay; what changes is how many records they reach. A user's records
go with him (flow.people), so those he leaves lose them and those he comes to gain them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db.models import Q

from kartei.platform.access.actor import Actor
from kartei.platform.access.depth import within
from kartei.platform.access.effects import NAMED, Effect, Pair, answer_of, everybody
from kartei.platform.access.models import Unit
from kartei.platform.access.role_words import title_of
from kartei.platform.access.roster import tree_below
from kartei.platform.meta.world import Obj

Below = dict[UUID, tuple[UUID, ...]]
#: (object, somebody after the move) -> how many records he reads then.
Count = Callable[[Obj, Actor], int]


def of_unit(actor: Actor, unit: UUID, parent: UUID | None) -> dict[str, Any]:
    """The effect of hanging a unit below another one, as ``effects.told``."""
    parents: dict[UUID, UUID | None] = dict(Unit.objects.values_list("pk", "parent_id"))
    parents[unit] = parent
    below = tree_below(parents)
    found = Effect(actor)
    pairs = [(one, placed(one, one.standing.unit, below)) for one in everybody(actor)]
    return told(found, pairs, found.rows)


def of_user(actor: Actor, user: UUID, unit: UUID) -> dict[str, Any]:
    """The effect of bringing a user with his records to another unit, as ``effects.told``."""
    below = tree_below(dict(Unit.objects.values_list("pk", "parent_id")))
    found = Effect(actor)
    pairs = [
        (one, placed(one, unit, below) if one.user == user else one) for one in everybody(actor)
    ]

    def then(obj: Obj, one: Actor) -> int:
        return rows_after(found, obj, one, user, unit)

    return told(found, pairs, then)


def placed(one: Actor, unit: UUID, below: Below) -> Actor:
    """Somebody as he would be, did he belong to a unit with these below it."""
    units = below.get(unit, (unit,))
    new: dict[str, Any] = {"scopes": {}, "seen": {}, "kept": {}}
    return replace(one, standing=replace(one.standing, unit=unit, units_below=units, **new))


def told(found: Effect, people: list[Pair], then: Count) -> dict[str, Any]:
    """Each object of which somebody reads more or fewer records than before."""
    actor = found.asker
    objects = []
    for obj in actor.world.objects.values():
        rows = sight(found, obj, people, then) if obj.owned and actor.in_use(obj.name) else []
        if rows:
            objects.append(
                {
                    "object": obj.name,
                    "title": title_of(obj),
                    "icon": obj.icon,
                    "changes": [],
                    "fields": [],
                    "rows": rows[:NAMED],
                }
            )
    return answer_of(found, people, objects)


def sight(found: Effect, obj: Obj, people: list[Pair], then: Count) -> list[dict[str, Any]]:
    """Everybody whose number of readable records changes; only units can make it so."""
    rows = []
    for before, after in people:
        if {one.scope(obj.name, "read").kind for one in (before, after)} != {"units"}:
            continue
        was, will = found.rows(obj, before), then(obj, after)
        if was != will:
            found.note(after.user, was, will)
            title = after.roster.user_names.get(after.user, "")
            rows.append(
                {"user": {"id": str(after.user), "title": title}, "before": was, "after": will}
            )
    return rows


def rows_after(found: Effect, obj: Obj, one: Actor, user: UUID, unit: UUID) -> int:
    """How many records somebody reads once those of a user belong to another unit."""
    scope = one.scope(obj.name, "read")
    mark = ("moved", obj.name, scope)
    known = found.counted.get(mark)
    if known is None:
        reached = (*scope.owners, user) if unit in scope.units else scope.owners
        his = within(replace(scope, kind="none", owners=reached), one.user)
        rows = obj.twin.objects.filter(
            (within(scope, one.user) & ~Q(owner=user)) | (his & Q(owner=user))
        ).filter(within(found.asker.scope(obj.name, "read"), found.asker.user))
        rows = rows.filter(deleted=False) if obj.has_bin else rows
        known = found.counted[mark] = rows.count()
    return known
