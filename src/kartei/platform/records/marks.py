"""Which records are samples: made to try things out, and cleared again by themselves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from kartei.platform.access.actor import Actor
from kartei.platform.meta.world import Obj
from kartei.platform.records.models import Sample

#: Through what samples are made and cleared (Journal.via): no numbers of the firm, no notices.
VIA = "samples"
#: The word under which a record says that it is one, beside its fields.
MARK = "sample"


def sampled(actor: Actor) -> frozenset[str]:
    """The objects that have samples, as known in this version of the world; mostly none, so that
    nothing is asked for the marks of their records.
    """
    kept = actor.world.derived
    if VIA not in kept:
        kept[VIA] = frozenset(Sample.objects.values_list("object", flat=True).distinct())
    found: frozenset[str] = kept[VIA]
    return found


def of_object(actor: Actor, obj: Obj) -> tuple[str, ...]:
    """What the page is told of an object that has samples."""
    return (VIA,) if obj.name in sampled(actor) else ()


def shown(actor: Actor, name: str, records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same records in JSON form, samples among them with their mark."""
    if records and name in sampled(actor):
        known = marked(UUID(str(record["id"])) for record in records)
        for record in records:
            if UUID(str(record["id"])) in known:
                record[MARK] = True
    return records


def marked(keys: Iterable[UUID]) -> set[UUID]:
    """The samples among some records."""
    rows = Sample.objects.filter(record__in=list(keys))
    return set(rows.values_list("record", flat=True))
