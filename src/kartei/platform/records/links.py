"""What a change attaches to what: targets must be visible and open to attaching."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from kartei.platform.access.actor import Actor
from kartei.platform.kit.faults import ValueFault
from kartei.platform.meta.errors import field_fault
from kartei.platform.meta.spec import FieldSpec
from kartei.platform.records.draft import Draft
from kartei.platform.records.facts import facts_of, reachable
from kartei.platform.records.wire import small_titles


def check_links(drafts: list[Draft]) -> None:
    """Each new link leads to a record that exists, is readable and may be attached to.

    «Append» is asked of the record that is attached, «append to» of the target (Microsoft's
    direction). Objects open to everybody (stages, units, groups) ask neither.
    """
    links = [(draft, link) for draft in drafts for link in new_links(draft)]
    wanted: dict[str, set[UUID]] = {}
    for _draft, (_spec, target, key) in links:
        wanted.setdefault(target, set()).add(key)
    if not wanted:
        return
    actor = drafts[0].actor
    seen = {name: visible(actor, name, ids) for name, ids in wanted.items()}
    for draft, (spec, target, key) in links:
        check_link(draft, spec, target, key, seen[target])


def visible(actor: Actor, name: str, ids: set[UUID]) -> dict[UUID, Any]:
    """The targets that exist for the asker."""
    if name == "records.file":
        from kartei.platform.records.files import own_files

        return own_files(actor, ids)
    entity = actor.world.objects[name].entity if name in actor.world.objects else None
    if entity is not None and entity.small and entity.open_to_all:
        known = small_titles(actor, name)
        if ids <= known.keys():  # else one may have been made in this very transaction
            return known
    return reachable(actor, name, ids, "read")


def new_links(draft: Draft) -> Iterable[tuple[FieldSpec, str, UUID]]:
    """(field, target object, id) of every link that the draft sets anew, lines included."""
    for name, value in draft.new.items():
        spec = draft.obj.fields[name]
        old = draft.old.get(name)
        yield from links_in(spec, value, old)
        if spec.lines is not None:
            before = {line["id"]: line for line in old or []}
            for line in value or []:
                kept = before.get(line["id"], {})
                for child in spec.lines.values():
                    found = line.get(child.name)
                    for _s, target, key in links_in(child, found, kept.get(child.name)):
                        yield spec, target, key


def links_in(spec: FieldSpec, value: Any, old: Any) -> Iterable[tuple[FieldSpec, str, UUID]]:
    """The links in one value."""
    if not value or value == old or (spec.read_only and spec.kind.name == "link"):
        return
    kind = spec.kind.name
    if kind == "link" and spec.target:
        yield spec, spec.target, value
    elif kind == "file":
        yield spec, "records.file", value
    elif kind == "record":
        yield spec, value[0], value[1]
    elif kind == "links" and spec.target:
        for key in set(value) - set(old or []):
            yield spec, spec.target, UUID(key)


def check_link(
    draft: Draft, spec: FieldSpec, target: str, key: UUID, seen: dict[UUID, Any]
) -> None:
    """One link, against what is visible and what may be attached."""
    if key not in seen:
        draft.faults.append(field_fault(spec.name, ValueFault("link.absent")))
        return
    actor = draft.actor
    if target == "records.file":
        return
    entity = actor.world.objects[target].entity
    if entity is not None and entity.open_to_all:
        return
    facts = seen[key]
    owner, unit = draft.get("owner"), draft.get("unit")
    may_append = actor.reaches(draft.obj.name, "append", owner, unit, draft.id)
    if not (may_append and actor.reaches(target, "append_to", facts.owner, facts.unit, key)):
        draft.faults.append(field_fault(spec.name, ValueFault("link.not_allowed")))


def exists(actor: Actor, name: str, key: UUID) -> bool:
    """Whether a record is there at all, for the platform's own checks."""
    return key in facts_of(actor, name, [key])
