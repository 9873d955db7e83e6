"""Papers look as they looked: text and place of all that stands on them (see golden.py)."""

import pytest

from kartei.modules.documents.render.model import PaperDocument
from kartei.modules.documents.render.tests.golden import (
    FOLDER,
    TOLERATED,
    deliveries,
    differing,
    papers,
    placed,
    words_of,
)

FOUND = dict(papers()) | dict(deliveries())


@pytest.mark.parametrize("name", FOUND)
def test_the_paper_is_the_golden_one(name: str) -> None:
    """S0-010, S0-011: a layout that moved is a decision, not an accident."""
    paper: PaperDocument = FOUND[name]
    found, golden = placed(paper), (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    assert words_of(found) == words_of(golden)
    assert differing(found, golden) <= TOLERATED


def test_there_is_no_golden_paper_too_many() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == FOUND.keys()
