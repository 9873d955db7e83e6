"""``make check`` and ``make fix``: the same judges for every developer and for the build."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tools import front
from tools.environment import BIN, PYTHON, ensure_python, node_environment, npm
from tools.steps import FRONTEND, ROOT, say


@dataclass(frozen=True)
class Part:
    """One judge: its name, the program, and where and with what environment it runs."""

    name: str
    words: tuple[str | Path, ...]
    cwd: Path = ROOT
    environment: tuple[tuple[str, str], ...] = ()


def check() -> int:
    """Run all judges, two at a time, the longest first; the output of the unhappy ones is shown."""
    ensure_python("dev")
    parts = [*_front(), *_python()]
    with ThreadPoolExecutor(2) as pool:
        happy = list(pool.map(_judge, parts))
    return 0 if all(happy) else 1


def fix() -> int:
    """Let the tools repair what they can: order of imports, form, simple findings."""
    ensure_python("dev")
    for words in (["check", "--fix", "--quiet", "."], ["format", "--quiet", "."]):
        subprocess.run([BIN / "ruff", *words], cwd=ROOT, check=False)
    if front.exists():
        front.ensure_modules()
        front.run_npm("run", "fix", what="npm run fix", quiet=False)
    return check()


def _python() -> list[Part]:
    """The judges of Python code and of texts."""
    return [
        Part("types (mypy)", (BIN / "mypy",)),
        Part("imports (import-linter)", (BIN / "lint-imports", "--no-logo")),
        Part("lint (ruff)", (BIN / "ruff", "check", "--quiet", ".")),
        Part("form (ruff)", (BIN / "ruff", "format", "--check", "--quiet", ".")),
        Part("house rules", (PYTHON, "-m", "tools.lints")),
        Part("translations", (PYTHON, "-m", "tools.i18n", "check")),
    ]


def _front() -> list[Part]:
    """The front end's judges: Biome, TypeScript and knip, in its own script ``check``."""
    if not front.exists():
        return []
    front.ensure_modules()
    environment = node_environment()
    words = (*npm(environment), "run", "check", "--silent")
    return [Part("front end", words, FRONTEND, tuple(environment.items()))]


def _judge(part: Part) -> bool:
    """Run one judge and say how it went."""
    began = time.monotonic()
    done = subprocess.run(
        part.words,
        cwd=part.cwd,
        env={**os.environ, **dict(part.environment)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    happy = done.returncode == 0
    word = "fine" if happy else "NOT FINE"
    say(f"{part.name}: {word} ({time.monotonic() - began:.1f} s)")
    if not happy:
        sys.stdout.buffer.write(done.stdout)
        sys.stdout.flush()
    return happy
