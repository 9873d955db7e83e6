"""What rights need to know of rows: owner, unit, version, bin, title and stage."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from kartei.platform.access.actor import Actor
from kartei.platform.meta.world import Obj
from kartei.platform.records.question import ID, Question
from kartei.platform.records.shape import In, Shape, kept, padded
from kartei.platform.records.wire import as_key


@dataclass(frozen=True, slots=True)
class Facts:
    """What rights need to know of one row."""

    owner: UUID | None
    unit: UUID | None
    version: int
    deleted: bool
    title: str
    stage: UUID | None = None


def facts_of(actor: Actor, name: str, ids: Iterable[UUID]) -> dict[UUID, Facts]:
    """What rights need to know of rows, through a kept shape."""
    obj = actor.world.objects[name]
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        return {}
    paths = fact_paths(obj)
    question = Question(actor, obj)
    slots = [question.value(k, ID) for k in padded(wanted)]

    def make() -> Shape:
        rows = obj.twin.objects.order_by().filter(In("id", [question.slot(n) for n in slots]))
        return Shape(rows.values_list(*paths))

    rows = kept(actor.world.shapes, ("facts", name, len(slots)), make).rows(question.values)
    return {key: facts_in(obj, row) for row in rows if (key := as_key(row[0])) is not None}


def fact_paths(obj: Obj) -> list[str]:
    """The columns that facts are made of."""
    paths = ["id", "version", "deleted" if obj.has_bin else "version", obj.title.path]
    paths += ["owner_id", "unit_id"] if obj.owned else []
    return [*paths, f"{obj.staged}_id"] if obj.staged else paths


def facts_in(obj: Obj, row: Sequence[Any]) -> Facts:
    """Facts out of the values of these columns."""
    owner, unit = (as_key(row[4]), as_key(row[5])) if obj.owned else (None, None)
    stage = as_key(row[-1]) if obj.staged else None
    return Facts(owner, unit, row[1], bool(row[2]) and obj.has_bin, row[3] or "", stage)


def reachable(actor: Actor, name: str, ids: Iterable[UUID], privilege: str) -> dict[UUID, Facts]:
    """The rows among some that a privilege reaches."""
    if name not in actor.world.objects or not actor.in_use(name):
        return {}
    return {
        k: f
        for k, f in facts_of(actor, name, ids).items()
        if actor.reaches(name, privilege, f.owner, f.unit, k, f.stage)
    }


def readable_titles(actor: Actor, name: str, ids: Iterable[UUID]) -> dict[UUID, str]:
    """Titles of the readable ones among some records; empty where that field is closed."""
    found = reachable(actor, name, ids, "read")
    named = bool(found) and actor.reads_title(actor.world.objects[name])
    return {k: f.title if named else "" for k, f in found.items()}
