"""Who gains and who loses sight when people or units move: told before, nothing written."""

from __future__ import annotations

from typing import Any

import pytest

from kartei.platform.access.models import Unit, User
from kartei.platform.access.tests.cast import OWN, Cast, make_cast
from kartei.platform.records import query, rights, write
from kartei.platform.records.ask import Ask
from kartei.platform.records.handover import follow_unit
from kartei.web.api.tests.test_rights import ask

pytestmark = pytest.mark.django_db
PERSON, USER, UNIT = "people.person", "access.user", "access.unit"
WATCHERS = ("alice", "bob", "clara", "dmitri")


@pytest.fixture
def cast() -> Cast:
    """Alice sees her unit and those below, Bob and Clara theirs, Dmitri what is below the stock."""
    made = make_cast()
    for name, depth in zip(WATCHERS, ("subunits", "unit", "unit", "subunits"), strict=True):
        made.grant(name, {PERSON: {**OWN, "read": depth}})
    for who, count in (("alice", 1), ("bob", 2), ("clara", 4), ("dmitri", 8)):
        for number in range(count):
            write.create(getattr(made, who), PERSON, {"last_name": f"{who}{number}"})
    return made


def seen(cast: Cast) -> dict[str, int]:
    """How many contacts each of them reads."""
    asks = ((name, getattr(cast, name)) for name in WATCHERS)
    return {name: len(query.page(one, PERSON, Ask())["items"]) for name, one in asks}


def foretold(cast: Cast, effect: dict[str, Any]) -> dict[str, tuple[int, int]]:
    """(before, after) of each person named at the contacts."""
    (part,) = effect["objects"]
    assert part["object"] == PERSON
    names = {str(key): name for name, key in cast.ids.items()}
    return {names[row["user"]["id"]]: (row["before"], row["after"]) for row in part["rows"]}


def agrees(cast: Cast, told: dict[str, tuple[int, int]], before: dict[str, int]) -> None:
    """What was foretold is what came, for those who are named and for those who are not."""
    after = seen(cast)
    changed = {n: (before[n], after[n]) for n in WATCHERS if before[n] != after[n]}
    assert told == changed


def test_a_unit_that_hangs_elsewhere_is_seen_by_others(cast: Cast) -> None:
    before = seen(cast)
    status, effect = ask(
        cast, "admin", "post", "/rights/unit",
        {"unit": str(cast.units["branch"]), "parent": str(cast.units["stock"])},
    )  # fmt: skip
    assert status == 200
    assert (effect["people"]["gain"], effect["people"]["lose"]) == (1, 1)
    told = foretold(cast, effect)
    assert told == {"alice": (7, 3), "dmitri": (8, 12)}
    assert Unit.objects.get(pk=cast.units["branch"]).parent_id == cast.units["sales"]
    write.change(cast.admin, UNIT, cast.units["branch"], {"parent": str(cast.units["stock"])})
    agrees(cast, told, before)


def test_a_user_who_moves_takes_his_records_along(cast: Cast) -> None:
    """He sees other colleagues' records, and others see his no more."""
    before = seen(cast)
    body = {"user": str(cast.ids["bob"]), "unit": str(cast.units["branch"])}
    status, effect = ask(cast, "admin", "post", "/rights/user", body)
    assert status == 200
    told = foretold(cast, effect)
    assert told == {"bob": (3, 6), "clara": (4, 6)}
    assert (effect["people"]["gain"], effect["people"]["lose"]) == (2, 0)
    assert User.objects.get(pk=cast.ids["bob"]).unit_id == cast.units["sales"]
    write.change(cast.admin, USER, cast.ids["bob"], {"unit": body["unit"]})
    assert follow_unit(cast.admin, cast.admin.obj(PERSON), cast.ids["bob"]) == 2
    agrees(cast, told, before)


def test_it_refuses_what_the_writing_would_refuse(cast: Cast) -> None:
    sales, branch = str(cast.units["sales"]), str(cast.units["branch"])
    assert ask(cast, "admin", "post", "/rights/unit", {"unit": sales, "parent": branch})[0] == 422
    for path, body in (
        ("/rights/unit", {"unit": branch, "parent": sales}),
        ("/rights/user", {"user": str(cast.ids["bob"]), "unit": branch}),
    ):
        assert ask(cast, "alice", "post", path, body)[0] == 403


def test_counts_hold_only_what_the_asker_may_know_of(cast: Cast) -> None:
    """Who may place people and reads none of their contacts learns no number of them."""
    places = dict.fromkeys(("read", "write"), "organisation")
    cast.grant("head", {UNIT: places, USER: places})
    effect = rights.unit_preview(cast.head, cast.units["branch"], cast.units["stock"])
    assert effect["objects"] == []
