"""The cells of the matrix: each asks one thing as Alice under one role and is then rolled back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from typing import Any

import orjson
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client

from kartei.platform.access.roster import forget_roster
from kartei.platform.meta.world import current_world
from tests.closed_firm import PICTURE, tables
from tests.entities import NAMED
from tests.matrix.house import OPEN, ORACLE, POSITIONS, House, matrix_names, word

WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE)", re.I)
WORDS = re.compile(r"qz\d\dx\d\dq")
HIDDEN, FORBIDDEN = (404,), (403,)
DEPTHS: list[str] = ORACLE["depths"]
#: What is open where persons are seen by way of deals.
BESIDE = {"sales.deal": {"read": "organisation", "export": "organisation"}}


@dataclass(frozen=True)
class Case:
    """One role of Alice's and one door. kind: door, list, dotted, bulk, make or command."""

    kind: str
    object: str
    door: dict[str, Any]
    depths: tuple[str, ...]

    @property
    def title(self) -> str:
        """How a failure names it."""
        rights = ", ".join(f"{p} {d}" for p, d in zip(self.needs, self.depths, strict=True))
        return f"{self.object} {self.door['name']} ({rights})"

    @property
    def needs(self) -> list[str]:
        """The privileges asked for."""
        found: list[str] = self.door["needs"]
        return found

    def positions(self) -> list[str]:
        """Those asked about."""
        if self.kind in ("list", "dotted", "bulk"):
            return list(POSITIONS)
        if self.kind == "make":
            return [p for p, how in POSITIONS.items() if set(how) == {"owner"}]
        binned, only = self.door.get("binned", 0), self.door.get("only_binned", False)
        return [
            p for p, how in POSITIONS.items() if (bool(binned) if "binned" in how else not only)
        ]


def reached(privilege: str, depth: str, position: str) -> bool:
    """The oracle: whether a privilege of a depth reaches a position."""
    how = POSITIONS[position]
    inside = ORACLE["reach"][depth]
    if "*" in inside or how.get("like", position) in inside:
        return True
    void = how.get("share") in ORACLE["void"]["kinds"]
    return privilege in how.get("rights", ()) and not void


def depth_pairs(needs: list[str]) -> Iterator[tuple[str, ...]]:
    """Each privilege alone at every depth, the others everywhere."""
    if len(needs) == 1:
        yield from ((d,) for d in DEPTHS)
        return
    yield from (("organisation", d) for d in DEPTHS)
    yield from ((d, "organisation") for d in DEPTHS[:-1])


def dotted() -> list[Case]:
    """Persons seen by way of deals that all are open: every depth of reading persons."""
    return [
        Case("dotted", "people.person", {**door, "beside": BESIDE}, depths)
        for door in ORACLE["dotted"] for depths in depth_pairs(door["needs"])
    ]  # fmt: skip


#: What a command needs on the object of which it makes a new record.
MAKING = dict.fromkeys(("read", "create", "append"), "organisation")


def commands() -> Iterator[tuple[str, dict[str, Any]]]:
    """Commands as doors."""
    for path, how in ORACLE["commands"].items():
        name, _, verb = path.rpartition(".")
        needs = ["read"] if how["needs"] == "read" else ["read", how["needs"]]
        call = f"POST /records/{name}/{{id}}/{verb}"
        door = {"name": verb, "call": call, "body": how["body"], "needs": needs, "any": True}
        made = {how["makes"]: MAKING} if "makes" in how else {}
        yield name, {**door, "also": how.get("also", []), "beside": made}


def cases() -> list[Case]:
    """All cases, in a fixed order."""
    found = []
    for kind in ("door", "list", "bulk", "make"):
        for name, door in product(matrix_names(), ORACLE[kind]):
            if name in door.get("objects", matrix_names()):
                found += [Case(kind, name, door, d) for d in depth_pairs(door["needs"])]
    for name, door in commands():
        found += [Case("command", name, door, d) for d in depth_pairs(door["needs"])]
    return found


class Asker:
    """HTTP as one person with what a question writes watched."""

    def __init__(self, house: House, who: str = "alice") -> None:
        self.house = house
        self.client = Client(headers={"Authorization": f"Bearer kt_{who}"})

    def grant(self, case: Case) -> None:
        """Exactly what the case says, reading of what is open, and what the door needs beside."""
        rights = dict(zip(case.needs, case.depths, strict=True))
        rights |= dict.fromkeys(case.door.get("also", ()), "organisation")
        beside = case.door.get("beside", {})
        own = {**beside.get(case.object, {}), **rights}
        self.house.cast.grant("alice", {**OPEN, **beside, case.object: own})

    @contextmanager
    def undone(self) -> Iterator[list[str]]:
        """Statements that wrote, collected; everything is rolled back afterwards."""
        wrote: list[str] = []

        def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            if WRITES.match(sql):
                wrote.append(sql)
            return execute(sql, params, many, context)

        with transaction.atomic(), connection.execute_wrapper(watch):
            yield wrote
            transaction.set_rollback(True)
        if any("meta_state" in sql for sql in wrote):  # a version that is counted anew
            forget_roster()

    def send(self, call: str, body: Any, known: dict[str, str]) -> tuple[int, bytes]:
        """Status and body of one call."""
        verb, _, path = filled(call, known).partition(" ")
        headers = {"If-Match": f'"{known["version"]}"'} if "version" in known else {}
        at = f"/api/v1{path}"
        if verb == "UPLOAD":
            upload = SimpleUploadedFile("x.png", PICTURE, content_type="image/png")
            response = self.client.post(at, {**filled(body, known), "file": upload})
        elif body is None:
            response = getattr(self.client, verb.lower())(at, headers=headers)
        else:
            data = orjson.dumps(filled(body, known))
            response = getattr(self.client, verb.lower())(
                at, data=data, content_type="application/json", headers=headers
            )
        return response.status_code, b"".join(response)


def filled(value: Any, known: dict[str, str]) -> Any:
    """A call or body with names in braces replaced."""
    if isinstance(value, str):
        return re.sub(r"\{(\w+)\}", lambda m: known.get(m[1], m[0]), value)
    if isinstance(value, dict):
        return {filled(k, known): filled(v, known) for k, v in value.items()}
    return [filled(v, known) for v in value] if isinstance(value, list) else value


def run(asker: Asker, case: Case) -> tuple[int, list[str]]:
    """Number of cells of a case, and what is wrong with them."""
    asker.grant(case)
    if case.kind in ("list", "dotted"):
        return len(POSITIONS), listed(asker, case)
    if case.kind == "bulk":
        return len(POSITIONS), many(asker, case)
    if case.kind == "make":
        wrong = [fault for p in case.positions() if (fault := made(asker, case, p))]
        return len(case.positions()), wrong
    wrong = [fault for p in case.positions() if (fault := single(asker, case, p))]
    return len(case.positions()), wrong


def rows_of(name: str) -> Any:
    """All rows of an object, whoever may see them."""
    return current_world().objects[name].twin.objects


def names(asker: Asker, case: Case, position: str) -> dict[str, str]:
    """What a call may name."""
    house, name = asker.house, case.object
    version = rows_of(name).values_list("version", flat=True)
    twin = "same unit" if position == "own" else "own"
    key = house.records[name][position]
    return {
        **house.ids, "object": name, "id": str(key), "title": NAMED.get(name, "name"),
        "owner": str(house.cast.ids[POSITIONS[position]["owner"]]),
        "file": str(house.files[name][position]), "twin": str(house.records[name][twin]),
        "version": str(version.get(pk=key)),
    }  # fmt: skip


def single(asker: Asker, case: Case, position: str) -> str:
    """One record through one door; what is wrong, or nothing."""
    known = names(asker, case, position)
    reach = [reached(p, d, position) for p, d in zip(case.needs, case.depths, strict=True)]
    twin = case.door["name"] == "merge" and not merges(case, position)
    with asker.undone() as wrote:
        status, data = asker.send(case.door["call"], case.door.get("body"), known)
        after = tables() if wrote and status >= 400 else ""
    moved = bool(after) and after != tables()
    where = f"{case.title} {position}: {status}"
    shown = seen_in(asker, case, data.replace(known["id"].encode(), b""))
    shown -= {p for p in POSITIONS if reached("read", case.depths[0], p)}
    if shown:
        return f"{where} shows {sorted(shown)}"
    if moved:
        return f"{where} was refused and wrote"
    if "can" in case.door and status == 200:
        may = {p for p, yes in orjson.loads(data)["can"].items() if yes}
        if may != {p for p in orjson.loads(data)["can"] if granted(case, p, position)}:
            return f"{where} says that one may {sorted(may)}"
    if twin:
        return "" if status >= 400 else f"{where} must not merge"
    return judged(case, position, reach, status, where)


def made(asker: Asker, case: Case, position: str) -> str:
    """A new record for the owner of a position; assigning is asked for others than oneself."""
    create, assign = (reached(p, d, position) for p, d in zip(case.needs, case.depths, strict=True))
    may = create and (assign or POSITIONS[position]["owner"] == "alice")
    with asker.undone():
        body = case.door["body"]
        status, _data = asker.send(case.door["call"], body, names(asker, case, position))
    good = status == 201 if may else status in (403, 422)
    return "" if good else f"{case.title} {position}: {status}"


def seen_in(asker: Asker, case: Case, data: bytes) -> set[str]:
    """The positions whose records an answer shows, by the word of their title or by their id."""
    text = data.decode("utf-8", "replace")
    found, ids = set(WORDS.findall(text)), asker.house.records[case.object]
    return {p for p in POSITIONS if word(case.object, p) in found or str(ids[p]) in text}


def merges(case: Case, position: str) -> bool:
    """Whether the other record of a merge is reached too: it is read and changed."""
    other = "same unit" if position == "own" else "own"
    return reached("read", case.depths[0], other)


def judged(case: Case, position: str, reach: list[bool], status: int, where: str) -> str:
    """The status against the oracle."""
    binned = "binned" in POSITIONS[position]
    if not reach[0]:
        expected: tuple[int, ...] = tuple(case.door.get("unseen", HIDDEN))
        return "" if status in expected else f"{where}, not to be seen"
    if not all(reach):
        expected = tuple(case.door.get("refused", FORBIDDEN))
        return "" if status in expected else f"{where}, not allowed"
    if binned:
        return "" if status == case.door["binned"] else f"{where}, in the bin"
    good = status in case.door.get("good", (200, 201, 204))
    if "any" in case.door:
        good = status not in (401, 403, 404)
    return "" if good and status < 500 else f"{where}, over-blocked"


def granted(case: Case, privilege: str, position: str) -> bool:
    """Whether a privilege reaches a position in a case, asked for there or not."""
    depths = dict.fromkeys(case.door.get("also", ()), "organisation")
    depths |= dict(zip(case.needs, case.depths, strict=True))
    return reached(privilege, depths.get(privilege, "none"), position)


def within(case: Case) -> set[str]:
    """The positions that all privileges of a case reach."""
    pairs = list(zip(case.needs, case.depths, strict=True))
    return {p for p in POSITIONS if all(reached(n, d, p) for n, d in pairs)}


def listed(asker: Asker, case: Case) -> list[str]:
    """A list shows what is reached and nothing else; a count counts as much."""
    known = {**asker.house.ids, "object": case.object}
    with asker.undone():
        status, data = asker.send(case.door["call"], case.door.get("body"), known)
    gone = case.door.get("binned", False)
    expected = {p for p in within(case) if ("binned" in POSITIONS[p]) == gone}
    if "whole" in case.door:
        expected = set(POSITIONS) if case.depths == ("organisation",) else set()
    if "counts" in case.door:
        number = counted(case.door["counts"], data) if status == 200 else 0
        good = status in (200, 403) and number == len(expected)
        return [] if good else [f"{case.title}: {number} for {len(expected)} ({status})"]
    found = seen_in(asker, case, data)
    if "few" in case.door:
        enough = len(found) == min(case.door["few"], len(expected)) and found <= expected
        return [] if enough else [f"{case.title}: {sorted(found)} of {sorted(expected)}"]
    wrong = [f"{case.title}: {p} is missing" for p in sorted(expected - found)]
    wrong += [f"{case.title}: {p} is shown" for p in sorted(found - expected)]
    wrong += offered(asker, case, data)
    if not expected and status not in case.door.get("refused", (200, 403)):
        wrong.append(f"{case.title}: {status}")
    return wrong


def offered(asker: Asker, case: Case, data: bytes) -> list[str]:
    """What each line of a list says that one may do, against the privilege that it takes."""
    flags = case.door.get("flags", {})
    places = {str(key): p for p, key in asker.house.records[case.object].items()}
    return [
        f"{case.title}: {flag} of {place} is {line[flag]}"
        for line in (orjson.loads(data)["items"] if flags else ())
        for flag, privilege in flags.items()
        if line[flag] != granted(case, privilege, place := places[line["record"]])
    ]


def counted(where: str, data: bytes) -> int:
    """The records in an answer: of a list, or of its groups or columns together."""
    found = orjson.loads(data)[where]
    return int(found["value"] if where == "count" else sum(part["count"] for part in found))


def many(asker: Asker, case: Case) -> list[str]:
    """An act on all: exactly what is reached is done."""
    places = {p: k for p, k in asker.house.records[case.object].items()
              if "binned" not in POSITIONS[p]}  # fmt: skip
    known = {**asker.house.ids, "object": case.object, "title": NAMED.get(case.object, "name")}
    body = case.door["body"]
    if "{object}" in case.door["call"]:
        body = {**body, "ids": [str(k) for k in places.values()]}
    rows = rows_of(case.object).filter(pk__in=places.values())
    before = dict(rows.values_list("pk", "version"))
    with asker.undone():
        status, data = asker.send(case.door["call"], body, known)
        after = dict(rows.values_list("pk", "version"))
    done = {p for p, k in places.items() if before[k] != after[k]}
    expected = within(case) & set(places)
    if "refused" in case.door:
        told = orjson.loads(data)["refused"] if status == 200 else len(places)
        good = not done and told == len(places) - len(expected)
        return [] if good else [f"{case.title}: {told} refused, {len(expected)} may"]
    seen = {p for p in POSITIONS if reached("read", case.depths[0], p)}
    # what is left out is named by the id that was sent; words of it are not
    text = re.sub(rb"[0-9a-f]{8}-[0-9a-f-]{27}", b"", data)
    shown = seen_in(asker, case, text) - seen
    wrong = [f"{case.title} {p}: not done ({status})" for p in sorted(expected - done)]
    wrong += [f"{case.title} {p}: done ({status})" for p in sorted(done - expected)]
    return wrong + [f"{case.title}: shows {p}" for p in sorted(shown)]
