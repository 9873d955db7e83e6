"""`make module`: what it writes passes every judge and its own test at once (S0-142)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tools.scaffold import planned
from tools.steps import Failed

ROOT = Path(__file__).parents[1]
#: What a copy of the tree needs, and what of it may be left out.
PARTS = ("src", "tools", "tests", "docs", "pyproject.toml", "conftest.py")
LEFT_OUT = shutil.ignore_patterns("__pycache__", "static", "screens", "browser")
GENERATE = "import os; from tools import scaffold; scaffold.generate(scaffold.planned(os.environ))"


def run(folder: Path, *words: str, **environment: str) -> str:
    """What a program prints in FOLDER, where it must not fail."""
    done = subprocess.run(
        words,
        cwd=folder,
        env={**clean(), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:]
    return done.stdout


def clean() -> dict[str, str]:
    """The environment without this test run's own settings; the tests' database may be named."""
    ours = ("DJANGO_", "PYTEST_", "PYTHONPATH")
    return {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(ours) and (not key.startswith("KARTEI_") or "_TEST_" in key)
    }


def program(name: str) -> str:
    """A program installed beside this Python."""
    return str(Path(sys.executable).with_name(name))


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tree with a fresh module in it."""
    copy = tmp_path_factory.mktemp("tree")
    for name in PARTS:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=LEFT_OUT)
        else:
            shutil.copy(source, copy / name)
    (copy / ".venv").symlink_to(sys.prefix)
    run(copy, sys.executable, "-c", GENERATE, NAME="fleet", OBJECT="spare_key")
    return copy


#: What knows no database.
READERS = [
    ("ruff", "check", "src/kartei/modules/fleet"),
    ("ruff", "format", "--check", "src", "tools"),
    ("mypy", "src/kartei/modules/fleet", "src/kartei/web/config.py"),
    ("lint-imports", "--no-cache"),
    ("python", "-m", "tools.lints"),
    ("python", "-m", "tools.i18n", "check", "src/kartei/modules/fleet"),
    ("pytest", "-q", "-p", "no:cacheprovider", "tests/test_config.py"),
]


@pytest.mark.parametrize(
    "words",
    [
        *(pytest.param(words, marks=pytest.mark.without_database) for words in READERS),
        ("pytest", "-q", "-p", "no:cacheprovider", "src/kartei/modules/fleet"),
        ("pytest", "-q", "-p", "no:cacheprovider", "tests/test_every_entity.py", "-k", "fleet"),
        ("python", "-m", "django", "makemigrations", "--check", "--dry-run", "fleet"),
    ],
    ids=lambda words: "-".join(word.strip("-") for word in words[:3]).replace("/", "."),
)
def test_a_fresh_module_passes_every_judge_and_its_own_tests(
    tree: Path, words: tuple[str, ...], tmp_path: Path
) -> None:
    """Nothing has to be mended before work on it begins."""
    run(
        tree,
        program(words[0]),
        *words[1:],
        PYTHONPATH=str(tree / "src"),
        KARTEI_DATA=str(tmp_path),
        DJANGO_SETTINGS_MODULE="tests.settings",
    )


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"NAME": "Fleet"},
        {"NAME": "fleet-park"},
        {"NAME": "class"},
        {"NAME": "tasks"},
        {"NAME": "records"},
        {"NAME": "session"},
        {"NAME": "fleet", "OBJECT": "../x"},
        {"NAME": "a_rather_long_name", "OBJECT": "and_a_long_object"},
    ],
)
def test_a_name_that_does_not_go_is_refused_before_anything_is_written(
    given: dict[str, str],
) -> None:
    with pytest.raises(Failed):
        planned(given)


def test_what_is_there_already_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "src" / "kartei_fleet").mkdir(parents=True)

    with pytest.raises(Failed, match="there already"):
        planned({"NAME": "fleet", "OUT": str(tmp_path)})
