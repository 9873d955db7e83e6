"""What is invoiced of an order, line by line."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from ninja import Router

from kartei.modules.billing import contract
from kartei.platform.kit.money import from_scaled
from kartei.web.api.base import Strict, answer, as_id

router = Router(tags=["billing"])
FIGURES = ("ordered", "issued", "drafted", "open")


class BilledLine(Strict):
    """A line of the order; open is below nothing where more than ordered is charged."""

    id: str
    name: str
    unit: str
    ordered: str
    issued: str
    drafted: str
    open: str


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
