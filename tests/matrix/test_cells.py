"""A1, generated: privilege × depth × position through every door of every owned object.

S0-016, S0-017, S0-018, S2-14, S4-083…S4-092. The oracle (oracle.toml) was written from the
specification; a refused question leaves every table as it was.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kartei.platform.meta.spec import registry
from tests.entities import owned_names
from tests.matrix.cells import Asker, cases, dotted, run
from tests.matrix.house import ORACLE, build, deals, matrix_names

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", matrix_names())
def test_what_a_role_reaches_is_what_the_specification_says(
    name: str, tmp_path: Path, settings: Any
) -> None:
    """0 leaks, 0 over-blocks."""
    settings.MEDIA_ROOT = str(tmp_path)
    asker = Asker(build(name))
    cells, wrong = 0, []
    for case in cases():
        if case.object == name:
            number, found = run(asker, case)
            cells += number
            wrong += found
    assert not wrong, f"{len(wrong)} of {cells} cells:\n" + "\n".join(wrong[:60])


def test_what_is_seen_by_way_of_a_link_is_what_is_reached(tmp_path: Path, settings: Any) -> None:
    """Titles, groups, boards, exports and filters beyond a link: an unreadable target is empty."""
    settings.MEDIA_ROOT = str(tmp_path)
    house = build("people.person")
    deals(house)
    asker = Asker(house)
    wrong = [fault for case in dotted() for fault in run(asker, case)[1]]
    assert not wrong, "\n".join(wrong)


def test_every_command_of_an_owned_object_has_an_entry() -> None:
    """A new command needs a line in oracle.toml under [commands]: what it needs, a body."""
    known = {f"{n}.{c.name}" for n in owned_names() for c in registry.entities[n].commands}
    assert known == set(ORACLE["commands"]), "say in tests/matrix/oracle.toml what these need"
