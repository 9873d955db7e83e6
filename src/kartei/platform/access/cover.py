"""What may be laid hands on: an account, a unit or a team that reaches nothing one lacks oneself.

Whoever sets a password or a mail address can come in as that user; whoever puts somebody into a
unit or a team gives him what is shared with it. So the same holds for them as for giving roles.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kartei.platform.access.actor import Actor
from kartei.platform.access.clock import SUBSTITUTED
from kartei.platform.access.depth import within
from kartei.platform.access.excess import REST, fields_beyond, touches
from kartei.platform.access.models import Share, User
from kartei.platform.access.roster import standing_of
from kartei.platform.access.standing import RANK, Scope
from kartei.platform.meta.errors import forbidden
from kartei.platform.meta.spec import PRIVILEGES

ORGANISATION = RANK["organisation"]


def must_cover(actor: Actor, user: UUID) -> None:
    """Refuse with 403 what would let the asker come in as somebody who reaches more."""
    if outreaches(actor, user):
        raise forbidden(_("This user reaches what you do not reach yourself"))


def outreaches(actor: Actor, user: UUID) -> bool:
    """Whether an account, also one kept out, reaches rows or fields that the asker lacks."""
    if actor.administrator or user == actor.user:
        return False
    other = seen_from(actor, user)
    mine, theirs = (one.standing.grants.get(REST, {}) for one in (actor, other))
    return (
        any(depth > mine.get(privilege, 0) for privilege, depth in theirs.items())
        or any(not holds(actor, other, n, p) for n in actor.world.objects for p in PRIVILEGES)
        or any(
            next(fields_beyond(obj, other, [actor]), None) is not None
            for name, obj in actor.world.objects.items()
            if touches(other, name)
        )
    )


def seen_from(actor: Actor, user: UUID) -> Actor:
    """Somebody else in the asker's world, whether he may work now or not."""
    found = User.objects.get(pk=user)
    return replace(actor, standing=standing_of(found, actor.roster), _ctx=None)


def holds(actor: Actor, other: Actor, name: str, privilege: str) -> bool:
    """Whether the asker's rows of a privilege hold those of another, now and later."""
    mine, theirs = actor.scope(name, privilege), other.scope(name, privilege)
    if theirs.empty or mine.kind == "all":
        return True
    closed = set(mine.shut.stages) if mine.shut else set()
    if closed - set(theirs.shut.stages if theirs.shut else ()):
        return False
    if mine.kind == "most":
        return True
    people = {other.user} if theirs.kind == "own" else set()
    return (
        theirs.kind not in ("all", "most")
        and set(theirs.units) <= set(mine.units)
        and all(reaches_rows_of(actor, mine, one) for one in {*theirs.owners, *people})
        and not shared_beyond(actor, name, privilege, theirs.shares)
    )


def reaches_rows_of(actor: Actor, mine: Scope, owner: UUID) -> bool:
    """Whether a scope holds all that somebody owns."""
    return (
        mine.kind in ("all", "most")
        or owner in mine.owners
        or actor.roster.user_units.get(owner) in mine.units
        or (owner == actor.user and mine.kind != "none")
    )


def shared_beyond(actor: Actor, name: str, privilege: str, records: Any) -> bool:
    """Whether the asker does not reach all of some records by a privilege."""
    scope = actor.scope(name, privilege)
    if not records or scope.kind == "all":
        return False
    rows = actor.world.objects[name].twin.objects.filter(pk__in=records)
    found: bool = rows.exclude(within(scope, actor.user)).exists()
    return found


def shares_beyond(actor: Actor, **target: UUID) -> bool:
    """Whether more is shared with a unit or team (``unit=``, ``team=``) than the asker reaches."""
    if actor.administrator:
        return False
    valid = Q(until=None) | Q(until__gt=timezone.now())
    found: dict[tuple[str, str], set[UUID]] = {}
    rows = Share.objects.filter(valid, **target).values_list("object", "record", "rights")
    for name, record, rights in rows:
        for privilege in rights:
            found.setdefault((name, privilege), set()).add(record)
    return any(
        shared_beyond(actor, name, privilege, records)
        for (name, privilege), records in found.items()
        if name in actor.world.objects
    )


def covers_absence(actor: Actor, user: UUID) -> bool:
    """Whether the asker reaches all of a user's own rows that a substitute would reach."""
    if actor.administrator or user == actor.user:
        return True
    other = seen_from(actor, user)
    return all(
        reaches_rows_of(actor, actor.scope(name, privilege), user)
        for name, obj in actor.world.objects.items()
        if obj.owned
        for privilege in SUBSTITUTED
        if other.depth(name, privilege)
    )
