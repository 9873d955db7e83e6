"""What hangs on the samples: who leads to them, what people have done with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from kartei.platform.access.actor import Actor
from kartei.platform.records.facts import facts_of
from kartei.platform.records.marks import VIA
from kartei.platform.records.models import Journal, Sample, Value
from kartei.platform.records.pointers import Pointer, pointers_to

#: Records asked for at once, and holders named for each sample.
BATCH, NAMED = 500, 3


@dataclass(frozen=True, slots=True)
class Edge:
    """One record leads to a sample by a field."""

    pointer: Pointer
    holder: UUID
    target: UUID


@dataclass(slots=True)
class Survey:
    """The samples (record -> object) and the edges that lead to them, by their target.

    edited: those that people have changed or added to since they were made.
    """

    samples: dict[UUID, str]
    edges: dict[UUID, list[Edge]] = field(default_factory=dict)
    edited: set[UUID] = field(default_factory=set)

    def holders(self, key: UUID) -> list[Edge]:
        """The edges by which real records lead to a sample."""
        return [e for e in self.edges.get(key, ()) if e.holder not in self.samples]

    def closure(self, keys: Iterable[UUID]) -> set[UUID]:
        """Some samples with all those that they lead to."""
        leads: dict[UUID, list[UUID]] = {}
        for target, edges in self.edges.items():
            for edge in edges:
                leads.setdefault(edge.holder, []).append(target)
        found, left = set(keys), list(keys)
        while left:
            for target in leads.get(left.pop(), ()):
                if target not in found:
                    found.add(target)
                    left.append(target)
        return found


def survey(actor: Actor) -> Survey:
    """Look at all samples; nothing is changed."""
    found = Survey(dict(Sample.objects.order_by("id").values_list("record", "object")))
    by_object: dict[str, list[UUID]] = {}
    for key, name in found.samples.items():
        by_object.setdefault(name, []).append(key)
    for name, keys in by_object.items():
        for pointer in pointers_to(actor, name):
            for edge in edges_of(pointer, name, keys):
                if edge.holder != edge.target:
                    found.edges.setdefault(edge.target, []).append(edge)
        for batch in batches(keys):
            rows = Journal.objects.filter(object=name, record__in=batch, actor__isnull=False)
            found.edited |= set(rows.exclude(via=VIA).values_list("record", flat=True))
    return found


def edges_of(pointer: Pointer, name: str, keys: Sequence[UUID]) -> Iterator[Edge]:
    """The edges by one field that lead to some records of an object."""
    spec, obj = pointer.spec, pointer.obj
    for batch in batches(keys):
        if spec.kind.name == "links" and not pointer.lines:
            rows = Value.objects.filter(
                object=obj.name, field=spec.name, norm__in=[str(key) for key in batch]
            ).values_list("record", "norm")
        else:
            rows = linking(pointer, name, batch)
        for holder, target in rows:
            yield Edge(pointer, holder, UUID(str(target)))


def linking(pointer: Pointer, name: str, keys: Sequence[UUID]) -> Any:
    """(holder, target) of a single link, or of one in child rows."""
    spec, obj = pointer.spec, pointer.obj
    column = spec.column("_id")
    wanted: dict[str, Any] = {f"{column}__in": keys}
    if spec.kind.name == "record":
        wanted[spec.path] = name
    if not pointer.lines:
        return obj.twin.objects.filter(**wanted).values_list("id", column)
    lines = obj.lines[pointer.lines]
    return lines.twin.objects.filter(**wanted).values_list(f"{lines.declared.by}_id", column)


def batches(keys: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    """The keys, a few hundred at a time."""
    for at in range(0, len(keys), BATCH):
        yield keys[at : at + BATCH]


def titled(actor: Actor, places: Iterable[tuple[str, UUID]]) -> dict[UUID, dict[str, str]]:
    """``{"object", "object_title", "id", "title"}`` of some records."""
    by_object: dict[str, list[UUID]] = {}
    for name, key in dict.fromkeys(places):
        by_object.setdefault(name, []).append(key)
    found = {}
    for name, keys in by_object.items():
        word = str(actor.world.objects[name].words["one"])
        for batch in batches(keys):
            for key, facts in facts_of(actor, name, batch).items():
                shown = {"object": name, "object_title": word, "id": str(key)}
                found[key] = {**shown, "title": facts.title}
    return found
