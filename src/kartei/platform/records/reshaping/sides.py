"""Both sides of a change of kind: the world as it was and as it will be, and the way between."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from kartei.platform.access.actor import Actor
from kartei.platform.kit.faults import ValueFault
from kartei.platform.meta.models import Firm, Reshape, RuntimeField
from kartei.platform.meta.reshapes import CONVERT, as_set
from kartei.platform.meta.spec import FieldSpec
from kartei.platform.meta.world import Obj, present_world
from kartei.platform.records import store
from kartei.platform.records.computing import firm_context
from kartei.platform.records.draft import Draft
from kartei.platform.records.reshaping.turns import Labels, Terms, Turn, is_empty, turn_for

#: Stands for what new columns hold before anything is written there.
UNKNOWN = object()


@dataclass(slots=True)
class Side:
    """The field as it is set on one side, seen by the asker."""

    actor: Actor
    obj: Obj
    spec: FieldSpec

    def values(self, keys: Iterable[UUID]) -> dict[UUID, Any]:
        """The field's values in some records; what is gone is left out."""
        found = store.load(self.actor, self.obj, keys)
        return {key: values[self.spec.name] for key, values in found.items()}


@dataclass(slots=True)
class Way:
    """A conversion of values, those that are taken back to what they were among them.

    origin: the side whose values come back where the first change made of them what is there now.
    """

    old: Side
    new: Side
    turn: Turn
    labels: Labels
    origin: Side | None = None
    forward: Turn | None = None

    def converted(self, keys: Iterable[UUID]) -> Iterator[tuple[UUID, Any, Any, ValueFault | None]]:
        """(record, value, what becomes of it, why nothing does) of some records."""
        wanted = list(keys)
        firsts = self.origin.values(wanted) if self.origin is not None else {}
        for key, value in self.old.values(wanted).items():
            yield key, value, *self.outcome(value, firsts.get(key))

    def outcome(self, value: Any, first: Any) -> tuple[Any, ValueFault | None]:
        """What becomes of a value, or why nothing does. first: what it was before, if anything."""
        if self.forward is not None and alike(result(self.forward, first)[0], value):
            return first, None
        return result(self.turn, value)

    def convert(self, keys: Iterable[UUID]) -> None:
        """Write the new columns of some records; nobody reads them before the kind is changed."""
        side, name = self.new, self.new.spec.name
        drafts = [
            Draft(side.actor, side.obj, key, CONVERT, {name: found}, {name: UNKNOWN})
            for key, _value, found, _fault in self.converted(keys)
        ]
        if drafts:
            store.write_columns(drafts)
            store.save_values(drafts)


def alike(one: Any, other: Any) -> bool:
    """Whether two values are the same; what is empty is."""
    return one == other or (is_empty(one) and is_empty(other))


def result(turn: Turn, value: Any) -> tuple[Any, ValueFault | None]:
    """What a conversion makes of a value, or its refusal."""
    try:
        return turn(value), None
    except ValueFault as fault:
        return None, fault


def side_of(actor: Actor, row: RuntimeField, settings: Mapping[str, Any]) -> Side:
    """The field with some settings, in a world in which it has them."""
    world = present_world(as_set(row, settings))
    alone = replace(actor.standing, scopes={}, seen={}, kept={})
    here = replace(actor, world=world, standing=alone)
    obj = here.obj(row.object)
    return Side(here, obj, obj.fields[row.api_name])


def terms_of(old: Side, new: Side, wish: Mapping[str, Any]) -> Terms:
    """How values are converted between two sides."""
    language = Firm.objects.values_list("language", flat=True).get(pk=1)
    labels = Labels(wish["choices"], language)
    samples = wish.get("samples", ())
    return Terms(old.spec, new.spec, firm_context(old.actor), language, samples, labels)


def way_of(actor: Actor, reshape: Reshape) -> Way:
    """The conversion that a change of kind asks for."""
    row = RuntimeField.objects.get(pk=reshape.field_id)
    old, new = (side_of(actor, row, one) for one in (reshape.before, reshape.wish))
    terms = terms_of(old, new, reshape.wish)
    way = Way(old, new, turn_for(terms), terms.labels)
    first = reshape.back
    if first is not None:
        way.origin = side_of(actor, row, first.before)
        then = side_of(actor, row, first.wish)
        way.forward = turn_for(terms_of(way.origin, then, first.wish))
    return way
