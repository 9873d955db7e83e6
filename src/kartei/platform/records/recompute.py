"""Computed values of many records at once: nobody's change, yet readers of the journal hear of it.

No rights are asked and no rules run, for the values follow from something else. The version stays,
so that nobody who is just editing such a record is told that his is stale; no timeline tells it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from kartei.platform.access.actor import Actor
from kartei.platform.kit.ids import uuid7
from kartei.platform.records import journal, rows, store
from kartei.platform.records.draft import Draft
from kartei.platform.records.models import Journal

#: The journal's verb of such a change.
COMPUTE = "compute"


def recompute(actor: Actor, name: str, values: Mapping[UUID, Mapping[str, Any]]) -> None:
    """Set computed fields: {record: {field: value}}, values as rules put them.

    actor: who set off the computing. Records that are absent, or have the values, are passed over.
    """
    obj = actor.obj(name)
    keys = list(values)
    with transaction.atomic():
        for at in range(0, len(keys), store.BATCH):
            found = store.load(actor, obj, keys[at : at + store.BATCH])
            drafts = [computed_draft(actor, obj, key, old) for key, old in found.items()]
            for draft in drafts:
                for field, value in values[draft.id].items():
                    draft.put(field, value)
            save([draft for draft in drafts if draft.changed()])


def computed_draft(actor: Actor, obj: Any, key: UUID, old: dict[str, Any]) -> Draft:
    """A record whose computed fields are to be set."""
    return Draft(actor, obj, key, COMPUTE, old=old, version=old["version"])


def save(drafts: Sequence[Draft]) -> None:
    """Write drafts of one object whose computed fields changed, and tell the journal."""
    if not drafts:
        return
    actor = drafts[0].actor
    change, now = uuid7(), actor.clock or timezone.now()
    store.update_computed(drafts)
    told = []
    for draft in drafts:
        row = journal.journal_values(draft, change, now)
        told.append({**row, "version": draft.version})
    table = rows.table_of(rows.OWN, Journal, tuple(told[0]))
    rows.insert_numbered(Journal, table, [table.row(row.values()) for row in told])
