"""What a firm does not need is left out, and the server starts without it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kartei.platform.meta.spec import registry
from kartei.web.config import OPTIONS

ALL = OPTIONS["modules"].split(",")
#: Sets Django up with the modules of the environment, then prints every address of the API.
LOAD = """
import django
django.setup()
from kartei.web.urls import api
print(*sorted(path for _at, router in api._routers for path in router.path_operations))
"""


def needing(name: str) -> set[str]:
    """A module with all that stand on it."""
    above = {m.name for m in registry.modules.values() if name in m.needs}
    return {name}.union(*(needing(one) for one in above))


def started(folder: Path, modules: list[str]) -> subprocess.CompletedProcess[str]:
    """An installation with only these modules, set up as the server does it."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "kartei.web.settings",
        "KARTEI_DATA": str(folder),
        "KARTEI_MODULES": ",".join(modules),
    }
    return subprocess.run(
        [sys.executable, "-c", LOAD], env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("name", [name for name in ALL if name != "people"])
def test_a_module_is_left_out_with_what_stands_on_it(tmp_path: Path, name: str) -> None:
    """The addresses of the modules left out are not there, the others are."""
    gone = needing(name)

    done = started(tmp_path, [one for one in ALL if one not in gone])

    assert done.returncode == 0, done.stderr[-1000:]
    assert "/session" in done.stdout
    assert ("/tasks/day" in done.stdout) is ("tasks" not in gone)
    assert ("/papers/offers.offer/preview" in done.stdout) is ("offers" not in gone)


def test_a_module_without_what_it_needs_is_refused_by_name(tmp_path: Path) -> None:
    done = started(tmp_path, ["sales", "people"])

    assert done.returncode != 0
    assert "module sales needs catalog: left out" in done.stderr
