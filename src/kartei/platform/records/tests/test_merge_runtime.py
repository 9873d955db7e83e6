"""A merge also moves links that were made at run time (blueprint 4)."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest
from django.db import connection

from kartei.platform.access.tests.cast import Cast, make_cast
from kartei.platform.meta.world import forget_world
from kartei.platform.records import commands, write
from kartei.platform.records.tests.scene import PERSON, own_field, person
from kartei.platform.records.timeline import timeline
from kartei.platform.records.undo import undo

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast() -> Iterator[Cast]:
    yield make_cast()
    forget_world()
    tables = [t for t in connection.introspection.table_names() if t.startswith(("x_", "o_"))]
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'DROP TABLE "{table}"')


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
