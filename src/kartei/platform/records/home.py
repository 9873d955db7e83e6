"""The home record of entries, files and shares: may the asker, and the journal row of the act."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kartei.platform.access.actor import Actor
from kartei.platform.kit.ids import uuid7
from kartei.platform.meta.errors import Refusal, forbidden, not_found
from kartei.platform.records.facts import Facts, facts_of
from kartei.platform.records.journal import CLOCK
from kartei.platform.records.models import Journal, Timeline

Place = tuple[str, UUID]


def readable(actor: Actor, name: str, key: UUID) -> Facts:
    """What rights know of a record the asker may read; 404 for an absent or invisible one."""
    actor.obj(name)
    facts = facts_of(actor, name, [key]).get(key)
    if facts is None or not actor.reaches(name, "read", facts.owner, facts.unit, key, facts.stage):
        raise not_found()
    return facts


def must_reach(actor: Actor, name: str, key: UUID, privilege: str) -> Facts:
    """The same with a further privilege; 403 without it, 409 when the record is in the bin."""
    facts = readable(actor, name, key)
    if not actor.reaches(name, privilege, facts.owner, facts.unit, key, facts.stage):
        actor.must(name, privilege)
        raise forbidden(_("You may see this record, but not add to it"))
    if facts.deleted:
        raise Refusal("records.in_bin", _("This record is in the bin"), status=409)
    return facts


def now_of(actor: Actor) -> datetime:
    """The moment that is written: the actor's own clock where he has one."""
    return actor.clock or timezone.now()


def tell(
    actor: Actor,
    home: Place,
    facts: Facts,
    verb: str,
    data: Mapping[str, Any],
    changes: Mapping[str, Any] | None = None,
) -> Journal:
    """The journal row of an act beside the command path; changes: what it did to fields."""
    actor.change = actor.change or uuid7()
    return Journal.objects.create(
        change=actor.change,
        at=now_of(actor),
        actor=None if actor.via == CLOCK else actor.user,
        via=actor.via,
        ip=actor.ip,
        object=home[0],
        record=home[1],
        verb=verb,
        version=facts.version,
        changes=dict(changes or {}),
        data={"title": facts.title[:200], **data},
    )


def show_in(
    places: Iterable[Place],
    home: Place,
    at: datetime,
    *,
    journal: int | None = None,
    entry: UUID | None = None,
) -> None:
    """Rows of the timeline index for a journal row or an entry."""
    Timeline.objects.bulk_create(
        [
            Timeline(
                object=name,
                record=key,
                at=at,
                journal=journal,
                entry=entry,
                home_object=home[0],
                home=home[1],
            )
            for name, key in dict.fromkeys(places)
        ]
    )
