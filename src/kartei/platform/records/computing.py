"""Stored values that follow from others: formulas, and rollups over the records that lead here.

A record's own formulas are computed with its change (``compute``). What others draw from it is
computed after the change (``spread``): nobody's change, so the version stays and no rule runs.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any
from uuid import UUID

from django.db import connection

from kartei.platform.access.actor import Actor
from kartei.platform.kit.expression import Clock, Expression, ExpressionFault, Value, evaluate
from kartei.platform.meta import hooks
from kartei.platform.meta.formulas import (
    Path,
    Terms,
    Use,
    common_currency,
    known_uses,
    value_in,
    value_out,
)
from kartei.platform.meta.kinds import ParseContext
from kartei.platform.meta.spec import FieldSpec, Rollup
from kartei.platform.meta.world import Obj, World
from kartei.platform.records import store
from kartei.platform.records.draft import Draft
from kartei.platform.records.facts import reachable
from kartei.platform.records.recompute import computed_draft, save

Back = tuple[tuple[str, FieldSpec], ...]
#: More records than this are computed in the background.
AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula of an object, with the fields it reads by their paths."""

    spec: FieldSpec
    uses: Mapping[Path, Use]

    def due(self, draft: Draft) -> bool:
        """Whether the draft changes something that it reads."""
        return draft.creating or draft.changes(*(path[0] for path in self.uses))


def formulas_of(world: World, obj: Obj) -> list[Formula]:
    """The formulas of an object, each after those that it reads."""
    key = ("formulas", obj.name)
    if key not in world.derived:
        left = {s.name: s for s in obj.fields.values() if s.formula is not None}
        found: list[Formula] = []
        while left:
            ready = [s for s in left.values() if not reads(s.formula) & (left.keys() - {s.name})]
            for spec in ready or list(left.values()):
                found.append(Formula(spec, known_uses(world, obj, spec.formula)))
                del left[spec.name]
        world.derived[key] = found
    known: list[Formula] = world.derived[key]
    return known


def reads(made: Expression) -> set[str]:
    """The fields of the record itself that an expression begins with."""
    return {path[0] for path in made.paths}


def compute(drafts: Sequence[Draft], also: Iterable[str] = ()) -> None:
    """Bring the formulas of some drafts of one object up to date.

    also: fields computed anyway, those of child rows as ``lines.f_7``.
    """
    if not drafts:
        return
    actor, obj = drafts[0].actor, drafts[0].obj
    wanted = set(also)
    for draft in drafts:
        compute_lines(draft, wanted)
    formulas = formulas_of(actor.world, obj)
    if not formulas:
        return
    sight = Sight(actor, sharing=True)
    for formula in formulas:
        due = [d for d in drafts if formula.spec.name in wanted or formula.due(d)]
        sight.look_ahead(due, formula.uses.values())
        for draft in due:
            draft.put(formula.spec.name, sight.computed(draft, formula))


def compute_lines(draft: Draft, also: Container[str] = ()) -> None:
    """Bring the formulas in the child rows of a draft up to date.

    What a row draws from linked records is as these were now: a document says what was agreed. So
    rows that nobody writes keep what they hold, but for the fields in ``also``.
    """
    world = draft.actor.world
    for name in draft.obj.lines:
        part = world.parts.get(f"{draft.obj.name}.{name}")
        formulas = formulas_of(world, part) if part is not None else []
        if name not in draft.new:
            formulas = [one for one in formulas if f"{name}.{one.spec.name}" in also]
        lines = draft.get(name) or []
        if part is None or not formulas or not lines:
            continue
        sight = Sight(draft.actor)
        inner = [Draft(draft.actor, part, one["id"], "create", new=dict(one)) for one in lines]
        for formula in formulas:
            sight.look_ahead(inner, formula.uses.values())
            for row in inner:
                row.put(formula.spec.name, sight.computed(row, formula))
        draft.put(name, [row.new for row in inner])


def firm_context(actor: Actor) -> ParseContext:
    """How stored values are understood: in the firm's zone, whoever asks."""
    zone = actor.world.zone
    return replace(actor.ctx, zone=zone, today=actor.ctx.now.astimezone(zone).date())


class Sight:
    """The values that expressions over records read, those of linked records fetched together.

    as_asker: only linked records that the asker reads; what is stored follows from all. sharing:
    they stay as they were read until the change is written.
    """

    def __init__(self, actor: Actor, *, as_asker: bool = False, sharing: bool = False) -> None:
        self.actor = actor
        self.as_asker = as_asker
        self.sharing = sharing
        self.ctx = firm_context(actor)
        self.clock = Clock(self.ctx.today, self.ctx.now.astimezone(self.ctx.zone))
        self.choices: dict[int, Any] = {}
        self.known: dict[tuple[str, UUID], dict[str, Any]] = {}

    def look_ahead(self, drafts: Sequence[Draft], uses: Iterable[Use]) -> None:
        """Fetch what the links of some drafts lead to."""
        for use in uses:
            links = (*use.links, use.spec) if use.spec.kind.name == "link" else use.links
            if not links:
                continue
            keys = {d.get(links[0].name) for d in drafts}
            for link, following in zip_longest(links, links[1:]):
                target = link.target or ""
                self.fetch(target, {k for k in keys if k})
                if following is not None:
                    keys = {self.known.get((target, k), {}).get(following.name) for k in keys}

    def fetch(self, name: str, keys: set[UUID]) -> None:
        """The values of some records, whoever may see them unless the asker has to."""
        obj = self.actor.world.objects.get(name)
        missing = [k for k in keys if (name, k) not in self.known]
        if self.as_asker:
            missing = list(reachable(self.actor, name, missing, "read"))
        if obj is not None and missing:
            if self.sharing:
                share(obj, missing)
            for key, values in store.load(self.actor, obj, missing).items():
                self.known[name, key] = values

    def raw(self, draft: Draft, use: Use) -> Any:
        """The value at the end of a use, as the record holds it."""
        if use.lines is not None:
            return [line.get(use.spec.name) for line in draft.get(use.lines.name) or []]
        values: Any = draft
        for link in use.links:
            values = self.known.get((link.target or "", values.get(link.name)), {})
        return values.get(use.spec.name)

    def seen(self, draft: Draft, use: Use, terms: Terms) -> Value:
        """The value at the end of a use, as expressions know it."""
        value = self.raw(draft, use)
        if use.lines is not None:
            return tuple(v for one in value if (v := value_in(use.spec, one, terms)) is not None)
        if use.spec.kind.name == "link" and value:
            target = self.actor.world.objects[use.spec.target or ""]
            known = self.known.get((target.name, value))
            if known is None:
                return None if self.as_asker else str(value)
            return known.get(target.title_field) or str(value)
        return value_in(use.spec, value, terms)

    def evaluated(
        self, draft: Draft, made: Expression, uses: Mapping[Path, Use]
    ) -> tuple[Value, Terms]:
        """What an expression comes to for a draft. Errors: ExpressionFault."""
        money = [self.raw(draft, u) for u in uses.values() if u.spec.kind.name == "money"]
        flat = [v for one in money for v in (one if isinstance(one, list) else [one])]
        terms = Terms(self.ctx, common_currency(flat), self.choices)

        def lookup(path: Path) -> Value:
            use = uses.get(path)
            return None if use is None else self.seen(draft, use, terms)

        return evaluate(made, lookup, self.clock), terms

    def computed(self, draft: Draft, formula: Formula) -> Any:
        """A formula's value; empty where the record's values do not fit it."""
        try:
            value, terms = self.evaluated(draft, formula.spec.formula, formula.uses)
            return value_out(formula.spec, value, terms)
        except ExpressionFault:
            return None


def share(obj: Obj, keys: Iterable[UUID]) -> None:
    """Wait for who is changing these records, and let nobody else until what was read is written.

    Whoever changes one afterwards then finds the records that lead to it. SQLite has one writer.
    """
    if connection.features.has_select_for_update:
        table = connection.ops.quote_name(obj.twin._meta.db_table)
        sql = f"SELECT id FROM {table} WHERE id = ANY(%s) ORDER BY id FOR SHARE"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(sql, [list(keys)])


def hold(obj: Obj, keys: Iterable[UUID]) -> None:
    """Let one writer at a time compute these records (SQLite has but one writer).

    The second would else not see what the first is about to commit, and write an older value over
    his. NO KEY: who adds a record that leads here holds the key of this one already.
    """
    if connection.features.has_select_for_update:
        rows = obj.twin.objects.select_for_update(no_key=True, of=("self",)).order_by("id")
        list(rows.filter(id__in=list(keys)).values_list("id"))


def refresh(actor: Actor, name: str, keys: Iterable[UUID], fields: Iterable[str]) -> None:
    """Compute some fields of some records anew, and what follows from them elsewhere."""
    from kartei.platform.records.rollups import rolled_up

    obj = actor.world.objects[name]
    wanted, every = set(fields), list(dict.fromkeys(keys))
    hold(obj, every)
    for at in range(0, len(every), store.BATCH):
        found = store.load(actor, obj, every[at : at + store.BATCH])
        drafts = [computed_draft(actor, obj, key, old) for key, old in found.items()]
        for spec in obj.fields.values():
            if spec.rollup is not None and spec.name in wanted:
                values = rolled_up(actor, spec.rollup, list(found))
                for draft in drafts:
                    draft.put(spec.name, values.get(draft.id))
        compute(drafts, wanted)
        changed = [d for d in drafts if d.changed()]
        if changed:
            save(changed)
            spread(changed)


@dataclass(frozen=True, slots=True)
class Trigger:
    """A computed field that draws from an object: from which of its fields, and by which way back.

    back: the links from the object that has the field, the nearest to the source last. rollup: the
    records that the source leads to.
    """

    names: frozenset[str]
    back: Back
    object: str
    field: str
    rollup: Rollup | None = None


def triggers_of(world: World) -> dict[str, list[Trigger]]:
    """What has to be computed when records of an object change, by object."""
    if "triggers" not in world.derived:
        found: dict[str, list[Trigger]] = {}
        for obj in world.objects.values():
            for spec in obj.fields.values():
                for source, trigger in triggers_for(world, obj, spec):
                    found.setdefault(source, []).append(trigger)
        world.derived["triggers"] = found
    known: dict[str, list[Trigger]] = world.derived["triggers"]
    return known


def triggers_for(world: World, obj: Obj, spec: FieldSpec) -> Iterable[tuple[str, Trigger]]:
    """The triggers of one field."""
    from kartei.platform.records.rollups import filtered

    if spec.rollup is not None:
        own = {spec.rollup.by, spec.rollup.field, "deleted"} - {""}
        names = frozenset(own | {path[0] for path in filtered(spec.rollup)})
        yield spec.rollup.object, Trigger(names, (), obj.name, spec.name, spec.rollup)
        for source, names, way in filtering(world, spec.rollup):
            yield source, Trigger(names, way, obj.name, spec.name, spec.rollup)
    for use in known_uses(world, obj, spec.formula).values() if spec.formula is not None else ():
        here, back = obj.name, []
        ends = use.spec.kind.name == "link"
        for link in (*use.links, use.spec) if ends else use.links:
            back.append((here, link))
            here = link.target or ""
            after = use.links[len(back) :]
            name = after[0].name if after else use.spec.name
            if ends and len(back) > len(use.links):
                name = world.objects[here].title_field
            yield here, Trigger(frozenset({name}), tuple(back), obj.name, spec.name)


def filtering(world: World, rollup: Rollup) -> Iterable[tuple[str, frozenset[str], Back]]:
    """What a rollup's filter asks of linked records: their object, the field, the way back."""
    from kartei.platform.records.rollups import filtered

    source = world.objects.get(rollup.object)
    known = source.fields if source is not None else {}
    for name, *following in filtered(rollup):
        link = known.get(name)
        if link is not None and link.target and following and link.kind.name == "link":
            yield link.target, frozenset(following), ((rollup.object, link),)


def spread(drafts: Sequence[Draft]) -> None:
    """Compute what others draw from the records of some drafts that have just been written."""
    actor, obj = drafts[0].actor, drafts[0].obj
    triggers = triggers_of(actor.world).get(obj.name)
    if not triggers:
        return
    due: dict[tuple[str, str], set[UUID]] = {}
    for trigger in triggers:
        touched = [d for d in drafts if d.creating or trigger.names & d.changed().keys()]
        if not touched:
            continue
        if trigger.rollup is not None and not trigger.back:
            keys = targets(touched, trigger.rollup)
        else:
            keys = pointing(actor, touched, trigger)
        due.setdefault((trigger.object, trigger.field), set()).update(keys)
    alike: dict[tuple[str, frozenset[UUID]], list[str]] = {}
    for (name, field), keys in due.items():
        alike.setdefault((name, frozenset(keys)), []).append(field)
    for (name, together), fields in alike.items():
        if len(together) > AT_ONCE:
            hooks.order(actor, name, tuple(fields))
        elif together:
            refresh(actor, name, together, fields)


def targets(drafts: Sequence[Draft], rollup: Rollup) -> set[UUID]:
    """The records that drafts lead to by a rollup's link, now or before."""
    both = (value for d in drafts for value in (d.old.get(rollup.by), d.get(rollup.by)))
    return {value for value in both if value}


def pointing(actor: Actor, drafts: Sequence[Draft], trigger: Trigger) -> set[UUID]:
    """The records that lead to drafts by the links of a formula, or of a rollup's filter."""
    keys: Any = [d.id for d in drafts if not d.creating]
    for name, link in reversed(trigger.back):
        rows = actor.world.objects[name].twin.objects.order_by()
        keys = rows.filter(**{f"{link.column('_id')}__in": keys}).values_list("id", flat=True)
    if trigger.rollup is not None:
        source = actor.world.objects[trigger.rollup.object]
        column = source.fields[trigger.rollup.by].column("_id")
        rows = source.twin.objects.order_by().filter(**{"id__in": keys, f"{column}__isnull": False})
        keys = rows.values_list(column, flat=True).distinct()
    return set(keys[: AT_ONCE + 1])


def fill(actor: Actor, name: str, field: str) -> None:
    """Compute a new field for every record: at once where they are few, else in the background.

    At once is within the change of the schema, which holds everybody's writes up: one batch.
    name: an object, or the child rows of one (``offers.offer.lines``), which go with their records.
    """
    from kartei.platform.meta.world import present_world

    world = present_world()
    if name in world.parts:
        name, _dot, part = name.rpartition(".")
        field = f"{part}.{field}"
    alone = replace(actor.standing, scopes={}, seen={}, kept={})
    here = replace(actor, world=world, standing=alone)
    keys = list(world.objects[name].twin.objects.values_list("id", flat=True)[: store.BATCH + 1])
    if len(keys) > store.BATCH:
        hooks.order(actor, name, (field,))
    else:
        refresh(here, name, keys, [field])
