"""Samples are cleared: for good, and nothing else with them (docs/decisions/0014-samples.md)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kartei.platform.access.actor import Actor, actor_for
from kartei.platform.kit.ids import uuid7
from kartei.platform.meta.errors import Refusal
from kartei.platform.meta.spec import FieldSpec
from kartei.platform.meta.versions import bump_meta
from kartei.platform.records import marks, purge, store
from kartei.platform.records.draft import Draft
from kartei.platform.records.facts import Facts
from kartei.platform.records.home import tell
from kartei.platform.records.models import Numerator, Sample
from kartei.platform.records.numbers import APART
from kartei.platform.records.pointers import save
from kartei.platform.records.samples.filling import Told, must_fill
from kartei.platform.records.samples.survey import NAMED, Edge, Survey, survey, titled

#: Samples per transaction, and kept ones that are named.
BATCH, LISTED = 10, 100


@dataclass(frozen=True, slots=True)
class Wish:
    """What is cleared beside samples that nobody touched.

    keep_edited: those that people changed stay. empty_links: those that real records lead to go
    as well, and the links of these are emptied; without it they stay, with all they lead to.
    """

    keep_edited: bool = False
    empty_links: bool = False


def kept_by(found: Survey, wish: Wish) -> set[UUID]:
    """The samples that stay."""
    kept: set[UUID] = set(found.edited) & set(found.samples) if wish.keep_edited else set()
    if not wish.empty_links:
        kept |= {key for key in found.samples if found.holders(key)}
    return found.closure(kept) & set(found.samples)


def preview(actor: Actor) -> dict[str, Any]:
    """What there is and what people did with it: ``{"count", "edited", "objects", "held"}``.

    objects: ``[{"object", "title", "icon", "count", "edited", "held"}]``. held: the samples that
    real records lead to, each with some of these (``by``) and how many there are (``count``).
    """
    must_fill(actor)
    found = survey(actor)
    held = {key for key in found.samples if found.holders(key)}
    objects: dict[str, dict[str, Any]] = {}
    for key, name in found.samples.items():
        obj = actor.world.objects.get(name)
        if obj is None:
            continue
        title = str(obj.words["title"])
        about = {"object": name, "title": title[:1].upper() + title[1:], "icon": obj.icon}
        told = objects.setdefault(name, {**about, "count": 0, "edited": 0, "held": 0})
        told["count"] += 1
        told["edited"] += key in found.edited
        told["held"] += key in held
    return {
        "count": len(found.samples),
        "edited": len(found.edited),
        "held_count": len(held),
        "objects": list(objects.values()),
        "held": holding(actor, found, sorted(held)[:LISTED]),
    }


def holding(actor: Actor, found: Survey, keys: Sequence[UUID]) -> list[dict[str, Any]]:
    """Some samples with the real records that lead to them."""
    edges = {key: found.holders(key) for key in keys}
    places = [(found.samples[key], key) for key in keys]
    places += [(e.pointer.obj.name, e.holder) for all_of in edges.values() for e in all_of]
    known = titled(actor, places)
    told = []
    for key in keys:
        holders = list(dict.fromkeys(e.holder for e in edges[key]))
        by = [known[holder] for holder in holders[:NAMED] if holder in known]
        told.append({**known.get(key, {}), "by": by, "count": len(holders)})
    return told


def clear(
    actor: Actor,
    wish: Wish,
    step: Told | None = None,
    *,
    result: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Clear the samples for good: ``{"cleared": {object: count}, "kept", "reasons"}``.

    It may be called again after a crash: what is cleared bears no mark any more. result: what an
    earlier attempt had achieved. Errors: Refusal for who is no administrator.
    """
    must_fill(actor)
    actor = replace(actor_for(actor.user, via=marks.VIA, language=actor.language), change=uuid7())
    found = survey(actor)
    kept = kept_by(found, wish)
    gone = list(in_order(found, found.samples.keys() - kept))
    told = {**(result or {"cleared": {}, "reasons": []}), "kept": len(kept)}
    before = sum(told["cleared"].values())
    for at in range(0, len(gone), BATCH):
        batch = gone[at : at + BATCH]
        with transaction.atomic():
            for key in batch:
                told = clear_one(actor, found, key, kept, told)
            if step:
                step(before + at + len(batch), before + len(gone), told)
    with transaction.atomic():
        if not Sample.objects.exists():
            Numerator.objects.filter(key__startswith=APART).delete()
        bump_meta()
    return told


def in_order(found: Survey, keys: set[UUID]) -> Iterator[UUID]:
    """Each sample behind those that lead to it; rings, which only people make, come last."""
    left = {
        key: {e.holder for e in found.edges.get(key, ()) if e.holder in keys}
        for key in found.samples
        if key in keys
    }
    leads: dict[UUID, list[UUID]] = {}
    for key, holders in left.items():
        for holder in holders:
            leads.setdefault(holder, []).append(key)
    ready = [key for key, holders in left.items() if not holders]
    while left:
        key = ready.pop() if ready else next(iter(left))
        if left.pop(key, None) is None:
            continue
        yield key
        for target in leads.get(key, ()):
            if target in left:
                left[target].discard(key)
                if not left[target]:
                    ready.append(target)


def clear_one(
    actor: Actor, found: Survey, key: UUID, kept: set[UUID], told: Mapping[str, Any]
) -> dict[str, Any]:
    """One sample, unless something protects it; then all it leads to stays as well."""
    name = found.samples[key]
    try:
        if key in kept:
            raise Refusal("records.held", _("What stays leads to it"), status=409)
        with transaction.atomic():
            remove(actor, found, name, key)
    except Refusal as refusal:
        kept |= found.closure([key]) & found.samples.keys()
        reasons = list(dict.fromkeys([*told["reasons"], str(refusal.detail)]))
        return {**told, "kept": len(kept), "reasons": reasons}
    cleared = {**told["cleared"], name: told["cleared"].get(name, 0) + 1}
    return {**told, "cleared": cleared}


def remove(actor: Actor, found: Survey, name: str, key: UUID) -> None:
    """The record with all that belongs to it, and its mark."""
    obj = actor.world.objects.get(name)
    if obj is not None:
        still = [e for e in found.edges.get(key, ()) if leads_still(e)]
        if still:
            empty(actor, still)
        purge.forget(obj, key)
        purge.remove(obj, key)
        tell(actor, (name, key), Facts(None, None, 0, True, ""), purge.PURGE, {})
    Sample.objects.filter(record=key).delete()


def leads_still(edge: Edge) -> bool:
    """Whether who leads to a sample is there yet (those cleared before are not)."""
    return bool(edge.pointer.obj.twin.objects.filter(pk=edge.holder).exists())


def empty(actor: Actor, edges: Sequence[Edge]) -> None:
    """Take a sample out of the links that lead to it; the journal tells it.

    Errors: Refusal where a record cannot be without the link.
    """
    for edge in edges:
        obj, pointer = edge.pointer.obj, edge.pointer
        before = store.load(actor, obj, [edge.holder])[edge.holder]
        draft = Draft(actor, obj, edge.holder, "change", old=before, version=before["version"])
        name, spec = pointer.spec.name, pointer.spec
        if pointer.lines:
            rows = [
                {**line, name: without(spec, line.get(name), edge.target)}
                for line in before[pointer.lines]
            ]
            draft.put(pointer.lines, rows)
        else:
            draft.put(name, without(spec, before.get(name), edge.target))
        try:
            with transaction.atomic():
                save([draft])
        except IntegrityError as err:
            detail = _("A record cannot be without its link to it")
            raise Refusal("records.held", detail, status=409) from err


def without(spec: FieldSpec, value: Any, key: UUID) -> Any:
    """A link's value without one record."""
    if spec.kind.name == "links":
        return [one for one in value or [] if one != str(key)]
    if spec.kind.name == "record":
        return None if value and value[1] == key else value
    return None if value == key else value
