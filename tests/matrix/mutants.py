"""Does the matrix notice a missing check? ``python -m tests.matrix.mutants [--table FILE]``.

Each mutant makes one check of the permission code permissive (weaken.py) in a process of its own
that shares the built firm, and puts the questions (stages.py) to it until one answer is wrong. Only
questions during which the weaker form would have said something else are put: the others cannot
notice it. Slow, so no part of ``make test``; a table keeps what was caught, for a run that goes on
where another stopped. What survives for a reason stands in mutants.toml.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
import tomllib
from pathlib import Path
from typing import Any

from tests.matrix.weaken import Mutant, Watch, apply, mutants

HERE = Path(__file__).parent
#: Seconds of processor time for all questions of one stage to one mutant.
SECONDS = 60
#: An error of the program in the place of a refusal fails the matrix as well.
CAUGHT = ("caught", "broke")


class Table:
    """What came of which mutant: a line each, of room, key, outcome, stage and question."""

    def __init__(self, path: str) -> None:
        self.path = Path(path) if path else None
        self.rows: dict[tuple[str, str], list[str]] = {}
        if self.path and self.path.exists():
            for line in self.path.read_text("utf-8").splitlines():
                room, key, *rest = line.split("\t")
                self.rows[room, key] = rest

    def keep(self, mutant: Mutant, *rest: str) -> None:
        """Note the last outcome of a mutant."""
        self.rows[mutant.room, mutant.key] = list(rest)
        if self.path:
            lines = ["\t".join([*place, *row]) for place, row in sorted(self.rows.items())]
            self.path.write_text("\n".join(lines) + "\n", "utf-8")

    def of(self, mutant: Mutant) -> str:
        """The last outcome; "" when it was not asked."""
        return self.rows.get((mutant.room, mutant.key), [""])[0]


def outcome(mutant: Mutant, questions: list[Any]) -> tuple[str, str]:
    """What some questions make of a mutant, tried in a child: caught (and by which), broke (it ends
    in an error of the program where it should have refused), alive, or slow (nothing in its time).
    """
    told, telling = os.pipe()
    child = os.fork()
    if child == 0:
        code, title, began = 0, "", time.process_time()
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        try:
            apply(mutant)
            for title, question in questions:
                if put(question):
                    os.write(telling, title.encode())
                    code = 1
                    break
                if time.process_time() - began > SECONDS:
                    code = 3
                    break
        except Exception as error:  # noqa: BLE001 (whatever it is, it is no answer)
            os.write(telling, f"{type(error).__name__} at {title}".encode())
            code = 2
        finally:
            os._exit(code)
    os.close(telling)
    with os.fdopen(told, "rb") as pipe:
        by = pipe.read().decode()
    _done, status = os.waitpid(child, 0)
    known = {0: "alive", 1: "caught", 3: "slow"}
    return known.get(os.waitstatus_to_exitcode(status), "broke"), by


def put(question: Any) -> bool:
    """One question, under rights that are worked out anew: kept ones would ask no check."""
    from kartei.platform.access.roster import forget_roster

    forget_roster()
    wrong: bool = question()
    return wrong


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


def touched(name: str, questions: list[Any], watch: Watch) -> dict[Any, list[Any]]:
    """The questions of a stage during which each place would have said something else."""
    found: dict[Any, list[Any]] = {}
    for title, question in questions:
        watch.seen.clear()
        if put(question):
            sys.exit(f"“{title}” of the stage “{name}” is answered wrong without any mutant")
        for place in watch.seen:
            found.setdefault(place, []).append((title, question))
    return found


def through(name: str, left: list[Mutant], until: float, table: Table) -> list[Mutant]:
    """One stage over some mutants; those that it does not catch, in order."""
    from django.db import transaction

    from kartei.platform.access.roster import forget_roster
    from kartei.platform.meta.world import forget_world
    from tests.matrix.stages import STAGES

    survived = []
    with transaction.atomic():
        questions = list(STAGES[name]())
        watch = Watch(left)
        places = touched(name, questions, watch)
        watch.end()
        say(f"{name}: {len(questions)} questions touch {len(places)} places")
        for at, mutant in enumerate(left):
            chosen = places.get((mutant.room, mutant.function, mutant.number), [])
            if time.time() > until:
                say(f"out of time in {name}: {len(left) - at} not asked")
                survived += left[at:]
                break
            if not chosen:
                survived.append(mutant)
                continue
            found, by = outcome(mutant, chosen)
            say(f"{found} {name} {mutant.name} ({by or f'{len(chosen)} questions'})")
            table.keep(mutant, found, name, by)
            survived += [] if found in CAUGHT else [mutant]
        transaction.set_rollback(True)
    forget_roster()
    forget_world()
    return survived


def main() -> int:
    """Run the stages over what is left; 1 when anything survives without a reason."""
    options = argparse.ArgumentParser()
    options.add_argument("--only", default="")
    options.add_argument("--minutes", type=float, default=600)
    options.add_argument("--stages", default="")
    options.add_argument("--table", default="")
    asked = options.parse_args()
    until = time.time() + asked.minutes * 60
    prepare()
    from tests.matrix.stages import STAGES

    reasons = tomllib.loads((HERE / "mutants.toml").read_text("utf-8"))
    table = Table(asked.table)
    every = [m for m in mutants() if asked.only in m.name]
    judged = [m for m in every if m.key not in reasons.get(m.room, {})]
    left = [m for m in judged if table.of(m) not in CAUGHT]
    for name in asked.stages.split(",") if asked.stages else STAGES:
        left = through(name, left, until, table)
    return told(every, judged, table)


def told(every: list[Mutant], judged: list[Mutant], table: Table) -> int:
    """The figures at the end; 1 when anything survives without a reason."""
    for mutant in judged:
        if table.of(mutant) not in CAUGHT:
            say(f"{'SURVIVED' if table.of(mutant) else 'not reached'} {mutant.name}")
    tried = [m for m in judged if table.of(m)]
    caught = [m for m in tried if table.of(m) in CAUGHT]
    say(f"{len(every)} mutants, {len(every) - len(judged)} with a reason to survive")
    say(f"{len(caught)} of {len(tried)} asked were caught, {len(judged) - len(tried)} not reached")
    return 0 if len(caught) == len(judged) else 1


if __name__ == "__main__":
    sys.exit(main())
