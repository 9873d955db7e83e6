"""The second factor that the firm demands: who lacks it, until when, and what is then still open.

Days of grace count from the first request after which somebody lacked what was demanded of him, so
that a role given later, or a demand made while he was away, leaves him the same time.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.utils import timezone

from kartei.platform.access.demands import Demand, demand_of
from kartei.platform.access.models import User
from kartei.platform.access.roster import Roster, stand
from kartei.platform.access.rules import end_access
from kartei.platform.meta.models import Firm
from kartei.platform.meta.versions import bump_access

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
KEPT = "demand of a second factor"


def due(user: UUID, roster: Roster) -> datetime | None:
    """Until when somebody has to set up a second factor; None when nothing is demanded of him, or
    he has one. Kept under the access version; noted once when it is first demanded of him.
    """
    demand = demand_at(roster)
    standing = stand(user, roster) if demand.on else None
    if standing is None or not demand.meets(standing.roles):
        return None
    key = (KEPT, user)
    if key not in roster.kept:
        roster.kept[key] = asked(user)
    since: datetime | None = roster.kept[key]
    return None if since is None else demand.due(since)


def demand_at(roster: Roster) -> Demand:
    """The firm's rule under an access version."""
    found: Demand | None = roster.kept.get(KEPT)
    if found is None:
        row = Firm.objects.filter(pk=1).first()
        found = roster.kept[KEPT] = demand_of(row.second_factor if row else {})
    return found


def asked(user: UUID) -> datetime | None:
    """Since when a factor is demanded of somebody who has none; None when he has one."""
    if Authenticator.objects.filter(user=user, type__in=FACTORS).exists():
        return None
    rows = User.objects.filter(pk=user)
    rows.filter(factor_asked_at=None).update(factor_asked_at=timezone.now())
    return rows.values_list("factor_asked_at", flat=True).get()


def is_late(user: UUID, roster: Roster) -> bool:
    """Whether somebody's grace is over."""
    until = due(user, roster)
    return until is not None and until <= timezone.now()


def renewed(created: bool = True, **signal: Any) -> None:
    """Somebody got or lost a factor: what is kept of that is old. Using it changes nothing."""
    if created:
        bump_access()


def take_off(user: UUID) -> int:
    """Remove all second factors of somebody who lost them, and end his sessions; says how many."""
    count: int = Authenticator.objects.filter(user=user, type__in=FACTORS).count()
    Authenticator.objects.filter(user=user).delete()
    end_access(user)
    bump_access()
    return count
