"""The calculation itself: parameters in, price and cost out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal, localcontext
from typing import Any

from kartei.modules.calculators.engine.entered import chosen, read
from kartei.modules.calculators.engine.faults import Fault, Refused
from kartei.modules.calculators.engine.plan import CHOICE, SURCHARGE, Formula, Plan, Table
from kartei.modules.calculators.engine.tables import look_up
from kartei.platform.kit.expression import Clock, Expression, ExpressionFault, Value, evaluate
from kartei.platform.kit.expression.values import ARITHMETIC
from kartei.platform.kit.text import fold

WAYS = {"nearest": ROUND_HALF_UP, "up": ROUND_CEILING, "down": ROUND_FLOOR}
#: Larger than any column of money.
LIMIT = Decimal(10) ** 13


@dataclass(frozen=True, slots=True)
class Stage:
    """One intermediate value, as the explanation shows it."""

    name: str
    label: str
    value: Value


@dataclass(frozen=True, slots=True)
class Result:
    """Price and cost of one unit, rounded to the coin; cost None: unknown.

    values: what was entered, complete; known: everything by name, for texts.
    """

    price: Decimal
    cost: Decimal | None
    values: dict[str, Value]
    known: dict[str, Value]
    stages: tuple[Stage, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """What price and cost are called in the asker's language."""

    price: str
    cost: str


class Sheet:
    """The values of one calculation, each found when it is asked for and then kept."""

    def __init__(self, plan: Plan, values: Mapping[str, Value], clock: Clock) -> None:
        self.plan = plan
        self.clock = clock
        self.found: dict[str, Value] = {fold(name): value for name, value in values.items()}
        self.stages: list[Stage] = []
        self.under_way: set[str] = set()

    def lookup(self, path: tuple[str, ...]) -> Value:
        """A value by its name, or the surcharge of a choice (``colour.price``)."""
        name = fold(path[0])
        if len(path) == 2:
            return self.surcharge(name, path[1].lower())
        if name not in self.found:
            self.found[name] = self.follow(name)
        return self.found[name]

    def follow(self, name: str) -> Value:
        """A table or formula, worked out now."""
        part = self.plan.named[name]
        if name in self.under_way:
            raise Refused(Fault("calculators.circle", {"name": part.name}))
        self.under_way.add(name)
        if isinstance(part, Table):
            value: Value = self.of_table(part)
        elif isinstance(part, Formula):
            value = self.worth(part.made, part.label)
        else:
            raise Refused(Fault("calculators.unknown_name", {"name": name}))
        self.under_way.discard(name)
        self.stages.append(Stage(part.name, part.label, value))
        return value

    def of_table(self, table: Table) -> Decimal:
        """The value of a table; a fault is told at the parameter that is its axis."""
        across = self.lookup((table.across,)) if table.across else None
        try:
            return look_up(table, self.lookup((table.down,)), across)
        except Refused as refused:
            raise Refused(*(self.at_axis(fault) for fault in refused.faults)) from refused

    def at_axis(self, fault: Fault) -> Fault:
        """The fault with the label of its axis, and at the parameter where it is one."""
        name = fault.params.get("axis")
        part = self.plan.named.get(fold(name)) if name else None
        if part is None:
            return fault
        asked = any(one.name == part.name for one in self.plan.parameters)
        said = {**fault.params, "axis": part.label}
        return Fault(fault.code, said, (part.name,) if asked else ())

    def surcharge(self, name: str, which: str) -> Decimal:
        """What a choice adds, or all of them."""
        parameters = [one for one in self.plan.parameters if one.kind == CHOICE]
        if name != SURCHARGE:
            parameters = [one for one in parameters if fold(one.name) == name]
        picked = (chosen(one, str(self.found[fold(one.name)])) for one in parameters)
        worth = (one.cost if which == "cost" else one.price for one in picked if one)
        return sum(worth, Decimal(0))

    def worth(self, made: Expression, label: str) -> Value:
        """The value of an expression. Refused: `calculators.formula`."""
        try:
            return evaluate(made, self.lookup, self.clock)
        except ExpressionFault as fault:
            said = {"formula": label, "cause": fault}
            raise Refused(Fault("calculators.formula", said)) from fault


def work(plan: Plan, given: Mapping[str, Any], clock: Clock, digits: int, names: Names) -> Result:
    """Price and cost for some parameters.

    given: by name; texts and numbers in any form that people type. digits: of the currency's coin.
    names: how price and cost are called in faults. Refused: those of `entered.read` and of tables,
    `calculators.rule`, `.formula`, `.no_price`, `.negative`, `.too_large`, `.too_deep`.
    """
    sheet = Sheet(plan, read(plan, given), clock)
    try:
        return result(sheet, digits, names)
    except RecursionError as err:
        raise Refused(Fault("calculators.too_deep")) from err


def result(sheet: Sheet, digits: int, names: Names) -> Result:
    """What is allowed, priced and rounded."""
    plan = sheet.plan
    values = {one.name: sheet.found[fold(one.name)] for one in plan.parameters}
    broken = [rule.message for rule in plan.rules if sheet.worth(rule.condition, rule.message)]
    if broken:
        raise Refused(*(Fault("calculators.rule", {"message": text}) for text in broken))
    price = amount(sheet, plan.price, names.price)
    if price is None:
        raise Refused(Fault("calculators.no_price", {"formula": names.price}))
    cost = amount(sheet, plan.cost, names.cost) if plan.cost else None
    coin = Decimal(1).scaleb(-digits)
    return Result(
        price=rounded(rounded(price, plan.rounding, plan.way), coin, "nearest"),
        cost=None if cost is None else rounded(cost, coin, "nearest"),
        values=values,
        known=known(sheet),
        stages=tuple(sheet.stages),
    )


def known(sheet: Sheet) -> dict[str, Value]:
    """What texts may name: parameters and all that was worked out, under the names as written."""
    parts = sheet.plan.named.items()
    return {part.name: sheet.found.get(name) for name, part in parts}


def amount(sheet: Sheet, made: Expression, label: str) -> Decimal | None:
    """What a formula of money comes to; empty where something it needs is."""
    value = sheet.worth(made, label)
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, Decimal):
        cause = ExpressionFault("expression.number", value=str(value)[:40])
        raise Refused(Fault("calculators.formula", {"formula": label, "cause": cause}))
    if value < 0:
        raise Refused(Fault("calculators.negative", {"formula": label, "value": value}))
    if value >= LIMIT:
        raise Refused(Fault("calculators.too_large", {"formula": label}))
    return value


def rounded(value: Decimal, step: Decimal | None, way: str) -> Decimal:
    """The multiple of a step that is nearest, not lower or not higher."""
    if not step:
        return value
    with localcontext(ARITHMETIC):
        return (value / step).quantize(Decimal(1), rounding=WAYS[way]) * step
