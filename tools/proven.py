"""Every branch of the modules that compute money and give numbers is run by their own tests.

``python -m tools.proven`` runs these tests under coverage and fails below 100 %, naming the lines;
a test of the suite calls it, so that a new branch without a test does not pass.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.steps import ROOT

KIT = "src/kartei/platform/kit"
RECORDS = "src/kartei/platform/records"
DOCUMENTS = "src/kartei/modules/documents"
#: What must be proven: amounts, sums and VAT, rates by date, sums in words, numbers.
MODULES = (
    f"{KIT}/money.py",
    f"{KIT}/decimals.py",
    f"{DOCUMENTS}/render/totals.py",
    f"{DOCUMENTS}/render/figures.py",
    f"{DOCUMENTS}/render/inwords/*.py",
    f"{DOCUMENTS}/packs/*.py",
    f"{DOCUMENTS}/papers/sums.py",
    f"{DOCUMENTS}/papers/numbers.py",
    f"{DOCUMENTS}/papers/numerators.py",
    f"{DOCUMENTS}/papers/patterns.py",
    f"{RECORDS}/numbers.py",
)
TESTS = (
    f"{KIT}/tests/test_money.py",
    f"{DOCUMENTS}/render/tests/test_totals.py",
    f"{DOCUMENTS}/render/tests/test_inwords.py",
    f"{DOCUMENTS}/tests/test_packs.py",
    f"{DOCUMENTS}/papers/tests",
    f"{RECORDS}/tests/test_numbers.py",
    "src/kartei/modules/billing/tests/test_numerators.py",
)


def prove() -> subprocess.CompletedProcess[str]:
    """Run the tests, then judge their coverage; the failing step, or the report when all is run."""
    with tempfile.TemporaryDirectory(prefix="kartei-proven-") as folder:
        kept = {
            **os.environ,
            "COVERAGE_FILE": str(Path(folder) / "data"),
            "COVERAGE_CORE": "ctrace",
        }
        included = f"--include={','.join(MODULES)}"
        python = (sys.executable, "-m")
        quiet = ("-q", "-p", "no:cacheprovider", "-p", "no:xdist")
        tested = step((*python, "coverage", "run", "--branch", included,
                       "-m", "pytest", *quiet, *TESTS), kept)  # fmt: skip
        if tested.returncode:
            return tested
        report = ("report", "--show-missing", "--skip-covered", "--fail-under=100", included)
        return step((*python, "coverage", *report), kept)


def step(words: tuple[str, ...], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """One program with its output as text."""
    return subprocess.run(
        words, cwd=ROOT, env=environment, text=True, check=False,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


if __name__ == "__main__":
    found = prove()
    print(found.stdout)
    sys.exit(found.returncode)
