"""The other side of links: which objects lead to a record, in the order of its card."""

from __future__ import annotations

from kartei.platform.access.actor import Actor
from kartei.platform.meta.spec import FieldSpec, Related
from kartei.platform.meta.world import Obj

#: Kinds of links made at run time that show on the card they lead to.
LEADING = ("link", "links")


def related_of(actor: Actor, obj: Obj) -> list[Related]:
    """Declared ones, then links made at run time; only what the asker reads."""
    found = list(obj.entity.related) if obj.entity else []
    for other in actor.world.objects.values():
        found += [
            Related(other.name, spec.name, heading(other, spec))
            for spec in other.fields.values()
            if spec.runtime and spec.kind.name in LEADING and spec.target == obj.name
        ]
    return [r for r in found if readable(actor, r)]


def heading(other: Obj, spec: FieldSpec) -> str:
    """Visits (company): the object, and by which of its fields."""
    words = f"{other.words['title']} ({spec.label})"
    return words[:1].upper() + words[1:]


def readable(actor: Actor, pointing: Related) -> bool:
    """Whether the asker reads the object and the field by which it leads here."""
    other = actor.world.objects.get(pointing.object)
    return (
        other is not None
        and actor.in_use(pointing.object)
        and not actor.scope(pointing.object, "read").empty
        and pointing.field in actor.fields(other)
    )
