"""Short words for the tests: make a person, a company, a deal, a note."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import connection

from kartei.platform.access.actor import Actor
from kartei.platform.meta.models import RuntimeField
from kartei.platform.meta.world import current_world, forget_world
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


def own_field(admin: Actor, object: str, kind: str, label: str = "Own", **values: Any) -> str:
    """A field made at run time; returns its name in the API. The actor then knows it."""
    choices = values.pop("choices", None)
    if choices:
        named = [{"value": c, "label_en": c} if isinstance(c, str) else c for c in choices]
        values["choices"] = named
    made = {"object": object, "kind": kind, "label_en": label, **values}
    key = write.create(admin, "meta.field", made)
    admin.world = current_world()
    return f"f_{RuntimeField.objects.values_list('number', flat=True).get(pk=key)}"


def own_object(admin: Actor, code: str, one: str = "Visit", **values: Any) -> str:
    """An object made at run time; returns its name in the API."""
    write.create(admin, "meta.object", {"code": code, "one_en": one, **values})
    admin.world = current_world()
    return f"own.{code}"


def drop_runtime_tables() -> None:
    """What a test made in the schema; a table that others refer to goes with these references."""
    forget_world()
    tail = " CASCADE" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table.startswith(("x_", "o_")):
                cursor.execute(f'DROP TABLE "{table}"{tail}')
