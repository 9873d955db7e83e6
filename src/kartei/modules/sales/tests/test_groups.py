"""Grouped figures against a count by hand, under all rights."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from kartei.modules.sales.models import Deal
from kartei.modules.sales.tests.firm import (
    DEAL,
    DEPTHS,
    Firm,
    alice,
    roubles,
    rows,
    seen,
    share,
)
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import write
from kartei.platform.records.board import board, groups

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("depth", DEPTHS)
def test_groups_count_and_sum_as_by_hand(full: Firm, depth: str) -> None:
    """Won sums per manager per month, under rights."""
    mine = seen(full, depth, share(full, 4))
    actor = alice(full, depth)
    condition = ["state", "=", "won"]
    found = groups(actor, DEAL, by="owner,closed_on:month", filter=condition, sum="amount")
    wanted: dict[tuple[str, str], list[int]] = {}
    for row in rows(lambda d: mine(d) and d.state == "won"):
        key = (str(row.owner_id), f"{row.closed_on:%Y-%m}")
        wanted.setdefault(key, []).append(row.amount_base or 0)
    assert {tuple(g["value"]): (g["count"], g["sum"]) for g in found["groups"]} == {
        key: (len(sums), roubles(sum(sums))) for key, sums in wanted.items()
    }


def test_groups_have_words_and_order(full: Firm) -> None:
    actor = full.cast.head
    actor.language = "ru"
    months = groups(actor, DEAL, by="closed_on:month", filter=["closed_on", "filled"])["groups"]
    assert [g["value"] for g in months] == ["2026-01", "2026-02", "2026-03"]
    assert months[0]["title"].startswith("январь 2026")
    assert months[0]["sum"] is None
    states = groups(full.cast.head, DEAL, by="state")["groups"]
    assert [g["value"] for g in states] == ["lead", "open", "won", "lost"]
    years = groups(full.cast.head, DEAL, by="closed_on:year")["groups"]
    assert [g["value"] for g in years] == ["2026", None]


def test_a_moment_groups_in_the_askers_zone(full: Firm) -> None:
    (key,) = [d.pk for d in rows()][:1]
    edge = datetime(2025, 12, 31, 22, 30, tzinfo=UTC)
    Deal.objects.unguarded("moved in a test").filter(pk=key).update(last_talk_at=edge)
    found = groups(full.cast.head, DEAL, by="last_talk_at:month", filter=["last_talk_at", "filled"])
    assert [(g["value"], g["count"]) for g in found["groups"]] == [("2026-01", 1)]


def test_unreadable_targets_group_as_empty(full: Firm) -> None:
    cast = full.cast
    companies = [
        write.create(actor, "people.company", {"name": "Haus"})
        for actor in (cast.alice, cast.dmitri)
    ]
    for company, row in zip(companies, rows(lambda d: not d.deleted), strict=False):
        write.change(cast.admin, DEAL, row.pk, {"company": str(company)})
    actor = cast.grant("alice", {DEAL: {"read": "organisation"}, "people.company": {"read": "own"}})
    found = groups(actor, DEAL, by="company")["groups"]
    assert [(g["value"], g["title"], g["count"]) for g in found] == [
        (str(companies[0]), "Haus", 1),
        (None, "", 86),
    ]


def test_a_field_of_several_values_groups_each_of_them(full: Firm) -> None:
    actor = full.cast.alice
    groups_of = [
        write.create(full.cast.admin, "people.group", {"name": name}) for name in ("VIP", "New")
    ]
    both, one = [str(g) for g in groups_of], [str(groups_of[0])]
    for values in (both, one, []):
        write.create(actor, "people.company", {"name": "Haus", "groups": values})
    found = groups(full.cast.alice, "people.company", by="groups")["groups"]
    assert [(g["title"], g["count"]) for g in found] == [("New", 1), ("VIP", 2), ("", 1)]
    columns = board(full.cast.alice, "people.company", by="groups")["columns"]
    assert [(c["title"], c["count"], len(c["items"])) for c in columns] == [
        ("New", 1, 1), ("VIP", 2, 2), ("Not set", 1, 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "by", ["", "owner,stage,state", "amount", "name", "state:month", "closed_on:week", "zzz", "a.b"]
)
def test_strange_groups_are_clear_refusals(full: Firm, by: str) -> None:
    with pytest.raises(Refusal) as refused:
        groups(full.cast.head, DEAL, by=by)
    assert refused.value.status == 400
