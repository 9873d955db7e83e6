"""The one command path: rights, validation, change, journal, index, in one transaction.

Everything works on lists, so that an import of ten thousand rows and a single form take the same
way. Nothing is written before every check has passed; a refusal leaves nothing behind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kartei.platform.access.actor import Actor
from kartei.platform.kit.ids import uuid7
from kartei.platform.meta import keeper
from kartei.platform.meta.errors import Refusal, forbidden, not_found
from kartei.platform.meta.models import State
from kartei.platform.meta.versions import bump_access
from kartei.platform.meta.world import Obj, world_at
from kartei.platform.records import computing, journal, notices, store
from kartei.platform.records.checks import accepted, complete, defaults, own, reassign
from kartei.platform.records.draft import Draft
from kartei.platform.records.files import claim
from kartei.platform.records.parsing import parse_values
from kartei.platform.records.query import readable_record, select

P = ParamSpec("P")
T = TypeVar("T")


def enter(actor: Actor, name: str) -> Obj:
    """Inside the transaction: hold the schema still and look at its newest form."""
    obj = actor.obj(name)
    if obj.entity is not None and obj.entity.schema:
        keeper.begin()
        return obj
    parts = any(lines.side is not None for lines in obj.lines.values())
    if obj.side is None and obj.entity is not None and not parts:
        return obj
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [keeper.SCHEMA_LOCK])
    version = State.objects.values_list("meta", flat=True).get(pk=1)
    if version != actor.world.version:
        actor.world = world_at(version)
        obj = actor.obj(name)
    return obj


def alone(work: Callable[Concatenate[Actor, str, P], T]) -> Callable[Concatenate[Actor, str, P], T]:
    """A write that is tried again while others hold the tables, where it changes the schema."""

    @wraps(work)
    def tried(actor: Actor, name: str, /, *args: P.args, **kwargs: P.kwargs) -> T:
        entity = actor.obj(name).entity
        if entity is not None and entity.schema:
            return keeper.as_author(lambda: work(actor, name, *args, **kwargs))
        return work(actor, name, *args, **kwargs)

    return tried


@alone
def create_many(
    actor: Actor,
    name: str,
    items: Sequence[Mapping[str, Any]],
    *,
    ids: Sequence[UUID] | None = None,
    rows: Sequence[int] | None = None,
    skip_faulty: bool = False,
    puts: Sequence[Mapping[str, Any]] | None = None,
) -> list[Draft]:
    """Create records from their JSON form; returns their drafts, in order.

    ids: identities made by the caller. rows: row numbers of a file, for faults. With skip_faulty
    a wrong record stays unwritten and its draft carries the faults; else the first call refuses.
    puts: values of each set by a rule as they are (already parsed), beside those of the caller.
    """
    actor.obj(name)
    actor.must(name, "create")
    with transaction.atomic():
        drafts = fresh_drafts(actor, enter(actor, name), items, ids, rows, puts)
        good = accepted(drafts, skip_faulty)
        if good:
            written(good, lambda now: insert(good, now))
    return drafts


def fresh_drafts(
    actor: Actor,
    obj: Obj,
    items: Sequence[Mapping[str, Any]],
    ids: Sequence[UUID] | None = None,
    rows: Sequence[int] | None = None,
    puts: Sequence[Mapping[str, Any]] | None = None,
) -> list[Draft]:
    """Drafts of new records with everything checked and completed, nothing written."""
    drafts = []
    for i, item in enumerate(items):
        draft = Draft(actor, obj, ids[i] if ids else uuid7(), "create")
        draft.row = rows[i] if rows else None
        defaults(draft)
        parse_values(draft, item)
        for field, value in (puts[i] if puts else {}).items():
            draft.put(field, value)
        own(draft)
        drafts.append(draft)
    complete(drafts)
    return drafts


def trial(
    actor: Actor,
    name: str,
    new: Sequence[Mapping[str, Any]],
    changes: Mapping[UUID, Mapping[str, Any]],
) -> tuple[list[Draft], list[Draft]]:
    """What creating and changing would come to: drafts with their faults, and nothing written.

    For previews; what rules write on the way (numbers of a series) is rolled back.
    """
    with transaction.atomic():
        obj = enter(actor, name)
        made = fresh_drafts(actor, obj, new) if new else []
        drafts = load_drafts(actor, obj, changes, "change", "write") if changes else []
        for draft in drafts:
            parse_values(draft, changes[draft.id])
            reassign(draft)
        complete(drafts)
        transaction.set_rollback(True)
    return made, drafts


def create(actor: Actor, name: str, values: Mapping[str, Any], *, id: UUID | None = None) -> UUID:
    """Create one record; returns its id."""
    return create_many(actor, name, [values], ids=[id] if id else None)[0].id


def insert(drafts: list[Draft], now: Any) -> None:
    """Write new rows; a taken id is answered alike whether visible or not.

    The refusal leaves the transaction of the command, so nothing needs a savepoint of its own.
    """
    try:
        store.insert(drafts, now)
    except IntegrityError as err:
        raise Refusal(
            "records.taken", _("A record with this id exists already"), status=409
        ) from err


def written(drafts: list[Draft], how: Any) -> None:
    """Carry out, journal, tell the rules; versions rise where others cache what changed."""
    actor = drafts[0].actor
    now = actor.clock or timezone.now()
    computing.compute(drafts)
    how(now)
    claim(drafts)
    change = actor.change or uuid7()
    journal.write(drafts, change, now)
    notices.tell_owners(drafts, change)
    entity = drafts[0].obj.entity
    if entity is not None:
        if entity.small or entity.name.startswith("access."):
            bump_access()
        if entity.after:
            for draft in drafts:
                entity.after(draft)
        if entity.after_many:
            entity.after_many(drafts)
    computing.spread(drafts)


def load_drafts(
    actor: Actor, obj: Obj, ids: Iterable[UUID], verb: str, privilege: str
) -> list[Draft]:
    """Drafts of existing records; invisible ones are 404, a missing right is 403."""
    wanted = list(dict.fromkeys(ids))
    if len(wanted) > 1 and connection.vendor == "postgresql":
        list(
            obj.twin.objects.filter(pk__in=wanted)
            .order_by("pk")
            .select_for_update()
            .values_list("pk", flat=True)
        )
    values = store.load(actor, obj, wanted)
    drafts = []
    for key in wanted:
        old = values.get(key)
        if old is None or not actor.reaches(
            obj.name, "read", old.get("owner"), old.get("unit"), key
        ):
            raise not_found()
        if not actor.reaches(obj.name, privilege, old.get("owner"), old.get("unit"), key):
            actor.must(obj.name, privilege)
            raise forbidden(_("You may see this record, but not change it"))
        drafts.append(Draft(actor, obj, key, verb, old=old, version=old["version"]))
    return drafts


@alone
def change_many(
    actor: Actor,
    name: str,
    items: Mapping[UUID, Mapping[str, Any]],
    *,
    version: int | None = None,
    verb: str = "change",
    skip_faulty: bool = False,
    put: Mapping[str, Any] | None = None,
    data: Mapping[str, Any] | None = None,
) -> list[Draft]:
    """Change records by their JSON form. version: the one the caller saw (of a single record).

    put: values set by a rule as they are (already parsed), beside those of the caller. data: what
    the journal tells beside the changes.
    """
    with transaction.atomic():
        obj = enter(actor, name)
        drafts = load_drafts(actor, obj, items, verb, "write")
        for draft in drafts:
            if version is not None and draft.version != version:
                raise stale_with(actor, draft)
            if draft.old.get("deleted"):
                raise Refusal("records.in_bin", _("This record is in the bin"), status=409)
            parse_values(draft, items[draft.id])
            for field, value in (put or {}).items():
                draft.put(field, value)
            draft.data.update(data or {})
            reassign(draft)
        complete(drafts)
        good = [d for d in accepted(drafts, skip_faulty) if d.changed()]
        if good:
            written(good, lambda now: update(good, now))
    return drafts


def update(drafts: list[Draft], now: Any) -> None:
    """Write changes; a unique value that somebody took at the same moment is a conflict."""
    try:
        store.update(drafts, now)
    except Refusal as err:
        # somebody was faster between our reading and our writing (PostgreSQL alone lets him)
        if err.code == "records.stale" and len(drafts) == 1:
            raise stale_with(drafts[0].actor, drafts[0]) from err
        raise
    except IntegrityError as err:
        raise Refusal("records.taken", _("This value is taken already"), status=409) from err


def change(
    actor: Actor, name: str, key: UUID, values: Mapping[str, Any], *, version: int | None = None
) -> Draft:
    """Change one record."""
    return change_many(actor, name, {key: values}, version=version)[0]


def stale_with(actor: Actor, draft: Draft) -> Refusal:
    """412 that carries the record as it is now."""
    refusal = store.stale()
    refusal.extra["current"] = select(actor, draft.obj.name, [draft.id]).get(draft.id)
    return refusal


@alone
def bin_many(
    actor: Actor, name: str, ids: Iterable[UUID], *, back: bool = False, version: int | None = None
) -> list[Draft]:
    """Put records into the bin, or take them out again."""
    with transaction.atomic():
        obj = enter(actor, name)
        if not obj.has_bin:
            raise Refusal("records.no_bin", _("These records cannot be deleted"), status=409)
        drafts = load_drafts(actor, obj, ids, "restore" if back else "delete", "delete")
        for draft in drafts:
            if version is not None and draft.version != version:
                raise stale_with(actor, draft)
            draft.put("deleted", not back)
        if obj.before:
            for draft in drafts:
                obj.before(draft)
        accepted(drafts, False)
        moved = [d for d in drafts if d.changed()]
        if moved:
            written(moved, lambda now: update(moved, now))
    return drafts


def one(actor: Actor, name: str, key: UUID) -> dict[str, Any]:
    """One record in JSON form under rights; 404 when invisible."""
    return readable_record(actor, name, key)[1]
