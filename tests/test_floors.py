"""The floors of the house: who may know whom."""

from __future__ import annotations

from pathlib import Path

from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

ROOT = Path(__file__).parents[1]


def test_each_floor_knows_only_those_below() -> None:
    """S4-061: shell, modules, platform with its rooms, and the kit; every import keeps to it."""
    found = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert found == EXIT_STATUS_SUCCESS
