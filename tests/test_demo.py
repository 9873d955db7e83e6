"""The demo firm looks like one that is cared for: steps are planned, a few are late or missing."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any

from tests.live import House

MOMENTS = ("stage_since", "last_talk_at", "next_step_at")
#: What is left as it was filled in: other tests work in the same firm, today.
UNTOUCHED = ["changed_at", "<", "today"]


def counted(house: House, object: str, *conditions: Any) -> int:
    """How many records of an object the administrator finds."""
    body = {"filter": ["and", *conditions], "count": "exact", "limit": 1}
    found = house.ask("POST", f"/records/{object}/query", body, login="admin").data
    return int(found["count"]["value"])


def test_most_open_deals_and_clients_have_a_next_step(demo_house: House) -> None:
    """S0-002: of ten, some eight are planned, one or two are late, one or two have none."""
    for name, conditions in (
        ("sales.deal", [["state", "=", "open"]]),
        ("people.company", [["name", "filled"]]),
        ("people.person", [["last_name", "filled"]]),
    ):
        conditions.append(UNTOUCHED)
        total = counted(demo_house, name, *conditions)
        none = counted(demo_house, name, *conditions, ["next_step", "empty"])
        late = counted(demo_house, name, *conditions, ["next_step_at", "<", "today"])
        assert 0 < none < total * 0.4, name
        assert 0 < late < total * 0.3, name


def test_nobody_works_at_night(demo_house: House) -> None:
    """Talks and moves happened, and steps are due, between half past six and three in UTC."""
    body = {"filter": UNTOUCHED, "limit": 200, "fields": list(MOMENTS)}
    deals = demo_house.ask("POST", "/records/sales.deal/query", body, login="admin").data["items"]
    assert len(deals) > 30
    for deal in deals:
        for name in MOMENTS:
            assert not deal[name] or 6 <= datetime.fromisoformat(deal[name]).hour < 15, name


def test_the_own_firm_and_its_goods_are_fit_for_paper(demo_house: House) -> None:
    """S0-010: the first offer that is tried shows a logo, requisites and pictures."""
    listed = demo_house.ask("GET", "/records/documents.firm", login="admin").data["items"]
    firm = demo_house.ask("GET", f"/records/documents.firm/{listed[0]['id']}", login="admin").data
    assert firm["logo"]["type"] == "image/png"
    for name in ("legal_name", "address", "phone", "email", "tax_id", "bank_account"):
        assert firm[name], name
    drawn = counted(demo_house, "catalog.product", ["picture", "filled"])
    assert drawn >= 5


def test_colleagues_stand_in_share_and_ask(demo_house: House) -> None:
    """The screens of absences, shares and requests show something from the first minute."""
    away = demo_house.ask("GET", "/team/away", login="admin").data["items"]
    assert len(away) == 1, "one of them is away today, another one will be"
    assert away[0]["substitute"]["title"]
    notices = demo_house.ask("GET", "/notices", login="accountant").data["items"]
    told = Counter(one["kind"] for one in notices)
    assert told >= Counter(request=1, share=3), "other tests tell her more"
    assert all(one["title"] for one in notices)
