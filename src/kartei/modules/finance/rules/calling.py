"""Whom to call about what he owes, and what one has to know then."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from kartei.modules.finance.receivables.ageing import Row
from kartei.modules.finance.rules import promises
from kartei.modules.finance.rules.debts import (
    COMPANY,
    PERSON,
    Ageing,
    Asked,
    Client,
    ageing,
    titles_of_keys,
)
from kartei.platform.access.actor import Actor
from kartei.platform.records.query import readable_records

PROMISE = "finance.promise"
#: What is told of a client, as far as the asker may read it.
FIELDS = ("phones", "last_talk_at", "owner")


@dataclass(frozen=True, slots=True)
class Call:
    """A debtor, what is known of him, and the day for which he has promised to pay."""

    row: Row
    title: str
    phones: list[Any]
    last_talk_at: Any
    owner: Any
    promise: Mapping[str, Any] | None


def order(found: Ageing, held: Mapping[Client, Any], day: date) -> list[Row]:
    """The rows that are late: broken promises first, those that still hold last; among these the
    gravest first.
    """

    def rank(row: Row) -> int:
        promise = held.get(row.key) if row.key else None
        if promise is None:
            return 1
        return 2 if promise.day >= day else 0

    return sorted((row for row in found.rows if row.late > 0 and row.key), key=rank)


def calls(actor: Actor, asked: Asked, limit: int) -> tuple[Ageing, list[Call]]:
    """The list for calls: late debtors, so many at most; refuses as `ageing` does."""
    found = ageing(actor, asked)
    held = held_promises(actor)
    return found, dressed(actor, order(found, held, actor.ctx.today)[:limit], held)


def debtors(actor: Actor, asked: Asked, limit: int) -> tuple[Ageing, list[Call]]:
    """All who owe, the gravest first, so many at most; refuses as `ageing` does."""
    found = ageing(actor, asked)
    held = held_promises(actor) if asked.by == "client" else {}
    return found, dressed(actor, found.rows[:limit], held)


def held_promises(actor: Actor) -> dict[Client, Any]:
    """Promises by client; none for who may not read them."""
    return {} if actor.scope(PROMISE, "read").empty else promises.newest(actor)


def dressed(actor: Actor, rows: Iterable[Row], held: Mapping[Client, Any]) -> list[Call]:
    """Rows with what is known of their clients."""
    chosen = list(rows)
    known: dict[Client, Mapping[str, Any]] = {}
    for name in (COMPANY, PERSON):
        ids: list[UUID] = [row.key[1] for row in chosen if row.key and row.key[0] == name]
        fields = tuple(one for one in FIELDS if one in actor.fields(actor.world.objects[name]))
        for key, (_facts, record) in readable_records(actor, name, ids, fields).items():
            known[(name, key)] = record
    titles = titles_of_keys(actor, chosen)
    return [call(row, titles.get(row.key, ""), known.get(row.key, {}), held) for row in chosen]


def call(row: Row, title: str, record: Mapping[str, Any], held: Mapping[Client, Any]) -> Call:
    """One debtor."""
    promise = held.get(row.key) if row.key else None
    told = promise and {"id": str(promise.pk), "day": promise.day, "note": promise.note}
    return Call(
        row, title, record.get("phones") or [], record.get("last_talk_at"), record.get("owner"),
        told or None,
    )  # fmt: skip
