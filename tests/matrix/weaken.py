"""Every check of the permission code, with the form that lets everybody through.

A check is told from its text: a privilege is asked for, a scope or the fields are fetched, a
refusal is raised. The weaker form takes its place in the compiled code of one function, in memory;
no file is touched. ``Watch`` notes instead where a weaker form would have made a difference.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import CodeType
from typing import Any

SRC = Path(__file__).parent.parent.parent / "src"
#: Rooms whose checks are taken away, one at a time.
ROOMS = (
    *(f"kartei.platform.access.{n}" for n in (
        "actor", "asker", "bounds", "cover", "depth", "excess", "fields", "people", "roles",
        "roster", "rows", "rules", "sessions", "sign_ins", "standing", "tokens",
    )),
    *(f"kartei.platform.records.{n}" for n in (
        "ask", "bin", "bulk", "checks", "commands", "entries", "entry_input", "exporting", "facts",
        "files", "home", "links", "paging", "query", "reach", "search", "shares", "totals", "undo",
        "wire", "write", "rights", "audit", "firm", "purge", "question", "groups", "board", "merge",
        "related", "telling", "timeline", "importing.targets", "importing.batch",
        "activity", "handover",
    )),
    "kartei.platform.flow.people", "kartei.platform.flow.sight", "kartei.platform.directory.rules",
    *(f"kartei.web.api.{n}" for n in ("cards", "configuration", "formulas", "layouts", "views")),
    "kartei.modules.documents.papers.issue", "kartei.modules.tasks.rules.next_step",
    "kartei.modules.sales.rules.ways",
)  # fmt: skip
#: A call of this method or function becomes this expression.
PERMISSIVE = {
    "reaches": "True", "reads_title": "True", "may": "True", "must": "None",
    "field_right": "'write'", "line_right": "'write'", "in_use": "True", "admitted": "True",
    "must_outrank": "None", "must_cover": "None", "by_session": "None", "allows": "True",
    "out_of_bounds": "False", "outranks": "False", "outreaches": "False", "beyond": "False",
    "opens_stages": "False", "shares_beyond": "False", "covers_absence": "True",
    "reaches_rows_of": "True", "holds": "True", "comes_near": "True",
    "scope": "__import__('kartei.platform.access.standing', fromlist=['x']).Scope('all')",
}  # fmt: skip
REFUSALS = {"forbidden", "not_found"}


@dataclass(frozen=True)
class Mutant:
    """One weakened place: which function, the how manieth check in it, its line and new code."""

    room: str
    function: str
    number: int
    line: int
    what: str
    code: CodeType

    @property
    def key(self) -> str:
        """How the table of reasons knows it, whatever stands above it."""
        return f"{self.function}#{self.number} {self.what}"

    @property
    def name(self) -> str:
        """How it is told of."""
        return f"{self.room.removeprefix('kartei.')}:{self.line} {self.key}"


def weaker(node: ast.AST) -> tuple[str, ast.AST] | None:
    """What takes the place of a node, if it is a check; and what to call it."""
    if isinstance(node, ast.Call):
        func = node.func
        name = func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "")
        if name in PERMISSIVE:
            shown = "all" if name == "scope" else PERMISSIVE[name]
            return f"{name} → {shown}", ast.parse(PERMISSIVE[name], mode="eval").body
        if isinstance(func, ast.Attribute) and name == "fields" and len(node.args) == 1:
            return "fields → all", ast.Attribute(node.args[0], "fields", ast.Load())
    if isinstance(node, ast.Attribute) and node.attr == "administrator":
        return "administrator → True", ast.Constant(True)
    if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
        name = getattr(node.exc.func, "id", "")
        if name in REFUSALS:
            return "refusal removed", ast.Pass()
    return None


class Checks(ast.NodeTransformer):
    """Counts checks in the order of the text; gives each to ``change``, which may replace it."""

    def __init__(self, change: Callable[[int, ast.AST, str, ast.AST], ast.AST | None]) -> None:
        self.change, self.seen = change, 0

    def visit(self, node: ast.AST) -> Any:
        """One node and what stands in it."""
        found = None
        if not isinstance(getattr(node, "ctx", None), ast.Store):
            found = weaker(node)
        if found is None:
            return self.generic_visit(node)
        number, self.seen = self.seen, self.seen + 1
        node = self.generic_visit(node)
        made = self.change(number, node, *found)
        return node if made is None else ast.copy_location(made, node)


def codes(code: CodeType) -> Iterator[CodeType]:
    """All code inside some code."""
    for const in code.co_consts:
        if isinstance(const, CodeType):
            yield const
            yield from codes(const)


def functions(tree: ast.Module) -> dict[str, ast.AST]:
    """Functions and methods of a room by their qualified names."""
    found: dict[str, ast.AST] = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            found[node.name] = node
        if isinstance(node, ast.ClassDef):
            found |= {f"{node.name}.{n.name}": n for n in node.body
                      if isinstance(n, ast.FunctionDef)}  # fmt: skip
    return found


def text_of(room: str) -> str:
    """The source of a room."""
    return (SRC / (room.replace(".", "/") + ".py")).read_text("utf-8")


def changed(room: str, name: str, change: Any) -> CodeType:
    """The code of one function with its checks given to ``change``."""
    tree = ast.parse(text_of(room))
    Checks(change).visit(functions(tree)[name])
    made = compile(ast.fix_missing_locations(tree), room, "exec")
    return next(c for c in codes(made) if c.co_qualname == name)


def mutants() -> list[Mutant]:
    """Every check of every room, made weaker."""
    found = []
    for room in ROOMS:
        for name, node in functions(ast.parse(text_of(room))).items():
            places: list[tuple[int, int, str]] = []

            def note(
                number: int, at: ast.AST, what: str, made: ast.AST, places: Any = places
            ) -> None:
                places.append((number, getattr(at, "lineno", 0), what))

            Checks(note).visit(node)
            for wanted, line, what in places:

                def swap(
                    number: int, at: ast.AST, what: str, made: ast.AST, wanted: int = wanted
                ) -> ast.AST | None:
                    return made if number == wanted else None

                code = changed(room, name, swap)
                found.append(Mutant(room, name, wanted, line, what, code))
    return found


def function_of(room: str, name: str) -> Any:
    """The running function, without what is wrapped around it."""
    found: Any = import_module(room)
    for part in name.split("."):
        found = found.__dict__[part]
    return getattr(found, "fget", None) or getattr(found, "__wrapped__", found)


def apply(mutant: Mutant) -> None:
    """Give the running function the weaker code, wherever it was imported to."""
    function_of(mutant.room, mutant.function).__code__ = mutant.code


def differs(what: str, value: Any, given: Any = None) -> bool:
    """Whether the weaker form of a check would have said something else."""
    if what.startswith("scope"):
        return bool(value.kind != "all")
    if what.startswith("fields"):
        return len(value) != len(given.fields) or any(
            given.fields.get(n) is not s for n, s in value.items()
        )
    if what.endswith("False"):
        return bool(value)
    return bool(value != ("write" if "write" in what else True))


class Watch:
    """Notes at which places a weaker form would have made a difference, since ``seen`` was last
    emptied: there alone can a mutant be noticed.
    """

    def __init__(self, found: list[Mutant]) -> None:
        self.seen: set[tuple[str, str, int]] = set()
        self.kept = {f: f.__code__ for f in
                     {function_of(m.room, m.function) for m in found}}  # fmt: skip
        for room, name in {(m.room, m.function) for m in found}:
            function = function_of(room, name)
            function.__globals__["__mark__"] = self.mark
            function.__globals__["__call__"] = self.call
            function.__code__ = changed(room, name, self.probe(room, name))

    def probe(self, room: str, name: str) -> Any:
        """What takes the place of a check to be watched: it does the same and tells."""

        def change(number: int, at: Any, what: str, made: ast.AST) -> ast.AST:
            place = ast.Tuple([ast.Constant(p) for p in (room, name, number, what)], ast.Load())
            if isinstance(at, ast.Raise):
                test = ast.Call(ast.Name("__mark__", ast.Load()), [place, ast.Constant(0)], [])
                return ast.If(test, [at], [])
            if what.endswith("None"):
                called = [place, at.func, *at.args]
                return ast.Call(ast.Name("__call__", ast.Load()), called, at.keywords)
            given = at.args[:1] if what.startswith("fields") else []
            return ast.Call(ast.Name("__mark__", ast.Load()), [place, at, *given], [])

        return change

    def mark(self, place: tuple[str, str, int, str], value: Any, given: Any = None) -> Any:
        """One check was asked; True for a refusal, which is raised then."""
        if place[3] == "refusal removed":
            self.seen.add(place[:3])
            return True
        if differs(place[3], value, given):
            self.seen.add(place[:3])
        return value

    def call(self, place: tuple[str, str, int, str], function: Any, *args: Any) -> Any:
        """A check that refuses by itself."""
        try:
            return function(*args)
        except Exception:
            self.seen.add(place[:3])
            raise

    def end(self) -> None:
        """Give the functions their own code back."""
        for function, code in self.kept.items():
            function.__code__ = code
