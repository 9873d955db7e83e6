"""What a card says of a deal at a stage whose deals some roles alone may change."""

from __future__ import annotations

import pytest

from kartei.modules.sales.tests.firm import DEAL, new_firm
from kartei.platform.access.tests.cast import ORGANISATION
from kartei.platform.records import write
from kartei.platform.records.models import Journal
from kartei.web.api.cards import card
from kartei.web.api.tests.test_rights import ask

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


def test_rights_at_a_stage_are_weighed_before_they_are_written() -> None:
    """S2-21, S2-58: who loses sight of how many records, and who may not move there any more."""
    firm = new_firm()
    cast = firm.cast
    for who in ("alice", "alice", "dmitri"):
        firm.deal(getattr(cast, who))
    roles = [str(cast.roles["bob"])]
    body = {"stage": firm.id("new"), "readers": roles, "movers": roles}
    journal = Journal.objects.count()
    status, found = ask(cast, "admin", "post", "/rights/stage", body)
    assert status == 200, found
    (deals,) = found["objects"]
    assert {(c["privilege"], c["before"], c["after"], c["people"]) for c in deals["changes"]} == {
        (field, "organisation", "none", 4) for field in ("readers", "movers")
    }
    assert [c["label"] for c in deals["changes"]][:1] == ["see what stands at “New”"]
    seen = {r["user"]["title"]: (r["before"], r["after"]) for r in deals["rows"]}
    assert seen == {"Alice": (2, 0), "Dmitri": (1, 0), "Head": (3, 0)}
    assert (found["people"]["gain"], found["people"]["lose"]) == (0, 4)
    assert Journal.objects.count() == journal
    status, found = ask(cast, "admin", "post", "/rights/stage", {**body, "readers": ["nobody"]})
    assert status == 422
    assert ask(cast, "alice", "post", "/rights/stage", body)[0] == 403
    same = {"stage": firm.id("new"), "readers": []}
    assert ask(cast, "admin", "post", "/rights/stage", same)[1]["objects"] == []


def test_a_changed_role_is_weighed_with_the_stages_that_it_opens() -> None:
    """S2-58: the preview of people counts what stands at stages that a role does not see."""
    firm = new_firm()
    firm.deal(firm.cast.dmitri)
    write.change(
        firm.cast.admin, "sales.stage", firm.made["new"],
        {"readers": [str(firm.cast.roles["bob"])]},
    )  # fmt: skip
    role = str(firm.cast.roles["dmitri"])
    body = {"role": role, "grants": {"*": ORGANISATION}}
    _, found = ask(firm.cast, "admin", "post", "/rights/preview", body)
    deals = next(o for o in found["objects"] if o["object"] == DEAL)
    assert deals["rows"] == [], "he sees as little of them as before"
