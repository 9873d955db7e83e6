"""Offers by the calendar: reminded of before the last day, expired after it, extended."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from kartei.modules.offers.jobs import BEFORE, watch_last_days
from kartei.modules.offers.tests.shop import OFFER, Shop, make_shop
from kartei.platform.access.models import Notice
from kartei.platform.records import commands, notices, query, write
from kartei.platform.records.ask import Ask
from kartei.platform.records.timeline import timeline

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(settings: Any, tmp_path: Path) -> Shop:
    settings.MEDIA_ROOT = str(tmp_path)
    return make_shop()


def sent(shop: Shop, days: int) -> UUID:
    """A sent offer whose last day is so many days away, as time has made it."""
    key = shop.offer()
    commands.run(shop.cast.alice, OFFER, key, "send", {})
    twin = shop.cast.admin.world.objects[OFFER].twin
    today = shop.cast.admin.ctx.today
    early = today - timedelta(days=30)
    twin.objects.filter(pk=key).update(date=early, valid_until=today + timedelta(days=days))
    return key


def status(shop: Shop, key: UUID) -> str:
    return str(write.one(shop.cast.admin, OFFER, key)["status"])


def told(shop: Shop) -> list[str]:
    rows = Notice.objects.filter(user=shop.cast.alice.user, kind=notices.EVENT).order_by("at")
    return [row.data["verb"] for row in rows]


def test_an_offer_past_its_last_day_is_expired_once(shop: Shop) -> None:
    key, other = sent(shop, -1), sent(shop, 0)
    watch_last_days()
    watch_last_days()
    assert (status(shop, key), status(shop, other)) == ("expired", "sent")
    assert told(shop).count("expire") == 1
    found = query.page(shop.cast.alice, OFFER, Ask(filter=["status", "=", "expired"]))["items"]
    assert [one["id"] for one in found] == [str(key)]
    event = timeline(shop.cast.alice, OFFER, key)["items"][0]
    assert (event["title"], event["author"]) == ("The offer expired", None)


def test_the_owner_is_reminded_once_of_each_last_day(shop: Shop) -> None:
    sent(shop, BEFORE.days + 1)
    key = sent(shop, BEFORE.days)
    watch_last_days()
    watch_last_days()
    (row,) = Notice.objects.filter(kind=notices.EVENT)
    assert (row.record, row.data["verb"], row.user_id) == (key, "ends_soon", shop.cast.alice.user)
    until = shop.cast.alice.ctx.today + timedelta(days=1)
    write.change(shop.cast.alice, OFFER, key, {"valid_until": until.isoformat()})
    watch_last_days()
    assert told(shop) == ["ends_soon", "ends_soon"]


def test_extending_makes_it_hold_again(shop: Shop) -> None:
    key = sent(shop, -1)
    watch_last_days()
    commands.run(shop.cast.alice, OFFER, key, "extend", {})
    offer = write.one(shop.cast.admin, OFFER, key)
    days = timedelta(days=14)
    assert offer["status"] == "sent"
    assert offer["valid_until"] == shop.cast.alice.ctx.today + days


def test_a_later_last_day_makes_it_sent_again_and_a_past_one_expired(shop: Shop) -> None:
    key = sent(shop, -1)
    watch_last_days()
    write.change(shop.cast.alice, OFFER, key, {"subject": "Still"})
    assert status(shop, key) == "expired"
    today = shop.cast.alice.ctx.today
    write.change(shop.cast.alice, OFFER, key, {"valid_until": today.isoformat()})
    assert status(shop, key) == "sent"


def test_drafts_and_decided_offers_do_not_expire(shop: Shop) -> None:
    key = sent(shop, -1)
    commands.run(shop.cast.alice, OFFER, key, "accept", {})
    watch_last_days()
    assert status(shop, key) == "accepted"
