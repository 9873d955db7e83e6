"""What holds for a calculator before it is saved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kartei.modules.calculators import words
from kartei.modules.calculators.engine.build import Builder
from kartei.modules.calculators.engine.faults import Fault
from kartei.modules.calculators.engine.plan import Plan
from kartei.platform.kit.faults import ValueFault
from kartei.platform.kit.money import currency_digits
from kartei.platform.meta.errors import FieldFault, field_fault
from kartei.platform.records.draft import Draft

#: What the plan is made of.
SHAPE = (
    "parameters", "options", "tables", "formulas", "rules", "price", "cost", "rounding",
    "rounding_way", "line", "details",
)  # fmt: skip


def check(draft: Draft) -> None:
    """A calculator in the firm's currency, unless it names another, of which every part is right.

    Faults: `money.currency`, and those of `engine.build` at their places.
    """
    if not draft.get("currency"):
        draft.put("currency", draft.actor.ctx.currency)
    if draft.changes("currency") or draft.creating:
        check_currency(draft)
    if draft.creating or draft.changes(*SHAPE):
        draft.faults.extend(faults_of(draft))


def check_currency(draft: Draft) -> None:
    """A currency that exists."""
    currency = draft.get("currency").upper()
    draft.put("currency", currency)
    try:
        currency_digits(currency)
    except ValueFault as fault:
        draft.faults.append(field_fault("currency", fault))


def faults_of(draft: Draft) -> list[FieldFault]:
    """What is wrong with a calculator, at its fields."""
    builder = Builder({name: draft.get(name) for name in SHAPE})
    builder.build()
    return [placed(fault, draft.row) for fault in builder.faults]


def placed(fault: Fault, row: int | None = None) -> FieldFault:
    """A fault at a field of the record; its words also say in which part that is."""
    pointer = "".join(f"/{part}" for part in fault.at)
    return FieldFault(str(fault.at[0]), fault.code, words.words(fault), pointer, row)


def plan_of(values: Mapping[str, Any]) -> Plan:
    """The plan of a saved calculator. ValueError: it was written past its rules."""
    builder = Builder(values)
    plan = builder.build()
    if plan is None:
        raise ValueError([fault.code for fault in builder.faults])
    return plan
