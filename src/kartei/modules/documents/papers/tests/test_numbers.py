"""Which of several numerators numbers a paper."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from kartei.modules.documents.papers.numbers import series_of


@pytest.mark.parametrize(
    ("firm", "form", "wanted"),
    [("f", "upd", "form"), ("f", "act", "firm"), ("g", "act", "all"), ("g", "upd", "form")],
)
def test_the_closest_numerator_holds(firm: str, form: str, wanted: str) -> None:
    """The form goes before the own firm, that one before all."""
    rows = [
        {"form": of, "firm_id": owner, "pattern": f"{name}{{number}}", "anew": "never"}
        for of, owner, name in (("", None, "all"), ("", "f", "firm"), ("upd", None, "form"))
    ]
    kind: Any = SimpleNamespace(object="billing.delivery", form=form)
    draft: Any = {"firm": firm, "date": date(2026, 1, 1)}
    found: Any = None
    assert series_of(kind, draft, found, rows).before == wanted
