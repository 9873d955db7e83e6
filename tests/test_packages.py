"""A module in a package of its own: found, migrated, served, translated; a broken one is named.

S0-029, S0-141, S1-40, S4-076.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.live import House, empty_place

ROOT = Path(__file__).parents[1]
GENERATE = "import os; from tools import scaffold; scaffold.generate(scaffold.planned(os.environ))"
API = """
from ninja import Router, Schema

router = Router(tags=["fleet"])


class Count(Schema):
    seen: int


@router.get("/count", response=Count)
def get_count(request):
    from kartei_fleet.contract import find

    return {"seen": len(find(request.actor, "Kombi"))}
"""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The rooms of a package as `make module` writes them, with an ``api`` room."""
    out = tmp_path_factory.mktemp("package")
    environment = {**os.environ, "NAME": "fleet", "OBJECT": "vehicle", "OUT": str(out)}
    subprocess.run([sys.executable, "-c", GENERATE], cwd=ROOT, env=environment, check=True)
    (out / "src" / "kartei_fleet" / "api.py").write_text(API)
    return out / "src" / "kartei_fleet"


def install(written: Path, folder: Path, name: str = "fleet") -> Path:
    """What ``pip install --target FOLDER`` leaves: the package, and who brings which module."""
    shutil.copytree(written, folder / "kartei_fleet")
    notes = folder / "kartei_fleet-1.2.dist-info"
    notes.mkdir()
    (notes / "METADATA").write_text("Metadata-Version: 2.1\nName: kartei-fleet\nVersion: 1.2\n")
    (notes / "entry_points.txt").write_text(f"[kartei.modules]\n{name} = kartei_fleet\n")
    return folder


@pytest.fixture
def place(tmp_path: Path, written: Path) -> Iterator[House]:
    """An installation that is not made yet, with the package beside it."""
    with empty_place(tmp_path) as found:
        found.environment["PYTHONPATH"] = str(install(written, tmp_path / "packages"))
        yield found


def test_a_package_is_a_module_like_any_other(place: House) -> None:
    """Tables, demo, metadata in Russian, menu, API, own endpoint, OpenAPI and doctor have it."""
    place.run("migrate")
    place.run("demo", "--small", "--password", "Fenster-7-окно")
    place.start()

    made = place.ask("POST", "/records/fleet.vehicle", {"name": "Kombi 7"})
    assert made.status == 201, made.data
    listed = place.ask("GET", "/records/fleet.vehicle").data["items"]
    assert "Kombi 7" in [row["name"] for row in listed]
    assert len(listed) == 1 + 3  # and those of the demo that are his
    refused = place.ask("POST", "/records/fleet.vehicle", {"name": "New", "since": "2999-01-01"})
    assert (refused.status, refused.data["errors"][0]["code"]) == (422, "fleet.to_come")

    meta: Any = place.ask("GET", "/meta", Accept_Language="ru").data
    assert meta["objects"]["fleet.vehicle"]["one"] == "запись vehicle"
    assert "fleet.vehicle" in [line["object"] for line in meta["menu"]]
    assert place.ask("GET", "/fleet/count").data == {"seen": 1}
    paths = place.ask("GET", "/openapi.json").data["paths"]
    assert {"/records/fleet.vehicle", "/fleet/count"} <= set(paths)
    assert "fine   module fleet (package kartei-fleet 1.2) is loaded" in place.report("doctor")


def test_a_package_added_later_brings_its_tables_at_the_next_start(
    tmp_path: Path, written: Path
) -> None:
    with empty_place(tmp_path) as place:
        place.run("migrate")
        place.run("demo", "--small", "--password", "Fenster-7-окно")
        place.environment["PYTHONPATH"] = str(install(written, tmp_path / "packages"))
        place.start()

        assert place.ask("POST", "/records/fleet.vehicle", {"name": "Kombi"}).status == 201


def test_only_the_modules_named_are_there(place: House) -> None:
    place.environment["KARTEI_MODULES"] = "people"

    assert "fleet" not in place.call("migrate", "--check").stdout


BREAKS: dict[str, tuple[str, str, str]] = {
    "import error": ("models.py", "import nowhere\n", "No module named 'nowhere' (models.py, line"),
    "syntax error": ("entities.py", "def (\n", "invalid syntax"),
    "no module.py": ("module.py", "", "declares no module = Module(...)"),
    "other name": ("module.py", "module = Module(name='park')\n", "names itself 'park'"),
    "a need": (
        "module.py",
        "module = Module(name='fleet', needs=('people', 'gps'))\n",
        "needs gps",
    ),
    "a circle": (
        "module.py",
        "module = Module(name='fleet', needs=('fleet',))\n",
        "need each other in a circle",
    ),
    "other label": (
        "apps.py",
        "from django.apps import AppConfig\n\n\nclass FleetConfig(AppConfig):\n"
        "    name = 'kartei_fleet'\n    label = 'park'\n",
        "label 'park'",
    ),
    "no router": ("api.py", "route = 1\n", "its api.py has no router"),
    "broken api": ("api.py", "1 / 0\n", "ZeroDivisionError: division by zero (api.py, line 1)"),
}


@pytest.mark.parametrize("what", BREAKS)
def test_a_broken_package_is_told_in_a_line_by_every_command(
    place: House, tmp_path: Path, what: str
) -> None:
    """At the start and by the doctor; never by a trace."""
    file, text, said = BREAKS[what]
    (tmp_path / "packages" / "kartei_fleet" / file).write_text(text)

    for words in (["migrate"], ["up"], ["doctor"]):
        done = place.call(*words)
        told = done.stdout + done.stderr
        assert done.returncode != 0
        assert "fleet" in told
        assert said in told, words
        assert "Traceback" not in told
    assert "WRONG" in told


def test_a_name_is_taken_once(tmp_path: Path, written: Path) -> None:
    """By a module of the tree, by the platform, or by another package."""
    with empty_place(tmp_path) as place:
        for name, said in (("tasks", "is there already"), ("records", "is not free")):
            folder = install(written, tmp_path / name, name)
            place.environment["PYTHONPATH"] = str(folder)
            done = place.call("migrate")
            assert done.returncode == 2
            assert f"module {name}" in done.stderr
            assert said in done.stderr
            assert "kartei-fleet 1.2" in done.stderr
            assert "Traceback" not in done.stderr
