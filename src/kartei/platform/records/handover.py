"""Records that change hands as a whole: their owner leaves, or moves to another unit.

Every record goes, those in the bin and those that a rule has closed to changes among them: what
changes is who answers for it, not what it says. So a rule may complete the change, but not refuse
it, and what a record lacks today (a field that became required) keeps nobody from handing it over.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q

from kartei.platform.access.actor import Actor
from kartei.platform.access.depth import within
from kartei.platform.kit.ids import uuid7
from kartei.platform.meta.world import Obj, World
from kartei.platform.records import store
from kartei.platform.records.draft import Draft
from kartei.platform.records.write import enter, update, written

BATCH = 300
#: What somebody needs on a record to hand it over.
NEEDED = ("read", "write", "assign")


def owned_objects(world: World) -> list[Obj]:
    """All objects whose records belong to people, also those of modules that are switched off."""
    return [obj for obj in world.objects.values() if obj.owned]


def rows_of(obj: Obj, user: UUID) -> Any:
    """The rows that a user owns."""
    return obj.twin.objects.order_by().filter(owner=user)


def holdings(actor: Actor, user: UUID) -> dict[str, int]:
    """How many records of each object a user owns; objects without any are left out."""
    counted = {obj.name: rows_of(obj, user).count() for obj in owned_objects(actor.world)}
    return {name: count for name, count in counted.items() if count}


def beyond(actor: Actor, user: UUID) -> bool:
    """Whether the user owns something that the asker may not hand over."""
    for obj in owned_objects(actor.world):
        rows = rows_of(obj, user)
        for privilege in NEEDED:
            if rows.exclude(reached(actor, obj, privilege)).exists():
                return True
    return False


def reached(actor: Actor, obj: Obj, privilege: str) -> Q:
    """The rows that a privilege reaches, as a condition on the twin."""
    scope = actor.scope(obj.name, privilege)
    return Q(pk__isnull=False) if scope.kind == "all" else within(scope, actor.user)


def hand_over(actor: Actor, obj: Obj, user: UUID, successor: UUID) -> int:
    """Give one batch of a user's records to another; returns how many there were.

    The caller's transaction. The asker's rights hold for each record: a job runs later than it was
    ordered. What he may not hand over any more is left as it is.
    """
    unit = actor.roster.user_units[successor]

    def put(draft: Draft) -> None:
        draft.put("owner", successor)
        draft.put("unit", unit)

    allowed = Q()
    for privilege in NEEDED:
        allowed &= reached(actor, obj, privilege)
    return carried(actor, obj, rows_of(obj, user).filter(allowed), put)


def follow_unit(actor: Actor, obj: Obj, user: UUID) -> int:
    """Bring one batch of a user's records to the unit that he belongs to now.

    This follows from moving him, which has been allowed; it asks for no right on the records.
    """
    unit = actor.roster.user_units[user]
    rows = rows_of(obj, user).filter(~Q(unit=unit) | Q(unit=None))
    return carried(actor, obj, rows, lambda draft: draft.put("unit", unit))


def carried(actor: Actor, obj: Obj, rows: Any, put: Callable[[Draft], None]) -> int:
    """Change one batch of rows and tell it in the journal."""
    actor.change = actor.change or uuid7()
    with transaction.atomic():
        if actor.in_use(obj.name):
            obj = enter(actor, obj.name)
        if connection.vendor == "postgresql":
            rows = rows.select_for_update()
        ids = list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH])
        if not ids:
            return 0
        values = store.load(actor, obj, ids)
        drafts = [
            Draft(actor, obj, key, "change", old=values[key], version=values[key]["version"])
            for key in ids
        ]
        for draft in drafts:
            put(draft)
        completed(obj, drafts, put)
        written(drafts, lambda now: update(drafts, now))
    return len(drafts)


def completed(obj: Obj, drafts: list[Draft], put: Callable[[Draft], None]) -> None:
    """What rules add to the change; where one refuses, the owner and unit alone are changed."""
    live = [d for d in drafts if not d.old.get("deleted")]
    if obj.entity is None or not live:
        return
    if obj.entity.prepare:
        obj.entity.prepare(live)
    for draft in live:
        if obj.entity.before:
            obj.entity.before(draft)
        if draft.faults:
            draft.faults, draft.new = [], {}
            put(draft)
