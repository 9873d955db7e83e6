"""Live changes reach those who may read, and nobody whose session is over."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.utils import timezone

from kartei.platform.access.actor import Actor
from kartei.platform.access.models import Session, Token, User
from kartei.platform.access.rules import disable
from kartei.platform.access.tests.cast import Cast, make_cast
from kartei.platform.flow import feed as feed_room
from kartei.platform.flow import jobs
from kartei.platform.flow.changes import changes
from kartei.platform.flow.feed import Event, Feed, Listener
from kartei.platform.flow.models import Job
from kartei.platform.flow.tail import changes_after, position_now
from kartei.platform.kit.ids import uuid7
from kartei.platform.meta.errors import Refusal
from kartei.platform.meta.models import State
from kartei.platform.meta.versions import bump_access
from kartei.platform.records import commands, write

pytestmark = pytest.mark.django_db(transaction=True)
PERSON = "people.person"


@pytest.fixture
def cast() -> Cast:
    """The firm."""
    return make_cast()


@pytest.fixture
def source() -> Iterator[Feed]:
    """A feed of its own, whose thread ends with the test."""
    made = Feed()
    yield made
    for listener in list(made._listeners):
        made.leave(listener)
    until = time.monotonic() + 60
    while made._thread is not None and time.monotonic() < until:
        time.sleep(0.02)
    assert made._thread is None


def listen(source: Feed, actor: Actor, *, by_token: bool = False) -> Listener:
    """Somebody with an open stream."""
    now = timezone.now()
    key = uuid7().hex
    user = User.objects.get(pk=actor.user)
    if by_token:
        Token.objects.create(key=key, user=user, made_at=now)
    else:
        Session.objects.create(
            key=key, user=user, epoch=user.epoch, made_at=now, expires_at=now + timedelta(days=1)
        )
    listener = Listener(actor.user, key, by_token, "en")
    source.join(listener)
    return listener


def heard(listener: Listener, name: str = "change", seconds: float = 60) -> Any:
    """The data of the next event of this name."""
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        event = listener.wait(left)
        if event and event[0] == name:
            return event[1]
    raise AssertionError(f"no {name} within {seconds} s")


def silent(listener: Listener, seconds: float = 1) -> bool:
    """Whether nothing is heard of any record for a while."""
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        event: Event | None = listener.wait(left)
        if event and event[0] == "change":
            return False
    return True


def person(actor: Actor, **values: Any) -> UUID:
    """A new contact."""
    return write.create(actor, PERSON, {"last_name": "Ёлкин", **values})


def test_readers_hear_of_a_change_and_others_do_not(cast: Cast, source: Feed) -> None:
    head, alice, dmitri = (listen(source, a) for a in (cast.head, cast.alice, cast.dmitri))
    key = person(cast.alice)
    event = heard(alice)
    assert event == {
        "object": PERSON, "id": str(key), "verb": "create", "version": 1,
        "by": str(cast.alice.user),
    }  # fmt: skip
    assert heard(head)["id"] == str(key)
    assert silent(dmitri)


def test_who_loses_a_record_hears_that_it_is_gone_and_nothing_else(
    cast: Cast, source: Feed
) -> None:
    key = person(cast.alice)
    alice, bob = listen(source, cast.alice), listen(source, cast.bob)
    write.change(cast.head, PERSON, key, {"owner": str(cast.bob.user)})
    gone = heard(alice)
    assert (gone["verb"], gone["id"], gone["by"], gone["version"]) == ("gone", str(key), None, None)
    assert heard(bob)["verb"] == "change"
    write.change(cast.bob, PERSON, key, {"notes": "secret"})
    assert silent(alice)


def test_who_joins_while_the_journal_is_read_misses_nothing(
    cast: Cast, source: Feed, monkeypatch: pytest.MonkeyPatch
) -> None:
    joined: list[Listener] = []

    def read(position: Any) -> Any:
        if not joined:
            joined.append(listen(source, cast.bob))
            person(cast.bob)
        return changes_after(position)

    monkeypatch.setattr(feed_room, "changes_after", read)
    listen(source, cast.alice)
    until = time.monotonic() + 60
    while not joined and time.monotonic() < until:
        time.sleep(0.02)
    assert heard(joined[0])["verb"] == "create"


def change_password(cast: Cast) -> None:
    """An administrator gives Alice another password."""
    words = {"password": "a long new one"}
    commands.run(cast.admin, "access.user", cast.ids["alice"], "set_password", words)


def change_roles(cast: Cast) -> None:
    """Alice gets another role."""
    roles = [str(cast.roles["bob"])]
    write.change(cast.admin, "access.user", cast.ids["alice"], {"roles": roles})


def delete_account(cast: Cast) -> None:
    """Alice's account goes into the bin."""
    write.bin_many(cast.admin, "access.user", [cast.ids["alice"]])


def block_address(cast: Cast) -> None:
    """Nobody comes in any more from where Alice is."""
    write.create(cast.admin, "access.address", {"address": "192.0.2.7", "kind": "block"})


@pytest.mark.parametrize("act", [change_password, change_roles, delete_account, block_address])
def test_streams_end_with_what_let_them_in(
    cast: Cast, source: Feed, act: Callable[[Cast], None]
) -> None:
    """S4: those by session and those by token; other people's go on."""
    ending = [listen(source, cast.alice), listen(source, cast.alice, by_token=True)]
    for one in ending:
        one.ip = "192.0.2.7"
    bob = listen(source, cast.bob)
    act(cast)
    for one in ending:
        heard(one, "end")
    assert not bob.ended


def test_a_disabled_user_hears_the_end_at_once(cast: Cast, source: Feed) -> None:
    assert feed_room.CHECK + feed_room.TICK < 1, "the promise is a second"
    alice = listen(source, cast.alice)
    by_token = listen(source, cast.alice, by_token=True)
    bob = listen(source, cast.bob)
    time.sleep(0.6)
    disable(cast.admin, None, [cast.alice.user], {})
    heard(alice, "end")
    heard(by_token, "end")
    person(cast.head, owner=str(cast.bob.user))
    assert [heard(bob)["verb"] for _told in range(2)] == ["disable", "create"]


def test_nothing_is_delivered_after_a_session_has_ended(cast: Cast, source: Feed) -> None:
    alice = listen(source, cast.alice)
    with transaction.atomic():
        Session.objects.all().delete()
        person(cast.alice)
    event = alice.wait(60)
    assert event is not None
    assert event[0] == "end"


def test_changed_rights_hold_for_the_next_event(cast: Cast, source: Feed) -> None:
    bob = listen(source, cast.bob)
    person(cast.alice)
    assert silent(bob, 0.8)
    cast.grant("bob", {"*": {"read": "unit"}})
    assert heard(bob, "meta")["sight"], "what is open was read under other rights"
    key = person(cast.alice)
    assert heard(bob)["id"] == str(key)
    cast.grant("dmitri", {"*": {"read": "unit"}})
    assert not heard(bob, "meta")["sight"]


def test_a_flood_is_told_as_one_event(cast: Cast, source: Feed) -> None:
    alice = listen(source, cast.alice)
    write.create_many(cast.alice, PERSON, [{"last_name": str(n)} for n in range(150)])
    event = heard(alice)
    assert (event["id"], event["verb"]) == (None, "many")
    assert silent(alice, 0.5)


def test_progress_of_a_job_is_heard_by_who_ordered_it(cast: Cast, source: Feed) -> None:
    alice, bob = listen(source, cast.alice), listen(source, cast.bob)
    now = timezone.now()
    row = Job.objects.create(
        kind="x", title="Import", actor=cast.alice.user, run_at=now, created_at=now, changed_at=now
    )
    assert heard(alice, "job")["state"] == "waiting"
    Job.objects.filter(pk=row.pk).update(state=Job.DONE, done=5, changed_at=timezone.now())
    told = heard(alice, "job")
    assert told == jobs.wire(Job.objects.get(pk=row.pk))
    assert bob.wait(0.5) is None


def test_what_a_source_tells_reaches_one_stream_of_the_user(
    cast: Cast, source: Feed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed_room, "ASK", 0.1)
    due = [(cast.alice.user, "reminder", {"id": "1"})]
    source.sources.append(lambda users: [due.pop()] if due and cast.alice.user in users else [])
    first, second = listen(source, cast.alice), listen(source, cast.alice)
    assert heard(first, "reminder") == {"id": "1"}
    assert second.wait(0.6) is None


def test_a_reader_too_slow_is_told_to_begin_anew() -> None:
    listener = Listener(uuid7(), "k", False, "en")
    for n in range(feed_room.WAITING + 1):
        listener.tell("change", {"n": n})
    assert listener.wait(0) == ("meta", {"reload": True}, None)


def test_a_user_opens_no_more_streams_than_a_few(cast: Cast, source: Feed) -> None:
    for _number in range(feed_room.PER_USER):
        listen(source, cast.alice)
    with pytest.raises(Refusal, match=r"stream\.too_many"):
        listen(source, cast.alice)


def test_changes_since_a_cursor_hold_what_the_asker_may_know(cast: Cast) -> None:
    cursor = changes(cast.alice, "")["cursor"]
    mine, hers = person(cast.alice), person(cast.bob)
    write.change(cast.alice, PERSON, mine, {"notes": "x"})
    found = changes(cast.alice, cursor)
    assert found["items"] == [{"object": PERSON, "id": str(mine), "verb": "change", "version": 2}]
    again = changes(cast.alice, found["cursor"])
    assert again["items"] == []
    write.bin_many(cast.alice, PERSON, [mine])
    assert changes(cast.alice, again["cursor"])["items"][0]["verb"] == "delete"
    write.change(cast.head, PERSON, hers, {"owner": str(cast.alice.user)})
    got = changes(cast.alice, again["cursor"])
    assert [i["id"] for i in got["items"]] == [str(mine), str(hers)]
    write.change(cast.head, PERSON, hers, {"owner": str(cast.dmitri.user)})
    lost = changes(cast.alice, got["cursor"])["items"]
    assert lost == [{"object": PERSON, "id": str(hers), "verb": "gone", "version": None}]


def test_a_cursor_of_another_installation_or_other_rights_is_too_old(cast: Cast) -> None:
    cursor = changes(cast.alice, "")["cursor"]
    bump_access()
    assert changes(cast.alice, cursor)["items"] == [], "the same rights under a new version"
    with pytest.raises(Refusal) as refused:
        changes(cast.bob, cursor)
    assert refused.value.status == 410
    cast.grant("alice", {"*": {"read": "unit"}})
    with pytest.raises(Refusal, match=r"changes\.too_old"):
        changes(cast.alice, cursor)
    fresh = changes(cast.alice, "")["cursor"]
    State.objects.update(epoch=uuid7())
    with pytest.raises(Refusal, match=r"changes\.too_old"):
        changes(cast.alice, fresh)


@pytest.mark.parametrize("text", ["x", "W10", "bnVsbA", "é", "WzEsMl0", "A" * 4000])
def test_what_is_no_cursor_is_a_wrong_question(cast: Cast, text: str) -> None:
    with pytest.raises(Refusal, match=r"changes\.cursor"):
        changes(cast.alice, text)


def test_a_slow_transaction_is_not_skipped(cast: Cast) -> None:
    """Its row has the lower number but becomes visible last."""
    actor = cast.alice
    begun, go = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            person(actor, last_name="Slow")
            begun.set()
            go.wait(60)
        connection.close()

    start = position_now()
    thread = threading.Thread(target=slow)
    thread.start()
    assert begun.wait(60)
    if connection.vendor == "postgresql":
        person(cast.bob, last_name="Quick")
    first = changes_after(start)
    go.set()
    thread.join()
    if connection.vendor == "sqlite":
        person(cast.bob, last_name="Quick")
    rest = changes_after(first[-1].position if first else start)
    assert len({c.record for c in (*first, *rest)}) == len(first) + len(rest) == 2
