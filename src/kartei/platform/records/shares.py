"""Sharing one record with a user, team or unit, with chosen rights."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kartei.platform.access.actor import Actor
from kartei.platform.access.asker import privilege_words
from kartei.platform.access.models import Share, Team
from kartei.platform.access.roster import stand
from kartei.platform.kit.faults import ValueFault
from kartei.platform.meta.errors import FieldFault, bad_question, field_fault, invalid
from kartei.platform.meta.kinds import KINDS
from kartei.platform.meta.kinds.link import as_uuid
from kartei.platform.meta.spec import PRIVILEGES, FieldSpec
from kartei.platform.meta.versions import bump_access
from kartei.platform.meta.world import Obj
from kartei.platform.records.facts import Facts
from kartei.platform.records.home import Place, must_reach, now_of, readable, show_in, tell
from kartei.platform.records.models import Journal
from kartei.platform.records.notices import SHARE, receivers, send
from kartei.platform.records.wire import small_titles

WITH = ("user", "team", "unit")
#: What can be given on one record; creating is no act on a record.
RIGHTS = tuple(p for p in PRIVILEGES if p != "create")


def share(actor: Actor, obj: Obj, key: UUID, data: Mapping[str, Any]) -> str | None:
    """Give somebody rights on a record: ``{"user"|"team"|"unit": id, "rights": [...], "until"?}``.

    until: a moment from which on the share gives nothing any more; without it there is no end.

    Needs the privilege share there; nobody gives rights that he lacks on the record. Reading is
    always included. Rights given before to the same one are replaced.
    """
    column, target, title = grantee(actor, data, "rights", "until")
    until = end_of(actor, data.get("until"))
    with transaction.atomic():
        facts = must_reach(actor, obj.name, key, "share")
        rights = chosen(actor, obj, key, facts, data.get("rights"))
        put(actor, (obj.name, key), facts, (column, target, title), rights, until)
        told = {"rights": rights, "until": until.isoformat() if until else None}
        send(actor, receivers(actor, column, target), SHARE, (obj.name, key), told)
    return None


def end_of(actor: Actor, raw: Any) -> datetime | None:
    """The moment at which a share ends; it lies ahead."""
    if raw is None or raw == "":
        return None
    spec = FieldSpec(name="until", kind=KINDS["moment"], label="")
    try:
        found: datetime = spec.kind.parse(raw, spec, actor.ctx)
    except ValueFault as fault:
        raise invalid([field_fault("until", fault)]) from fault
    if found <= now_of(actor):
        words = str(_("The end of a share lies ahead"))
        raise invalid([FieldFault("until", "access.past", words, "/until")])
    return found


def unshare(actor: Actor, obj: Obj, key: UUID, data: Mapping[str, Any]) -> str | None:
    """Take back what was shared with somebody: ``{"user"|"team"|"unit": id}``."""
    column, target, title = grantee(actor, data)
    with transaction.atomic():
        facts = must_reach(actor, obj.name, key, "share")
        put(actor, (obj.name, key), facts, (column, target, title), [])
    return None


def put(
    actor: Actor,
    home: Place,
    facts: Facts,
    who: tuple[str, UUID, str],
    rights: list[str],
    until: datetime | None = None,
) -> None:
    """What somebody may do with a record from now on (none: no share), told with what was before.

    who: column, id and name.
    """
    column, target, title = who
    held = Share.objects.filter(object=home[0], record=home[1], **{column: target})
    before, ended = held.values_list("rights", "until").first() or ([], None)
    if not rights and not before:
        return
    if not rights:
        held.delete()
    elif not held.update(rights=rights, by=actor.user, at=now_of(actor), until=until):
        held.create(
            object=home[0], record=home[1], rights=rights, by=actor.user, at=now_of(actor),
            until=until, **{column: target},
        )  # fmt: skip
    bump_access()
    told = {
        "with": {"kind": column, "id": str(target), "title": title},
        "before": before,
        "before_until": ended.isoformat() if ended else None,
        "until": until.isoformat() if until else None,
    }
    verb = "share" if rights else "unshare"
    row = tell(actor, home, facts, verb, {**told, "rights": rights})
    show_in([home], home, row.at, journal=row.pk)


def undo(actor: Actor, told: Journal) -> bool:
    """Take back what was given or taken; False when that is not as it was left, or not allowed.

    The caller has checked that the asker may read the record. The same holds as for sharing: he
    gives no rights that he lacks.
    """
    home = (told.object, told.record)
    column, target = told.data["with"]["kind"], UUID(told.data["with"]["id"])
    held = Share.objects.filter(object=home[0], record=home[1], **{column: target})
    now = held.values_list("rights", flat=True).first() or []
    before = told.data.get("before")
    if before is None or now != told.data.get("rights", []) or not in_force(actor, column, target):
        return False
    facts = readable(actor, *home)
    if facts.deleted or not all(
        actor.reaches(home[0], right, facts.owner, facts.unit, home[1])
        for right in ("share", *before)
    ):
        return False
    ended = told.data.get("before_until")
    until = datetime.fromisoformat(ended) if ended else None
    put(actor, home, facts, (column, target, told.data["with"]["title"]), before, until)
    return True


def shares_of(actor: Actor, name: str, key: UUID) -> list[dict[str, Any]]:
    """With whom a readable record is shared: ``[{"user"|"team"|"unit": {id,title}, "rights"}]``."""
    readable(actor, name, key)
    found = []
    valid = Q(until=None) | Q(until__gt=now_of(actor))
    for row in Share.objects.filter(valid, object=name, record=key).order_by("at", "id"):
        column = next(c for c in WITH if getattr(row, c) is not None)
        target = getattr(row, column)
        by = actor.roster.user_names.get(row.by, "")
        found.append(
            {
                column: {"id": str(target), "title": titles(actor, column).get(target, "")},
                "rights": row.rights,
                "by": {"id": str(row.by), "title": by},
                "at": row.at,
                "until": row.until,
            }
        )
    return found


def titles(actor: Actor, column: str) -> dict[UUID, str]:
    """Names of all users, teams or units."""
    return {k: v[0] for k, v in small_titles(actor, f"access.{column}").items()}


def grantee(actor: Actor, data: Mapping[str, Any], *more: str) -> tuple[str, UUID, str]:
    """(column, id, name) of the one user, team or unit that is named; others are refused."""
    for name in data:
        if name not in (*WITH, *more):
            raise bad_question(
                _("The command does not know “%(name)s”"),
                "http.unknown_parameter",
                name=str(name)[:80],
            )
    named = [c for c in WITH if data.get(c) is not None]
    if len(named) != 1:
        raise invalid([field_fault("user", ValueFault("value.required"))])
    column = named[0]
    try:
        target = as_uuid(data[column])
    except ValueFault as fault:
        raise invalid([field_fault(column, fault)]) from fault
    if not in_force(actor, column, target):
        raise invalid([field_fault(column, ValueFault("link.absent"))])
    return column, target, titles(actor, column).get(target, "")


def in_force(actor: Actor, column: str, target: UUID) -> bool:
    """Whether the user may still sign in, and the team or unit still stands."""
    if column == "user":
        return stand(target, actor.roster) is not None
    if column == "team":
        return Team.objects.filter(pk=target, deleted=False).exists()
    return target in actor.roster.unit_names


def chosen(actor: Actor, obj: Obj, key: UUID, facts: Facts, raw: Any) -> list[str]:
    """The rights to be given; unknown ones and those the asker lacks are faults."""
    if not isinstance(raw, list) or not raw or not all(isinstance(r, str) for r in raw):
        raise invalid([field_fault("rights", ValueFault("value.required"))])
    faults = []
    for right in raw:
        if right not in RIGHTS:
            faults.append(
                field_fault("rights", ValueFault("value.unknown_option", value=right[:40]))
            )
        elif not actor.reaches(obj.name, right, facts.owner, facts.unit, key):
            words = str(_("You lack the right “%(right)s” on this record yourself"))
            detail = words % {"right": privilege_words(right)}
            faults.append(FieldFault("rights", "access.lacking", detail, "/rights"))
    if faults:
        raise invalid(faults)
    return [r for r in RIGHTS if r == "read" or r in raw]


def sweep() -> None:
    """Shares that ended a while ago; they have given nothing since."""
    Share.objects.filter(until__lt=timezone.now() - timedelta(days=1)).delete()
