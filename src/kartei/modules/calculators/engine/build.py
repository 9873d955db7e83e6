"""From the values of a calculator's record to its plan, with every fault at its place."""

from __future__ import annotations

import ast
import keyword
import re
import unicodedata
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, TypeVar

from kartei.modules.calculators.engine import plan as parts
from kartei.modules.calculators.engine.entered import value_of
from kartei.modules.calculators.engine.faults import Fault, Refused
from kartei.modules.calculators.engine.plan import CHOICE, SURCHARGE, Parameter, Plan
from kartei.modules.calculators.engine.tables import grid_of, table_of
from kartei.platform.kit.decimals import SCALE
from kartei.platform.kit.expression import Expression, ExpressionFault, compile_text
from kartei.platform.kit.expression.language import OPERATORS, WORDS
from kartei.platform.kit.insertion import InsertionFault, compile_insertion
from kartei.platform.kit.text import fold

#: So many parts of each kind; what is larger could not be looked through either.
MOST = 60
NAME = re.compile(r"[^\W\d]\w{0,39}")
RESERVED = {fold(word) for word in (*WORDS, *OPERATORS, *keyword.kwlist, SURCHARGE)}
TEXTS = ("line", "details")
Row = Mapping[str, Any]
Made = TypeVar("Made")


class Lazy(ast.NodeTransformer):
    """IF(a; b; c) works out only the part that holds: the other may lie beyond a table."""

    def visit_Call(self, node: ast.Call) -> ast.expr:
        self.generic_visit(node)
        if not isinstance(node.func, ast.Name) or node.func.id != "IF":
            return node
        other = node.args[2] if len(node.args) > 2 else ast.Name("empty", ast.Load())
        return ast.IfExp(node.args[0], node.args[1], other)


class Builder:
    """Builds a plan and collects what is wrong on the way."""

    def __init__(self, values: Row) -> None:
        self.values = values
        self.faults: list[Fault] = []
        self.names: set[str] = set()

    def build(self) -> Plan | None:
        """The plan; None where there are faults."""
        groups = ("parameters", "tables", "formulas")
        self.names = {fold(row.get("name") or "") for group in groups for row in self.rows(group)}
        self.check_names(groups)
        parameters = self.each("parameters", self.parameter)
        formulas = self.each("formulas", self.formula)
        made = Plan(
            parameters=parameters,
            tables=self.each("tables", self.table),
            formulas=formulas,
            rules=self.each("rules", self.rule),
            price=self.expression(self.values.get("price"), "price") or compile_text("0"),
            cost=self.expression(self.values.get("cost"), "cost", needed=False),
            rounding=scaled(self.values.get("rounding")),
            way=self.values.get("rounding_way") or "nearest",
            texts={name: self.insertion(name) for name in TEXTS if self.values.get(name)},
        )
        self.check_options()
        if not self.faults:
            self.check_circles(made)
        return None if self.faults else made

    def rows(self, group: str) -> list[Row]:
        """Child rows of a kind."""
        return self.values.get(group) or []

    def each(self, group: str, make: Callable[[Row, int], Made]) -> tuple[Made, ...]:
        """The parts of one kind; a faulty one is left out and told."""
        rows = self.rows(group)
        if len(rows) > MOST:
            self.faults.append(Fault("calculators.too_many", {"limit": MOST}, (group,)))
        found = []
        for at, row in enumerate(rows[:MOST]):
            try:
                found.append(make(row, at))
            except Refused as refused:
                self.faults.extend(refused.faults)
        return tuple(found)

    def check_names(self, groups: tuple[str, ...]) -> None:
        """Each name is a word of its own. Faults: `calculators.name`, `.name_taken`."""
        seen: set[str] = set()
        for group in groups:
            for at, row in enumerate(self.rows(group)):
                name = unicodedata.normalize("NFKC", row.get("name") or "")
                where, said = (group, at, "name"), {"name": name[:60]}
                if not NAME.fullmatch(name) or fold(name) in RESERVED or name != row.get("name"):
                    self.faults.append(Fault("calculators.name", said, where))
                elif fold(name) in seen:
                    self.faults.append(Fault("calculators.name_taken", said, where))
                seen.add(fold(name))

    def parameter(self, row: Row, at: int) -> Parameter:
        """A parameter with its choices. Faults: `calculators.bounds`, `.no_choices`, `.default`."""
        made = Parameter(
            name=row["name"] or "",
            label=row.get("label") or row["name"] or "",
            kind=row.get("kind") or parts.NUMBER,
            unit=row.get("unit") or "",
            low=scaled(row.get("low")),
            high=scaled(row.get("high")),
            step=scaled(row.get("step")),
            default=row.get("default") or "",
            choices=self.choices(row["name"]),
        )
        low, high = made.low, made.high
        if low is not None and high is not None and low > high:
            raise Refused(Fault("calculators.bounds", {}, ("parameters", at, "high")))
        if made.step is not None and made.step <= 0:
            raise Refused(Fault("calculators.step_positive", {}, ("parameters", at, "step")))
        if made.kind == CHOICE and not made.choices:
            said = {"parameter": made.label}
            raise Refused(Fault("calculators.no_choices", said, ("parameters", at, "kind")))
        if made.default:
            check_default(made, at)
        return made

    def choices(self, name: str | None) -> tuple[parts.Choice, ...]:
        """The choices of a parameter, in their order."""
        return tuple(
            parts.Choice(
                value=row.get("value") or row.get("label") or "",
                label=row.get("label") or row.get("value") or "",
                price=scaled(row.get("price")) or Decimal(0),
                cost=scaled(row.get("cost")) or Decimal(0),
            )
            for row in self.rows("options")
            if fold(row.get("parameter") or "") == fold(name or "")
        )

    def check_options(self) -> None:
        """Choices belong to parameters that offer some; none stands twice.

        Faults: `calculators.option_parameter`, `.option_empty`, `.option_twice`.
        """
        rows = self.rows("parameters")
        offering = {fold(row["name"] or "") for row in rows if row.get("kind") == CHOICE}
        seen: set[tuple[str, str]] = set()
        for at, row in enumerate(self.rows("options")):
            name, value = row.get("parameter") or "", row.get("value") or row.get("label") or ""
            key = (fold(name), fold(value))
            said = {"name": name[:60], "value": value[:60]}
            if key[0] not in offering:
                code, field = "calculators.option_parameter", "parameter"
            elif not value:
                code, field = "calculators.option_empty", "label"
            elif key in seen:
                code, field = "calculators.option_twice", "label"
            else:
                seen.add(key)
                continue
            self.faults.append(Fault(code, said, ("options", at, field)))

    def table(self, row: Row, at: int) -> parts.Table:
        """A table. Faults: `calculators.unknown_name`, and those of `tables.table_of`."""
        for axis in ("down", "across"):
            name = row.get(axis) or ""
            if (name or axis == "down") and fold(name) not in self.names:
                where = ("tables", at, axis)
                raise Refused(Fault("calculators.unknown_name", {"name": name[:60]}, where))
        label = row.get("label") or row["name"] or ""
        how, grid = row.get("how") or parts.LINEAR, grid_of(row.get("cells") or "")
        try:
            return table_of(
                row["name"] or "", label, row.get("down") or "", row.get("across") or "", how, grid
            )
        except Refused as refused:
            where = ("tables", at, "cells")
            raise Refused(*(Fault(f.code, f.params, where) for f in refused.faults)) from refused

    def formula(self, row: Row, at: int) -> parts.Formula:
        """An intermediate result."""
        made = self.compiled(row.get("formula") or "", ("formulas", at, "formula"))
        return parts.Formula(row["name"] or "", row.get("label") or row["name"] or "", made)

    def rule(self, row: Row, at: int) -> parts.Rule:
        """What does not go together. Fault: `calculators.no_message`."""
        made = self.compiled(row.get("condition") or "", ("rules", at, "condition"))
        if not row.get("message"):
            raise Refused(Fault("calculators.no_message", {}, ("rules", at, "message")))
        return parts.Rule(made, row["message"])

    def expression(self, text: Any, place: str, *, needed: bool = True) -> Expression | None:
        """A formula of the calculator itself; None where it is empty or wrong."""
        if not text and not needed:
            return None
        try:
            return self.compiled(text or "", (place,))
        except Refused as refused:
            self.faults.extend(refused.faults)
            return None

    def compiled(self, text: str, where: tuple[str | int, ...]) -> Expression:
        """A checked expression over the calculator's names. Faults: `calculators.wrong_formula`,
        `.unknown_name`.
        """
        try:
            made = compile_text(text)
        except ExpressionFault as fault:
            raise Refused(Fault("calculators.wrong_formula", {"cause": fault}, where)) from fault
        for path in sorted(made.paths):
            if not self.leads(path):
                said = {"name": ".".join(path)[:60]}
                raise Refused(Fault("calculators.unknown_name", said, where))
        # What is compiled is kept and shared: it is changed as a copy.
        tree = Lazy().visit(ast.parse(ast.unparse(made.tree), mode="eval").body)
        return Expression(made.text, ast.fix_missing_locations(tree), made.paths, made.calls)

    def leads(self, path: tuple[str, ...]) -> bool:
        """Whether a name is known: a part, or the surcharge of a choice or of all."""
        name = fold(path[0])
        if len(path) == 1:
            return name in self.names
        choice = any(
            fold(row.get("name") or "") == name and row.get("kind") == CHOICE
            for row in self.rows("parameters")
        )
        known = choice or name == SURCHARGE
        return len(path) == 2 and path[1].lower() in ("price", "cost") and known

    def insertion(self, name: str) -> Any:
        """The text of a line, compiled; None where it is wrong. Fault: `calculators.wrong_text`."""
        groups = ("parameters", "tables", "formulas")
        known = {row.get("name") or "" for group in groups for row in self.rows(group)}
        try:
            return compile_insertion(self.values[name], known)
        except InsertionFault as fault:
            self.faults.append(Fault("calculators.wrong_text", {"cause": fault}, (name,)))
            return None

    def check_circles(self, made: Plan) -> None:
        """No result follows from itself. Fault: `calculators.circle`."""
        done: set[str] = set()
        for at, one in enumerate(made.formulas):
            if leads_back(made, fold(one.name), (), done):
                where = ("formulas", at, "formula")
                self.faults.append(Fault("calculators.circle", {"name": one.name}, where))


def leads_back(made: Plan, name: str, trail: tuple[str, ...], done: set[str]) -> bool:
    """Whether following what a name needs comes back to where one was."""
    if name in trail:
        return True
    if name in done:
        return False
    part = made.named.get(name)
    needs: list[str] = []
    if isinstance(part, parts.Table):
        needs = [part.down, part.across]
    elif isinstance(part, parts.Formula):
        needs = [path[0] for path in part.made.paths]
    found = any(leads_back(made, fold(one), (*trail, name), done) for one in needs if one)
    done.add(name)
    return found


def check_default(parameter: Parameter, at: int) -> None:
    """What is there before anybody types must be allowed."""
    try:
        value_of(parameter, None)
    except Refused as refused:
        where = ("parameters", at, "default")
        raise Refused(*(Fault(f.code, f.params, where) for f in refused.faults)) from refused


def scaled(value: int | None) -> Decimal | None:
    """A number of millionths as a decimal."""
    return None if value is None else Decimal(value) / SCALE
