"""Does the matrix notice a missing check? ``python -m tests.matrix.mutants [--only TEXT]``.

Each mutant makes one check of the permission code permissive (weaken.py) in a process of its own
that shares the built firm, and puts the questions (stages.py) to it until one answer is wrong. Only
questions during which the weaker form would have said something else are put: the others cannot
notice it. Slow, so no part of ``make test``. What survives for a reason stands in mutants.toml.
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


def outcome(mutant: Mutant, questions: list[Any]) -> tuple[str, str]:
    """What some questions make of a mutant, tried in a child: caught (and by which), alive, slow
    (no wrong answer in its time) or broke (it ends in an error of the program: proves nothing).
    """
    told, telling = os.pipe()
    child = os.fork()
    if child == 0:
        code = 2
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        try:
            apply(mutant)
            code = 0
            for title, question in questions:
                if question():
                    os.write(telling, title.encode())
                    code = 1
                    break
                if time.process_time() > SECONDS:
                    code = 3
                    break
        except BaseException:
            code = 2
            raise
        finally:
            os._exit(code)
    os.close(telling)
    with os.fdopen(told, "rb") as pipe:
        by = pipe.read().decode()
    _done, status = os.waitpid(child, 0)
    known = {0: "alive", 1: "caught", 3: "slow"}
    return known.get(os.waitstatus_to_exitcode(status), "broke"), by


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
        if question():
            sys.exit(f"“{title}” of the stage “{name}” is answered wrong without any mutant")
        for place in watch.seen:
            found.setdefault(place, []).append((title, question))
    return found


def through(name: str, left: list[Mutant], until: float, asked: set[str]) -> list[Mutant]:
    """One stage over some mutants; those that it does not catch, in order. asked: by any stage."""
    from django.db import transaction

    from kartei.platform.access.actor import forget_roster
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
            asked.add(mutant.name)
            found, by = outcome(mutant, chosen)
            say(f"{found} {name} {mutant.name} ({by or f'{len(chosen)} questions'})")
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
    options.add_argument("--stages", default="")
    asked = options.parse_args()
    until = time.time() + asked.minutes * 60
    prepare()
    from tests.matrix.stages import STAGES

    reasons = tomllib.loads((HERE / "mutants.toml").read_text("utf-8"))
    every = [m for m in mutants() if asked.only in m.name]
    left = [m for m in every if m.key not in reasons.get(m.room, {})]
    say(f"{len(every)} mutants, {len(every) - len(left)} with a reason to survive")
    tried: set[str] = set()
    total = len(left)
    for name in asked.stages.split(",") if asked.stages else STAGES:
        left = through(name, left, until, tried)
    say(f"{total - len(left)} of {len(tried)} asked were caught, {total - len(tried)} not reached")
    for mutant in left:
        say(f"{'SURVIVED' if mutant.name in tried else 'not reached'} {mutant.name}")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
