"""``make test``: every suite this machine can run, and plain words about those it cannot."""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from tools import front, postgres, texts
from tools.environment import PYTHON, ensure_python
from tools.steps import ROOT, Failed, say

PROCESSES = 2
_CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


@dataclass
class Count:
    """What one or more runs came to."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def add(self, other: "Count") -> None:
        """Take OTHER in."""
        self.passed += other.passed
        self.failed += other.failed
        self.skipped += other.skipped

    def __str__(self) -> str:
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


def test() -> int:
    """Run everything; the last line sums all runs up, the exit code is 1 when anything failed."""
    ensure_python("dev")
    texts.ensure_compiled()
    front.ensure_built()
    total, left_out = Count(), []
    with tempfile.TemporaryDirectory(prefix="kartei-results-") as folder:
        for name, suite in (
            ("SQLite and browser", _sqlite),
            ("PostgreSQL", _postgresql),
            ("front end", _front),
        ):
            result = _run(name, suite, Path(folder))
            if isinstance(result, Count):
                say(f"{name}: {result}")
                total.add(result)
            else:
                left_out.append(f"{name}: {result}")
    if chromium() is None:
        left_out.append("browser: no Chromium found")
    for line in left_out:
        say(f"left out: {line}")
    print(total, flush=True)
    return 1 if total.failed or not total.passed else 0


def chromium() -> str | None:
    """The path of a Chromium for the browser tests; KARTEI_TEST_CHROMIUM names one outright."""
    named = os.environ.get("KARTEI_TEST_CHROMIUM")
    return named or next((found for name in _CHROMIUM if (found := shutil.which(name))), None)


def _run(name: str, suite: Callable[[Path], Count | str], folder: Path) -> Count | str:
    """One suite; what keeps it from running at all counts as a failure."""
    say(f"testing: {name}")
    try:
        return suite(folder)
    except Failed as failed:
        print(failed, flush=True)
        return Count(failed=1)


def _sqlite(folder: Path) -> Count:
    found = chromium()
    words = [] if found else ["-m", "not browser"]
    return _pytest(folder / "sqlite.xml", words, {"KARTEI_TEST_CHROMIUM": found or ""})


def _postgresql(folder: Path) -> Count | str:
    place = postgres.binaries()
    if place is None:
        return "no initdb found (Debian: apt install postgresql)"
    with ExitStack() as running:
        # One server for each process: the commit horizon is one for the whole cluster, so an open
        # transaction of one process would hold back the journal that a test of the other reads.
        urls = [running.enter_context(postgres.cluster(place)) for _ in range(PROCESSES)]
        environment = {
            "KARTEI_TEST_DB": "postgresql",
            "KARTEI_TEST_DATABASES": " ".join(urls),
            "PATH": f"{place}{os.pathsep}{os.environ['PATH']}",
        }
        return _pytest(folder / "postgresql.xml", ["-m", "not browser"], environment)


def _front(folder: Path) -> Count | str:
    """The front end's unit tests, which Vitest reports as JSON."""
    if not front.exists():
        return "there is no front end in this tree"
    front.ensure_modules()
    report = folder / "front.json"
    reporters = ["--reporter=default", "--reporter=json", f"--outputFile={report}"]
    try:
        front.run_npm("test", "--", "--run", *reporters, what="npm test", quiet=False)
    except Failed:
        if not report.exists():
            raise
    found = json.loads(report.read_text(encoding="utf-8"))
    return Count(
        found["numPassedTests"],
        # A file that cannot even be loaded has no tests in it that could fail.
        found["numFailedTests"] or (0 if found["success"] else 1),
        found["numPendingTests"] + found["numTodoTests"],
    )


def _pytest(report: Path, words: list[str], environment: dict[str, str]) -> Count:
    """Run pytest on two processes and count from its JUnit report.

    Each process takes files that follow one another until the other has none left: dealt out one by
    one, the tests of a file would have its house, browser or server made in both.
    """
    crowd = ["-n", str(PROCESSES), "--dist", "worksteal"]
    process = subprocess.run(
        [PYTHON, "-m", "pytest", "-q", *crowd, f"--junitxml={report}", *words],
        cwd=ROOT,
        env={**os.environ, **environment},
        check=False,
    )
    if not report.exists():
        raise Failed(f"pytest ended with {process.returncode} before it could report")
    sums = Count()
    for suite in ElementTree.parse(report).getroot().iter("testsuite"):  # noqa: S314 (our own file)
        tests, bad, skipped = (
            int(suite.get("tests", 0)),
            int(suite.get("failures", 0)) + int(suite.get("errors", 0)),
            int(suite.get("skipped", 0)),
        )
        sums.add(Count(max(0, tests - bad - skipped), bad, skipped))
    if process.returncode != 0 and not sums.failed:
        sums.failed += 1  # ended badly without a failed test, as when nothing was collected
    return sums
