"""What leads to a record: link fields of all objects, runtime ones and lines among them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from kartei.platform.access.actor import Actor
from kartei.platform.kit.ids import uuid7
from kartei.platform.meta.spec import FieldSpec
from kartei.platform.meta.world import Obj
from kartei.platform.records import store, write
from kartei.platform.records.draft import Draft
from kartei.platform.records.models import Value
from kartei.platform.records.store import BATCH

LINKING = ("link", "links", "record")


@dataclass(frozen=True, slots=True)
class Pointer:
    """A field by which records of one object lead to records of another; lines: inside which."""

    obj: Obj
    spec: FieldSpec
    lines: str = ""


def pointers_to(actor: Actor, name: str) -> list[Pointer]:
    """Every field of every object that can lead to an object, whoever may see it."""
    found = []
    for obj in actor.world.objects.values():
        for spec in obj.fields.values():
            if leads(spec, name):
                found.append(Pointer(obj, spec))
            if spec.lines is not None:
                children = obj.lines[spec.name].fields.values()
                found += [Pointer(obj, c, spec.name) for c in children if leads(c, name)]
    return found


def leads(spec: FieldSpec, name: str) -> bool:
    """Whether a field can hold a record of an object."""
    return spec.kind.name == "record" or (spec.kind.name in LINKING and spec.target == name)


def holders(pointer: Pointer, name: str, key: UUID) -> list[UUID]:
    """Records (parents, for lines) that lead to a record by one field."""
    spec, obj = pointer.spec, pointer.obj
    if spec.kind.name == "links" and not pointer.lines:
        rows = Value.objects.filter(object=obj.name, field=spec.name, norm=str(key))
        return list(rows.values_list("record", flat=True).distinct())
    wanted: dict[str, Any] = {spec.column("_id"): key}
    if spec.kind.name == "record":
        wanted[spec.path] = name
    if pointer.lines:
        lines = obj.lines[pointer.lines]
        by = f"{lines.declared.by}_id"
        return list(lines.twin.objects.filter(**wanted).values_list(by, flat=True).distinct())
    return list(obj.twin.objects.filter(**wanted).values_list("id", flat=True))


def repoint(actor: Actor, name: str, old: UUID, new: UUID) -> int:
    """Let everything that leads to one record lead to another; how many records changed.

    No right to the pointing records is asked: their links follow the merged record. Each change
    stands in the journal, marked as part of a merge, so that undo can take it back.
    """
    by_object: dict[str, tuple[Obj, dict[UUID, list[Pointer]]]] = {}
    for pointer in pointers_to(actor, name):
        for key in holders(pointer, name, old):
            if key not in (old, new):
                found = by_object.setdefault(pointer.obj.name, (pointer.obj, {}))
                found[1].setdefault(key, []).append(pointer)
    for obj, records in by_object.values():
        keys = list(records)
        for at in range(0, len(keys), BATCH):
            move(actor, obj, {k: records[k] for k in keys[at : at + BATCH]}, old, new)
    return sum(len(records) for _obj, records in by_object.values())


def move(actor: Actor, obj: Obj, records: dict[UUID, list[Pointer]], old: UUID, new: UUID) -> None:
    """Change the links of some records of one object."""
    values = store.load(actor, obj, records)
    drafts = []
    for key, pointers in records.items():
        if key not in values:
            continue
        before = values[key]
        draft = Draft(actor, obj, key, "change", old=before, version=before["version"])
        draft.data["merge"] = True
        for pointer in pointers:
            turn(draft, pointer, old, new)
        drafts.append(draft)
    save(drafts)


def save(drafts: Iterable[Draft]) -> None:
    """Write drafts that no rule has to look at again."""
    changed = [d for d in drafts if d.changed()]
    if changed:
        changed[0].actor.change = changed[0].actor.change or uuid7()
        write.written(changed, lambda now: store.update(changed, now))


def turn(draft: Draft, pointer: Pointer, old: UUID, new: UUID) -> None:
    """One field of one record."""
    if not pointer.lines:
        name = pointer.spec.name
        draft.put(name, turned(pointer.spec, draft.get(name), old, new))
        return
    name = pointer.spec.name
    draft.put(
        pointer.lines,
        [
            {**line, name: turned(pointer.spec, line.get(name), old, new)}
            for line in draft.get(pointer.lines) or []
        ],
    )


def turned(spec: FieldSpec, value: Any, old: UUID, new: UUID) -> Any:
    """A link's value with one record in another's place."""
    if spec.kind.name == "links":
        moved = [str(new) if v == str(old) else v for v in value or []]
        return list(dict.fromkeys(moved))
    if spec.kind.name == "record":
        return (value[0], new) if value and value[1] == old else value
    return new if value == old else value
