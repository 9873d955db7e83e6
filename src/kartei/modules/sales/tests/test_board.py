"""Boards against a count by hand, under all rights."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

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
from kartei.platform.kit.money import round_half_up
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import write
from kartei.platform.records.ask import Ask
from kartei.platform.records.board import board, groups
from kartei.platform.records.query import page

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("shares", [0, 5])
@pytest.mark.parametrize("depth", DEPTHS)
def test_board_counts_and_sums_as_by_hand(full: Firm, depth: str, shares: int) -> None:
    """S2-63: count, sum and weighted sum per stage; what one may not read is not counted."""
    mine = seen(full, depth, share(full, shares) if shares else set())
    actor = alice(full, depth)
    condition = ["funnel", "=", str(full.made["sale"])]
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


def test_following_cards_of_a_column_complete_it(full: Firm) -> None:
    actor = alice(full, "subunits")
    share(full, 4)
    key = str(full.made["need"])
    ids, after = [], ""
    while after is not None:
        (column,) = board(actor, DEAL, column=key, after=after, limit=2)["columns"]
        ids += [item["id"] for item in column["items"]]
        after = column["next"]
    everything = page(actor, DEAL, Ask(filter=["stage", "=", key], limit=200))["items"]
    assert ids == [item["id"] for item in everything]
    assert len(ids) > 4


@pytest.mark.parametrize("depth", DEPTHS)
def test_board_and_list_are_two_views_of_one_question(full: Firm, depth: str) -> None:
    share(full, 3)
    actor = alice(full, depth)
    condition = ["and", ["name", "contains", "o"], ["source", "filled"]]
    for search in ("", "window"):
        found = board(actor, DEAL, filter=condition, search=search, limit=200)["columns"]
        listed = page(actor, DEAL, Ask(filter=condition, search=search, limit=200))["items"]
        assert sorted(i["id"] for c in found for i in c["items"]) == sorted(i["id"] for i in listed)
        assert sum(c["count"] for c in found) == len(listed)


def test_columns_by_choice_and_by_person_responsible(full: Firm) -> None:
    everyone = full.cast.head
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


def test_without_a_funnel_all_stages_are_columns(full: Firm) -> None:
    columns = board(full.cast.head, DEAL)["columns"]
    assert len(columns) == 11
    assert sum(c["count"] for c in columns) == 87


def test_an_unreadable_sum_is_an_unknown_field(full: Firm) -> None:
    """Field rights: the amount does not exist for who may not read it, the declared sum neither."""
    actor = alice(full, "organisation", amount="none")
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


def test_an_unreadable_funnel_is_an_unknown_field(full: Firm) -> None:
    actor = alice(full, "organisation", funnel="none")
    with pytest.raises(Refusal) as refused:
        board(actor, DEAL, filter=["funnel", "=", str(full.made["sale"])])
    assert refused.value.code == "query.unknown_field"
    assert len(board(actor, DEAL)["columns"]) == 11


def test_the_funnel_is_found_among_other_conditions(full: Firm) -> None:
    condition = ["and", ["and", ["funnel", "=", str(full.made["intake"])]], ["source", "empty"]]
    columns = board(full.cast.head, DEAL, filter=condition)["columns"]
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
def test_strange_boards_are_clear_refusals(full: Firm, ask: dict[str, Any], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        board(full.cast.head, DEAL, **ask)
    assert (refused.value.status, refused.value.code) == (400, code)


def test_a_page_mark_of_a_column_must_be_one(full: Firm) -> None:
    with pytest.raises(Refusal) as refused:
        board(full.cast.head, DEAL, column=str(full.made["new"]), after="bogus")
    assert refused.value.code == "query.after"


def test_who_reads_no_deals_gets_no_board(full: Firm) -> None:
    actor = full.cast.grant("bob", {"people.person": {"read": "own"}})
    asks: list[Callable[[], Any]] = [
        lambda: board(actor, DEAL),
        lambda: groups(actor, DEAL, by="stage"),
    ]
    for ask in asks:
        with pytest.raises(Refusal) as refused:
            ask()
        assert refused.value.status == 403


def test_kept_shapes_do_not_mix_up_values(full: Firm) -> None:
    """The same condition stands behind other values when other columns are shown."""
    actor = alice(full, "unit")
    write.create(full.cast.admin, "people.company", {"name": "x"})
    condition = ["and", ["name", "starts", "Win"], ["company.city", "empty"]]
    wanted = len(rows(lambda d: seen(full, "unit", set())(d) and d.name == "Window"))
    assert wanted
    for fields in (("name",), ("company", "name"), ("person", "company")):
        ask = Ask(filter=condition, fields=fields, count="exact", limit=200)
        found = page(actor, DEAL, ask)
        assert (len(found["items"]), found["count"]["value"]) == (wanted, wanted)
    assert sum(c["count"] for c in board(actor, DEAL, filter=condition)["columns"]) == wanted
    assert sum(g["count"] for g in groups(actor, DEAL, by="stage", filter=condition)["groups"]) == (
        wanted
    )
