"""All units and users, and the standing of each, kept under the access version."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from kartei.platform.access.bounds import Bounds
from kartei.platform.access.clock import Clock, clock_at
from kartei.platform.access.models import Role, Team, Unit, User
from kartei.platform.access.standing import Standing, held_roles, merged_fields, merged_grants


@dataclass(slots=True)
class Roster:
    """All units and users of an access version; small, so it is kept in memory.

    Some rights begin and end by the clock alone, so it also holds only from one such moment
    (``clock.since``) to the next (``clock.until``).
    """

    version: int
    clock: Clock
    unit_names: dict[UUID, str]
    below: dict[UUID, tuple[UUID, ...]]
    user_names: dict[UUID, str]
    user_units: dict[UUID, UUID]
    standings: dict[UUID, Standing] = field(default_factory=dict)
    titles: dict[str, dict[UUID, tuple[str, str | None]]] = field(default_factory=dict)
    #: what follows from the records of small objects
    kept: dict[Any, Any] = field(default_factory=dict)

    @property
    def mark(self) -> str:
        """What everything kept under these rights is known by."""
        return f"{self.version}.{self.clock.since:.0f}" if self.clock.since else str(self.version)


_lock = threading.Lock()
_roster: Roster | None = None


def tree_below(parents: dict[UUID, UUID | None]) -> dict[UUID, tuple[UUID, ...]]:
    """Each unit with all units under it; a cycle (refused elsewhere) cannot loop here."""
    children: dict[UUID | None, list[UUID]] = {}
    for unit, parent in parents.items():
        children.setdefault(parent, []).append(unit)
    found: dict[UUID, tuple[UUID, ...]] = {}
    for unit in parents:
        seen: list[UUID] = []
        todo = [unit]
        while todo:
            at = todo.pop()
            if at not in seen:
                seen.append(at)
                todo.extend(children.get(at, ()))
        found[unit] = tuple(seen)
    return found


def roster_at(version: int) -> Roster:
    """Units and users under an access version, at this moment."""
    global _roster
    found = _roster
    now = timezone.now()
    if found is not None and found.version == version and found.clock.holds(now):
        return found
    units = list(Unit.objects.values_list("id", "name", "parent_id"))
    users = list(User.objects.values_list("id", "name", "unit_id"))
    made = Roster(
        version,
        clock_at(now),
        {u[0]: u[1] for u in units},
        tree_below({u[0]: u[2] for u in units}),
        {u[0]: u[1] for u in users},
        {u[0]: u[2] for u in users},
    )
    with _lock:
        if _roster is None or _roster.version <= version:
            _roster = made
    return made


def forget_roster() -> None:
    """Drop what is cached; for tests that roll rights back."""
    global _roster
    _roster = None


def stand(user_id: UUID, roster: Roster) -> Standing | None:
    """The standing of an active user, from his and his teams' roles; None when he is out."""
    known = roster.standings.get(user_id)
    if known is not None:
        return known
    user = User.objects.filter(pk=user_id, active=True, deleted=False).first()
    if user is not None:
        roster.standings[user_id] = standing_of(user, roster)
    return roster.standings.get(user_id)


def standing_of(user: User, roster: Roster) -> Standing:
    """The standing that a user's and his teams' roles give, whether he may work now or not."""
    teams = [t for t in Team.objects.filter(deleted=False) if str(user.pk) in t.members]
    wanted = set(user.roles) | {role for team in teams for role in team.roles}
    given = Q(pk__in=[UUID(r) for r in wanted]) | Q(everyone=True)
    roles = held_roles(wanted, list(Role.objects.filter(given, deleted=False)))
    return Standing(
        user=user.id,
        login=user.login,
        name=user.name,
        unit=user.unit_id,
        units_below=roster.below.get(user.unit_id, (user.unit_id,)),
        teams=tuple(t.id for t in teams),
        administrator=any(r.administrator for r in roles),
        level=max((r.level for r in roles), default=0),
        grants=merged_grants(roles),
        fields=merged_fields(roles),
        language=user.language,
        zone=user.timezone,
        settings=user.settings,
        roles=frozenset(str(r.pk) for r in roles),
    )


def bounded(standing: Standing, bounds: Bounds | None, roster: Roster) -> Standing:
    """What is left of a standing within the bounds of a token; kept as long as the roster."""
    if bounds is None:
        return standing
    key = ("bounded", standing.user, bounds)
    found: Standing | None = roster.kept.get(key)
    if found is None:
        found = replace(standing, bounds=bounds, scopes={}, seen={}, kept={})
        roster.kept[key] = found
    return found
