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
    body = {"filter": ["usual", "=", True], "fields": ["*"]}
    [firm] = demo_house.ask("POST", "/records/documents.firm/query", body, login="admin").data[
        "items"
    ]
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


def own_of(house: House, object: str) -> list[dict[str, Any]]:
    """The firm's own fields of an object, or of its lines."""
    name, _, part = object.partition(":")
    fields = house.ask("GET", "/meta", login="admin").data["objects"][name]["fields"]
    if part:
        fields = next(field for field in fields if field["name"] == part)["lines"]
    return [field for field in fields if field.get("runtime")]


def test_the_firm_has_shaped_its_system(demo_house: House) -> None:
    """S4-070: own fields stand in forms and lines of offers, filled; a visitor sees them."""
    signs = next(f for f in own_of(demo_house, "people.company") if f["kind"] == "fullname")
    make = next(f for f in own_of(demo_house, "sales.deal") if f.get("depends"))
    assert counted(demo_house, "people.company", [signs["name"], "filled"]) > 10
    assert counted(demo_house, "sales.deal", [make["name"], "filled"]) > 20
    area = next(f for f in own_of(demo_house, "offers.offer:lines") if f["read_only"])
    body = {"limit": 5, "sort": "created_at", "fields": ["lines"]}
    offers = demo_house.ask("POST", "/records/offers.offer/query", body, login="admin").data
    assert any(line[area["name"]] for one in offers["items"] for line in one["lines"])


def test_a_seller_may_not_enter_the_stage_of_those_who_mind_the_money(demo_house: House) -> None:
    """S2-21: the last open stage is left to director, head and accountant."""
    asked = {"limit": 200, "fields": ["movers"]}
    stages = demo_house.ask("POST", "/records/sales.stage/query", asked, login="admin").data
    [last] = [stage for stage in stages["items"] if len(stage["movers"]) == 3]
    body = {"filter": ["and", UNTOUCHED, ["state", "=", "open"], ["stage", "!=", last["id"]]]}
    deals = demo_house.ask("POST", "/records/sales.deal/query", {**body, "limit": 1}).data["items"]
    wish = {"stage": last["id"]}
    answer = demo_house.ask("POST", f"/records/sales.deal/{deals[0]['id']}/move", wish)
    assert answer.status in (403, 422), answer.data
