"""``make release``: build the package and prove that it starts from nothing but itself."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tools import front, texts
from tools.environment import PYTHON, ensure_python
from tools.steps import ROOT, Failed, run, say

_DIST = ROOT / "dist"
_READY = "Kartei is ready"


def release() -> int:
    """Build ``dist/kartei-*.whl``, install it into an empty environment and wait for its server."""
    ensure_python()
    front.ensure_built()
    texts.ensure_compiled()
    shutil.rmtree(_DIST, ignore_errors=True)
    say("building the package")
    run(
        [PYTHON, "-m", "pip", "wheel", "-q", "--no-deps", "-w", _DIST, "."],
        what="building the package",
    )
    built = next(_DIST.glob("kartei-*.whl"))
    with tempfile.TemporaryDirectory(prefix="kartei-release-") as folder:
        _try(built, Path(folder))
    say(f"dist/{built.name}: {built.stat().st_size / 1024:.0f} KiB, starts")
    return 0


def _try(built: Path, folder: Path) -> None:
    """Install BUILT in FOLDER and start it on an empty data folder."""
    say("installing it into an empty environment")
    run([sys.executable, "-m", "venv", folder / "venv"], what="python3 -m venv")
    python = folder / "venv" / PYTHON.parent.name / PYTHON.name
    run(
        [python, "-m", "pip", "install", "-q", "-c", ROOT / "constraints.txt", built],
        what="pip install",
    )
    say("starting it")
    environment = {**os.environ, "KARTEI_DATA": str(folder / "data"), "PORT": "8899"}
    server = subprocess.Popen(
        [python, "-m", "kartei", "up"],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        if server.stdout is None or not any(_READY in line for line in server.stdout):
            raise Failed("the package does not start")
    finally:
        server.terminate()
        server.wait(20)
