"""Notices by mail: once, to whom they are, when he chose, and never what he has seen."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from kartei.platform.access.models import Notice, User
from kartei.platform.access.tests.cast import ORGANISATION, Cast
from kartei.platform.mail import delivery, news
from kartei.platform.mail.models import Told
from kartei.platform.mail.news import DIGEST, NEVER, NOW
from kartei.platform.mail.tests.conftest import drained
from kartei.platform.mail.tests.sink import Sink
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import notices, write

PERSON = "people.person"


@pytest.fixture
def bob(cast: Cast) -> UUID:
    """Bob reads everything, has an address and speaks German."""
    cast.grant("bob", {"*": ORGANISATION})
    User.objects.filter(pk=cast.bob.user).update(email="bob@example.com", language="de")
    return cast.bob.user


@pytest.fixture
def record(cast: Cast) -> UUID:
    return write.create(cast.alice, PERSON, {"last_name": "Ivanova"})


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Moves the clock of the run."""
    at = [datetime(2026, 11, 22, 12, tzinfo=UTC)]
    monkeypatch.setattr(timezone, "now", lambda: at[0])

    def go(**more: int) -> None:
        at[0] += timedelta(**more)

    return go


def tell(cast: Cast, user: UUID, record: UUID, kind: str = notices.REQUEST) -> Notice:
    notices.send(cast.alice, [user], kind, (PERSON, record), {"rights": ["read"]})
    found: Notice = Notice.objects.latest("id")
    return found


def sent() -> list[str]:
    """Subjects, oldest first."""
    return list(delivery.all_letters().order_by("pk").values_list("name", flat=True))


def test_a_notice_comes_once_in_the_receivers_language(
    cast: Cast, account: UUID, bob: UUID, record: UUID
) -> None:
    """S1-27, S0-146: notices by mail, with links from the configured address only."""
    tell(cast, bob, record)
    news.send_news()
    news.send_news()
    letter = delivery.all_letters().get()
    assert letter.recipient == "bob@example.com"
    assert "Ivanova" in letter.name
    assert f"/o/people.person/{record}" in letter.text
    assert letter.text.count("/notices") == 1
    assert "Guten Tag" in letter.text


def test_each_way_is_kept(cast: Cast, account: UUID, bob: UUID, record: UUID, clock: Any) -> None:
    news.choose(cast.bob, {"request": NEVER, "share": DIGEST})
    tell(cast, bob, record)
    tell(cast, bob, record, notices.SHARE)
    tell(cast, bob, record, notices.SHARE)
    news.send_news()
    assert sent() == []
    clock(hours=20)
    news.send_news()
    tell(cast, bob, record, notices.SHARE)
    news.send_news()
    assert len(sent()) == 1
    assert delivery.all_letters().get().html.count("<li>") == 2
    clock(days=1)
    news.send_news()
    assert len(sent()) == 2


def test_what_was_seen_stays_quiet_and_an_open_page_gets_time(
    cast: Cast, account: UUID, bob: UUID, record: UUID, clock: Any
) -> None:
    seen, heard = tell(cast, bob, record), tell(cast, bob, record)
    notices.mark_seen(cast.bob, seen.pk)
    Notice.objects.filter(pk=heard.pk).update(pushed_at=timezone.now())
    news.send_news()
    assert sent() == []
    clock(minutes=11)
    news.send_news()
    assert len(sent()) == 1


def test_nothing_is_told_of_what_is_out_of_sight(
    cast: Cast, account: UUID, bob: UUID, record: UUID
) -> None:
    User.objects.filter(pk=cast.dmitri.user).update(email="dmitri@example.com")
    tell(cast, cast.dmitri.user, record)
    tell(cast, cast.clara.user, record)
    User.objects.filter(pk=bob).update(active=False)
    news.send_news()
    assert sent() == []


def test_without_an_account_nothing_is_written_or_forgotten(
    cast: Cast, bob: UUID, record: UUID
) -> None:
    tell(cast, bob, record)
    news.send_news()
    assert not Told.objects.exists()


def test_a_letter_that_cannot_be_made_is_told_later(
    cast: Cast, account: UUID, bob: UUID, record: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever dies between the mark and the letter: neither is there."""
    tell(cast, bob, record)

    def fail(wishes: Any) -> None:
        raise RuntimeError

    with monkeypatch.context() as broken:
        broken.setattr(news, "post", fail)
        with pytest.raises(RuntimeError):
            news.send_news()
    assert not Told.objects.exists()
    news.send_news()
    assert len(sent()) == 1


def test_ways_are_ones_own_and_known(cast: Cast, bob: UUID) -> None:
    found = news.choose(cast.bob, {"assign": NOW})
    assert found["address"] == "bob@example.com"
    assert {one["kind"]: one["way"] for one in found["kinds"]}["assign"] == NOW
    assert news.ways_of(User.objects.get(pk=cast.alice.user).settings)["assign"] == DIGEST
    for wrong in ({"assign": "soon"}, {"weather": NOW}):
        with pytest.raises(Refusal):
            news.choose(cast.bob, wrong)


def test_notices_end_in_one_click_and_by_nothing_else(
    cast: Cast, account: UUID, bob: UUID, record: UUID, sink: Sink
) -> None:
    """RFC 8058: a long address stays one line; looking at it ends nothing, posting does, once."""
    tell(cast, bob, record)
    news.send_news()
    drained(account)
    head = (sink.letters[0].original_content or b"").partition(b"\r\n\r\n")[0].split(b"\r\n")
    (line,) = [one for one in head if one.startswith(b"List-Unsubscribe: <")]
    assert b"List-Unsubscribe-Post: List-Unsubscribe=One-Click" in head
    path = line.decode()[len("List-Unsubscribe: <") : -1].removeprefix(settings.PUBLIC_ADDRESS)
    stranger = Client(enforce_csrf_checks=True)

    def way() -> str:
        return news.ways_of(User.objects.get(pk=bob).settings)["request"]

    asked = stranger.get(path)
    assert (asked.status_code, way()) == (200, NOW)
    assert "<form" in asked.content.decode()
    for _time in range(2):
        ended = stranger.post(path, {"List-Unsubscribe": "One-Click"})
        assert (ended.status_code, way()) == (200, NEVER)
    assert news.ways_of(User.objects.get(pk=bob).settings)["share"] == DIGEST
    assert stranger.post(f"{path}x").status_code == 404
    assert stranger.put(path).status_code == 405
    User.objects.filter(pk=bob).update(deleted=True)
    assert stranger.post(path).status_code == 404
