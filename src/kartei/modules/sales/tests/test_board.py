"""Boards and grouped figures against a count by hand, under all rights."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from kartei.modules.sales import contract
from kartei.modules.sales.models import Deal
from kartei.platform.access.actor import Actor
from kartei.platform.access.models import Share
from kartei.platform.access.tests.cast import Cast, make_cast
from kartei.platform.kit.money import Amount, major, round_half_up
from kartei.platform.meta.errors import Refusal
from kartei.platform.meta.models import Rate
from kartei.platform.meta.versions import bump_access
from kartei.platform.records import write
from kartei.platform.records.board import board, groups
from kartei.platform.records.query import Ask, page

pytestmark = pytest.mark.django_db
DEAL = "sales.deal"
DEPTHS = ("own", "unit", "subunits", "organisation")


@dataclass
class Firm:
    """The cast, the ready data by key, and 90 deals of four people."""

    cast: Cast
    made: dict[str, UUID]


@pytest.fixture
def firm() -> Firm:
    cast = make_cast()
    Rate.objects.create(currency="EUR", base="RUB", on="2020-01-01", millionths=90_500_000)
    firm = Firm(cast, contract.setup(cast.admin, "en", "general"))
    rng = random.Random(7)  # noqa: S311 - the same deals each time
    stages = ["new", "need", "measure", "contract", "won", "lost", "lead_new"]
    for name in ("alice", "bob", "clara", "dmitri"):
        items = [deal(rng, firm, rng.choice(stages)) for _ in range(22)]
        write.create_many(getattr(cast, name), DEAL, items)
    hidden = next(iter(rows(lambda d: d.owner_id == cast.ids["bob"])))
    write.bin_many(cast.bob, DEAL, [hidden.pk])
    return firm


def deal(rng: random.Random, firm: Firm, stage: str) -> dict[str, Any]:
    currency = rng.choice(["RUB", "RUB", "EUR", "USD"])
    return {
        "name": rng.choice(["Window", "Door", "Balcony"]),
        "stage": str(firm.made[stage]),
        "amount": {"amount": f"{rng.randrange(1, 90000)}.{rng.randrange(100):02}",
                   "currency": currency},
        "loss_reason": str(firm.made["price"]) if stage == "lost" else None,
        "source": rng.choice(["site", "call", None]),
        "closed_on": f"2026-{rng.randrange(1, 4):02}-{rng.randrange(1, 28):02}"
        if stage in ("won", "lost") else None,
    }  # fmt: skip


def rows(keep: Callable[[Any], bool] = lambda d: True) -> list[Any]:
    return [d for d in Deal.objects.unguarded("counted by hand in a test") if keep(d)]


def seen(firm: Firm, depth: str, shared: set[UUID]) -> Callable[[Any], bool]:
    """Alice's sight by depth, worked out anew."""
    units = firm.cast.units
    depths: dict[str, Callable[[Any], bool]] = {
        "own": lambda d: d.owner_id == firm.cast.ids["alice"],
        "unit": lambda d: d.unit_id == units["sales"],
        "subunits": lambda d: d.unit_id in (units["sales"], units["branch"]),
        "organisation": lambda d: True,
    }
    reached = depths[depth]
    return lambda d: not d.deleted and (reached(d) or d.pk in shared)


def share(firm: Firm, count: int) -> set[UUID]:
    """Deals shared with Alice: Dmitri's, and some that she sees anyway."""
    cast = firm.cast
    given = {cast.ids["dmitri"]: count, cast.ids["alice"]: 2, cast.ids["bob"]: 2}
    keys = []
    for owner, some in given.items():
        keys += [d.pk for d in rows(lambda d, o=owner: d.owner_id == o)][:some]  # type: ignore[misc]
    for key in keys:
        Share.objects.create(
            object=DEAL, record=key, user=cast.ids["alice"], rights=["read"],
            by=cast.ids["admin"], at=timezone.now(),
        )  # fmt: skip
    bump_access()
    return set(keys)


def roubles(minor: int) -> dict[str, str]:
    return {"amount": major(Amount(minor, "RUB")), "currency": "RUB"}


def alice(firm: Firm, depth: str, **fields: str) -> Actor:
    rights = {
        "*": {"read": depth, "write": depth},
        "sales.stage": {"read": "organisation"},
        "sales.funnel": {"read": "organisation"},
    }
    return firm.cast.grant("alice", rights, {DEAL: fields} if fields else None)


@pytest.mark.parametrize("shares", [0, 5])
@pytest.mark.parametrize("depth", DEPTHS)
def test_board_counts_and_sums_as_by_hand(firm: Firm, depth: str, shares: int) -> None:
    """S2-63: count, sum and weighted sum per stage; what one may not read is not counted."""
    mine = seen(firm, depth, share(firm, shares) if shares else set())
    actor = alice(firm, depth)
    condition = ["funnel", "=", str(firm.made["sale"])]
    found = board(actor, DEAL, filter=condition, limit=3)["columns"]
    assert [c["title"] for c in found] == [
        "New", "Need", "Measuring", "Offer", "Contract", "Payment", "Won", "Lost",
    ]  # fmt: skip
    for column in found:
        cards = rows(lambda d, c=column: mine(d) and str(d.stage_id) == c["id"])  # type: ignore[misc]
        total = sum(d.amount_base or 0 for d in cards)
        assert column["count"] == len(cards)
        assert column["sum"] == roubles(total)
        assert column["weighted"] == roubles(round_half_up(total * column["probability"], 100))
        newest = sorted(cards, key=lambda d: (d.created_at, d.pk), reverse=True)
        assert [i["id"] for i in column["items"]] == [str(d.pk) for d in newest[:3]]
        assert (column["next"] is not None) == (len(cards) > 3)


def test_following_cards_of_a_column_complete_it(firm: Firm) -> None:
    actor = alice(firm, "subunits")
    share(firm, 4)
    key = str(firm.made["need"])
    ids, after = [], ""
    while after is not None:
        (column,) = board(actor, DEAL, column=key, after=after, limit=2)["columns"]
        ids += [item["id"] for item in column["items"]]
        after = column["next"]
    everything = page(actor, DEAL, Ask(filter=["stage", "=", key], limit=200))["items"]
    assert ids == [item["id"] for item in everything]
    assert len(ids) > 4


@pytest.mark.parametrize("depth", DEPTHS)
def test_board_and_list_are_two_views_of_one_question(firm: Firm, depth: str) -> None:
    share(firm, 3)
    actor = alice(firm, depth)
    condition = ["and", ["name", "contains", "o"], ["source", "filled"]]
    for search in ("", "window"):
        found = board(actor, DEAL, filter=condition, search=search, limit=200)["columns"]
        listed = page(actor, DEAL, Ask(filter=condition, search=search, limit=200))["items"]
        assert sorted(i["id"] for c in found for i in c["items"]) == sorted(i["id"] for i in listed)
        assert sum(c["count"] for c in found) == len(listed)


def test_columns_by_choice_and_by_person_responsible(firm: Firm) -> None:
    everyone = firm.cast.head
    by_source = {c["id"]: c for c in board(everyone, DEAL, by="source")["columns"]}
    for value in ("site", "call", None):
        stored = value or ""
        assert by_source[value]["count"] == len(
            rows(lambda d, v=stored: not d.deleted and d.source == v)  # type: ignore[misc]
        )
    assert by_source["fair"]["count"] == 0
    assert by_source[None]["title"] == "Not set"
    assert by_source[None]["weighted"] is None
    (empty,) = board(everyone, DEAL, by="source", column="none", limit=1)["columns"]
    assert len(empty["items"]) == 1
    by_owner = {c["title"]: c["count"] for c in board(everyone, DEAL, by="owner")["columns"]}
    assert (by_owner["Alice"], by_owner["Bob"], by_owner["Head"]) == (22, 21, 0)


def test_without_a_funnel_all_stages_are_columns(firm: Firm) -> None:
    columns = board(firm.cast.head, DEAL)["columns"]
    assert len(columns) == 11
    assert sum(c["count"] for c in columns) == 87


def test_an_unreadable_sum_is_an_unknown_field(firm: Firm) -> None:
    """Field rights: the amount does not exist for who may not read it, the declared sum neither."""
    actor = alice(firm, "organisation", amount="none")
    asks: list[Callable[[], Any]] = [
        lambda: board(actor, DEAL, sum="amount"),
        lambda: groups(actor, DEAL, by="stage", sum="amount"),
        lambda: groups(actor, DEAL, by="amount"),
    ]
    for ask in asks:
        with pytest.raises(Refusal) as refused:
            ask()
        assert (refused.value.status, refused.value.code) == (400, "query.unknown_field")
    columns = board(actor, DEAL)["columns"]
    assert {(c["sum"], c["weighted"]) for c in columns} == {(None, None)}
    assert not any("amount" in item for c in columns for item in c["items"])


def test_an_unreadable_funnel_is_an_unknown_field(firm: Firm) -> None:
    actor = alice(firm, "organisation", funnel="none")
    with pytest.raises(Refusal) as refused:
        board(actor, DEAL, filter=["funnel", "=", str(firm.made["sale"])])
    assert refused.value.code == "query.unknown_field"
    assert len(board(actor, DEAL)["columns"]) == 11


def test_the_funnel_is_found_among_other_conditions(firm: Firm) -> None:
    condition = ["and", ["and", ["funnel", "=", str(firm.made["intake"])]], ["source", "empty"]]
    columns = board(firm.cast.head, DEAL, filter=condition)["columns"]
    assert [c["title"] for c in columns] == ["New lead", "In progress", "Declined"]
    wanted = rows(lambda d: not d.deleted and d.state == "lead" and not d.source)
    assert columns[0]["count"] == len(wanted) > 0


@pytest.mark.parametrize(
    ("ask", "code"),
    [
        ({"by": "amount"}, "query.board"),
        ({"by": "person"}, "query.board"),
        ({"by": "nothing"}, "query.unknown_field"),
        ({"sum": "name"}, "query.sum"),
        ({"column": "no such"}, "query.column"),
        ({"after": "x"}, "query.after"),
        ({"column": "none", "after": "x"}, "query.column"),
        ({"limit": 0}, "query.limit"),
        ({"filter": ["funnel", "=", "no id"]}, "query.value"),
    ],
)
def test_strange_boards_are_clear_refusals(firm: Firm, ask: dict[str, Any], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        board(firm.cast.head, DEAL, **ask)
    assert (refused.value.status, refused.value.code) == (400, code)


def test_a_page_mark_of_a_column_must_be_one(firm: Firm) -> None:
    with pytest.raises(Refusal) as refused:
        board(firm.cast.head, DEAL, column=str(firm.made["new"]), after="bogus")
    assert refused.value.code == "query.after"


@pytest.mark.parametrize("depth", DEPTHS)
def test_groups_count_and_sum_as_by_hand(firm: Firm, depth: str) -> None:
    """Won sums per manager per month, under rights."""
    mine = seen(firm, depth, share(firm, 4))
    actor = alice(firm, depth)
    condition = ["state", "=", "won"]
    found = groups(actor, DEAL, by="owner,closed_on:month", filter=condition, sum="amount")
    wanted: dict[tuple[str, str], list[int]] = {}
    for row in rows(lambda d: mine(d) and d.state == "won"):
        key = (str(row.owner_id), f"{row.closed_on:%Y-%m}")
        wanted.setdefault(key, []).append(row.amount_base or 0)
    assert {tuple(g["value"]): (g["count"], g["sum"]) for g in found["groups"]} == {
        key: (len(sums), roubles(sum(sums))) for key, sums in wanted.items()
    }


def test_groups_have_words_and_order(firm: Firm) -> None:
    actor = firm.cast.head
    actor.language = "ru"
    months = groups(actor, DEAL, by="closed_on:month", filter=["closed_on", "filled"])["groups"]
    assert [g["value"] for g in months] == ["2026-01", "2026-02", "2026-03"]
    assert months[0]["title"].startswith("январь 2026")
    assert months[0]["sum"] is None
    states = groups(firm.cast.head, DEAL, by="state")["groups"]
    assert [g["value"] for g in states] == ["lead", "open", "won", "lost"]
    years = groups(firm.cast.head, DEAL, by="closed_on:year")["groups"]
    assert [g["value"] for g in years] == ["2026", None]


def test_a_moment_groups_in_the_askers_zone(firm: Firm) -> None:
    (key,) = [d.pk for d in rows()][:1]
    edge = datetime(2025, 12, 31, 22, 30, tzinfo=UTC)
    Deal.objects.unguarded("moved in a test").filter(pk=key).update(last_talk_at=edge)
    found = groups(firm.cast.head, DEAL, by="last_talk_at:month", filter=["last_talk_at", "filled"])
    assert [(g["value"], g["count"]) for g in found["groups"]] == [("2026-01", 1)]


def test_unreadable_targets_group_as_empty(firm: Firm) -> None:
    cast = firm.cast
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


def test_a_field_of_several_values_groups_each_of_them(firm: Firm) -> None:
    actor = firm.cast.alice
    groups_of = [
        write.create(firm.cast.admin, "people.group", {"name": name}) for name in ("VIP", "New")
    ]
    both, one = [str(g) for g in groups_of], [str(groups_of[0])]
    for values in (both, one, []):
        write.create(actor, "people.company", {"name": "Haus", "groups": values})
    found = groups(firm.cast.alice, "people.company", by="groups")["groups"]
    assert [(g["title"], g["count"]) for g in found] == [("New", 1), ("VIP", 2), ("", 1)]
    columns = board(firm.cast.alice, "people.company", by="groups")["columns"]
    assert [(c["title"], c["count"], len(c["items"])) for c in columns] == [
        ("New", 1, 1), ("VIP", 2, 2), ("Not set", 1, 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "by", ["", "owner,stage,state", "amount", "name", "state:month", "closed_on:week", "zzz", "a.b"]
)
def test_strange_groups_are_clear_refusals(firm: Firm, by: str) -> None:
    with pytest.raises(Refusal) as refused:
        groups(firm.cast.head, DEAL, by=by)
    assert refused.value.status == 400


def test_who_reads_no_deals_gets_no_board(firm: Firm) -> None:
    actor = firm.cast.grant("bob", {"people.person": {"read": "own"}})
    asks: list[Callable[[], Any]] = [
        lambda: board(actor, DEAL),
        lambda: groups(actor, DEAL, by="stage"),
    ]
    for ask in asks:
        with pytest.raises(Refusal) as refused:
            ask()
        assert refused.value.status == 403


def test_kept_shapes_do_not_mix_up_values(firm: Firm) -> None:
    """The same condition stands behind other values when other columns are shown."""
    actor = alice(firm, "unit")
    write.create(firm.cast.admin, "people.company", {"name": "x"})
    condition = ["and", ["name", "starts", "Win"], ["company.city", "empty"]]
    wanted = len(rows(lambda d: seen(firm, "unit", set())(d) and d.name == "Window"))
    assert wanted
    for fields in (("name",), ("company", "name"), ("person", "company")):
        ask = Ask(filter=condition, fields=fields, count="exact", limit=200)
        found = page(actor, DEAL, ask)
        assert (len(found["items"]), found["count"]["value"]) == (wanted, wanted)
    assert sum(c["count"] for c in board(actor, DEAL, filter=condition)["columns"]) == wanted
    assert sum(g["count"] for g in groups(actor, DEAL, by="stage", filter=condition)["groups"]) == (
        wanted
    )
