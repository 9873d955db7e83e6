"""Lines whose price is worked out from parameters: who works it out, and when.

A line keeps its calculation: ``calculator``, ``version`` (of the calculator when it was worked out)
and ``values``. A calculation that is new or changed gives name, description, price and cost; one
that stays as it was gives nothing again, whatever became of the calculator, and a line that was
copied from another paper keeps what it was sold for.
"""

from __future__ import annotations

from typing import Protocol

from kartei.modules.documents.papers.material import Material, Values
from kartei.platform.access.actor import Actor
from kartei.platform.kit.money import Amount
from kartei.platform.meta.errors import FieldFault, Refusal
from kartei.platform.records.draft import Draft

#: What a line takes from its calculation.
GIVEN = ("name", "description", "price", "cost")


class Worker(Protocol):
    """Who works prices out."""

    def __call__(self, actor: Actor, calculation: Values) -> Values:
        """name, description, price, cost (Amount or None) and the complete calculation.

        Errors: Refusal where the parameters come to no price.
        """


_known: list[Worker] = []


def register_worker(made: Worker) -> None:
    """Make known who works prices out; at start, once."""
    _known[:] = [made]


def work_out(draft: Draft, line: Values, number: int, old: Values | None, found: Material) -> None:
    """Fill a line (counted from 0) from its calculation. Faults: those of the worker, at price."""
    wish = line.get("calculation")
    if not wish or not _known or not is_new(line, old, found):
        return
    try:
        made = _known[0](draft.actor, wish)
    except Refusal as refusal:
        pointer = f"/lines/{number}/price"
        draft.faults.append(FieldFault("lines", refusal.code, refusal.detail, pointer, draft.row))
        line["price"] = line.get("price") or Amount(0, draft.get("currency"))
        return
    line["calculation"] = made["calculation"]
    for name in GIVEN:
        stale = old is not None and line.get(name) == old.get(name)
        if stale or line.get(name) in (None, ""):
            line[name] = made[name]


def is_new(line: Values, old: Values | None, found: Material) -> bool:
    """Whether a line was worked out anew, rather than kept or copied."""
    if old is not None:
        return worked(line) != worked(old)
    mine = (worked(line), line.get("name"), line.get("price"))
    return all(
        mine != (worked(other), other["name"], other["price"])
        for paper in found.papers.values()
        for other in paper["lines"]
    )


def worked(line: Values) -> object:
    """What a line was worked out from, the version aside."""
    made = line.get("calculation") or {}
    return made.get("calculator"), made.get("values")
