"""What was entered for the parameters, read and judged."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from kartei.modules.calculators.engine.faults import Fault, Refused
from kartei.modules.calculators.engine.plan import CHOICE, YES_NO, Choice, Parameter, Picked, Plan
from kartei.modules.calculators.engine.tables import number_of
from kartei.platform.kit.expression import Value
from kartei.platform.kit.faults import ValueFault
from kartei.platform.kit.text import fold

YES = ("1", "true", "yes", "ja", "да")
NO = ("0", "false", "no", "nein", "нет")


def read(plan: Plan, given: Mapping[str, Any]) -> dict[str, Value]:
    """The value of each parameter by its name; what is not given is its default.

    Refused, all at once: `calculators.unknown_parameter`, `.parameter_empty`, `.not_a_number`,
    `.low`, `.high`, `.step`, `.no_choice`.
    """
    names = {parameter.name for parameter in plan.parameters}
    faults = [
        Fault("calculators.unknown_parameter", {"name": str(name)[:60]}, (str(name)[:60],))
        for name in given
        if name not in names
    ]
    found: dict[str, Value] = {}
    for parameter in plan.parameters:
        try:
            found[parameter.name] = value_of(parameter, given.get(parameter.name))
        except Refused as refused:
            faults.extend(refused.faults)
    if faults:
        raise Refused(*faults)
    return found


def value_of(parameter: Parameter, given: Any) -> Value:
    """One parameter as formulas know it."""
    written = str(parameter.default if given is None else given).strip()
    if parameter.kind == YES_NO:
        return yes_no(parameter, written)
    if not written:
        raise Refused(fault(parameter, "parameter_empty"))
    return choice(parameter, written) if parameter.kind == CHOICE else number(parameter, written)


def yes_no(parameter: Parameter, written: str) -> bool:
    """Yes or no; nothing is no."""
    folded = written.lower()
    if folded not in (*YES, *NO, ""):
        raise Refused(fault(parameter, "no_choice", value=written[:40]))
    return folded in YES


def chosen(parameter: Parameter, value: str) -> Choice | None:
    """The choice with this value or label."""
    folded = fold(value)
    known = parameter.choices
    by_value = next((one for one in known if one.value == value), None)
    return by_value or next((one for one in known if fold(one.label) == folded), None)


def choice(parameter: Parameter, written: str) -> Picked:
    """One of the choices."""
    found = chosen(parameter, written)
    if found is None:
        raise Refused(fault(parameter, "no_choice", value=written[:40]))
    return Picked.of(found.value, found.label)


def number(parameter: Parameter, written: str) -> Decimal:
    """A number within its limits, on one of its steps."""
    try:
        found = number_of(written)
    except ValueFault as err:
        raise Refused(fault(parameter, "not_a_number", value=written[:40])) from err
    unit = parameter.unit
    if parameter.low is not None and found < parameter.low:
        raise Refused(fault(parameter, "low", value=found, limit=parameter.low, unit=unit))
    if parameter.high is not None and found > parameter.high:
        raise Refused(fault(parameter, "high", value=found, limit=parameter.high, unit=unit))
    if parameter.step:
        over = (found - (parameter.low or 0)) % parameter.step
        if over:
            near = (found - over, found - over + parameter.step)
            raise Refused(fault(parameter, "step", value=found, before=near[0], after=near[1]))
    return found


def fault(parameter: Parameter, code: str, **params: Any) -> Fault:
    """A fault of one parameter."""
    said = {"parameter": parameter.label, **params}
    return Fault(f"calculators.{code}", said, (parameter.name,))
