"""The file of a configuration: the records of all entities that shape the system, by their names.

Which entities these are, they say themselves (``Entity.setup``: the fields that tell their records
apart). Ids stand beside, so that renaming is seen as such; fields of one's own keep the names of
the installation they come from (``f_12``) and are translated when the file is taken in.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from kartei.platform.access.actor import Actor
from kartei.platform.meta.errors import forbidden
from kartei.platform.meta.spec import FieldSpec, registry
from kartei.platform.meta.world import Obj
from kartei.platform.records.query import select

#: Rises when older programs could not read the file.
FORMAT = 1
LINKS = ("link", "links")


def must_configure(actor: Actor) -> None:
    """The whole configuration is the administrator's."""
    if not actor.administrator:
        raise forbidden()


def exported(actor: Actor) -> dict[str, Any]:
    """The configuration in JSON form."""
    must_configure(actor)
    return {
        "format": FORMAT,
        "modules": list(actor.world.firm.modules),
        "records": {name: records_of(actor, name) for name in in_order(actor)},
    }


def in_order(actor: Actor) -> list[str]:
    """The entities of a configuration in use, each after those that it leads to."""
    left = {n: e for n, e in registry.entities.items() if e.setup and actor.in_use(n)}
    found: list[str] = []
    while left:
        ready = [
            name
            for name in left
            if not (targets(actor.world.objects[name]) & (left.keys() - {name}))
        ]
        for name in ready or list(left):
            found.append(name)
            del left[name]
    return found


def targets(obj: Obj) -> set[str]:
    """The objects that must stand before an object's records: those that its own links lead to,
    and the fields and objects of one's own, of which all others may speak.
    """
    leads = {s.target for s in obj.fields.values() if s.kind.name in LINKS and s.target}
    shapes = {"meta.object": set(), "meta.field": {"meta.object"}}
    return leads | shapes.get(obj.name, {"meta.object", "meta.field"})


def records_of(actor: Actor, name: str) -> list[dict[str, Any]]:
    """The records of one entity, oldest first, those in the bin left out."""
    obj = actor.world.objects[name]
    rows = obj.twin.objects.order_by("created_at", "id")
    keys = list((rows.filter(deleted=False) if obj.has_bin else rows).values_list("id", flat=True))
    found = select(actor, name, keys)
    return [outer(obj, key, found[key]) for key in keys]


def outer(obj: Obj, key: UUID, record: dict[str, Any]) -> dict[str, Any]:
    """A record as the file holds it: what can be set, without what is empty; links as ids."""
    values = {
        spec.name: written(spec, record[spec.name])
        for spec in set_fields(obj)
        if record.get(spec.name) not in (None, "", [], {})
    }
    number = {"number": record["number"]} if obj.name == "meta.field" else {}
    return {"id": str(key), **number, **values}


def set_fields(obj: Obj) -> list[FieldSpec]:
    """The fields that a file can set."""
    return [s for s in obj.fields.values() if not s.hidden and (not s.read_only or s.lines)]


def written(spec: FieldSpec, value: Any) -> Any:
    """A value as it is written back."""
    if spec.kind.name == "link":
        return value["id"]
    if spec.kind.name == "links":
        return [one["id"] for one in value]
    if spec.lines is not None:
        return [{n: v for n, v in line.items() if v not in (None, "")} for line in value]
    return value
