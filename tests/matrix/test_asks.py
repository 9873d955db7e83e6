"""A1: answers that hang on rights otherwise than by their status: figures, offers, what goes along.

S4-083…S4-092: data in asks.toml; each question is asked with something closed and with it open.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.matrix.asks import ASKS, build, cases, run


def test_every_question_has_two_sides() -> None:
    """One case alone could not tell a check from a door that is always shut or open."""
    assert not [asked["name"] for asked in ASKS if len(asked["case"]) < 2]


@pytest.mark.django_db
def test_answers_hold_what_rights_give(tmp_path: Path, settings: Any) -> None:
    """0 leaks, 0 over-blocks."""
    settings.MEDIA_ROOT = str(tmp_path)
    house = build()
    wrong = [f"{title}: {fault}" for title, case in cases() if (fault := run(house, case))]
    assert not wrong, "\n".join(wrong)
