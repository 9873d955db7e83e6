"""The bin over all objects: what lies in it, by whom and since when; back, or away for good."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction

from kartei.platform.access.actor import Actor
from kartei.platform.kit.ids import uuid7
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import purge, write
from kartei.platform.records.facts import Facts, facts_of
from kartei.platform.records.home import Place
from kartei.platform.records.models import BINNING, Journal

#: Rows of the journal looked through for one page, in batches.
BATCH, BATCHES = 200, 20


def page(
    actor: Actor, *, object: str = "", by: UUID | None = None, limit: int = 50, after: int = 0
) -> dict[str, Any]:
    """``{"items", "next"}``, what was thrown away last first; of what the asker may read.

    after: the place of the last item seen. A page may hold fewer items than there are, where much
    was taken out again; next tells whether there is more.
    """
    items: list[dict[str, Any]] = []
    rows = Journal.objects.filter(verb__in=BINNING, changes__has_key="deleted")
    if object:
        actor.obj(object)
        rows = rows.filter(object=object)
    if by:
        rows = rows.filter(actor=by)
    place = after
    for _n in range(BATCHES):
        batch = list((rows.filter(pk__lt=place) if place else rows).order_by("-pk")[:BATCH])
        for row, facts in lying(actor, batch):
            if len(items) == limit:
                return {"items": items, "next": str(items[-1]["id"])}
            items.append(item_of(actor, row, facts))
        if len(batch) < BATCH:
            return {"items": items, "next": None}
        place = batch[-1].pk
    return {"items": items, "next": str(place)}


def lying(actor: Actor, rows: list[Journal]) -> Iterable[tuple[Journal, Facts]]:
    """The rows that tell the last throwing away of a readable record that lies there still."""
    by_object: dict[str, set[UUID]] = {}
    for row in rows:
        obj = actor.world.objects.get(row.object)
        if obj is not None and obj.has_bin and actor.in_use(row.object):
            by_object.setdefault(row.object, set()).add(row.record)
    known: dict[Place, Facts] = {
        (name, key): facts
        for name, keys in by_object.items()
        for key, facts in facts_of(actor, name, keys).items()
        if facts.deleted and actor.reaches(name, "read", facts.owner, facts.unit, key)
    }
    newest = last_rows({key for _name, key in known})
    for row in rows:
        facts = known.get((row.object, row.record))
        if facts is not None and newest.get(row.record) == row.pk:
            yield row, facts


def last_rows(records: set[UUID]) -> dict[UUID, int]:
    """The journal row by which each record came into the bin last."""
    rows = Journal.objects.filter(
        record__in=records, verb__in=BINNING, changes__has_key="deleted"
    ).order_by("pk")
    return dict(rows.values_list("record", "pk"))


def item_of(actor: Actor, row: Journal, facts: Facts) -> dict[str, Any]:
    """One line of the bin."""
    obj, key = actor.world.objects[row.object], row.record
    by = row.actor
    name = actor.roster.user_names.get(by, "") if by else ""
    return {
        "id": str(row.pk),
        "at": row.at,
        "by": {"id": str(by), "title": name} if by else None,
        "object": row.object,
        "object_title": str(obj.words["one"]),
        "icon": obj.icon,
        "record": str(key),
        "title": facts.title if actor.reads_title(obj) else "",
        "can_restore": actor.reaches(row.object, "delete", facts.owner, facts.unit, key),
        "can_purge": purge.may(actor, obj),
    }


def restore(actor: Actor, places: Iterable[Place]) -> dict[str, Any]:
    """Take records out of the bin: ``{"done", "failed": [{object, id, detail}], "change"}``."""
    return each(actor, places, lambda name, key: write.bin_many(actor, name, [key], back=True))


def purge_many(actor: Actor, places: Iterable[Place]) -> dict[str, Any]:
    """Delete records for good, those that nothing leads to; answered as by restore."""
    return each(actor, places, lambda name, key: purge.purge(actor, name, key))


def each(actor: Actor, places: Iterable[Place], act: Any) -> dict[str, Any]:
    """Carry an act out on each record by itself; what is refused is named with the reason."""
    actor.change = actor.change or uuid7()
    done, failed = 0, []
    for name, key in dict.fromkeys(places):
        try:
            with transaction.atomic():
                act(name, key)
            done += 1
        except Refusal as refusal:
            detail = refusal.faults[0].detail if refusal.faults else refusal.detail
            failed.append({"object": name, "id": str(key), "detail": str(detail)})
    return {"done": done, "failed": failed, "change": str(actor.change) if done else None}
