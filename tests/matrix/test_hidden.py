"""A1: a field that is closed to somebody is nowhere, at no door, and nothing else is missing.

S4-086: data in hidden.toml; Alice lacks one field after the other, Bob lacks none.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.matrix.hidden import DATA, Pair, build, cells, run

pytestmark = pytest.mark.django_db


def test_a_closed_field_is_nowhere(tmp_path: Path, settings: Any) -> None:
    """0 leaks, 0 over-blocks; and every door and every field proves something."""
    settings.MEDIA_ROOT = str(tmp_path)
    pair = Pair(build())
    wrong, proves = [], Counter[tuple[str, int]]()
    for cell in cells():
        fault, can_fail = run(pair, cell)
        wrong += [fault] if fault else []
        proves[cell.kind, cell.door] += can_fail
        proves["field", cell.field] += can_fail
    assert not wrong, f"{len(wrong)}:\n" + "\n".join(wrong)
    idle = [DATA[kind][n] for (kind, n), number in proves.items() if not number]
    assert not idle, f"these prove nothing: {idle}"
