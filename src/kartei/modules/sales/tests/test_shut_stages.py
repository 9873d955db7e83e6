"""A stage whose records some roles alone see: shut in every way to a record.

AM-08, BX-39.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest

from kartei.modules.sales.tests.firm import DEAL, DEPTHS, Firm, alice, full_firm, rows, seen, share
from kartei.platform.access.actor import Actor
from kartei.platform.access.models import User
from kartei.platform.access.tests.cast import ORGANISATION
from kartei.platform.flow.changes import changes
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import board, commands, exporting, groups, search, selection, write
from kartei.platform.records.ask import Ask
from kartei.platform.records.facts import reachable
from kartei.platform.records.query import page
from kartei.platform.records.rights import explain
from kartei.platform.records.timeline import timeline

pytestmark = pytest.mark.django_db
STAGE = "sales.stage"
SHUT = ("need", "won")


def shut_stages(firm: Firm, *keys: str) -> None:
    """Let the role of Bob alone see what stands at some stages."""
    for key in keys:
        readers = {"readers": [str(firm.cast.roles["bob"])]}
        write.change(firm.cast.admin, STAGE, firm.made[key], readers)


def listed(actor: Actor, **more: Any) -> set[UUID]:
    """Ids of a list, read page by page."""
    found: set[UUID] = set()
    part: dict[str, Any] = {"next": ""}
    while part["next"] is not None:
        ask = Ask(limit=7, after=part["next"], sort="-amount,name", **more)
        part = page(actor, DEAL, ask)
        found |= {UUID(item["id"]) for item in part["items"]}
    return found


@pytest.mark.parametrize("depth", DEPTHS)
def test_what_stands_at_a_shut_stage_is_nowhere(depth: str) -> None:
    """S2-21: lists, counts, groups, boards, search, selections and exports leave it out."""
    firm = full_firm()
    shared = share(firm, 6)
    shut_stages(firm, *SHUT)
    actor = alice(firm, depth)
    stages = {firm.made[key] for key in SHUT}
    reached = seen(firm, depth, shared)
    hidden = {d.pk for d in rows(lambda d: reached(d) and d.stage_id in stages)}
    wanted = {d.pk for d in rows(lambda d: reached(d) and d.stage_id not in stages)}
    assert hidden
    assert wanted

    assert listed(actor) == wanted
    assert page(actor, DEAL, Ask(limit=1, count="exact"))["count"]["value"] == len(wanted)
    by_stage = groups.groups(actor, DEAL, by="stage")["groups"]
    assert sum(line["count"] for line in by_stage) == len(wanted)
    assert not {line["value"] for line in by_stage} & {str(stage) for stage in stages}
    for column in board.board(actor, DEAL, by="stage")["columns"]:
        there = {d.pk for d in rows(lambda d, c=column: str(d.stage_id) == c["id"])} & wanted  # type: ignore[misc]
        assert column["count"] == len(there)
        assert {UUID(item["id"]) for item in column["items"]} == there
    for words in ("window", "door", "balcony"):
        named = {d.pk for d in rows(lambda d, w=words: d.name.lower() == w)}  # type: ignore[misc]
        assert {hit[1] for hit in search.hits(actor, [DEAL], words)} == named & wanted
        assert listed(actor, search=words) == named & wanted
    assert set(selection.all_ids(actor, DEAL, Ask(fields=()))) == wanted
    assert set(reachable(actor, DEAL, hidden | wanted, "read")) == wanted
    wish = exporting.Wish(DEAL, Ask(limit=200, fields=("name",)), "csv")
    exported = [record for part in exporting.rows_of(actor, wish) for record in part]
    allowed = reachable(actor, DEAL, wanted, "export")
    assert {UUID(record["id"]) for record in exported} == set(allowed)
    one = next(iter(hidden))
    for act in (
        lambda: timeline(actor, DEAL, one),
        lambda: write.change(actor, DEAL, one, {"name": "x"}),
        lambda: commands.run(actor, DEAL, one, "move", {"stage": firm.id("new")}),
    ):
        with pytest.raises(Refusal) as refused:
            act()
        assert refused.value.status == 404


def test_the_owner_is_no_exception_and_nobody_moves_where_he_sees_nothing(firm: Firm) -> None:
    """S2-21: what one moves is what one still sees."""
    key = firm.deal()
    shut_stages(firm, "need")
    with pytest.raises(Refusal) as refused:
        firm.run(key, "move", stage=firm.id("need"))
    assert [f.code for f in refused.value.faults] == ["sales.stage_closed"]
    commands.run(firm.cast.admin, DEAL, key, "move", {"stage": firm.id("need")})
    assert not reachable(firm.cast.alice, DEAL, [key], "read")
    shut_stages(firm, "new")
    with pytest.raises(Refusal):
        firm.deal()


def test_links_filters_and_titles_do_not_lead_to_a_shut_stage(firm: Firm) -> None:
    """A task about such a deal names nothing, and a filter on the link tells nothing."""
    deal, other = firm.deal(name="Secret"), firm.deal(name="Open")
    actor = firm.cast.alice
    tasks = [
        write.create(actor, "tasks.task", {"name": "Call", "about": {"object": DEAL, "id": str(k)}})
        for k in (deal, other)
    ]
    offers = [
        write.create(actor, "offers.offer", {"subject": "Offer", "deal": str(k)})
        for k in (deal, other)
    ]
    commands.run(firm.cast.admin, DEAL, deal, "move", {"stage": firm.id("need")})
    shut_stages(firm, "need")
    for grants in (None, {"*": ORGANISATION}):
        actor = firm.cast.grant("alice", grants) if grants else firm.cast.alice
        found = page(actor, "tasks.task", Ask(fields=("about",), sort="created_at"))["items"]
        assert [bool(item["about"]) for item in found] == [False, True]
        assert [UUID(item["id"]) for item in found] == tasks
        found = page(actor, "offers.offer", Ask(fields=("deal",), sort="created_at"))["items"]
        assert [bool(item["deal"]) for item in found] == [False, True]
        for filter, count in (
            (["deal.name", "=", "Secret"], 0),
            (["deal.name", "=", "Open"], 1),
            (["deal", "=", str(deal)], 0),
            (["deal", "=", str(other)], 1),
        ):
            asked = page(actor, "offers.offer", Ask(filter=filter))["items"]
            assert len(asked) == count, filter
        grouped = groups.groups(actor, "offers.offer", by="deal")["groups"]
        assert {line["title"] for line in grouped} & {"Secret", "Open"} == {"Open"}
    assert len(offers) == 2


def test_who_substitutes_sees_no_shut_stage_either(firm: Firm) -> None:
    """Rights at a stage are those of one's own roles, whoever is absent."""
    theirs = firm.deal(firm.cast.dmitri)
    absent = {"substitute": str(firm.cast.ids["alice"]), "absent_from": "2020-01-01"}
    user = firm.cast.ids["dmitri"]
    write.change(firm.cast.admin, "access.user", user, absent)
    assert User.objects.filter(pk=user, substitute__isnull=False).exists()
    assert listed(firm.cast.alice) == {theirs}
    shut_stages(firm, "new")
    assert listed(firm.cast.alice) == set()


@pytest.mark.django_db(transaction=True)
def test_events_tell_that_a_record_has_gone_to_a_shut_stage(firm: Firm) -> None:
    """S2-21: it is told once that it left; what happens there afterwards is not told."""
    key = firm.deal()
    shut_stages(firm, "need")
    admin, begun = firm.cast.admin, changes(firm.cast.alice, "")["cursor"]
    commands.run(admin, DEAL, key, "move", {"stage": firm.id("need")})
    told = changes(firm.cast.alice, begun)
    assert [(i["id"], i["verb"]) for i in told["items"] if i["object"] == DEAL] == [
        (str(key), "gone")
    ]
    write.change(admin, DEAL, key, {"name": "Other windows"})
    assert not [i for i in changes(firm.cast.alice, told["cursor"])["items"] if i["object"] == DEAL]
    shut_stages(firm, "new")
    with pytest.raises(Refusal) as refused:
        changes(firm.cast.alice, begun)
    assert refused.value.status == 410, "other rights begin with a full sync"


def test_it_is_explained_by_the_stage(firm: Firm) -> None:
    """S2-23: what keeps a record closed is named."""
    key = firm.deal()
    shut_stages(firm, "new")
    found = explain(firm.cast.admin, firm.cast.ids["alice"], DEAL, key)
    read = next(a for a in found["answers"] if a["privilege"] == "read")
    assert (read["yes"], "New" in read["reason"]) == (False, True)
    stage = {"readers": [], "editors": [str(firm.cast.roles["bob"])]}
    write.change(firm.cast.admin, STAGE, firm.made["new"], stage)
    answers = explain(firm.cast.admin, firm.cast.ids["alice"], DEAL, key)["answers"]
    told = {a["privilege"]: (a["yes"], "New" in a["reason"]) for a in answers}
    assert told["read"] == (True, False)
    assert told["write"] == told["delete"] == told["assign"] == (False, True)


def test_unknown_roles_and_the_bin_change_nothing(firm: Firm) -> None:
    """A stage that names only a role that nobody holds is shut to all but administrators."""
    key = firm.deal()
    binned = firm.deal()
    write.bin_many(firm.cast.alice, DEAL, [binned])
    bob = [str(firm.cast.roles["dmitri"])]
    write.change(firm.cast.admin, STAGE, firm.made["new"], {"readers": bob})
    assert listed(firm.cast.head) == set()
    assert listed(firm.cast.head, deleted=True) == set()
    assert listed(firm.cast.admin) == {key}
    assert not reachable(firm.cast.head, DEAL, [key, binned, uuid4()], "read")
