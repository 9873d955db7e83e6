"""Fixtures of the sales tests."""

from __future__ import annotations

import pytest

from kartei.modules.sales.tests import firm as firms


@pytest.fixture
def firm() -> firms.Firm:
    """Ready funnels, no deals."""
    return firms.new_firm()


@pytest.fixture
def full() -> firms.Firm:
    """Ready funnels and 88 deals."""
    return firms.full_firm()
