"""Who may hear of a change: rights of many listeners over a batch of changed records."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any
from uuid import UUID

import orjson
from django.db.models import Q
from django.utils import timezone

from kartei.platform.access.actor import Actor
from kartei.platform.access.models import Share
from kartei.platform.flow.tail import Change
from kartei.platform.records.facts import Facts, facts_of

#: What a change means to somebody who could see the record before and cannot any more.
GONE = "gone"
Known = dict[tuple[str, UUID], Facts]


def facts_about(actor: Actor, changes: Iterable[Change]) -> Known:
    """Owner, unit and bin of the changed records as they are now, one query per object."""
    wanted: dict[str, set[UUID]] = {}
    for change in changes:
        if change.object in actor.world.objects:
            wanted.setdefault(change.object, set()).add(change.record)
    return {
        (name, key): facts
        for name, ids in wanted.items()
        for key, facts in facts_of(actor, name, ids).items()
    }


def verb_for(actor: Actor, change: Change, known: Known) -> str:
    """What the actor is told: the change's own verb, ``gone``, or nothing at all ("")."""
    facts = known.get((change.object, change.record))
    if facts is None or not actor.in_use(change.object):
        return ""
    name, key = change.object, change.record
    if actor.reaches(name, "read", facts.owner, facts.unit, key, facts.stage):
        return "delete" if facts.deleted else change.verb
    if change.owner is None and change.unit is None and change.stage is None:
        return ""
    owner = change.owner[0] if change.owner else facts.owner
    unit = change.unit[0] if change.unit else facts.unit
    stage = change.stage[0] if change.stage else facts.stage
    return GONE if actor.reaches(name, "read", owner, unit, key, stage) else ""


def event_for(change: Change, verb: str) -> dict[str, Any]:
    """A change in its JSON form; who lost the sight of a record learns its id only."""
    found: dict[str, Any] = {"object": change.object, "id": str(change.record), "verb": verb}
    if verb == GONE:
        return {**found, "version": None, "by": None}
    by = None if change.actor is None else str(change.actor)
    return {**found, "version": change.version, "by": by}


_prints: dict[tuple[str, str], str] = {}


def fingerprint(actor: Actor) -> str:
    """A short mark of everything the actor's sight hangs on; new rights give a new one."""
    key = (actor.mark, actor.roster.mark)
    found = _prints.get(key)
    if found is None:
        if len(_prints) > 1000:
            _prints.clear()
        found = _prints[key] = _fingerprint(actor)
    return found


def _fingerprint(actor: Actor) -> str:
    standing = actor.standing
    mine = Q(user=actor.user) | Q(unit=standing.unit)
    if standing.teams:
        mine |= Q(team__in=standing.teams)
    valid = Q(until=None) | Q(until__gt=timezone.now())
    shares = Share.objects.filter(mine, valid).values_list("object", "record", "rights")
    parts = [
        standing.user,
        standing.administrator,
        standing.bounds.scopes if standing.bounds else (),
        standing.unit,
        sorted(map(str, standing.units_below)),
        standing.grants,
        standing.fields,
        [(name, shut.stages) for name in sorted(actor.world.objects) if (shut := actor.shut(name))],
        sorted(map(str, actor.roster.clock.substituted.get(actor.user, ()))),
        sorted((name, str(record), sorted(rights)) for name, record, rights in shares),
    ]
    text = orjson.dumps(parts, option=orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS)
    return hashlib.sha256(text).hexdigest()[:12]
