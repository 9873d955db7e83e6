"""The next step of a record follows the nearest open task about it.

It is a mechanism of the platform's features, not of clients: any object whose entity has the
feature ``next_step`` has the fields ``next_step`` and ``next_step_at``. What somebody typed there
by hand is never overwritten. The change goes through the command path as the planner, so it is in
the record's journal under his name; without the right to change the record nothing happens to it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from kartei.modules.tasks.models import Task
from kartei.platform.access.actor import Actor
from kartei.platform.records import write
from kartei.platform.records.draft import Draft
from kartei.platform.records.facts import facts_of
from kartei.platform.records.store import load

Step = tuple[str | None, datetime | None]
#: How much of a task's name fits into a next step.
MAX_STEP = 200


def follow(draft: Draft) -> None:
    """Bring the next step of what the task is (or was) about up to date."""
    if not (draft.creating or draft.changes("name", "due_at", "done", "deleted", "about")):
        return
    before = step_of(draft.old.get("name"), draft.old.get("due_at"))
    for target in dict.fromkeys((draft.old.get("about"), draft.get("about"))):
        if target:
            follow_one(draft.actor, target, before)


def follow_one(actor: Actor, target: tuple[str, UUID], before: Step) -> None:
    """The next step of one record: the nearest open task, unless somebody wrote another one."""
    name, key = target
    if not may_follow(actor, name, key):
        return
    obj = actor.obj(name)
    # locked first, else two planners on PostgreSQL would both read the old step and one be refused
    obj.twin.objects.select_for_update().filter(pk=key).values_list("pk").first()
    record = load(actor, obj, [key])[key]
    current = (record.get("next_step"), record.get("next_step_at"))
    steps = open_steps(actor, key)
    if current != (None, None) and current not in (before, *steps):
        return
    wanted = steps[0] if steps else (None, None)
    if wanted != current:
        put = {"next_step": wanted[0], "next_step_at": wanted[1]}
        write.change_many(actor, name, {key: {}}, put=put)


def may_follow(actor: Actor, name: str, key: UUID) -> bool:
    """Whether the record has a next step that the actor may set."""
    obj = actor.world.objects.get(name)
    if obj is None or not actor.in_use(name) or not obj.entity:
        return False
    if "next_step" not in obj.entity.features:
        return False
    facts = facts_of(actor, name, [key]).get(key)
    if facts is None or facts.deleted:
        return False
    fields = (obj.fields["next_step"], obj.fields["next_step_at"])
    return actor.reaches(name, "write", facts.owner, facts.unit, key) and all(
        actor.field_right(obj, spec) == "write" for spec in fields
    )


def open_steps(actor: Actor, key: UUID) -> list[Step]:
    """The open tasks about a record as steps, the nearest due first, those without a date last.

    Only the actor's readable ones: what he plans must not publish what another plans in silence.
    """
    rows = Task.objects.seen_by(actor).filter(about_id=key, done=False)
    found = rows.values_list("name", "due_at", "id")
    ranked = sorted(found, key=lambda row: (row[1] is None, row[1] or row[2], row[2]))
    return [step_of(name, due) for name, due, _id in ranked]


def step_of(name: Any, due: datetime | None) -> Step:
    """A task as a next step."""
    return (str(name)[:MAX_STEP] if name else None, due)
