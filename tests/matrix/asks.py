"""Single questions whose answer hangs on rights otherwise than by its status (asks.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import orjson
from django.utils import timezone

from kartei.platform.access.models import Token
from kartei.platform.access.tests.cast import ORGANISATION
from kartei.platform.meta.models import Firm, SavedView
from kartei.platform.meta.spec import PRIVILEGES
from kartei.platform.meta.versions import bump_meta
from kartei.platform.records import commands, entries, write
from kartei.platform.records.importing import service
from kartei.platform.records.models import Journal
from kartei.platform.records.tests.scene import own_field
from kartei.web.sessions import digest
from tests.matrix import hidden
from tests.matrix.cells import Asker, filled
from tests.matrix.house import OPEN, House

ASKS: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "asks.toml").read_text("utf-8")
)["ask"]
PERSON, DEAL, OFFER = "people.person", "sales.deal", "offers.offer"


def cases() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every case with all that is said of it, under the name of its question and a number."""
    for asked in ASKS:
        shared = {name: value for name, value in asked.items() if name != "case"}
        for number, case in enumerate(asked["case"], 1):
            yield f"{asked['name']} ({number})", {**shared, **case}


def build() -> House:
    """The chain of records with closed fields, and beside it what belongs to others."""
    house = hidden.build()
    cast, ids = house.cast, house.ids
    Token.objects.create(key=digest("kt_admin"), user_id=cast.ids["admin"], made_at=timezone.now())
    cast.grant("clara", {})
    ids |= {f"role_{name}": str(key) for name, key in cast.roles.items()}
    ids["absent"] = "00000000-0000-4000-8000-000000000005"
    ids |= fields(house)
    ids |= {name: str(value) for name, value in things(house).items()}
    ids |= imports(house)
    return house


def fields(house: House) -> dict[str, str]:
    """A formula beyond a link, ones over lines and in them, and a field of several links."""
    admin = house.cast.admin
    bought = own_field(admin, PERSON, "link", "Bought", target=DEAL)
    return {
        "beyond": own_field(admin, PERSON, "text", "Firm", formula="company.name"),
        "costs": own_field(admin, OFFER, "money", "Costs", formula="sum(lines.cost)"),
        "column": own_field(admin, f"{OFFER}.lines", "money", "Again", formula="cost"),
        "firms": own_field(admin, PERSON, "links", "Firms", target="documents.firm"),
        "bought": bought,
        "bought_name": own_field(admin, PERSON, "text", "What", formula=f"{bought}.name"),
        "lost": own_field(admin, PERSON, "link", "Lost", target="sales.loss_reason"),
    }


def things(house: House) -> dict[str, Any]:
    """What the administrator did with records: views, a note, a share, an offer, one sent."""
    cast, person = house.cast, (PERSON, UUID(house.ids["person"]))
    twin = write.create(cast.admin, PERSON, {"last_name": "qztwin"})
    gone = write.create(cast.admin, "people.company", {"name": "qzbinned"})
    write.bin_many(cast.admin, "people.company", [gone])
    away = write.create(cast.admin, DEAL, {"name": "qzaway"})
    write.bin_many(cast.admin, DEAL, [away])
    entries.add(cast.admin, *person, {"kind": "note", "text": "qznote"})
    shared = {"user": house.ids["dmitri"], "rights": ["read", "write"]}
    commands.run(cast.admin, *person, "share", shared)
    firm = {"name": "qzfirm", "country": "ru", "language": "ru", "legal_name": "x", "usual": True}
    write.create(cast.admin, "documents.firm", firm)
    line = {"name": "qzline", "price": "100", "cost": "61.37", "vat_rate": "22"}
    offer = write.create(cast.admin, OFFER, {"subject": "Doors", "lines": [line]})
    sent = write.create(cast.admin, OFFER, {"subject": "Sent"})
    commands.run(cast.admin, OFFER, sent, "send", {})
    deal = write.create(cast.admin, DEAL, {"name": "qzbought"})
    write.change(cast.admin, *person, {house.ids["bought"]: str(deal)})
    about = {"object": DEAL, "id": str(deal)}
    task = write.create(cast.admin, "tasks.task", {"name": "qzplan", "about": about})
    write.change(cast.admin, DEAL, deal, {"name": "qzbought new"})
    edits = Journal.objects.filter(object=DEAL, record=deal, verb="change")
    told = Journal.objects.filter(object=PERSON, record=person[1])
    return {
        "twin": twin, "offer": offer, "sent": sent, "task": task,
        "reason": write.create(cast.admin, "sales.loss_reason", {"name": "qzreason"}),
        "edited": edits.order_by("-pk")[0].change,
        "noted": told.get(verb="note").change, "shared": told.get(verb="share").change,
        "view": view(cast.admin, "qzview", {"columns": ["name", "position"],
                                            "widths": {"position": 90}}),
        "filtered": view(cast.admin, "qzfilter", {"filter": ["position", "filled"]}),
    }  # fmt: skip


def view(actor: Any, title: str, state: dict[str, Any]) -> Any:
    """Somebody's view that all may use."""
    made = SavedView.objects.create(
        object=PERSON, title=title, state=state, shared="all", owner_id=actor.user,
        unit=actor.standing.unit,
    )  # fmt: skip
    return made.pk


def imports(house: House) -> dict[str, str]:
    """What Alice uploaded while she might."""
    alice = house.cast.grant("alice", {**OPEN, "*": ORGANISATION, "catalog.product": ORGANISATION})
    found = {}
    for name in ("person", "company", "product"):
        of = f"catalog.{name}" if name == "product" else f"people.{name}"
        row = service.upload(alice, [b"Name\nqzrow\n"], "x.csv", of)
        found[f"{name}_import"] = str(row.pk)
    return found


def run(house: House, case: dict[str, Any]) -> str:
    """What is wrong with an answer, or nothing; what it did is taken back."""
    rights = {
        name: dict.fromkeys(PRIVILEGES, how) if isinstance(how, str) else how
        for name, how in case.get("grants", {}).items()
    }
    Firm.objects.filter(pk=1).update(modules=case.get("modules", []))
    bump_meta()
    house.cast.grant("alice", {**OPEN, **rights}, case.get("closed"))
    asker = Asker(house, case.get("who", "alice"))
    if "first" in case:
        Asker(house, "admin").send(case["first"], None, house.ids)
    with asker.undone():
        status, data = asker.send(case["call"], case.get("body"), house.ids)
        then = b"{}"
        if "then" in case:
            _status, then = Asker(house, "admin").send(case["then"], None, house.ids)
    if status != case.get("status", 200):
        return f"{status} {data[:200]!r}"
    text = data.decode()
    wrong = [f"lacks {w}" for w in filled(case.get("has", []), house.ids) if w not in text]
    wrong += [f"shows {w}" for w in filled(case.get("lacks", []), house.ids) if w in text]
    for where, given in ((data, "tells"), (then, "then_tells")):
        for place, expected in case.get(given, {}).items():
            told = at(orjson.loads(where), place)
            wrong += [f"{place} is {told!r}"] if told != expected else []
    return "; ".join(wrong)


def at(found: Any, place: str) -> Any:
    """What stands at a place of an answer; "" for nothing."""
    for step in place.split("."):
        if isinstance(found, list):
            found = found[int(step)] if int(step) < len(found) else None
        else:
            found = (found or {}).get(step)
    return "" if found is None else found
