"""Cells about fields that are closed to Alice and open to Bob; both reach every record.

A door at which the field is named answers her like a field that does not exist; one that shows many
fields does not show its value; one that tells which fields there are leaves it out; and if she may
read it alone, one that writes refuses. What Bob gets says whether a cell can prove anything.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import orjson
from django.utils import timezone

from kartei.platform.access.models import Token
from kartei.platform.access.tests.cast import ORGANISATION, make_cast
from kartei.platform.records import write
from kartei.platform.records.importing import service
from kartei.platform.records.models import Journal
from kartei.platform.records.tests.scene import funnel, own_field
from kartei.web.sessions import digest
from tests.closed_firm import leaks
from tests.matrix.cells import Asker, filled, rows_of
from tests.matrix.house import OPEN, House

DATA: dict[str, list[dict[str, Any]]] = tomllib.loads(
    (Path(__file__).parent / "hidden.toml").read_text("utf-8")
)
KEY = re.compile(rb"[0-9a-f]{8}-[0-9a-f-]{27}")
MOMENT = re.compile(rb"\d{4}-\d\d-\d\dT[\d:.]+")
GRANTS: dict[str, Any] = {
    **OPEN, "*": ORGANISATION, "access.audit": {"read": "organisation"},
}  # fmt: skip
PERSON, DEAL = "people.person", "sales.deal"
OF = {PERSON: "person", DEAL: "deal", "people.company": "company", "offers.offer": "offer"}


@dataclass(frozen=True)
class Cell:
    """One closed field at one door. kind: named, silent, told or locked."""

    kind: str
    field: int
    door: int

    @property
    def title(self) -> str:
        """How a failure names it."""
        field = DATA["field"][self.field]
        name = field.get("asked", field["closed"])
        return f"{field['object']} {name} closed: {DATA[self.kind][self.door]['call']}"


def build() -> House:
    """A firm with one chain of records: offer, deal, person, company; and fields of its own."""
    cast = make_cast()
    ids = {name: str(key) for name, key in cast.ids.items()}
    for who in ("alice", "bob"):
        Token.objects.create(key=digest(f"kt_{who}"), user_id=cast.ids[who], made_at=timezone.now())
    ids["funnel"] = str(funnel(cast.admin)[0])
    ids |= fields_of(cast.admin)
    admin = cast.admin
    ids["company"] = str(
        write.create(admin, "people.company", {"name": "qzworks", "tax_id": "7707083893"})
    )
    person = {
        "last_name": "qzclient", "position": "qzhidden", "birthday": "1977-07-17",
        "phones": ["+79995550187"], "company": ids["company"], ids["own"]: "qzruntime",
    }  # fmt: skip
    ids["person"] = str(write.create(admin, PERSON, {"last_name": "New"}))
    write.change(cast.admin, PERSON, UUID(ids["person"]), person)
    ids["twin"] = str(write.create(cast.admin, PERSON, {"last_name": "qztwin"}))
    deal = {"source": "referral", "person": ids["person"]}
    for name, amount in (("deal", "987654.31"), ("second", "12345.02")):
        key = write.create(cast.admin, DEAL, {"name": name})
        write.change(cast.admin, DEAL, key, {"amount": amount, **deal})
        ids[name] = str(key)
    # so that no column of a board comes to what the rollup does
    write.create(admin, DEAL, {"name": "third", "amount": "100"})
    ids["offer"] = str(
        write.create(admin, "offers.offer", {"subject": "Doors", "deal": ids["deal"]})
    )
    for who in ("alice", "bob"):
        actor = cast.grant(who, GRANTS)
        table = service.upload(actor, [b"qzcolumn\nx\n"], "x.csv", PERSON)
        ids[f"{who} import"] = str(table.pk)
    return House(cast, ids=ids)


def fields_of(admin: Any) -> dict[str, str]:
    """A runtime field, a formula over a field that is closed later, and a rollup; by name."""
    return {
        "own": own_field(admin, PERSON, "text"),
        "formula": own_field(admin, PERSON, "text", "Copy", formula="position"),
        "rollup": own_field(
            admin, PERSON, "money", "Turnover", rollup="sum", rollup_object=DEAL,
            rollup_by="person", rollup_field="amount",
        ),
    }  # fmt: skip


def cells() -> Iterator[Cell]:
    """All of them; a door of a link needs a link, and what is computed nobody writes."""
    for kind in ("named", "silent", "told", "locked"):
        for number, field in enumerate(DATA["field"]):
            for place, door in enumerate(DATA[kind]):
                lacking = "{linking}" in door["call"] and "via" not in field
                foreign = door.get("of", field["object"]) != field["object"]
                computed = kind == "locked" and ("asked" in field or field["closed"] == "{rollup}")
                if not lacking and not foreign and not computed:
                    yield Cell(kind, number, place)


class Pair:
    """Alice and Bob, who are asked the same."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.askers = {who: Asker(house, who) for who in ("alice", "bob")}
        self.closed = (-1, "")

    def close(self, number: int, right: str) -> None:
        """Leave Alice some right on one field, and close nothing else."""
        if self.closed != (number, right):
            field = DATA["field"][number]
            name = filled(field["closed"], self.house.ids)
            self.house.cast.grant("alice", GRANTS, {field["object"]: {name: right}})
            self.closed = (number, right)

    def known(self, who: str, field: dict[str, Any], name: str) -> dict[str, str]:
        """What a call names, for one of the two."""
        ids = self.house.ids
        linking, link = field.get("via", ("", ""))
        value = filled(field["value"], ids)
        rows = rows_of(field["object"])
        version = rows.values_list("version", flat=True).get(pk=ids[record_of(field)])
        return {
            **ids, "object": field["object"], "id": ids[record_of(field)], "version": str(version),
            "me": ids[who], "undo": changed(field["object"], ids[record_of(field)]),
            "field": name, "linking": linking, "link": link,
            "from": ids[OF[linking]] if linking else "",
            "text": value if isinstance(value, str) else value[0].replace("+", "%2B"),
            "import": ids[f"{who} import"],
            "schema": "".join(w.title() for w in field["object"].split(".")),
        }  # fmt: skip

    def ask(
        self, who: str, field: dict[str, Any], door: dict[str, Any], name: str
    ) -> tuple[int, bytes]:
        """The answer to one of the two, with the field under some name."""
        known = self.known(who, field, name)
        body = given(door.get("body"), filled(field["value"], self.house.ids))
        with self.askers[who].undone():
            status, data = self.askers[who].send(door["call"], body, known)
        return status, data


def changed(name: str, key: str) -> str:
    """The administrator's change of a record; the record's own id, where there is none."""
    rows = Journal.objects.filter(object=name, record=UUID(key), verb="change")
    return str(rows.values_list("change", flat=True).first() or key)


def record_of(field: dict[str, Any]) -> str:
    """The short name of the record that is asked about."""
    return str(field.get("record", OF[field["object"]]))


def given(body: Any, value: Any) -> Any:
    """A body with the field's value, of whatever shape, in its place."""
    if isinstance(body, dict):
        return {k: given(v, value) for k, v in body.items()}
    return value if body == "{given}" else body


def run(pair: Pair, cell: Cell) -> tuple[str, bool]:
    """What is wrong with a cell, or nothing; and whether it could have been wrong."""
    field, door = DATA["field"][cell.field], DATA[cell.kind][cell.door]
    pair.close(cell.field, "read" if cell.kind == "locked" else "none")
    name = filled(field.get("asked", field["closed"]), pair.house.ids)
    hers, his = (pair.ask(who, field, door, name) for who in ("alice", "bob"))
    if "at" in door:
        known = [told(pair, field, door, name, data) for _s, data in (hers, his)]
        return (f"{cell.title}: told of" if known[0] else ""), known[1]
    if cell.kind == "silent":
        shown = [shows(pair, field, door, data) for _s, data in (hers, his)]
        wrong = shown[0] or (f"answers {hers[0]}" if hers[0] >= 400 > his[0] else "")
        return (f"{cell.title}: {wrong}" if wrong else ""), bool(shown[1])
    if cell.kind == "locked":
        # an answer differs by ids and moments in any case
        plain = {MOMENT.sub(b"", KEY.sub(b"", data)) for _s, data in (hers, his)}
        wrote = hers[0] < 400 and len(plain) == 1
        return (f"{cell.title}: written" if wrote else ""), his[0] < 400
    # a name of the same length, so that nothing but the name differs
    other = "x" * len(name)
    like = pair.ask("alice", field, door, other)
    same = (hers[0], hers[1].replace(name.encode(), other.encode())) == like
    wrong = "" if same else f"{hers} is not {like}"
    return (f"{cell.title}: {wrong}" if wrong else ""), his[0] < 400


def shows(pair: Pair, field: dict[str, Any], door: dict[str, Any], data: bytes) -> str:
    """What an answer tells of the field's value."""
    finds = door.get("finds", ())
    if finds:
        mine = "*" in finds or field["closed"] in finds
        found = pair.house.ids[record_of(field)].encode() in data
        return "finds the record by it" if mine and found and not by_title(field) else ""
    canary = field["canary"]
    secrets = [canary] if isinstance(canary, str) else canary
    return " ".join(leaks(KEY.sub(b"", data), secrets))


def by_title(field: dict[str, Any]) -> bool:
    """Whether the value is the title of another record, which is found by it itself."""
    return str(field["value"]).startswith("{")


def told(pair: Pair, field: dict[str, Any], door: dict[str, Any], name: str, data: bytes) -> bool:
    """Whether the field is among those that an answer names."""
    found = orjson.loads(data)
    known = pair.known("alice", field, name)
    for step in filled(door["at"], known):
        found = found[step] if step[0] != "=" else next(
            part["options"] for part in found if part["name"] == step[1:]
        )  # fmt: skip
    if isinstance(found, list):
        found = {f.get("name", f.get("id", f.get("value"))) for f in found}
    return filled(door.get("as", "{field}"), known) in found
