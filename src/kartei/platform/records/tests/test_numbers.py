"""Series of numbers: each once, from 1 on, never back."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from kartei.platform.records.marks import VIA
from kartei.platform.records.numbers import forward, take, take_for, upcoming

pytestmark = pytest.mark.django_db


def test_a_series_gives_each_number_once() -> None:
    assert upcoming("bills") == 1
    assert [take("bills"), take("bills", 3), take("bills")] == [1, 2, 5]
    assert upcoming("bills") == 6
    with pytest.raises(ValueError, match="at least one"):
        take("bills", 0)


def test_a_series_goes_on_but_never_back() -> None:
    forward("bills", 40)
    forward("bills", 7)
    assert (take("bills"), upcoming("orders")) == (40, 1)


def test_samples_are_numbered_apart() -> None:
    """The firm's numbers have no gap when samples are cleared."""
    sample: Any = SimpleNamespace(via=VIA)
    person: Any = SimpleNamespace(via="web")
    assert take_for(sample, "bills", 2) == ("DEMO-", 1)
    assert take_for(person, "bills") == ("", 1)
    assert upcoming("bills") == 2
