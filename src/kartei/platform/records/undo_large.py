"""Taking back a change of thousands of records: in batches, each a transaction of its own.

One transaction would keep everybody else from writing on SQLite for as long as it takes. So the
undo may be stopped between two batches and goes on there; what is back by then stays back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from kartei.platform.access.actor import Actor
from kartei.platform.kit.ids import uuid7
from kartei.platform.records import write
from kartei.platform.records.bulk import Step, renewed
from kartei.platform.records.models import Journal
from kartei.platform.records.turns import BATCH, turn
from kartei.platform.records.undo import Past, Work, allowed, folded, go_back, nothing


def undo_large(
    actor: Actor,
    change: UUID,
    step: Step,
    *,
    done: int = 0,
    result: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """The same answer and refusals as ``undo``; all batches are one change in the journal.

    done, result: how far an earlier attempt came, and what it had achieved. step is called inside
    the transaction of each batch; rights are those of that moment.
    """
    rows = list(Journal.objects.filter(change=change).order_by("pk"))
    if not rows:
        raise nothing()
    pasts = folded(actor, rows)
    allowed(actor, rows, pasts)
    total = sum(map(len, pasts.values()))
    told = dict(result or {}) or {"undone": 0, "kept": [], "change": str(uuid7())}
    for name, batch in batches(pasts, done):
        found = Work(renewed(actor), change)
        found.actor.change = UUID(told["change"])
        with turn():
            go_back(found, write.enter(found.actor, name), batch)
            done += len(batch)
            told = {
                **told,
                "undone": told["undone"] + found.undone,
                "kept": [*told["kept"], *found.kept],
            }
            step(done, total, told)
    return told


def batches(
    pasts: Mapping[str, Mapping[UUID, Past]], done: int
) -> Iterator[tuple[str, list[Past]]]:
    """The records not taken back yet, in the order of an undo: what was written last goes first."""
    for name in reversed(list(pasts)):
        left = list(pasts[name].values())[done:]
        done = max(0, done - len(pasts[name]))
        for at in range(0, len(left), BATCH):
            yield name, left[at : at + BATCH]
