"""Dismissal with hand-over, and records that follow a moved user (S0-019, S3-08)."""

from __future__ import annotations

import threading
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from kartei.platform.access.actor import actor_for
from kartei.platform.access.models import Session, Share, Token, User
from kartei.platform.access.tests.cast import Cast, make_cast
from kartei.platform.flow import people, queue
from kartei.platform.flow.models import Job
from kartei.platform.flow.people import Wish
from kartei.platform.flow.worker import perform
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import handover, write
from kartei.platform.records.ask import Ask
from kartei.platform.records.models import Journal, SearchEntry
from kartei.platform.records.query import page
from kartei.platform.records.tests.scene import (
    COMPANY,
    PERSON,
    company,
    drop_runtime_tables,
    own_field,
    own_object,
    person,
)
from kartei.platform.records.undo import undo

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast() -> Any:
    yield make_cast()
    drop_runtime_tables()


def work(row: Job | None) -> Job:
    """Let a worker of our own do the job."""
    assert row is not None
    claimed = queue.claim("me")
    assert claimed is not None
    assert claimed.pk == row.pk
    perform(claimed, "me", threading.Event())
    row.refresh_from_db()
    return row


def owner_of(cast: Cast, name: str, key: UUID) -> str:
    """The owner's name, as the administrator sees it."""
    owner: str = write.one(cast.admin, name, key)["owner"]["title"]
    return owner


def test_a_leaving_user_hands_everything_over(cast: Cast) -> None:
    """S0-019: built-in and own objects, the bin included; sessions and keys end at once."""
    visit = own_object(cast.admin, "visit")
    anna, gone = person(cast.alice, "Adler"), person(cast.alice, "Berger")
    write.bin_many(cast.alice, PERSON, [gone])
    firm = company(cast.alice)
    measured = write.create(cast.alice, visit, {"name": "Balcony"})
    now = timezone.now()
    Session.objects.create(key="s", user_id=cast.ids["alice"], epoch=1, made_at=now, expires_at=now)
    Token.objects.create(key="t", user_id=cast.ids["alice"], made_at=now)

    seen = people.preview(cast.admin, cast.ids["alice"])
    assert {o["object"]: (o["count"], o["binned"]) for o in seen["objects"]} == {
        PERSON: (2, 1), COMPANY: (1, 0), visit: (1, 0),
    }  # fmt: skip
    assert (seen["records"], seen["beyond"], seen["tokens"]) == (4, False, 1)

    wish = Wish(cast.ids["bob"], {COMPANY: cast.ids["clara"]})
    row = work(people.dismiss(cast.admin, cast.ids["alice"], wish))
    assert (row.state, row.done, (row.result or {})["records"]) == (Job.DONE, 4, 4)
    assert owner_of(cast, PERSON, anna) == owner_of(cast, visit, measured) == "Bob"
    assert owner_of(cast, COMPANY, firm) == "Clara"
    left = User.objects.get(pk=cast.ids["alice"])
    assert (left.active, left.left_on) == (False, cast.admin.ctx.today)
    assert not Session.objects.filter(user=left).exists()
    assert Token.objects.get(key="t").ended
    with pytest.raises(Refusal):
        actor_for(left.pk, via="page")


def test_history_search_and_rights_follow(cast: Cast) -> None:
    """The journal names the new owner, and who looks for the record finds it as his own."""
    anna = person(cast.dmitri, "Adler")
    work(people.dismiss(cast.admin, cast.ids["dmitri"], Wish(cast.ids["bob"])))
    told = Journal.objects.filter(record=anna).latest("pk")
    assert told.changes["owner"] == [str(cast.ids["dmitri"]), str(cast.ids["bob"])]
    assert told.actor == cast.ids["admin"]
    found = SearchEntry.objects.get(record=anna)
    assert (found.owner, found.unit) == (cast.ids["bob"], cast.units["sales"])
    assert page(cast.bob, PERSON, Ask(search="Adler"))["items"]


def test_what_lacks_a_field_today_goes_along(cast: Cast) -> None:
    anna = person(cast.alice)
    own_field(cast.admin, PERSON, "text", required=True)
    work(people.dismiss(cast.admin, cast.ids["alice"], Wish(cast.ids["bob"])))
    assert owner_of(cast, PERSON, anna) == "Bob"


def test_the_whole_can_be_undone(cast: Cast) -> None:
    anna = person(cast.alice)
    row = work(people.dismiss(cast.admin, cast.ids["alice"], Wish(cast.ids["bob"])))
    undo(cast.admin, UUID(row.args["change"]))
    assert owner_of(cast, PERSON, anna) == "Alice"
    assert User.objects.get(pk=cast.ids["alice"]).active


@pytest.mark.parametrize("heir", [None, "alice", "gone"])
def test_everything_needs_an_heir_who_works_here(cast: Cast, heir: str | None) -> None:
    person(cast.alice)
    User.objects.filter(pk=cast.ids["clara"]).update(active=False)
    ids = {None: None, "alice": cast.ids["alice"], "gone": cast.ids["clara"]}
    with pytest.raises(Refusal) as refusal:
        people.dismiss(cast.admin, cast.ids["alice"], Wish(ids[heir]))
    assert refusal.value.faults[0].field == "successor"
    assert User.objects.get(pk=cast.ids["alice"]).active
    assert not Job.objects.exists()


def test_nobody_gains_records_by_dismissing(cast: Cast) -> None:
    """What one may not hand over oneself, one does not get by dismissing its owner."""
    person(cast.dmitri)
    users = dict.fromkeys(("create", "write"), "organisation")
    own = dict.fromkeys(("read", "write", "assign"), "own")
    cast.grant("head", {"*": own, "access.user": users})
    assert people.preview(cast.head, cast.ids["dmitri"])["beyond"]
    with pytest.raises(Refusal) as refusal:
        people.dismiss(cast.head, cast.ids["dmitri"], Wish(cast.ids["head"]))
    assert refusal.value.status == 403
    assert User.objects.get(pk=cast.ids["dmitri"]).active


def test_some_stay(cast: Cast) -> None:
    """Not oneself, nobody above one's level, nobody without the right."""
    with pytest.raises(Refusal):
        people.dismiss(cast.admin, cast.ids["admin"], Wish())
    users = dict.fromkeys(("create", "write"), "organisation")
    cast.grant(
        "head", {"*": dict.fromkeys(("read", "write"), "organisation"), "access.user": users}
    )
    for who in ("admin", "head"):
        with pytest.raises(Refusal) as refusal:
            people.dismiss(cast.head, cast.ids[who], Wish())
        assert refusal.value.status == 403
    with pytest.raises(Refusal) as refusal:
        people.dismiss(cast.alice, cast.ids["bob"], Wish())
    assert refusal.value.status == 403


def test_a_second_attempt_goes_on(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """A job that was killed between two batches hands the rest over, and each record once."""
    monkeypatch.setattr("kartei.platform.records.handover.BATCH", 2)
    keys = [person(cast.alice, f"P{n}") for n in range(5)]
    row = people.dismiss(cast.admin, cast.ids["alice"], Wish(cast.ids["bob"]))
    steps = iter([None, None])

    def stumble(*_args: Any, **_more: Any) -> int:
        next(steps)  # the third batch does not come
        return real(*_args, **_more)

    real = handover.hand_over
    monkeypatch.setattr("kartei.platform.flow.people.hand_over", stumble)
    claimed = queue.claim("first")
    assert claimed is not None
    perform(claimed, "first", threading.Event())
    monkeypatch.setattr("kartei.platform.flow.people.hand_over", real)
    Job.objects.filter(pk=claimed.pk).update(run_at=timezone.now(), state=Job.WAITING)
    assert row is not None
    assert work(row).state == Job.DONE
    moved = Journal.objects.filter(record__in=keys, verb="change")
    assert (moved.count(), {owner_of(cast, PERSON, k) for k in keys}) == (5, {"Bob"})


def test_records_follow_a_moved_user(cast: Cast) -> None:
    """Point 2: his new colleagues reach them, the old ones do not any more."""
    anna = person(cast.dmitri, "Adler")
    cast.grant("bob", {"*": dict.fromkeys(("read", "write"), "unit")})
    with pytest.raises(Refusal):
        write.one(cast.bob, PERSON, anna)
    write.change(cast.admin, "access.user", cast.ids["dmitri"], {"unit": str(cast.units["sales"])})
    row = Job.objects.get(kind=people.MOVE)
    assert (work(row).state, row.done, row.total) == (Job.DONE, 1, 1)
    assert write.one(cast.bob, PERSON, anna)["id"] == str(anna)
    assert SearchEntry.objects.get(record=anna).unit == cast.units["sales"]
    told = Journal.objects.filter(record=anna).latest("pk")
    assert told.changes["unit"] == [str(cast.units["stock"]), str(cast.units["sales"])]


def test_who_owns_nothing_moves_without_a_job(cast: Cast) -> None:
    write.change(cast.admin, "access.user", cast.ids["dmitri"], {"unit": str(cast.units["sales"])})
    assert not Job.objects.exists()


def test_shares_of_a_leaving_user_are_counted(cast: Cast) -> None:
    Share.objects.create(
        object=PERSON, record=person(cast.bob), user=cast.ids["alice"], rights=["read"],
        by=cast.ids["bob"], at=timezone.now(),
    )  # fmt: skip
    assert people.preview(cast.admin, cast.ids["alice"])["shares"] == 1
    assert people.dismiss(cast.admin, cast.ids["alice"], Wish()) is None
