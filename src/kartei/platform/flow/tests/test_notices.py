"""Shares with an end, notices to their receivers, and requests that tell nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from kartei.platform.access.models import Notice, Team
from kartei.platform.access.tests.cast import Cast, make_cast
from kartei.platform.flow.sight import fingerprint
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import bulk, commands, notices, write
from kartei.platform.records.ask import Ask
from kartei.platform.records.query import page
from kartei.platform.records.shares import shares_of
from kartei.platform.records.tests.scene import PERSON, events, last_change, person
from kartei.platform.records.undo import undo

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def share(cast: Cast, key: Any, **data: Any) -> dict[str, Any]:
    """Alice shares a person."""
    given = {"user": str(cast.ids["bob"]), "rights": ["read"], **data}
    return commands.run(cast.alice, PERSON, key, "share", given)


def test_a_share_ends_by_itself(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """From its end on it gives nothing, though nothing was written and everything was cached."""
    anna, end = person(cast.alice, "Adler"), timezone.now() + timedelta(hours=1)
    share(cast, anna, until=end.isoformat())
    before = cast.bob
    print_before = fingerprint(before)
    assert write.one(before, PERSON, anna)["id"] == str(anna)
    assert shares_of(cast.alice, PERSON, anna)[0]["until"] == end
    monkeypatch.setattr(timezone, "now", lambda: end)
    assert page(cast.bob, PERSON, Ask())["items"] == []
    with pytest.raises(Refusal) as refusal:
        write.one(cast.bob, PERSON, anna)
    assert refusal.value.status == 404
    assert fingerprint(cast.bob) != print_before
    assert shares_of(cast.alice, PERSON, anna) == []


@pytest.mark.parametrize("until", ["yesterday", "2020-01-01T00:00:00Z", 7])
def test_an_end_lies_ahead(cast: Cast, until: Any) -> None:
    with pytest.raises(Refusal) as refusal:
        share(cast, person(cast.alice), until=until)
    assert [f.field for f in refusal.value.faults] == ["until"]


def test_undo_brings_the_old_end_back(cast: Cast) -> None:
    anna, end = person(cast.alice), timezone.now() + timedelta(hours=1)
    share(cast, anna, until=end.isoformat())
    share(cast, anna)
    undo(cast.alice, last_change("share"))
    assert shares_of(cast.alice, PERSON, anna)[0]["until"] == end


def told(actor: Any) -> list[tuple[str, str, str, int]]:
    """The asker's unseen notices."""
    return [(n["kind"], n["by"]["title"], n["title"], n["count"]) for n in notices.mine(actor)]


def test_receivers_are_told(cast: Cast) -> None:
    """A user, the members of a team, the people of a unit; not who gives."""
    anna = person(cast.alice, "Adler")
    share(cast, anna)
    assert told(cast.bob) == [("share", "Alice", "Adler", 1)]
    now = timezone.now()
    team = Team.objects.create(
        name="T", members=[str(cast.ids["clara"]), str(cast.ids["alice"])],
        created_at=now, changed_at=now,
    )  # fmt: skip
    share(cast, anna, user=None, team=str(team.pk))
    share(cast, anna, user=None, unit=str(cast.units["stock"]))
    assert told(cast.clara) == told(cast.dmitri) == [("share", "Alice", "Adler", 1)]
    assert told(cast.alice) == []


def test_seen_once_and_by_oneself_alone(cast: Cast) -> None:
    share(cast, person(cast.alice))
    key = Notice.objects.get().pk
    with pytest.raises(Refusal):
        notices.mark_seen(cast.alice, key)
    notices.mark_seen(cast.bob, key)
    assert told(cast.bob) == []


def test_what_was_taken_back_is_not_told(cast: Cast) -> None:
    anna = person(cast.alice)
    share(cast, anna)
    commands.run(cast.alice, PERSON, anna, "unshare", {"user": str(cast.ids["bob"])})
    assert told(cast.bob) == []


def test_pushed_once(cast: Cast) -> None:
    share(cast, person(cast.alice, "Adler"))
    users = {cast.ids["bob"], cast.ids["clara"]}
    pushed = list(notices.source(users))
    assert [(user, name, data["title"]) for user, name, data in pushed] == [
        (cast.ids["bob"], "notice", "Adler")
    ]
    assert list(notices.source(users)) == []


def test_one_and_many_are_given_with_one_notice(cast: Cast) -> None:
    one = person(cast.alice, "Adler")
    cast.grant("alice", {"*": dict.fromkeys(("read", "create", "write", "assign"), "unit")})
    commands.run(cast.alice, PERSON, one, "assign", {"owner": str(cast.ids["bob"])})
    assert told(cast.bob) == [("assign", "Alice", "Adler", 1)]
    Notice.objects.all().delete()
    many = [str(person(cast.alice, f"P{n}")) for n in range(3)]
    bulk.bulk(cast.alice, PERSON, {"ids": many, "set": {"owner": str(cast.ids["bob"])}})
    assert [(kind, count) for kind, _by, _title, count in told(cast.bob)] == [("assign", 3)]


def test_a_request_reaches_the_owner_once(cast: Cast) -> None:
    anna = person(cast.alice, "Adler")
    notices.request_access(cast.dmitri, PERSON, anna)
    notices.request_access(cast.dmitri, PERSON, anna)
    assert told(cast.alice) == [("request", "Dmitri", "Adler", 1)]


def test_a_request_tells_nothing(cast: Cast) -> None:
    """Absent, unreadable, readable and binned: the same answer; only the owner learns of it."""
    binned = person(cast.alice)
    write.bin_many(cast.alice, PERSON, [binned])
    own = person(cast.dmitri)
    for name, key in ((PERSON, uuid4()), (PERSON, binned), (PERSON, own), ("no.such", uuid4())):
        notices.request_access(cast.dmitri, name, key)
    assert Notice.objects.count() == 0


def test_requests_have_a_limit(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notices, "REQUESTS", 2)
    for n in range(4):
        notices.request_access(cast.dmitri, PERSON, person(cast.alice, f"P{n}"))
    assert Notice.objects.count() == 2


def test_a_timeline_names_the_share(cast: Cast) -> None:
    anna = person(cast.alice)
    share(cast, anna)
    assert events(cast.alice, PERSON, anna)[0]["text"] == "Bob: read"
