"""What the line of a paper takes from its calculation."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kartei.modules.calculators import words
from kartei.modules.calculators.engine.faults import Refused
from kartei.modules.calculators.rules.calculators import plan_of
from kartei.modules.calculators.rules.pricing import NAME, load, outcome
from kartei.platform.access.actor import Actor
from kartei.platform.meta.errors import Refusal


def worked_out(actor: Actor, calculation: dict[str, Any]) -> dict[str, Any]:
    """Name, description, price and cost of a line, and its calculation with the version.

    Errors: Refusal `calculators.calculation` (its shape), `records.not_found`, and the first of
    what `engine.work` refuses.
    """
    values = calculation.get("values", {})
    try:
        key = UUID(str(calculation.get("calculator")))
    except ValueError as err:
        raise wrong_shape() from err
    if not isinstance(values, dict) or set(calculation) - {"calculator", "version", "values"}:
        raise wrong_shape()
    if NAME not in actor.world.objects:
        raise Refusal("calculators.off", _("Calculators are switched off"), status=409)
    record = load(actor, key)
    try:
        found = outcome(actor, record, plan_of(record), values)
    except Refused as refused:
        first = refused.faults[0]
        raise Refusal(first.code, words.words(first)) from refused
    return {
        "name": found.name,
        "description": found.details or None,
        "price": found.price,
        "cost": found.cost,
        "calculation": {
            "calculator": str(key),
            "version": record["version"],
            "values": found.values,
        },
    }


def wrong_shape() -> Refusal:
    """422: not what a calculation is."""
    return Refusal(
        "calculators.calculation", _("A calculation names its calculator and its parameters")
    )
