"""Builds the front end into the Python package, when its sources changed."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tools.environment import PYTHON, VENV, node_environment, npm
from tools.steps import FRONTEND, ROOT, Failed, digest, is_made, run, say, set_made

APP = ROOT / "src" / "kartei" / "web" / "static" / "app"
_BUILT = VENV / ".kartei-front"
_MODULES = FRONTEND / "node_modules"
_NO_SOURCES = {"node_modules", "dist", "coverage"}


def exists() -> bool:
    """Whether this tree has a front end at all."""
    return (FRONTEND / "package-lock.json").is_file()


def ensure_modules() -> None:
    """Install the front end's packages as the lock file pins them, when it changed.

    ``npm ci`` would refuse a lock file that lacks the optional packages of other systems, which it
    does when it was written where a package mirror carries only its own system's; ``install
    --no-save`` takes the same pinned versions and sums, and leaves the lock file as it is.
    """
    state = digest([FRONTEND / "package.json", FRONTEND / "package-lock.json"])
    mark = _MODULES / ".kartei"
    if is_made(mark, state):
        return
    say("installing the front end's packages")
    run_npm("install", "--no-save", what="npm install")
    set_made(mark, state)


def ensure_built() -> None:
    """Build the front end when a source changed since the last build, with compressed twins of its
    files.
    """
    if not exists():
        return
    state = digest(_sources())
    # a build by hand leaves no compressed twins
    if is_made(_BUILT, state) and any(APP.glob("index-*.js.gz")):
        return
    ensure_modules()
    say("building the front end")
    run_npm("run", "build", what="npm run build")
    run([PYTHON, "-m", "whitenoise.compress", "-q", APP], what="compressing the front end")
    set_made(_BUILT, state)


def run_npm(*words: str, what: str, quiet: bool = True) -> None:
    """Run npm in frontend/ with the right Node."""
    environment = node_environment()
    run([*npm(environment), *words], what=what, cwd=FRONTEND, env=environment, quiet=quiet)


def start_vite() -> "subprocess.Popen[bytes]":
    """Vite's server with its hot reload; without npm before it, so that it hears when it is to
    end.
    """
    environment = {**os.environ, **node_environment()}
    node = shutil.which("node", path=environment["PATH"])
    if node is None:
        raise Failed("Node was not found")
    return subprocess.Popen(
        [node, _MODULES / "vite" / "bin" / "vite.js"], cwd=FRONTEND, env=environment
    )


def _sources() -> Iterator[Path]:
    """Every file that a build may depend on."""
    for path in FRONTEND.iterdir():
        if path.is_file():
            yield path
        elif path.name not in _NO_SOURCES:
            yield from (inner for inner in path.rglob("*") if inner.is_file())
