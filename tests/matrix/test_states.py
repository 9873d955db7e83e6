"""A1: doors under what stands above roles: a stage closed to them, a module that is switched off;
and two doors that are no single answer: what is told of changes, and what an import may do.

S2-14, S4-086, S4-092.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any
from uuid import UUID

import orjson
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kartei.modules.sales.models import Deal
from kartei.platform.access.models import Role, User
from kartei.platform.access.tests.cast import ORGANISATION
from kartei.platform.meta.errors import Refusal
from kartei.platform.meta.models import Firm
from kartei.platform.meta.versions import bump_access, bump_meta
from kartei.platform.records import bulk, write
from tests.closed_firm import tables
from tests.matrix.cells import DEPTHS, Asker, Case, cases, names, reached, seen_in
from tests.matrix.house import OPEN, ORACLE, POSITIONS, House, build

DEAL, PERSON = "sales.deal", "people.person"
OWNERS = {how["owner"]: p for p, how in reversed(POSITIONS.items()) if set(how) == {"owner"}}


def unbounded(name: str) -> list[Case]:
    """Each door of an object, for somebody with all it needs everywhere."""
    return [c for c in cases() if c.object == name and set(c.depths) == {"organisation"}]


def knock(asker: Asker, case: Case, position: str) -> tuple[int, bytes, bool]:
    """Status, answer, and whether a refusal left a trace."""
    asker.grant(case)
    known = names(asker, case, position)
    body = case.door.get("body")
    if case.kind == "bulk":
        body = {**(body or {}), "ids": [known["id"]]}
    with asker.undone() as wrote:
        status, data = asker.send(case.door["call"], body, known)
        after = tables() if wrote and status >= 400 else ""
    return status, data, bool(after) and after != tables()


@pytest.mark.django_db
@pytest.mark.parametrize("right", list(ORACLE["stage"]))
def test_a_stage_takes_what_it_says_from_other_roles(
    right: str, tmp_path: Path, settings: Any
) -> None:
    """Its own roles keep everything; others lose what the oracle says, and nothing else."""
    settings.MEDIA_ROOT = str(tmp_path)
    house = build(DEAL)
    stages = {UUID(house.ids["stage"])}
    if "list" not in ORACLE["stage"][right]:
        stages |= set(Deal._base_manager.values_list("stage_id", flat=True))
    wrong = []
    for whose in ("bob", "alice"):
        roles = {ORACLE["stage"][right].get("list", right): [str(house.cast.roles[whose])]}
        for stage in stages:
            write.change(house.cast.admin, "sales.stage", stage, roles)
        for case in unbounded(DEAL):
            taken = whose == "bob" and takes(right, case)
            if case.kind in ("door", "command") and "own" in case.positions():
                status, _data, moved = knock(Asker(house), case, "own")
                known = case.door.get("unseen", ORACLE["stage"][right]["refused"])
                # a command may be impossible for a further reason
                refused = status in known or (case.kind == "command" and status >= 400)
                if moved or (taken and not refused):
                    wrong.append(f"{case.title}, {right} {whose}: {status} moved={moved}")
                if not taken and status in (401, 403, 404):
                    wrong.append(f"{case.title}, {right} {whose}: {status}, over-blocked")
        lost = set(ORACLE["stage"][right].get("privileges", ())) if whose == "bob" else set()
        if "read" not in lost and (told := lacking(house)) != lost:
            wrong.append(f"{right} {whose}: the card says that one lacks {sorted(told)}")
    assert not wrong, "\n".join(wrong)


def lacking(house: House) -> set[str]:
    """What a card says that somebody with all rights on deals may not do."""
    house.cast.grant("alice", {**OPEN, DEAL: ORGANISATION})
    call = f"GET /records/{DEAL}/{house.records[DEAL]['own']}"
    status, data = Asker(house).send(call, None, {})
    assert status == 200, data
    return {p for p, yes in orjson.loads(data)["can"].items() if not yes}


def takes(right: str, case: Case) -> bool:
    """Whether a stage's list of roles takes a door from those who are not on it."""
    how = ORACLE["stage"][right]
    own = set(case.needs[:1] if "lent" in case.door else case.needs)
    own &= set(how.get("privileges", ()))
    return bool(own) or case.door["name"] in how.get("doors", ())


@pytest.mark.django_db
def test_a_module_that_is_off_is_not_there(tmp_path: Path, settings: Any) -> None:
    """Doors to its objects answer 404 to everybody; what shows many leaves its records out."""
    settings.MEDIA_ROOT = str(tmp_path)
    house = build(DEAL)
    Firm.objects.filter(pk=1).update(modules=["people", "tasks"])
    bump_meta()
    asker, wrong = Asker(house), []
    for case in unbounded(DEAL):
        position = "own, in the bin" if case.door.get("only_binned") else "own"
        status, data, moved = knock(asker, case, position)
        sent = data.replace(str(house.records[DEAL][position]).encode(), b"")
        there = status != 404 and "{object}" in case.door["call"].partition("?")[0]
        if case.kind in ("door", "command"):
            there = status not in case.door.get("unseen", (404,))
        if there or moved or seen_in(asker, case, sent):
            wrong.append(f"{case.title}: {status}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db(transaction=True)
def test_changes_are_told_of_what_is_reached(tmp_path: Path, settings: Any) -> None:
    """The list of changes and the stream judge alike: each depth hears of its positions alone."""
    settings.MEDIA_ROOT = str(tmp_path)
    house = build(PERSON)
    places = {p: k for p, k in house.records[PERSON].items() if "binned" not in POSITIONS[p]}
    asker = Asker(house)
    for number, depth in enumerate(DEPTHS):
        house.cast.grant("alice", {**OPEN, PERSON: {"read": depth}})
        cursor = cursor_now(asker)
        for key in places.values():
            write.change(house.cast.admin, PERSON, key, {"first_name": f"New {number}"})
        expected = {p for p in places if reached("read", depth, p)}
        told = heard(asker, cursor, {places[p] for p in expected})
        assert told.keys() == {places[p] for p in expected}, depth
    # who loses the sight of a record hears so; who never had it hears nothing
    house.cast.grant("alice", {**OPEN, PERSON: {"read": "unit"}})
    cursor = cursor_now(asker)
    for position in ("same unit", "other branch"):
        write.change(house.cast.admin, PERSON, places[position], {"owner": house.ids["head"]})
    assert heard(asker, cursor, {places["same unit"]}) == {places["same unit"]: "gone"}


def cursor_now(asker: Asker) -> str:
    """Where somebody who hears of changes begins."""
    found: str = orjson.loads(asker.send("GET /changes", None, {})[1])["cursor"]
    return found


def heard(asker: Asker, cursor: str, awaited: set[UUID]) -> dict[UUID, str]:
    """The verbs that are told by records, until the awaited ones are told and all is read."""
    told: dict[UUID, str] = {}
    until = time.monotonic() + 60
    while time.monotonic() < until:
        # PostgreSQL tells nothing before older transactions on the whole server have ended
        found = orjson.loads(asker.send(f"GET /changes?after={cursor}", None, {})[1])
        told |= {UUID(i["id"]): i["verb"] for i in found["items"]}
        cursor = found["cursor"]
        if not found["items"] and told.keys() >= awaited:
            break
    return told


@pytest.mark.django_db(transaction=True)
def test_changes_of_a_module_that_is_off_are_not_told(tmp_path: Path, settings: Any) -> None:
    """The change of a deal from before is told to nobody, that of a person is; and who becomes
    administrator begins anew.
    """
    settings.MEDIA_ROOT = str(tmp_path)
    house = build(DEAL)
    house.cast.grant("alice", {**OPEN, "*": ORGANISATION})
    asker, deal = Asker(house), house.records[DEAL]["own"]
    home = UUID(house.ids["home"])
    cursor = cursor_now(asker)
    write.change(house.cast.admin, DEAL, deal, {"name": "Other"})
    write.change(house.cast.admin, house.ids["home_object"], home, {"notes": "Other"})
    assert heard(asker, cursor, {deal, home}).keys() == {deal, home}
    Firm.objects.filter(pk=1).update(modules=["people", "tasks"])
    bump_meta()
    assert heard(asker, cursor, {home}).keys() == {home}
    Role.objects.filter(pk=house.cast.roles["alice"]).update(administrator=True)
    bump_access()
    assert asker.send(f"GET /changes?after={cursor}", None, {})[0] == 410


@pytest.mark.django_db
def test_work_ends_with_the_account(tmp_path: Path, settings: Any) -> None:
    """What somebody ordered who is out by now is not done."""
    settings.MEDIA_ROOT = str(tmp_path)
    house = build(PERSON)
    alice = house.cast.grant("alice", {**OPEN, PERSON: ORGANISATION})
    act = {"set": {"first_name": "Late"}, "command": "", "input": {}}
    wish = {"ids": [str(house.records[PERSON]["own"])], "change": house.ids["changed"], "act": act}
    User.objects.filter(pk=alice.user).update(active=False)
    bump_access()
    before = tables()
    with pytest.raises(Refusal):
        bulk.run(alice, PERSON, wish)
    assert tables() == before


def preview(asker: Asker, lines: list[str]) -> dict[str, int]:
    """What an import of persons would come to."""
    file = SimpleUploadedFile("x.csv", "\n".join(lines).encode())
    made = asker.client.post("/api/v1/imports", {"file": file, "object": PERSON})
    assert made.status_code == 201, made.content
    found = asker.client.patch(
        f"/api/v1/imports/{made.json()['id']}", {"options": {"duplicates": "overwrite"}},
        content_type="application/json",
    )  # fmt: skip
    assert found.status_code == 200, found.content
    shown: dict[str, int] = found.json()["preview"]
    return shown


def phones(house: House) -> dict[str, str]:
    """A number for the person of each position that is not in the bin."""
    found = {}
    for number, (position, key) in enumerate(house.records[PERSON].items()):
        if "binned" not in POSITIONS[position]:
            found[position] = f"+7999555{number:04}"
            values = {"phones": [found[position]]}
            write.change(house.cast.admin, PERSON, key, values)
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("depth", DEPTHS)
def test_an_import_does_what_its_orderer_may(depth: str, tmp_path: Path, settings: Any) -> None:
    """Rows for owners whom creating and assigning reach; updates of what writing reaches."""
    settings.MEDIA_ROOT = str(tmp_path)
    house = build(PERSON)
    asker, numbers = Asker(house), phones(house)
    rights = {**ORGANISATION, "create": depth, "assign": depth}
    house.cast.grant("alice", {**OPEN, PERSON: rights})
    rows = [f"New{who};{who}" for who in OWNERS]
    with asker.undone():
        if depth == "none":
            file = SimpleUploadedFile("x.csv", b"Last name\nX\n")
            refused = asker.client.post("/api/v1/imports", {"file": file, "object": PERSON})
            assert refused.status_code in (201, 403)
            if refused.status_code == 201:
                assert refused.json()["preview"]["new"] == 0
        else:
            inside = [who for who, p in OWNERS.items() if reached("create", depth, p)]
            found = preview(asker, ["Last name;Owner", *rows])
            assert (found["new"], found["faulty"]) == (len(inside), len(rows) - len(inside))
    house.cast.grant("alice", {**OPEN, PERSON: {**ORGANISATION, "write": depth}})
    with asker.undone():
        found = preview(asker, ["Phone;Function", *(f"{n};Chief" for n in numbers.values())])
    assert found["updated"] == sum(reached("write", depth, p) for p in numbers)
    house.cast.grant("alice", {**OPEN, PERSON: {**ORGANISATION, "read": depth}})
    with asker.undone():
        found = preview(asker, ["Phone;Function", *(f"{n};Chief" for n in numbers.values())])
    assert found["updated"] == sum(reached("read", depth, p) for p in numbers)
