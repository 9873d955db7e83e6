"""The report of the time from call to offer: each figure follows from the offers themselves."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from kartei.modules.offers.tests.shop import OFFER, Shop, make_shop
from kartei.modules.reports.contract import Wish, all_for, answer
from kartei.platform.access.actor import Actor
from kartei.platform.access.tests.cast import OWN
from kartei.platform.records import commands, query
from kartei.platform.records.ask import Ask

pytestmark = pytest.mark.django_db
REPORT = "offers.times"
#: Minutes that alice's offers took, and that of the administrator.
ALICE, ADMIN = (10, 50, 90, 2000), 30


@pytest.fixture
def shop() -> Shop:
    """Five offers sent today, and one that is not."""
    shop = make_shop()
    for who, minutes in (*(("alice", one) for one in ALICE), ("admin", ADMIN)):
        actor = getattr(shop.cast, who)
        begun = timezone.now() - timedelta(minutes=minutes)
        key = shop.offer(actor, begun_at=begun.isoformat())
        commands.run(actor, OFFER, key, "send", {})
    shop.offer()
    return shop


def asked(actor: Actor, **more: Any) -> dict[str, Any]:
    today = actor.ctx.today
    days = {"since": str(today - timedelta(days=1)), "until": str(today + timedelta(days=1))}
    return answer(actor, REPORT, Wish(period="own", **days, **more))


def test_average_and_spread_per_manager(shop: Shop) -> None:
    """S0-039: minutes on average, and how many were ready within each step."""
    found = asked(shop.cast.admin)
    rows = {row["keys"][0]["title"]: row for row in found["rows"]}
    name = shop.cast.admin.roster.user_names
    mine = rows[name[shop.cast.alice.user]]["figures"]
    assert float(mine["average"]) == pytest.approx(sum(ALICE) / len(ALICE), abs=1)
    assert [mine[step] for step in ("count", "quarter", "hour", "working", "day")] == [
        4,
        1,
        2,
        3,
        3,
    ]
    assert rows[name[shop.cast.admin.user]]["figures"]["quarter"] == 0
    assert found["total"]["figures"]["count"] == 5


def test_each_figure_leads_to_its_offers(shop: Shop) -> None:
    """The list behind a row holds as many offers as the row counts."""
    for row in asked(shop.cast.admin)["rows"]:
        page = query.page(shop.cast.admin, OFFER, Ask(filter=row["list"]["filter"], limit=50))
        assert len(page["items"]) == row["figures"]["count"]


def test_rights_hold_in_the_report(shop: Shop) -> None:
    """Who sees his own offers counts these alone; without the field there is no report."""
    alice = shop.cast.grant("alice", {"*": OWN})
    assert asked(alice)["total"]["figures"]["count"] == len(ALICE)
    blind = shop.cast.grant("alice", {"*": OWN}, {OFFER: {"prepared_in": "none"}})
    assert REPORT not in [report.name for report in all_for(blind)]
