"""Money and numbers: no branch without a test."""

from __future__ import annotations

import pytest
from tools.proven import MODULES, prove
from tools.steps import ROOT

pytestmark = pytest.mark.without_database


def test_every_branch_of_money_and_numbers_is_run_by_their_own_tests() -> None:
    """Amounts, sums, VAT, words and numbers have 100 % branch coverage."""
    found = prove()
    assert found.returncode == 0, found.stdout
    assert "100%" in found.stdout


def test_each_module_that_must_be_proven_is_there() -> None:
    """A module that was moved would be proven by nobody."""
    assert all(list(ROOT.glob(place)) for place in MODULES)
