"""What users are told once: shared with you, given to you, somebody asks for access.

A notice gives no right: it is shown only while its receiver may read the record it is about.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone, translation

from kartei.platform.access import applicants
from kartei.platform.access.actor import Actor, actor_for
from kartei.platform.access.models import Notice, Team, User
from kartei.platform.meta.errors import Refusal, not_found
from kartei.platform.records.draft import Draft
from kartei.platform.records.facts import facts_of, reachable
from kartei.platform.records.home import Place, now_of
from kartei.platform.records.journal import CLOCK
from kartei.platform.records.marks import VIA

SHARE, ASSIGN, REQUEST = "share", "assign", "request"
APPLIED = applicants.APPLIED
#: Something happened to a record that nobody of the house did (Entity.events).
EVENT = "event"
SHOWN = 50
#: How long a notice waits for its receiver.
KEPT = timedelta(days=90)
#: Requests of one person within a day that reach anybody.
REQUESTS = 30
DAY = timedelta(days=1)


def receivers(actor: Actor, column: str, target: UUID) -> set[UUID]:
    """The people behind a user, team or unit."""
    if column == "user":
        return {target}
    if column == "team":
        members = Team.objects.filter(pk=target).values_list("members", flat=True).first()
        return {UUID(member) for member in members or []}
    return {user for user, unit in actor.roster.user_units.items() if unit == target}


def send(
    actor: Actor, users: Iterable[UUID], kind: str, place: Place, data: dict[str, Any]
) -> None:
    """Tell some users; never the one who acts himself, nor who does not work here any more."""
    send_each(actor, kind, dict.fromkeys(users, (place, data)))


def send_each(actor: Actor, kind: str, news: Mapping[UUID, tuple[Place, dict[str, Any]]]) -> None:
    """Tell each of some users something else, by the same law."""
    wanted = User.objects.filter(pk__in=news.keys() - {actor.user}, active=True, deleted=False)
    Notice.objects.bulk_create(
        Notice(
            user_id=user, kind=kind, object=news[user][0][0], record=news[user][0][1],
            by=actor.user, at=now_of(actor), data=news[user][1],
        )
        for user in wanted.values_list("pk", flat=True)
    )  # fmt: skip


def tell_applied(applicant: UUID, users: Iterable[UUID]) -> None:
    """Tell some users that somebody registered himself and waits."""
    now = timezone.now()
    Notice.objects.bulk_create(
        Notice(
            user_id=user, kind=APPLIED, object=applicants.USER, record=applicant, by=applicant,
            at=now,
        )
        for user in users
    )  # fmt: skip


def tell_event(user: UUID, place: Place, verb: str, said: str = "", **more: str) -> None:
    """Tell a user what happened to a record; verb: one of its entity's events; more: kept too."""
    Notice.objects.create(
        user_id=user, kind=EVENT, object=place[0], record=place[1], by=user, at=timezone.now(),
        data={"verb": verb, "said": said, **more},
    )  # fmt: skip


def tell_owners(drafts: list[Draft], change: UUID) -> None:
    """Tell new owners what others gave them, one notice for what came together."""
    actor, name = drafts[0].actor, drafts[0].obj.name
    # a fixed clock is the past of a demo firm, and samples are no work: nobody waits for such news;
    # what the installation does by itself was handed over by nobody
    if not drafts[0].obj.owned or actor.clock is not None or actor.via in (VIA, CLOCK):
        return
    given: dict[UUID, list[UUID]] = {}
    for draft in drafts:
        owner = draft.get("owner")
        if owner and owner != actor.user and draft.changes("owner"):
            given.setdefault(owner, []).append(draft.id)
    if given:
        add_assigned(actor, name, given, str(change))


def add_assigned(actor: Actor, name: str, given: dict[UUID, list[UUID]], change: str) -> None:
    """One notice of a change for each receiver and object; further batches raise its count.

    A few statements for all receivers together: an import has a batch for some fifty of them.
    """
    waiting = Notice.objects.filter(user__in=given, kind=ASSIGN, object=name, seen_at=None)
    known = {row.user_id: row for row in waiting.filter(data__change=change)}
    for user, row in known.items():
        row.data = {**row.data, "count": row.data["count"] + len(given[user])}
    keep_data(list(known.values()))
    fresh = {user: keys for user, keys in given.items() if user not in known}
    if fresh:
        news = {
            user: ((name, keys[0]), {"count": len(keys), "change": change})
            for user, keys in fresh.items()
        }
        send_each(actor, ASSIGN, news)


def keep_data(rows: list[Notice]) -> None:
    """Write what some notices say; a statement of the ORM for many rows takes longer to compose
    than all these take to run.
    """
    if not rows:
        return
    key, data = Notice._meta.pk, Notice._meta.get_field("data")
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {Notice._meta.db_table} SET data = %s WHERE id = %s",  # noqa: S608 (our own)
            [
                [
                    data.get_db_prep_save(row.data, connection),
                    key.get_db_prep_value(row.pk, connection),
                ]
                for row in rows
            ],
        )


def request_access(actor: Actor, name: str, key: UUID) -> None:
    """Ask the owner of a record for access to it.

    Nothing tells the asker whether the record exists: what he may not read and what is not there
    are answered alike.
    """
    if name not in actor.world.objects or not actor.in_use(name):
        return
    facts = facts_of(actor, name, [key]).get(key)
    mine = Notice.objects.filter(by=actor.user, kind=REQUEST, at__gt=timezone.now() - DAY)
    if facts is None or facts.deleted or facts.owner is None or mine.count() >= REQUESTS:
        return
    readable = actor.reaches(name, "read", facts.owner, facts.unit, key)
    if not readable and not mine.filter(record=key).exists():
        send(actor, [facts.owner], REQUEST, (name, key), {})


def mine(actor: Actor) -> list[dict[str, Any]]:
    """The asker's unseen notices, newest first."""
    rows = Notice.objects.filter(user=actor.user, seen_at=None).order_by("-at", "-id")
    return shown(actor, list(rows[:SHOWN]))


def shown(actor: Actor, rows: list[Notice]) -> list[dict[str, Any]]:
    """Notices in JSON form; about records that cannot be read any more they are silent."""
    wanted: dict[str, set[UUID]] = {}
    for row in rows:
        wanted.setdefault(row.object, set()).add(row.record)
    seen = {
        (name, key): facts
        for name, keys in wanted.items()
        for key, facts in reachable(actor, name, keys, "read").items()
    }
    found = []
    for row in rows:
        facts = seen.get((row.object, row.record))
        if facts is None or facts.deleted:
            continue
        obj = actor.world.objects[row.object]
        readable = actor.reads_title(obj)
        by = {"id": str(row.by), "title": actor.roster.user_names.get(row.by, "")}
        found.append(
            {
                "id": str(row.pk),
                "kind": row.kind,
                "at": row.at,
                "by": by,
                "object": row.object,
                "object_title": str(obj.words["one"]),
                "many_title": str(obj.words["many"]),
                "record": str(row.record),
                "title": facts.title if readable else "",
                "version": facts.version,
                "count": row.data.get("count", 1),
                "rights": row.data.get("rights", []),
                "until": row.data.get("until"),
                "what": what_of(actor, row),
                "said": row.data.get("said", ""),
            }
        )
    return found


def what_of(actor: Actor, row: Notice) -> str:
    """The words of an event in the receiver's language; empty for other kinds."""
    entity = actor.world.objects[row.object].entity
    words = entity.events.get(row.data.get("verb", "")) if entity else None
    with translation.override(actor.language):
        return "" if words is None else str(words)


def mark_seen(actor: Actor, key: UUID) -> None:
    """The asker has seen a notice; twice is the same. 404 for another's."""
    rows = Notice.objects.filter(pk=key, user=actor.user)
    if not rows.exists():
        raise not_found()
    now = timezone.now()
    rows.filter(seen_at=None).update(seen_at=now, pushed_at=now)


def source(users: set[UUID]) -> Iterator[tuple[UUID, str, dict[str, Any]]]:
    """(user, "notice", notice) of what these users were not told yet: a source of the live feed."""
    rows = Notice.objects.filter(user__in=users, pushed_at=None, seen_at=None).order_by("at")
    fresh: dict[UUID, list[Notice]] = {}
    for row in rows[:SHOWN]:
        # who marks it has it, however many processes ask
        if Notice.objects.filter(pk=row.pk, pushed_at=None).update(pushed_at=timezone.now()):
            fresh.setdefault(row.user_id, []).append(row)
    for user, found in fresh.items():
        try:
            actor = actor_for(user, via="page")
        except Refusal:
            continue
        for data in shown(actor, found):
            yield user, "notice", data


def sweep() -> None:
    """What nobody came for, and what was seen long ago."""
    Notice.objects.filter(at__lt=timezone.now() - KEPT).delete()
