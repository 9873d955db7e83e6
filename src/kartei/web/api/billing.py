"""What is invoiced of an order, and the steps it went."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from ninja import Router

from kartei.modules.billing import contract
from kartei.platform.kit.money import from_scaled
from kartei.web.api.base import Strict, answer, as_id

router = Router(tags=["billing"])
FIGURES = ("ordered", "issued", "drafted", "open", "delivered")


class BilledLine(Strict):
    """A line of the order; open is below nothing where more than ordered is charged."""

    id: str
    name: str
    unit: str
    ordered: str
    issued: str
    drafted: str
    open: str
    delivered: str


class Billed(Strict):
    """All lines; final: whether a final invoice charges what is left."""

    lines: list[BilledLine]
    final: bool


@router.get("/records/billing.order/{id}/billed", response=Billed, operation_id="billedOrder")
def billed(request: Any, id: str) -> HttpResponse:
    """What is invoiced of an order, line by line."""
    found = contract.billed_lines(request.actor, as_id(id))
    shown = [{**one, **{n: str(from_scaled(one[n])) for n in FIGURES}} for one in found["lines"]]
    return answer({**found, "lines": shown})


class Named(Strict):
    """Who did it."""

    id: str
    title: str


class Reached(Strict):
    """A status of the order."""

    value: str
    label: str
    color: str | None


class Step(Strict):
    """A status, since when, until when (null: still), and who set it (null: nobody)."""

    status: Reached
    entered_at: str
    left_at: str | None
    by: Named | None


@router.get("/records/billing.order/{id}/steps", response=list[Step], operation_id="stepsOrder")
def steps(request: Any, id: str) -> HttpResponse:
    """The life of an order, the first step first."""
    return answer(contract.steps(request.actor, as_id(id)))
