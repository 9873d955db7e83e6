"""``make bench``: Kartei beside the bare floor on both databases, figures into bench/README.md."""

import os
import subprocess

from tools import front, texts
from tools.environment import PYTHON, ensure_python
from tools.steps import ROOT


def bench() -> int:
    """Measure everything (QUICK=1: short slices, nothing written; SCALE=0.1: a tenth of it)."""
    ensure_python("dev")
    front.ensure_built()
    texts.ensure_compiled()
    words = ["--scale", os.environ.get("SCALE", "1")]
    words.append("--quick" if os.environ.get("QUICK") else "--write")
    return subprocess.run([PYTHON, "-m", "bench.run", *words], cwd=ROOT, check=False).returncode
