"""Computed values of many records at once: nobody's change, yet readers of the journal hear of it.

No rights are asked and no rules run, for the values follow from something else. The version stays,
so that nobody who is just editing such a record is told that his is stale; no timeline tells it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from kartei.platform.access.actor import Actor
from kartei.platform.kit.ids import uuid7
from kartei.platform.records import journal, rows, store
from kartei.platform.records.models import Journal

#: The journal's verb of such a change.
COMPUTE = "compute"


def recompute(actor: Actor, name: str, values: Mapping[UUID, Mapping[str, Any]]) -> None:
    """Set computed fields: {record: {field: value}}, values as rules put them.

    actor: who set off the computing. Records that are absent, or have the values, are passed over.
    """
    obj = actor.obj(name)
    change, now = uuid7(), actor.clock or timezone.now()
    keys = list(values)
    with transaction.atomic():
        for at in range(0, len(keys), store.BATCH):
            batch = {key: values[key] for key in keys[at : at + store.BATCH]}
            told = stored(obj, batch)
            if told:
                who = {"actor": actor.user, "via": actor.via, "ip": actor.ip}
                fixed = {"change": change, "at": now, **who}
                made = [{**fixed, "object": name, "verb": COMPUTE, **row} for row in told]
                table = rows.table_of(rows.OWN, Journal, tuple(made[0]))
                rows.insert_numbered(Journal, table, [table.row(row.values()) for row in made])


def stored(obj: Any, batch: Mapping[UUID, Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Write one batch; what the journal is to say of each record that really changes."""
    names = list({field for fields in batch.values() for field in fields})
    there = obj.twin.objects.filter(pk__in=list(batch))
    updates = rows.Updates({}, obj.twin)
    told = []
    for key, version, title, *old in there.values_list("id", "version", obj.title_field, *names):
        before = dict(zip(names, old, strict=True))
        fresh = {n: v for n, v in batch[key].items() if v != before[n]}
        if not fresh:
            continue
        updates.add(fresh, {"id": key})
        dumped = {n: [journal.dump(obj, n, x) for x in (before[n], v)] for n, v in fresh.items()}
        data = {"title": str(title or "")[:200]}
        told.append({"record": key, "version": version, "changes": dumped, "data": data})
    if told:
        updates.run()
    return told
