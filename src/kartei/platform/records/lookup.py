"""Who is calling, and search over all objects."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _

from kartei.platform.access.actor import Actor
from kartei.platform.kit.faults import ValueFault
from kartei.platform.kit.phones import digits, parse_phone
from kartei.platform.kit.text import fold
from kartei.platform.meta.errors import bad_question
from kartei.platform.meta.world import Obj
from kartei.platform.records.query import select
from kartei.platform.records.search import exact_hits, hits, rights_condition
from kartei.platform.records.wire import as_key

FIELD = "phones"
#: What a caller card shows besides the title, as far as the object has it and the asker sees it.
SHOWN = (
    "phones", "company", "position", "city", "groups", "owner", "last_talk_at",
    "next_step", "next_step_at",
)  # fmt: skip
#: Fewer digits than this do not name one line.
SUFFIX = 7
#: More digits than this hold a country or trunk code that the caller's exchange chose.
NATIONAL = 10
#: A number in more records than this is a switchboard; the newest talks are enough.
MOST = 20
HITS = 200
CALLERS = (
    "SELECT v.object, v.record, v.norm FROM records_value v "
    "JOIN records_search s ON s.record = v.record "
    "WHERE v.field = %s AND v.norm IN ({marks}) AND s.deleted = %s AND ({seen}) LIMIT 500"
)


def lookup(actor: Actor, phone: str) -> list[dict[str, Any]]:
    """Readable records with this number in any notation, newest talk first.

    The number is compared whole; when nobody has it, by its ending of at least seven digits (what
    exchanges send without country or trunk code).
    """
    if not isinstance(phone, str) or len(phone) > 60 or not any(c.isdigit() for c in phone):
        raise bad_question(_("“phone” is a phone number"), "query.phone")
    names = [n for n, obj in actor.world.objects.items() if has_phones(actor, obj)]
    found = by_number(actor, names, numbers(actor, phone))
    if not found:
        found = by_ending(actor, names, digits(phone))
    cards = [c for name, keys in found.items() for c in shown(actor, name, keys)]
    cards.sort(key=talked, reverse=True)
    return cards[:MOST]


def has_phones(actor: Actor, obj: Obj) -> bool:
    """Whether the asker may read phones of this object at all."""
    spec = actor.fields(obj).get(FIELD)
    return (
        spec is not None
        and spec.kind.name == "phones"
        and actor.in_use(obj.name)
        and not actor.scope(obj.name, "read").empty
    )


def numbers(actor: Actor, phone: str) -> list[str]:
    """The digits that a stored number may have: as understood in the firm's land, and as sent."""
    found = [digits(phone)]
    try:
        found.append(digits(parse_phone(phone, actor.ctx.region).e164))
    except ValueFault:
        # a number that no plan knows may still be stored by its bare digits
        return found
    return list(dict.fromkeys(found))


def by_number(actor: Actor, names: list[str], norms: list[str]) -> dict[str, dict[UUID, str]]:
    """{object: {record: digits}} of readable records with one of the numbers; one question."""
    if not names:
        return {}
    parts: list[str] = []
    params: list[Any] = [FIELD, *norms, False]
    for name in names:
        rights, more = rights_condition(actor, actor.scope(name, "read"))
        parts.append(f"(v.object = %s{rights})")
        params += [name, *more]
    marks = ", ".join(["%s"] * len(norms))
    with connection.cursor() as cursor:
        cursor.execute(CALLERS.format(marks=marks, seen=" OR ".join(parts)), params)
        rows = cursor.fetchall()
    found: dict[str, dict[UUID, str]] = {}
    for name, record, norm in rows:
        if key := as_key(record):
            found.setdefault(name, {})[key] = norm
    return found


def by_ending(actor: Actor, names: list[str], sent: str) -> dict[str, dict[UUID, str]]:
    """The same by the last digits, through the search index."""
    ending = sent[-NATIONAL:]
    if len(sent) <= NATIONAL and len(sent) > SUFFIX:
        ending = sent.removeprefix("0")
    if len(ending) < SUFFIX:
        return {}
    hit: dict[str, list[UUID]] = {}
    for name, key, _title, _note in exact_hits(actor, names, ending, False, HITS):
        hit.setdefault(name, []).append(key)
    return {name: ending_so(actor, name, keys, ending) for name, keys in hit.items()}


def ending_so(actor: Actor, name: str, keys: list[UUID], ending: str) -> dict[UUID, str]:
    """Those of the records one of whose numbers really ends with these digits."""
    return {
        key: ending
        for key, record in select(actor, name, keys, (FIELD,)).items()
        if any(digits(v["value"]).endswith(ending) for v in record[FIELD])
    }


def shown(actor: Actor, name: str, keys: dict[UUID, str]) -> list[dict[str, Any]]:
    """What the page of an incoming call shows of each record."""
    obj = actor.world.objects[name]
    known = actor.fields(obj)
    fields = tuple(f for f in (obj.title_field, *SHOWN) if f in known)
    records = select(actor, name, list(keys)[:MOST], tuple(dict.fromkeys(fields)))
    found = []
    for key, record in records.items():
        phones = record.pop(FIELD)
        title = record.pop(obj.title_field, "")
        hit = next((p for p in phones if digits(p["value"]).endswith(keys[key])), None)
        found.append(
            {
                "object": name,
                "id": str(key),
                "title": title or "",
                "icon": obj.entity.icon if obj.entity else "dot",
                "phone": hit["show"] if hit else "",
                "number": hit["value"] if hit else "",
                **{n: v for n, v in record.items() if n not in ("id", "version")},
            }
        )
    return found


def talked(card: dict[str, Any]) -> datetime:
    """The moment of the last talk; nobody talked to yet comes last."""
    at = card.get("last_talk_at")
    if not isinstance(at, datetime):
        return datetime.min.replace(tzinfo=UTC)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def search(actor: Actor, q: str, limit: int = 20) -> list[dict[str, Any]]:
    """Readable records of all objects that match; those whose title begins so come first.

    Small objects (stages, groups, roles) have their own pages and are left out.
    """
    names = [
        n
        for n, obj in actor.world.objects.items()
        if not obj.small and actor.in_use(n) and not actor.scope(n, "read").empty
    ]
    if not q.strip() or "\x00" in q:
        return []
    start = fold(q)
    found = hits(actor, names, q, limit=HITS)
    found.sort(key=lambda row: (not fold(row[2]).startswith(start), fold(row[2]), str(row[1])))
    return [
        {"object": n, "id": str(k), "title": t, "note": note, "icon": icon_of(actor, n)}
        for n, k, t, note in found[:limit]
    ]


def icon_of(actor: Actor, name: str) -> str:
    """The picture of an object."""
    entity = actor.world.objects[name].entity
    return entity.icon if entity else "dot"
