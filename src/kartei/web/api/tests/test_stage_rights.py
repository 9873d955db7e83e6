"""What a card says of a deal at a stage whose deals some roles alone may change."""

from __future__ import annotations

import pytest

from kartei.modules.sales.tests.firm import DEAL, new_firm
from kartei.platform.records import write
from kartei.web.api.cards import card

pytestmark = pytest.mark.django_db


def test_a_card_offers_no_change_that_its_stage_refuses() -> None:
    """What the stage takes away is not offered; the rest stays."""
    firm = new_firm()
    key = firm.deal()
    before = card(firm.cast.alice, DEAL, key)
    assert before["can"]["write"]
    assert "move" in before["commands"]
    roles = [str(firm.cast.roles["bob"])]
    write.change(firm.cast.admin, "sales.stage", firm.made["new"], {"editors": roles})
    shown = card(firm.cast.alice, DEAL, key)
    rights = ("read", "share", "append_to", "write", "delete", "assign")
    assert [shown["can"][p] for p in rights] == [True] * 3 + [False] * 3
    assert shown["commands"] == []
    assert card(firm.cast.admin, DEAL, key)["can"]["write"]
