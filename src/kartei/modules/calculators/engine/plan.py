"""What a calculator consists of, ready to be worked with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from kartei.platform.kit.expression import Chosen, Expression
from kartei.platform.kit.text import fold

#: The sum of what is added for all choices, in formulas ``surcharge.price`` and ``surcharge.cost``.
SURCHARGE = "surcharge"
NUMBER, CHOICE, YES_NO = "number", "choice", "bool"
LINEAR, NEXT, EXACT = "linear", "next", "exact"
Step = Decimal | str


class Picked(Chosen):
    """The value of a choice that knows how it is shown; formulas may name its label, too."""

    label: str

    @classmethod
    def of(cls, value: str, label: str) -> Picked:
        """A choice by its value and label."""
        made = cls(value, (label,))
        made.label = label
        return made


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a parameter, with what it adds to price and cost as formulas use it."""

    value: str
    label: str
    price: Decimal = Decimal(0)
    cost: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Parameter:
    """What is asked. low, high, step: of numbers; step counts from low, or from nothing."""

    name: str
    label: str
    kind: str = NUMBER
    unit: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    step: Decimal | None = None
    default: str = ""
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Values by one axis (down) or two. Numbers of an axis rise; texts are looked up as they are.

    how: between two steps in proportion (linear), the next higher step (next), or steps only.
    """

    name: str
    label: str
    down: str
    across: str
    how: str
    rows: tuple[Step, ...]
    columns: tuple[Step, ...]
    cells: tuple[tuple[Decimal | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Formula:
    """An intermediate result that others use by its name."""

    name: str
    label: str
    made: Expression


@dataclass(frozen=True, slots=True)
class Rule:
    """What does not go together: where the condition holds, the message is said."""

    condition: Expression
    message: str


@dataclass(frozen=True)
class Plan:
    """A calculator. rounding: the price is a multiple of it (None: of the smallest coin); way:
    nearest, up or down. Names are found without regard to case.
    """

    parameters: tuple[Parameter, ...]
    price: Expression
    cost: Expression | None = None
    tables: tuple[Table, ...] = ()
    formulas: tuple[Formula, ...] = ()
    rules: tuple[Rule, ...] = ()
    rounding: Decimal | None = None
    way: str = "nearest"
    texts: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def named(self) -> Mapping[str, Parameter | Table | Formula]:
        """Everything that a formula may name, by folded name."""
        parts: list[Parameter | Table | Formula] = [*self.parameters, *self.tables]
        parts.extend(self.formulas)
        return {fold(part.name): part for part in parts}
