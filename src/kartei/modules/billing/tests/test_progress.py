"""Clients hear how their orders go: by itself, or when the owner says so; once for each status."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kartei.modules.billing.contract import ORDER as KIND
from kartei.modules.billing.tests.test_invoices import ORDER
from kartei.modules.billing.tests.test_orders import STATUS, an_order
from kartei.modules.documents.contract import Sending, proposal, send
from kartei.modules.offers.tests.shop import Shop, make_shop
from kartei.platform.access import vault
from kartei.platform.access.models import Notice
from kartei.platform.kit.vault import Vault
from kartei.platform.mail.models import Letter
from kartei.platform.mail.tests import sink as sinks
from kartei.platform.mail.tests.conftest import make_account
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import commands, notices, undo, write
from kartei.platform.records.models import Journal
from kartei.platform.records.timeline import timeline

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A firm with a mail account, whose clients hear by themselves of work and are asked for when
    an order is done.
    """
    settings.MEDIA_ROOT = str(tmp_path)
    made = Vault(tmp_path / "keys")
    monkeypatch.setattr(vault, "vault", lambda: made)
    shop = make_shop()
    for status, tell in (("work", "auto"), ("done", "ask")):
        phase = "done" if status == "done" else "open"
        write.create(shop.cast.admin, STATUS, {"status": status, "phase": phase, "tell": tell})
    with sinks.running() as sink:
        make_account(shop.cast, sink, address="office@firm.example")
        yield shop


def letters() -> Any:
    return Letter.objects.unguarded("a test looks").order_by("pk")


def told(shop: Shop) -> list[tuple[str, str]]:
    rows = Notice.objects.filter(user=shop.cast.alice.user, kind=notices.EVENT).order_by("at")
    return [(row.data["verb"], row.data["said"]) for row in rows]


def test_a_status_tells_the_client_by_itself_and_once(shop: Shop) -> None:
    """S3-35: in the paper's language and the owner's name, whoever moved the order on; its fate
    stands on the timeline.
    """
    alice, key = shop.cast.alice, an_order(shop, due="2031-05-04", subject="Lake house")
    assert letters().count() == 0
    write.change(shop.cast.admin, ORDER, key, {"status": "work"})
    letter = letters().get()
    number = write.one(alice, ORDER, key)["number"]
    assert letter.recipient == "office@romashka.example"
    assert letter.owner_id == alice.user
    assert letter.name == f"Заказ {number}: в работе"
    assert "4 мая 2031" in letter.text
    assert "Lake house" in letter.text
    for name, place in ((ORDER, key), ("people.company", shop.company)):
        events = timeline(shop.cast.admin, name, place, kinds=("letter",))["items"]
        assert {event["record"]["id"] for event in events} == {str(letter.pk)}

    write.change(alice, ORDER, key, {"status": "confirmed"})
    write.change(alice, ORDER, key, {"status": "work"})
    assert letters().count() == 1
    assert told(shop) == []


def test_the_owner_is_asked_and_tells_by_a_command(shop: Shop) -> None:
    alice, key = shop.cast.alice, an_order(shop)
    write.change(shop.cast.admin, ORDER, key, {"status": "done"})
    assert told(shop) == [("tell_client", "")]
    assert letters().count() == 0
    commands.run(alice, ORDER, key, "tell", {})
    assert letters().count() == 1
    with pytest.raises(Refusal) as found:
        commands.run(alice, ORDER, key, "tell", {})
    assert (found.value.status, found.value.code) == (409, "billing.told")
    with pytest.raises(Refusal) as found:
        commands.run(shop.cast.dmitri, ORDER, key, "tell", {})
    assert found.value.status == 404


def test_without_an_address_the_status_stays_and_the_owner_hears_why(shop: Shop) -> None:
    write.change(shop.cast.alice, "people.company", shop.company, {"emails": []})
    key = an_order(shop, status="work")
    assert write.one(shop.cast.alice, ORDER, key)["status"] == "work"
    ((verb, said),) = told(shop)
    assert verb == "not_told"
    assert "mail address" in said
    assert letters().count() == 0


def test_orders_brought_along_and_undone_changes_tell_nobody(shop: Shop) -> None:
    alice = shop.cast.alice
    given = {"company": str(shop.company), "status": "work"}
    key = write.create(replace(alice, via="import"), ORDER, given)
    write.change(alice, ORDER, key, {"status": "confirmed"})
    last = Journal.objects.filter(record=key).order_by("-id").first()
    assert last is not None
    undo.undo(alice, last.change)
    assert write.one(alice, ORDER, key)["status"] == "work"
    assert letters().count() == 0


def test_news_about_an_order_are_not_its_confirmation(shop: Shop) -> None:
    """The confirmation goes to the same address afterwards without a question."""
    admin, key = shop.cast.admin, an_order(shop, status="work")
    found = proposal(KIND, admin, key)
    to = (found["to"][0]["address"],)
    send(KIND, admin, key, Sending(to=to, subject=found["subject"], text=found["text"]))
    assert letters().count() == 2
