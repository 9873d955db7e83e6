"""Does the matrix notice a missing check? ``python -m tests.matrix.mutants [--only TEXT]``.

Each mutant makes one use of the permission code permissive (a privilege reaches, a scope is all, a
field is writable, a refusal is not raised) in a process of its own that shares the built firm, and
asks the matrix. It changes the compiled code in memory; no file is touched. Slow, so no part of
``make test``. What survives for a reason stands in mutants.toml.
"""

from __future__ import annotations

import argparse
import ast
import os
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import CodeType
from typing import Any

HERE = Path(__file__).parent
SRC = HERE.parent.parent / "src"
#: Rooms whose checks are taken away, one at a time.
ROOMS = (
    "kartei.platform.access.actor", "kartei.platform.access.depth",
    *(f"kartei.platform.records.{n}" for n in (
        "ask", "bin", "bulk", "checks", "commands", "entries", "entry_input", "exporting", "facts",
        "files", "home", "links", "paging", "query", "reach", "search", "shares", "totals", "undo",
        "wire", "write", "rights", "audit", "firm", "purge",
    )),
    *(f"kartei.web.api.{n}" for n in ("cards", "configuration", "formulas", "layouts", "views")),
    "kartei.modules.offers.rules.issue", "kartei.modules.tasks.rules.next_step",
)  # fmt: skip
#: A call of this method becomes this expression.
PERMISSIVE = {
    "reaches": "True", "may": "True", "must": "None", "field_right": "'write'",
    "line_right": "'write'",
}  # fmt: skip
REFUSALS = {"forbidden", "not_found"}
SECONDS = 240


@dataclass(frozen=True)
class Mutant:
    """One weakened place: which function, in which line, and its new code."""

    room: str
    function: str
    line: int
    what: str
    code: CodeType

    @property
    def name(self) -> str:
        """How it is told of."""
        return f"{self.room.removeprefix('kartei.')}:{self.function}:{self.line} {self.what}"


def weaker(node: ast.AST) -> tuple[str, ast.AST] | None:
    """What takes the place of a node, if it is a check."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        name = node.func.attr
        if name in PERMISSIVE:
            return f"{name} → {PERMISSIVE[name]}", ast.parse(PERMISSIVE[name], mode="eval").body
        if name == "scope":
            made = "__import__('kartei.platform.access.actor', fromlist=['x']).Scope('all')"
            return "scope → all", ast.parse(made, mode="eval").body
        if name == "fields" and len(node.args) == 1:
            return "fields → all", ast.Attribute(node.args[0], "fields", ast.Load())
    if isinstance(node, ast.Attribute) and node.attr == "administrator":
        return "administrator → True", ast.Constant(True)
    if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
        func = node.exc.func
        if isinstance(func, ast.Name) and func.id in REFUSALS:
            return "refusal removed", ast.Pass()
    return None


class Swap(ast.NodeTransformer):
    """Puts the weaker form in the place of the one node counted so."""

    def __init__(self, wanted: int) -> None:
        self.wanted, self.seen, self.line, self.what = wanted, -1, 0, ""

    def visit(self, node: ast.AST) -> Any:
        """Count checks in the order of the text."""
        found = weaker(node) if not isinstance(getattr(node, "ctx", None), ast.Store) else None
        if found is not None:
            self.seen += 1
            if self.seen == self.wanted:
                self.what, self.line = found[0], getattr(node, "lineno", 0)
                return ast.copy_location(found[1], node)
        return self.generic_visit(node)


def codes(code: CodeType) -> Iterator[CodeType]:
    """All code inside some code."""
    for const in code.co_consts:
        if isinstance(const, CodeType):
            yield const
            yield from codes(const)


def functions(tree: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    """Functions and methods of a room by their qualified names."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node.name, node
        if isinstance(node, ast.ClassDef):
            yield from ((f"{node.name}.{n.name}", n) for n in node.body
                        if isinstance(n, ast.FunctionDef))  # fmt: skip


def mutants() -> Iterator[Mutant]:
    """Every check of every room, made weaker."""
    for room in ROOMS:
        text = (SRC / (room.replace(".", "/") + ".py")).read_text("utf-8")
        for name, _node in functions(ast.parse(text)):
            wanted = 0
            while True:
                tree, swap = ast.parse(text), Swap(wanted)
                swap.visit(dict(functions(tree))[name])
                if not swap.what:
                    break
                made = compile(ast.fix_missing_locations(tree), room, "exec")
                code = next(c for c in codes(made) if c.co_qualname == name)
                yield Mutant(room, name, swap.line, swap.what, code)
                wanted += 1


def apply(mutant: Mutant) -> None:
    """Give the running function the weaker code, wherever it was imported to."""
    found: Any = import_module(mutant.room)
    for part in mutant.function.split("."):
        found = found.__dict__[part]
    found = getattr(found, "fget", None) or getattr(found, "__wrapped__", found)
    found.__code__ = mutant.code


def outcome(mutant: Mutant, stage: Any) -> str:
    """What a stage makes of the mutant, tried in a child: caught, alive, broke (the mutant ends in
    an error of the program, which proves nothing) or slow.
    """
    child = os.fork()
    if child == 0:
        code = 2
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        try:
            apply(mutant)
            code = 1 if stage() else 0
        finally:
            os._exit(code)
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return {0: "alive", 1: "caught"}.get(os.waitstatus_to_exitcode(status), "broke")
        time.sleep(0.05)
    os.kill(child, 9)
    os.waitpid(child, 0)
    return "slow"


def first_of(name: str) -> Any:
    """The stage of one object's firm: the cases mixed by a fixed order, until one is wrong."""
    from hashlib import sha256

    from tests.matrix.cells import Asker, cases, run
    from tests.matrix.house import build

    asker = Asker(build(name))
    mixed = sorted((c for c in cases() if c.object == name),
                   key=lambda c: sha256(c.title.encode()).digest())  # fmt: skip
    return lambda: any(run(asker, case)[1] for case in mixed)


def routes_stage() -> Any:
    """The stage of the routes, asked without any right."""
    from tests.matrix import test_routes as routes
    from tests.matrix.house import build

    house = build("people.person")
    routes.deed(house)

    def stage() -> bool:
        for test in (routes.test_who_has_no_right_gets_what_his_door_gives,
                     routes.test_all_rights_on_records_set_nothing_up):  # fmt: skip
            try:
                test(house)
            except AssertionError:
                return True
        return False

    return stage


def closed_stage() -> Any:
    """The stage of the firm full of secrets (tests/closed_firm.py)."""
    from tests import test_side_doors as side
    from tests import test_unreadable_ids as ids
    from tests.closed_firm import build

    firm = build()

    def stage() -> bool:
        from django.db import transaction

        for test in (
            side.test_no_answer_shows_records_that_the_asker_may_not_read,
            side.test_no_answer_shows_fields_that_the_asker_may_not_read,
            ids.test_unreadable_is_answered_like_absent_and_nothing_is_written,
        ):
            try:
                with transaction.atomic():
                    test(firm)
                    transaction.set_rollback(True)
            except AssertionError:
                return True
        return False

    return stage


STAGES: dict[str, Any] = {"person": lambda: first_of("people.person"), "routes": routes_stage,
          "closed": closed_stage, "deal": lambda: first_of("sales.deal"),
          "offer": lambda: first_of("offers.offer")}  # fmt: skip


def prepare() -> None:
    """An empty database in memory, so that every child has its own."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    sys.path.insert(0, str(HERE.parent.parent))
    import django
    from django.conf import settings

    django.setup()
    settings.MEDIA_ROOT = tempfile.mkdtemp(prefix="kartei-mutants-")
    from django.db import connection
    from django.test.utils import setup_test_environment

    connection.settings_dict["TEST"]["NAME"] = ":memory:"
    setup_test_environment()
    connection.creation.create_test_db(verbosity=0)


def say(text: str) -> None:
    """One line of the report, at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def through(name: str, left: list[Mutant], until: float, asked: set[str]) -> list[Mutant]:
    """One stage over some mutants; those that it does not catch, in order. asked: by any stage."""
    from django.db import transaction

    from kartei.platform.access.actor import forget_roster
    from kartei.platform.meta.world import forget_world

    survived = []
    with transaction.atomic():
        stage: Any = STAGES[name]()
        if stage():
            sys.exit(f"the stage “{name}” fails without any mutant")
        for at, mutant in enumerate(left):
            if time.time() > until:
                say(f"out of time in {name}: {len(left) - at} not asked")
                survived += left[at:]
                break
            asked.add(mutant.name)
            found = outcome(mutant, stage)
            say(f"{found} {name} {mutant.name}")
            survived += [] if found == "caught" else [mutant]
        transaction.set_rollback(True)
    forget_roster()
    forget_world()
    return survived


def main() -> int:
    """Run the stages over what is left; 1 when anything survives without a reason."""
    options = argparse.ArgumentParser()
    options.add_argument("--only", default="")
    options.add_argument("--minutes", type=float, default=600)
    options.add_argument("--stages", default=",".join(STAGES))
    asked = options.parse_args()
    until = time.time() + asked.minutes * 60
    prepare()
    reasons = tomllib.loads((HERE / "mutants.toml").read_text("utf-8"))
    every = [m for m in mutants() if asked.only in m.name]
    left = [m for m in every if f"{m.function} {m.what}" not in reasons.get(m.room, {})]
    say(f"{len(every)} mutants, {len(every) - len(left)} with a reason to survive")
    tried: set[str] = set()
    total = len(left)
    for name in asked.stages.split(","):
        left = through(name, left, until, tried)
    say(f"{total - len(left)} of {len(tried)} asked were caught, {total - len(tried)} not asked")
    for mutant in left:
        say(f"{'SURVIVED' if mutant.name in tried else 'not asked'} {mutant.name}")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
