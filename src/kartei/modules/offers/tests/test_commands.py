"""The life of an offer: sent, accepted, declined, replaced by a new version, told to its deal."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from kartei.modules.offers.tests.shop import OFFER, Shop, make_shop
from kartei.platform.kit.ids import uuid7
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import commands, entries, query, undo, write
from kartei.platform.records.ask import Ask
from kartei.platform.records.models import Journal, Timeline
from kartei.platform.records.timeline import timeline

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop() -> Shop:
    return make_shop()


def run(shop: Shop, key: UUID, command: str) -> dict[str, Any]:
    return commands.run(shop.cast.alice, OFFER, key, command, {})


def status(shop: Shop, key: UUID) -> str:
    return str(write.one(shop.cast.admin, OFFER, key)["status"])


def test_sending_marks_the_moment_and_shows_on_every_timeline(shop: Shop) -> None:
    key = shop.offer()
    run(shop, key, "send")
    found = write.one(shop.cast.alice, OFFER, key)
    assert found["status"] == "sent"
    assert found["sent_at"] is not None
    assert timeline(shop.cast.alice, OFFER, key)["items"][0]["title"] == "Sent"
    told = Journal.objects.get(object=OFFER, record=key, verb="send")
    places = Timeline.objects.filter(journal=told.pk).values_list("object", "record")
    assert set(places) == {
        (OFFER, key), ("sales.deal", shop.deal), ("people.person", shop.person),
        ("people.company", shop.company),
    }  # fmt: skip


@pytest.mark.parametrize(("command", "then"), [("accept", "accepted"), ("decline", "declined")])
def test_a_decision_closes_the_offer(shop: Shop, command: str, then: str) -> None:
    key = shop.offer()
    run(shop, key, command)
    assert status(shop, key) == then
    for again in ("send", "accept", "decline"):
        with pytest.raises(Refusal) as caught:
            run(shop, key, again)
        assert caught.value.status == 409
    with pytest.raises(Refusal) as refused:
        write.change(shop.cast.alice, OFFER, key, {"discount": "5"})
    assert [f.code for f in refused.value.faults] == ["papers.closed"]


def test_a_new_version_copies_and_replaces(shop: Shop) -> None:
    key = shop.offer(discount="7", subject="House")
    old = write.one(shop.cast.admin, OFFER, key)
    message = run(shop, key, "copy")["message"]
    assert status(shop, key) == "replaced"
    new = newest(shop)
    assert message == f"New version: {old['number']}-2"
    assert (new["number"], new["revision"]) == (f"{old['number']}-2", 2)
    assert (new["status"], new["replaces"]["id"]) == ("draft", str(key))
    for name in ("total", "cost", "profit", "discount", "subject", "deal", "person", "intro"):
        assert new[name] == old[name], name
    assert {line["id"] for line in new["lines"]}.isdisjoint({line["id"] for line in old["lines"]})
    run(shop, UUID(new["id"]), "copy")
    assert newest(shop)["number"] == f"{old['number']}-3"


def newest(shop: Shop) -> dict[str, Any]:
    found = query.page(shop.cast.admin, OFFER, Ask(sort="-revision", limit=1))["items"]
    return write.one(shop.cast.admin, OFFER, UUID(found[0]["id"]))


def test_an_offer_is_replaced_once(shop: Shop) -> None:
    key = shop.offer()
    run(shop, key, "copy")
    with pytest.raises(Refusal) as caught:
        run(shop, key, "copy")
    assert caught.value.status == 409
    with pytest.raises(Refusal) as refused:
        shop.offer(replaces=str(key))
    assert ("replaces", "offers.replaced") in {(f.field, f.code) for f in refused.value.faults}


def test_who_may_not_change_an_offer_may_not_replace_it(shop: Shop) -> None:
    key = shop.offer()
    reader = shop.cast.grant(
        "bob",
        {"*": {"read": "unit", "append_to": "unit", "create": "own", "append": "own"}},
    )
    with pytest.raises(Refusal) as caught:
        write.create(reader, OFFER, {"replaces": str(key)})
    assert caught.value.status == 403
    assert status(shop, key) == "draft"
    assert len(query.page(shop.cast.admin, OFFER, Ask())["items"]) == 1


def test_the_deal_takes_the_total_of_its_offer(shop: Shop) -> None:
    key = shop.offer()
    run(shop, key, "to_deal")
    deal = write.one(shop.cast.alice, "sales.deal", shop.deal)
    assert deal["amount"] == write.one(shop.cast.alice, OFFER, key)["total"]
    with pytest.raises(Refusal) as caught:
        run(shop, shop.offer(deal=None), "to_deal")
    assert caught.value.status == 409


def test_a_new_subject_changes_nothing_else(shop: Shop) -> None:
    key = shop.offer()
    draft = write.change(shop.cast.alice, OFFER, key, {"subject": "Other"})
    assert set(draft.changed()) == {"subject"}


def change_of(shop: Shop, key: UUID, command: str) -> UUID:
    return UUID(run(shop, key, command)["change"])


def test_a_decision_can_be_undone(shop: Shop) -> None:
    key = shop.offer()
    undo.undo(shop.cast.alice, change_of(shop, key, "decline"))
    assert status(shop, key) == "draft"


def test_a_version_can_be_undone_and_made_again(shop: Shop) -> None:
    key = shop.offer()
    undo.undo(shop.cast.alice, change_of(shop, key, "copy"))
    assert status(shop, key) == "draft"
    run(shop, key, "copy")
    assert newest(shop)["number"].endswith("-0001-3")
    assert status(shop, key) == "replaced"


def test_undoing_a_change_of_lines_brings_cost_and_sums_back(shop: Shop) -> None:
    """The asker sees no cost, the lines get theirs back all the same."""
    key = shop.offer()
    before = write.one(shop.cast.admin, OFFER, key)
    alice = shop.cast.alice
    alice.change = uuid7()
    write.change(alice, OFFER, key, {"lines": [{"name": "Other", "price": "1"}]})
    undo.undo(shop.cast.alice, alice.change)
    after = write.one(shop.cast.admin, OFFER, key)
    assert [line["cost"] for line in after["lines"]] == [line["cost"] for line in before["lines"]]
    assert (after["total"], after["profit"]) == (before["total"], before["profit"])


def moment(found: dict[str, Any], name: str) -> datetime:
    told: datetime = found[name]
    return told.replace(tzinfo=UTC)


def test_the_time_from_the_call_to_the_first_sending_is_kept(shop: Shop) -> None:
    """S0-039: counted from the call, or from when the offer was opened; sent again counts not."""
    alice, call = shop.cast.alice, timezone.now() - timedelta(hours=3)
    key = shop.offer(begun_at=call.isoformat())
    assert write.one(alice, OFFER, key)["prepared_in"] is None
    run(shop, key, "send")
    sent = write.one(alice, OFFER, key)
    spent = (moment(sent, "sent_at") - moment(sent, "begun_at")).total_seconds()
    assert abs(sent["prepared_in"] - spent) <= 1
    run(shop, key, "send")
    assert write.one(alice, OFFER, key)["prepared_in"] == sent["prepared_in"]

    earlier = moment(sent, "begun_at") - timedelta(minutes=30)
    write.change(alice, OFFER, key, {"begun_at": earlier.isoformat()})
    assert write.one(alice, OFFER, key)["prepared_in"] == sent["prepared_in"] + 1800


def test_work_begins_when_an_offer_is_made_and_never_in_the_future(shop: Shop) -> None:
    found = write.one(shop.cast.alice, OFFER, shop.offer())
    assert moment(found, "begun_at") <= moment(found, "created_at")
    with pytest.raises(Refusal) as caught:
        shop.offer(begun_at=(timezone.now() + timedelta(days=1)).isoformat())
    assert [fault.code for fault in caught.value.faults] == ["offers.begun_late"]


def test_the_time_runs_from_the_call_or_from_the_new_deal(shop: Shop) -> None:
    """S0-039: the last call on deal or client, else the new deal; a version begins now."""
    alice = shop.cast.alice
    fresh = moment(write.one(alice, OFFER, shop.offer()), "begun_at")
    made = moment(write.one(shop.cast.admin, "sales.deal", shop.deal), "created_at")
    assert abs((fresh - made).total_seconds()) <= 1

    for hours, on in ((2, ("sales.deal", shop.deal)), (1, ("people.company", shop.company)),
                      (20, ("sales.deal", shop.deal))):  # fmt: skip
        at = (timezone.now() - timedelta(hours=hours)).isoformat()
        entries.add(alice, *on, {"kind": "call", "at": at, "text": "asks", "direction": "in"})
    key = shop.offer()
    spent = timezone.now() - moment(write.one(alice, OFFER, key), "begun_at")
    assert timedelta(minutes=59) <= spent <= timedelta(minutes=61)

    again = write.one(alice, OFFER, shop.offer(replaces=str(key)))
    assert timezone.now() - moment(again, "begun_at") < timedelta(minutes=10)
