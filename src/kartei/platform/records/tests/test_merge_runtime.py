"""A merge also moves links that were made at run time (blueprint 4)."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest

from kartei.platform.access.tests.cast import Cast, make_cast
from kartei.platform.records import commands, write
from kartei.platform.records.tests.scene import PERSON, drop_runtime_tables, own_field, person
from kartei.platform.records.timeline import timeline
from kartei.platform.records.undo import undo

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast() -> Iterator[Cast]:
    yield make_cast()
    drop_runtime_tables()


def test_a_link_made_at_run_time_follows_and_returns(cast: Cast) -> None:
    friend = own_field(cast.admin, PERSON, "link", "Friend", target=PERSON)
    nick = own_field(cast.admin, PERSON, "text", "Nickname")
    stays = person(cast.alice, "Stays")
    gone = person(cast.alice, "Gone", **{nick: "Gogo"})
    bert = person(cast.alice, "Bert", **{friend: str(gone)})
    done = commands.run(cast.alice, PERSON, gone, "merge", {"into": str(stays)})
    assert write.one(cast.alice, PERSON, bert)[friend]["id"] == str(stays)
    assert write.one(cast.alice, PERSON, stays)[nick] == "Gogo"
    told = timeline(cast.alice, PERSON, bert)["items"][0]["changes"][0]
    assert (told["label"], told["old"], told["new"]) == ("Friend", "Gone", "Stays")
    assert undo(cast.alice, UUID(done["change"]))["kept"] == []
    assert write.one(cast.alice, PERSON, bert)[friend]["id"] == str(gone)
    assert write.one(cast.alice, PERSON, stays)[nick] is None
