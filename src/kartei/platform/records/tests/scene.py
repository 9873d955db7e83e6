"""Short words for the tests: make a person, a company, a deal, a note."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from kartei.platform.access.actor import Actor
from kartei.platform.records import entries, write
from kartei.platform.records.models import Journal
from kartei.platform.records.timeline import timeline

PERSON, COMPANY, DEAL = "people.person", "people.company", "sales.deal"


def person(actor: Actor, last: str = "Volkova", **values: Any) -> UUID:
    """A person of this actor."""
    return write.create(actor, PERSON, {"last_name": last, **values})


def company(actor: Actor, name: str = "Romashka", **values: Any) -> UUID:
    """A company of this actor."""
    return write.create(actor, COMPANY, {"name": name, **values})


def funnel(admin: Actor) -> tuple[UUID, UUID, UUID]:
    """A funnel with two stages."""
    made = write.create(admin, "sales.funnel", {"name": "Sales"})
    stages = [
        write.create(
            admin, "sales.stage", {"name": name, "funnel": str(made), "position": n, "kind": "open"}
        )
        for n, name in enumerate(("New", "Talks"))
    ]
    return made, stages[0], stages[1]


def deal(actor: Actor, of: UUID, **values: Any) -> UUID:
    """A deal with a person, in an existing funnel."""
    return write.create(actor, DEAL, {"name": "Windows", "person": str(of), **values})


def note(actor: Actor, name: str, key: UUID, text: str = "A note", **values: Any) -> dict[str, Any]:
    """A note on a record."""
    return entries.add(actor, name, key, {"kind": "note", "text": text, **values})


def events(actor: Actor, name: str, key: UUID, **wishes: Any) -> list[dict[str, Any]]:
    """The first page of a record's timeline."""
    found: list[dict[str, Any]] = timeline(actor, name, key, **wishes)["items"]
    return found


def last_change(verb: str = "change") -> UUID:
    """The newest change with a verb."""
    found: UUID = (
        Journal.objects.filter(verb=verb).order_by("-pk").values_list("change", flat=True)[0]
    )
    return found
