"""Who did what, when and from where: the journal and the opened cards, for who may read the audit.

The right is that to the object ``access.audit``. It shows no more than its holder may read anyway:
objects that he reaches as a whole, and of them the fields that exist for him.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from kartei.platform.access.actor import Actor
from kartei.platform.meta.errors import bad_question
from kartei.platform.records import telling
from kartei.platform.records.commands import declared
from kartei.platform.records.events import WORDS
from kartei.platform.records.models import Journal, Opened
from kartei.platform.records.wire import titles_of

AUDIT = "access.audit"
OPENED = "opened"
MAX_LIMIT = 200
#: Rows of an export.
MOST = 100_000
COUNTED = 200


@dataclass(frozen=True, slots=True)
class Wish:
    """What is looked for; empty values ask for nothing. after: the id of the last row seen.

    verb: of the journal, or "opened" for who looked at cards. field: whose change is looked for.
    """

    user: UUID | None = None
    object: str = ""
    record: UUID | None = None
    verb: str = ""
    via: str = ""
    ip: str = ""
    field: str = ""
    since: datetime | None = None
    until: datetime | None = None
    limit: int = 50
    after: int | None = None


def may_read(actor: Actor, privilege: str = "read") -> None:
    """403 for who may not look at the audit."""
    actor.obj(AUDIT)
    actor.must(AUDIT, privilege)


def visible(actor: Actor) -> list[str]:
    """The objects that the asker reaches as a whole: the others' rows stay with their readers."""
    return [
        name
        for name in actor.world.objects
        if actor.in_use(name) and actor.scope(name, "read").kind == "all"
    ]


def page(actor: Actor, wish: Wish) -> dict[str, Any]:
    """``{"items", "next"}``, newest first."""
    may_read(actor)
    if not 1 <= wish.limit <= MAX_LIMIT:
        raise bad_question(_("limit is 1 to %(limit)s"), "query.limit", limit=MAX_LIMIT)
    rows = found(actor, wish)
    shown = rows[: wish.limit]
    items = opened_items(actor, shown) if wish.verb == OPENED else told_items(actor, shown)
    more = len(rows) > wish.limit
    return {"items": items, "next": str(shown[-1].pk) if more else None}


def found(actor: Actor, wish: Wish) -> list[Any]:
    """The rows of a page and one more."""
    rows = narrowed(actor, Opened if wish.verb == OPENED else Journal, wish)
    if wish.after is not None:
        rows = rows.filter(pk__lt=wish.after)
    return list(rows.order_by("-pk")[: wish.limit + 1])


def narrowed(actor: Actor, model: Any, wish: Wish) -> Any:
    """All rows that a wish means."""
    exact = {"actor": wish.user, "object": wish.object, "record": wish.record, "via": wish.via}
    rows = model.objects.filter(**{n: v for n, v in exact.items() if v})
    if wish.ip:
        rows = rows.filter(ip__startswith=wish.ip)
    if wish.since:
        rows = rows.filter(at__gte=wish.since)
    if wish.until:
        rows = rows.filter(at__lt=wish.until)
    if model is Journal and wish.verb:
        rows = rows.filter(verb=wish.verb)
    if wish.field:
        rows = rows.filter(by_field(actor, wish)) if model is Journal else rows.none()
    if not actor.administrator:
        rows = rows.filter(object__in=visible(actor))
    return rows


def by_field(actor: Actor, wish: Wish) -> Q:
    """Changes of a field; of one that is closed to the asker there are none."""
    names = [wish.object] if wish.object else visible(actor)
    readable = [
        name
        for name in names
        if name in actor.world.objects and wish.field in actor.fields(actor.world.objects[name])
    ]
    return Q(object__in=readable, changes__has_key=wish.field)


def told_items(actor: Actor, rows: list[Journal]) -> list[dict[str, Any]]:
    """Journal rows in words; values in the language of the asker."""
    fields = {row.pk: telling.told_fields(actor, row.object, row.changes, row.at) for row in rows}
    wanted = {t for found in fields.values() for t in telling.targets(found)}
    known = telling.titles(actor, wanted)
    return [
        {
            **place(actor, row),
            "title": title_of(actor, row),
            "verb": row.verb,
            "verb_title": verb_title(actor, row.object, row.verb),
            "changes": telling.told(actor, fields[row.pk], known),
            "text": gist(row),
            "change": str(row.change),
        }
        for row in rows
    ]


def opened_items(actor: Actor, rows: list[Opened]) -> list[dict[str, Any]]:
    """Opened cards, by the titles that they have now."""
    by_object: dict[str, set[UUID]] = {}
    for row in rows:
        by_object.setdefault(row.object, set()).add(row.record)
    titles = {
        (name, key): shown[0]
        for name, keys in by_object.items()
        if name in actor.world.objects
        for key, shown in titles_of(actor, name, keys).items()
    }
    return [
        {
            **place(actor, row),
            "title": titles.get((row.object, row.record), ""),
            "verb": OPENED,
            "verb_title": verb_title(actor, row.object, OPENED),
            "changes": [],
            "text": "",
            "change": None,
        }
        for row in rows
    ]


def place(actor: Actor, row: Any) -> dict[str, Any]:
    """When, who, from where, and on what."""
    obj = actor.world.objects.get(row.object)
    by = row.actor
    name = actor.roster.user_names.get(by, "") if by else ""
    return {
        "id": str(row.pk),
        "at": row.at,
        "by": {"id": str(by), "title": name} if by else None,
        "via": row.via,
        "ip": row.ip,
        "object": row.object,
        "object_title": str(obj.words["one"]) if obj else row.object,
        "icon": obj.icon if obj else "dot",
        "record": str(row.record),
    }


def title_of(actor: Actor, row: Journal) -> str:
    """The record's title as it was then, for who may read titles of these."""
    obj = actor.world.objects.get(row.object)
    if obj is None or not actor.reads_title(obj):
        return ""
    return str(row.data.get("title", ""))


def gist(row: Journal) -> str:
    """What a row tells beside fields: with whom something was shared, what was merged."""
    named = row.data.get("with", {})
    return str(named.get("title", "") if named else row.data.get("other", ""))


def verb_title(actor: Actor, name: str, verb: str) -> str:
    """A verb in the asker's language."""
    if verb == OPENED:
        return _("Opened")
    if verb in WORDS:
        return str(WORDS[verb])
    obj = actor.world.objects.get(name)
    command = declared(obj, verb) if obj else None
    return str(command.told or command.label) if command else verb


def choices(actor: Actor) -> dict[str, Any]:
    """What can be chosen in a search: verbs that occur, objects, and ways in."""
    may_read(actor)
    pairs = Journal.objects.order_by().values_list("object", "verb").distinct()
    titles: dict[str, str] = {}
    for name, verb in pairs:
        titles.setdefault(verb, verb_title(actor, name, verb))
    titles[OPENED] = verb_title(actor, "", OPENED)
    return {
        "verbs": listed(titles.items()),
        "objects": listed(
            (name, str(actor.world.objects[name].words["title"])) for name in visible(actor)
        ),
    }


def listed(pairs: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    """Choices by their titles."""
    return [{"id": k, "title": v} for k, v in sorted(pairs, key=lambda p: p[1].lower())]


def opened_by(actor: Actor, wish: Wish, by: str) -> list[dict[str, Any]]:
    """How often cards were opened, per user or per record, most first."""
    may_read(actor)
    rows = narrowed(actor, Opened, replace(wish, verb=OPENED))
    if by == "user":
        counted = rows.values_list("actor").annotate(
            n=Count("pk"), of=Count("record", distinct=True)
        )
        return [
            {"id": str(key), "title": actor.roster.user_names.get(key, ""), "opened": n, "of": of}
            for key, n, of in counted.order_by("-n")[:COUNTED]
        ]
    counted = rows.values_list("object", "record").annotate(
        n=Count("pk"), of=Count("actor", distinct=True)
    )
    top = list(counted.order_by("-n")[:COUNTED])
    wanted: dict[str, set[UUID]] = {}
    for name, key, _n, _of in top:
        wanted.setdefault(name, set()).add(key)
    titles = {
        key: shown[0]
        for name, keys in wanted.items()
        if name in actor.world.objects
        for key, shown in titles_of(actor, name, keys).items()
    }
    return [
        {"id": str(key), "object": name, "title": titles.get(key, ""), "opened": n, "of": of}
        for name, key, n, of in top
    ]


def all_items(actor: Actor, wish: Wish) -> Iterator[dict[str, Any]]:
    """Every row that a wish means, for an export; at most MOST of them."""
    may_read(actor, "export")
    given, after = 0, None
    while given < MOST:
        answer = page(actor, replace(wish, limit=MAX_LIMIT, after=after))
        yield from answer["items"]
        given += len(answer["items"])
        if answer["next"] is None:
            return
        after = int(answer["next"])
